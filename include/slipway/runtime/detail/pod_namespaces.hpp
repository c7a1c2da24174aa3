// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <sched.h>
#include <unistd.h>

#include <slipway/core/user_ids.hpp>
#include <slipway/runtime/detail/launch.hpp>
#include <slipway/runtime/detail/rtnetlink.hpp>
#include <slipway/runtime/detail/user_namespace.hpp>
#include <slipway/runtime/in_network.hpp>

namespace slipway::runtime::detail {

/// What the containers of a pod share. The namespaces live as long as this: no process holds them.
class pod_namespaces {
public:
    /// With `first_id` the pod has users of its own, whose ids are those of this machine from there on.
    explicit pod_namespaces(const std::string& hostname, std::optional<std::uint32_t> first_id = std::nullopt) {
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
                const std::uint64_t groups = first_id ? ids_of_a_pod : std::min<std::uint64_t>(core::ids_here("/proc/self/gid_map"), 1U << 31);
                std::ofstream("/proc/sys/net/ipv4/ping_group_range") << "0 " << groups - 1;
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
        runtime::in_network(network_.get(), std::move(f));
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
