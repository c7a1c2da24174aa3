// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <sched.h>

#include <slipway/runtime/descriptor_passing.hpp>
#include <slipway/runtime/detail/pod_namespaces.hpp>
#include <slipway/runtime/detail/rootless_machine.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// Namespaces of a pod, which a thread makes while the pod's shim starts: the kernel takes as long
/// for them as the shim.
class namespaces_for_shim {
public:
    /// `spec` is to stay as long as this.
    explicit namespaces_for_shim(const sandbox_spec& spec) {
        constexpr int all = CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS;
        if (spec.own_users || new_namespaces::kinds_for(spec) != all || is_rootless()) return;
        try {
            making_ = std::thread([this, &spec] { make(spec, all); });
        } catch (const std::system_error&) {
            // without a thread, the shim does it
        }
    }
    namespaces_for_shim(const namespaces_for_shim&) = delete;
    ~namespaces_for_shim() { finish(); }

    /// Tells the shim of them, or that there are none. Who does not hear it has ended.
    void send(int socket) {
        finish();
        std::vector<int> fds;
        if (made_)
            fds = {made_->network.get(), made_->ipc.get(), made_->uts.get(),
                   made_->inside->socket()};
        send_with_descriptors(socket, {"", 1}, fds.data(), fds.size());
    }

private:
    void make(const sandbox_spec& spec, int kinds) {
        try {
            if (::unshare(kinds) == 0)
                made_ =
                    new_namespaces::around_this_thread(spec, kinds, new_namespaces::groups_here());
        } catch (const status_error&) {
            // the shim finds out itself
        }
    }
    void finish() {
        if (making_.joinable()) making_.join();
    }

    std::optional<new_namespaces> made_;
    std::thread making_;
};

/// Those that have been made for this shim.
inline std::optional<new_namespaces> namespaces_from(int socket) {
    std::vector<owned_fd> fds;
    char byte = 0;
    if (receive_with_descriptors(socket, &byte, 1, fds) <= 0 || fds.size() != 4)
        return std::nullopt;
    new_namespaces made{std::move(fds[0]), std::move(fds[1]), std::move(fds[2])};
    made.inside.emplace(std::move(fds[3]));
    return made;
}

}  // namespace slipway::runtime::detail
