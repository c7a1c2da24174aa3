// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include <slipway/api/core_v1.hpp>
#include <slipway/controller/controller.hpp>
#include <slipway/controllers/detail/objects.hpp>

/// The pods behind a Service.
namespace slipway::controllers::detail {

/// A port as a pod serves it: name of the service's port, number, protocol.
using served_port = std::tuple<std::string, long, std::string>;

struct back_end {
    std::shared_ptr<const api::Pod> pod;
    bool up = false;  ///< ready
    bool terminating = false;
};

/// Pods that serve the same port numbers. A named target port may mean another number in each pod.
using back_ends = std::map<std::vector<served_port>, std::vector<back_end>>;

template <class ServicePort>
std::optional<long> target_port(const ServicePort& port, const api::Pod& pod) {
    if (port.targetPort.is_number() && port.targetPort.number != 0) return port.targetPort.number;
    if (!port.targetPort.is_string()) return static_cast<long>(port.port);
    for (const auto& c : pod.spec.containers)
        for (const auto& p : c.ports)
            if (p.name == port.targetPort.string &&
                (p.protocol.empty() ? core::text("TCP") : p.protocol) ==
                    (port.protocol.empty() ? core::text("TCP") : port.protocol))
                return static_cast<long>(p.containerPort);
    return std::nullopt;
}

inline back_ends behind(const api::Service& service,
                        const std::vector<std::shared_ptr<const api::Pod>>& pods) {
    back_ends made;
    for (const auto& pod : pods) {
        if (pod->status.podIP.empty() || finished(*pod)) continue;
        if (!selects_all(service.spec.selector, pod->metadata.labels)) continue;
        std::vector<served_port> ports;
        for (const auto& port : service.spec.ports)
            if (const auto n = target_port(port, *pod))
                ports.emplace_back(
                    std::string(port.name.view()), *n,
                    port.protocol.empty() ? "TCP" : std::string(port.protocol.view()));
        if (ports.empty() && !service.spec.ports.empty()) continue;
        made[ports].push_back({pod, ready(*pod), !pod->metadata.deletionTimestamp.empty()});
    }
    return made;
}

/// Keys of the services that select the pod.
inline auto services_of(controller::manager& m) {
    return [services = &m.informer<api::Service>()](const api::Pod& pod) {
        std::vector<std::string> keys;
        for (const auto& s :
             services->by(controller::by_namespace, std::string(pod.metadata.namespace_.view())))
            if (selects_all(s->spec.selector, pod.metadata.labels))
                keys.push_back(client::key_of(*s));
        return keys;
    };
}

template <class Reference>
Reference reference_to(const api::Pod& pod) {
    Reference made{};
    made.kind = "Pod";
    made.namespace_ = pod.metadata.namespace_;
    made.name = pod.metadata.name;
    made.uid = pod.metadata.uid;
    return made;
}

}  // namespace slipway::controllers::detail
