// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <sched.h>
#include <unistd.h>

#include <slipway/runtime/detail/launch.hpp>
#include <slipway/runtime/detail/rtnetlink.hpp>
#include <slipway/runtime/detail/user_namespace.hpp>

namespace slipway::runtime::detail {

/// What the containers of a pod share. The namespaces live as long as this: no process holds them.
class pod_namespaces {
public:
    /// With `first_id` the pod has users of its own, whose ids are those of this machine from there on.
    /// `one_user`: there is no other here.
    explicit pod_namespaces(const std::string& hostname, std::optional<std::uint32_t> first_id = std::nullopt, bool one_user = false) {
        std::string failure;
        std::thread([&] {  // a thread may leave its program's namespaces alone, and takes the new ones with it
            try {
                if (first_id) enter_owned(*first_id);
                else if (::unshare(CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS) != 0) fail_with_errno("cannot make namespaces");
                if (::sethostname(hostname.data(), hostname.size()) != 0) fail_with_errno("cannot set the host name \"" + hostname + '"');
                network_ = open_or_throw("/proc/thread-self/ns/net", O_RDONLY);
                ipc_ = open_or_throw("/proc/thread-self/ns/ipc", O_RDONLY);
                uts_ = open_or_throw("/proc/thread-self/ns/uts", O_RDONLY);
                inside_.emplace();
                // As everywhere: a container needs no rights to listen on port 80, or to ping.
                std::ofstream("/proc/sys/net/ipv4/ip_unprivileged_port_start") << 0;
                std::ofstream("/proc/sys/net/ipv4/ping_group_range") << (first_id ? "0 65535" : one_user ? "0 0" : "0 2147483647");
            } catch (const status_error& e) {
                failure = e.message();
            }
        }).join();
        if (!failure.empty()) throw status_error(core::reason::internal_error, failure);
    }

    rtnetlink& inside() { return *inside_; }
    /// Calls `f` by a thread in the pod's network. Throws what it throws.
    template <class F>
    void in_network(F f) const {
        std::exception_ptr failed;
        std::thread([&] {
            try {
                if (::setns(network_.get(), CLONE_NEWNET) != 0) fail_with_errno("cannot enter a pod's network");
                f();
            } catch (...) {
                failed = std::current_exception();
            }
        }).join();
        if (failed) std::rethrow_exception(failed);
    }
    int network() const { return network_.get(); }
    std::vector<int> all() const { return {network_.get(), ipc_.get(), uts_.get()}; }
    /// Of the user namespace; -1 where the pod has this machine's users.
    int users() const { return users_.get(); }

private:
    void enter_owned(std::uint32_t first_id) {
        const born_namespaces born(first_id, CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS);
        users_ = born.open("user");
        for (const char* kind : {"net", "ipc", "uts"})
            if (::setns(born.open(kind).get(), 0) != 0) fail_with_errno(std::string("cannot enter a new ") + kind + " namespace");
    }

    owned_fd network_, ipc_, uts_, users_;
    std::optional<rtnetlink> inside_;
};

}  // namespace slipway::runtime::detail
