// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <slipway/api/core_v1.hpp>

/// The ports of its node that a pod takes (Kubernetes API reference, ContainerPort: `hostPort`,
/// `hostIP`).
namespace slipway::api {

/// The port of its node that a container's port takes; 0 for none. In its node's network all ports
/// are the node's.
constexpr long host_port_of(const core_v1::PodSpec& pod, const core_v1::ContainerPort& p) {
    if (p.hostPort.has_value()) return *p.hostPort;
    return pod.hostNetwork ? *p.containerPort : 0;
}

/// Calls `f(port, number)` for every port of its containers, also of those that start first and go
/// on beside the others, that takes one of its node.
template <class F>
constexpr void each_host_port(const core_v1::PodSpec& pod, F f) {
    const auto each = [&](const core_v1::Container& c) {
        for (const core_v1::ContainerPort& p : c.ports)
            if (const long number = host_port_of(pod, p)) f(p, number);
    };
    for (const core_v1::Container& c : pod.initContainers)
        if (c.restartPolicy == "Always") each(c);
    for (const core_v1::Container& c : pod.containers) each(c);
}

}  // namespace slipway::api
