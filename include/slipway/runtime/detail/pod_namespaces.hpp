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
#include <slipway/runtime/detail/joined_process.hpp>
#include <slipway/runtime/detail/launch.hpp>
#include <slipway/runtime/detail/rtnetlink.hpp>
#include <slipway/runtime/detail/user_namespace.hpp>
#include <slipway/runtime/in_network.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// Namespaces in which nobody is, as a new pod has them; not all are there where it has others'.
struct new_namespaces {
    owned_fd network{}, ipc{}, uts{};
    std::optional<rtnetlink> inside{};  ///< in that network

    /// CLONE_NEW... of those that are made for a pod.
    static int kinds_for(const sandbox_spec& s) {
        const auto own = [](const namespace_choice& n, int kind) {
            return n.whose == namespace_choice::own ? kind : 0;
        };
        if (s.host_network) return own(s.ipc, CLONE_NEWIPC);
        return own(s.network_of, CLONE_NEWNET) | own(s.uts, CLONE_NEWUTS) |
               own(s.ipc, CLONE_NEWIPC);
    }
    /// Those of the calling thread, which has just entered them, set up for the pod. `groups`: how
    /// many ids of groups they have.
    static new_namespaces around_this_thread(const sandbox_spec& spec, int kinds,
                                             std::uint64_t groups) {
        new_namespaces made;
        if (kinds & CLONE_NEWUTS && ::sethostname(spec.hostname.data(), spec.hostname.size()) != 0)
            fail_with_errno("cannot set the host name \"" + spec.hostname + '"');
        if (kinds & CLONE_NEWUTS && !spec.domain_name.empty() &&
            ::setdomainname(spec.domain_name.data(), spec.domain_name.size()) != 0)
            fail_with_errno("cannot set the domain name \"" + spec.domain_name + '"');
        if (kinds & CLONE_NEWIPC) made.ipc = open_or_throw("/proc/thread-self/ns/ipc", O_RDONLY);
        if (kinds & CLONE_NEWUTS) made.uts = open_or_throw("/proc/thread-self/ns/uts", O_RDONLY);
        if (!(kinds & CLONE_NEWNET)) return made;
        made.network = open_or_throw("/proc/thread-self/ns/net", O_RDONLY);
        made.inside.emplace().set_up(rtnetlink::loopback);
        // As everywhere: a container needs no rights to listen on port 80, or to ping.
        std::ofstream("/proc/sys/net/ipv4/ip_unprivileged_port_start") << 0;
        std::ofstream("/proc/sys/net/ipv4/ping_group_range") << "0 " << groups - 1;
        return made;
    }
    /// Of this machine's users.
    static std::uint64_t groups_here() {
        return std::min<std::uint64_t>(core::ids_here("/proc/self/gid_map"), 1U << 31);
    }
};

/// What the containers of a pod share. The namespaces live as long as this: no process holds them.
class pod_namespaces {
public:
    /// With `first_id` the pod has users of its own, whose ids are those of this machine from there
    /// on. Those that it has of another container are that one's then. `before`: have been made for
    /// it already.
    explicit pod_namespaces(const sandbox_spec& spec,
                            std::optional<std::uint32_t> first_id = std::nullopt,
                            std::optional<new_namespaces> before = std::nullopt)
        : made_(new_namespaces::kinds_for(spec)) {
        join(spec);
        if (made_ == 0) return;
        if (before && !first_id) {
            take(*std::move(before));
            return;
        }
        std::string failure;
        std::thread([&] {  // a thread may leave its program's namespaces alone, and takes the new
                           // ones with it
            try {
                if (first_id) enter_owned(*first_id);
                else if (::unshare(made_) != 0) fail_with_errno("cannot make namespaces");
                take(new_namespaces::around_this_thread(
                    spec, made_, first_id ? ids_of_a_pod : new_namespaces::groups_here()));
            } catch (const status_error& e) {
                failure = e.message();
            }
        })
            .join();
        if (!failure.empty()) throw status_error(core::reason::internal_error, failure);
    }

    rtnetlink& inside() { return *inside_; }
    /// Calls `f` by a thread in the pod's network. Throws what it throws.
    template <class F>
    void in_network(F f) const {
        runtime::in_network(network_.get(), std::move(f));
    }
    int network() const { return network_.get(); }
    std::vector<int> all() const {
        std::vector<int> made;
        for (const owned_fd* each : {&network_, &ipc_, &uts_})
            if (*each) made.push_back(each->get());
        return made;
    }
    /// CLONE_NEW... of those that are not this machine's.
    int kinds() const {
        return (network_ ? CLONE_NEWNET : 0) | (ipc_ ? CLONE_NEWIPC : 0) |
               (uts_ ? CLONE_NEWUTS : 0);
    }
    /// Of the mount namespace of the container whose shared memory this pod has; -1 where there is
    /// none.
    int shared_memory_of() const { return mounts_.get(); }
    /// Of the user namespace; -1 where the pod has this machine's users.
    int users() const { return users_.get(); }

private:
    void take(new_namespaces made) {
        if (made.ipc) ipc_ = std::move(made.ipc);
        if (made.uts) uts_ = std::move(made.uts);
        if (made.network) network_ = std::move(made.network);
        inside_ = std::move(made.inside);
    }
    void join(const sandbox_spec& s) {
        if (s.network_of.whose == namespace_choice::container)
            network_ = joined_namespace(s.network_of, "net");
        if (s.uts.whose == namespace_choice::container) uts_ = joined_namespace(s.uts, "uts");
        if (s.ipc.whose != namespace_choice::container) return;
        ipc_ = joined_namespace(s.ipc, "ipc");
        mounts_ = joined_namespace(s.ipc, "mnt");
    }
    void enter_owned(std::uint32_t first_id) {
        const born_namespaces born(first_id, CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS);
        users_ = born.open("user");
        for (const char* kind : {"net", "ipc", "uts"})
            if (::setns(born.open(kind).get(), 0) != 0)
                fail_with_errno(std::string("cannot enter a new ") + kind + " namespace");
    }

    int made_;
    owned_fd network_, ipc_, uts_, users_;
    owned_fd mounts_;  // of another container, as long as this pod is there
    std::optional<rtnetlink> inside_;
};

}  // namespace slipway::runtime::detail
