// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/detail/check_container.hpp>

namespace slipway::dsl::detail {

constexpr std::string_view protocol_of(const text& written) {
    return written.empty() ? std::string_view("TCP") : written.view();
}

/// A port of a pod: its containers share one address.
struct pod_port {
    const api::Container* container;
    const api::ContainerPort* port;
};

constexpr void check_pod_ports(const examined& e, const core::list<pod_port>& ports) {
    each_duplicate(
        ports, [](const pod_port& p) { return p.port->name.view(); },
        [&](const pod_port& p) {
            e.report(rule::duplicate_port_name, e.here(), p.port->name.view());
        });
    for (std::size_t i = 1; i < ports.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const api::ContainerPort &a = *ports[i].port, &b = *ports[j].port;
            if (a.hostPort.has_value() && b.hostPort.has_value() && *a.hostPort == *b.hostPort &&
                protocol_of(a.protocol) == protocol_of(b.protocol) && a.hostIP == b.hostIP &&
                a.containerPort.value_or(0) != b.containerPort.value_or(0))
                e.report(
                    rule::port_clash, e.in(*ports[i].container),
                    words("hostPort ").add(*a.hostPort),
                    words("container ").add(ports[j].container->name.view()).add(" has it too"));
            if (a.containerPort != *b.containerPort ||
                protocol_of(a.protocol) != protocol_of(b.protocol))
                continue;
            e.report(rule::port_clash, e.in(*ports[i].container),
                     words(core::decimal(a.containerPort)),
                     words("container ").add(ports[j].container->name.view()).add(" has it too"));
            break;
        }
}

/// What stands once in a pod: the names of its containers, of their ports and of its volumes, and
/// the ports.
constexpr void check_pod_names(const examined& e, const api::PodSpec& pod) {
    core::list<const api::Container*> all;
    all.reserve(pod.initContainers.size() + pod.containers.size());
    for (const auto* containers : {&pod.initContainers, &pod.containers})
        for (const api::Container& c : *containers) all.push_back(&c);
    each_duplicate(
        all, [](const api::Container* c) { return c->name.view(); },
        [&](const api::Container* c) {
            e.report(rule::duplicate_container, e.here(), c->name.view());
        });
    each_duplicate(
        pod.volumes, [](const api::Volume& v) { return v.name.view(); },
        [&](const api::Volume& v) { e.report(rule::duplicate_volume, e.here(), v.name.view()); });
    core::list<pod_port> ports;
    for (const api::Container& c : pod.containers)
        for (const api::ContainerPort& p : c.ports) ports.push_back({&c, &p});
    check_pod_ports(e, ports);
}

/// The rules inside of one pod, and from it to what it refers to.
constexpr void check_pods(const examined& e, const api::PodSpec& pod) {
    if (pod.containers.empty()) e.report(rule::no_containers, e.here());
    check_pod_references(e, pod);
    for (const api::Toleration& t : pod.tolerations)
        if (t.key.empty() && t.operator_ != "Exists")
            e.report(rule::required_missing, e.here(), "tolerations.key",
                     "without one the operator is Exists");
    const auto* const stateful = e.it.as<api::StatefulSet>();
    core::list<api::PersistentVolumeClaim> claims;
    if (stateful)
        claims =
            stateful->spec
                .volumeClaimTemplates;  // not by `?:`: what it copies is destroyed twice by GCC 12
    for (const api::Container& c : pod.initContainers) check_container(e, c, pod, claims);
    for (const api::Container& c : pod.containers) check_container(e, c, pod, claims);
    check_users(e, pod);
    check_pod_names(e, pod);
}

}  // namespace slipway::dsl::detail
