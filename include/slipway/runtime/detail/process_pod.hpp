// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <slipway/core/status.hpp>
#include <slipway/runtime/detail/port_publisher.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// A pod of a runtime of processes: what its isolation holds, and the ports of this machine that
/// lead to it. Some pods can change their networks: those whose sandbox has `join`, `places`,
/// `spec` and `ips`.
template <class Sandbox>
struct process_pod {
    /// With the lock held.
    void publish(const std::vector<published_port>& which) {
        int network = -1;
        if constexpr (requires { own->network_of_its_address(); })
            network = own->network_of_its_address();
        if (!which.empty()) ports = std::make_unique<port_publisher>(which, own->ip, network);
    }
    /// With the lock held: where it is now.
    const sandbox_status& look() {
        status.ip = own->ip;
        if (ports) status.ports = ports->ports();
        if constexpr (has_links) status.places = own->places();
        return status;
    }
    sandbox_status join(const std::vector<network_spec>& networks) {
        std::lock_guard lock(mutex);
        if (!own)
            throw status_error(core::reason::not_found,
                               "there is no sandbox \"" + status.key + '"');
        if constexpr (has_links) own->join(networks);
        else
            throw status_error(
                core::reason::invalid,
                "the pods of this runtime are in this machine's network, and in no other one");
        if (ports) ports->lead_to(own->ip);
        return look();
    }
    /// A container's files say where it is.
    template <class Container>
    void tell_files_of(Container& c) {
        std::lock_guard lock(mutex);
        if constexpr (has_links)
            if (own) c.root.update_network_files(own->spec, own->ips());
    }

    static constexpr bool has_links = requires(Sandbox& s) { s.join({}), s.places(); };

    std::mutex mutex;
    std::shared_ptr<Sandbox> own;
    std::unique_ptr<port_publisher> ports;
    sandbox_status status;
};

}  // namespace slipway::runtime::detail
