// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/detail/check_pods.hpp>
#include <slipway/dsl/detail/by_label.hpp>

namespace slipway::dsl::detail {

/// A name has to be exposed. A number too, by pods that tell their ports; those that tell none may
/// listen anywhere.
constexpr void check_target(const examined& e, const api::ServicePort& port,
                            const object& workload) {
    if (port.port.value_or(0) == refused_number) return;
    const bool named = port.targetPort.is_string();
    const long number = port.targetPort.is_number() ? port.targetPort.number : *port.port;
    bool any = false;
    const api::PodSpec* const pod = workload.pods();
    if (!pod) return;
    for (const api::Container& c : pod->containers)
        for (const api::ContainerPort& p : c.ports) {
            any = true;
            if (named ? p.name == port.targetPort.string : p.containerPort == number) return;
            if (p.containerPort == refused_number) return;
        }
    if (!any && !named) return;
    words wanted;
    if (named) wanted.add(port.targetPort.string.view());
    else wanted.add(number);
    nearest hint(wanted.view());
    for (const api::Container& c : pod->containers)
        for (const api::ContainerPort& p : c.ports)
            hint.offer(named ? words(p.name).view() : words().add(*p.containerPort).view());
    e.report(rule::target_port_not_exposed, {e.it, " to ", workload.name()}, wanted, hint.hint());
}

/// The rules inside of one Service.
constexpr void check_ports(const examined& e, const api::ServiceSpec& spec) {
    if (spec.ports.empty() && spec.clusterIP != "None" && spec.type != "ExternalName")
        e.report(rule::service_without_ports, e.here());
    if (spec.type == "ExternalName" && spec.externalName.empty())
        e.report(rule::required_missing, e.here(),
                 "spec.externalName of a Service of the type ExternalName");
    for (std::size_t i = 0; i < spec.ports.size(); ++i) {
        const api::ServicePort& p = spec.ports[i];
        if (spec.ports.size() > 1 && p.name.empty())
            e.report(rule::unnamed_service_port, e.here(), core::decimal(p.port).view());
        if (p.nodePort.has_value() && spec.type != "NodePort" && spec.type != "LoadBalancer")
            e.report(rule::node_port_not_open, e.here(), core::decimal(p.nodePort).view());
        for (std::size_t j = 0; j < i; ++j) {
            const api::ServicePort& before = spec.ports[j];
            if ((before.port == *p.port &&
                 protocol_of(before.protocol) == protocol_of(p.protocol)) ||
                (!p.name.empty() && before.name == p.name)) {
                e.report(rule::duplicate_service_port, e.here(),
                         words(p.name).add(p.name.empty() ? "" : " ").add(*p.port));
                break;
            }
        }
    }
}

/// From one Service to the pods that it selects.
constexpr void check_service(const examined& e, const by_label& labels) {
    const api::ServiceSpec& spec = e.it.as<api::Service>()->spec;
    check_ports(e, spec);
    if (spec.selector.empty()) return;  // its endpoints are made by others
    const object* first = nullptr;
    bool several = false;
    labels.each(e.space(), spec.selector, [&](const object& workload) {
        if (first && !several)
            e.report(rule::service_selects_several, e.here(), in_words(spec.selector),
                     words(title(*first)).add(" and ").add(title(workload).view()));
        several = first != nullptr;
        first = &workload;
        for (const api::ServicePort& p : spec.ports) check_target(e, p, workload);
    });
    if (first) return;
    const words wanted = in_words(spec.selector);
    e.report(rule::service_selects_no_pod, e.here(), wanted,
             labels.nearest_label(e.space(), wanted.view()));
}

/// Between the Services: node ports are one per cluster.
constexpr void check_node_ports(const Cluster& cluster, findings& found) {
    std::size_t count = 0;
    for (const object& o : cluster.resources)
        if (const auto* service = o.as<api::Service>())
            for (const api::ServicePort& p : service->spec.ports) count += p.nodePort.has_value();
    if (count == 0) return;
    index taken(count);
    for (const object& o : cluster.resources) {
        const auto* const service = o.as<api::Service>();
        if (!service) continue;
        for (const api::ServicePort& p : service->spec.ports) {
            if (!p.nodePort.has_value()) continue;
            const auto number = static_cast<std::size_t>(*p.nodePort);
            if (taken.find(static_cast<unsigned>(number),
                           [&](std::size_t n) { return n == number; }) >= 0)
                report(found, o, rule::node_port_twice, title(o), words(core::decimal(p.nodePort)));
            taken.put(static_cast<unsigned>(number), number);
        }
    }
}

}  // namespace slipway::dsl::detail
