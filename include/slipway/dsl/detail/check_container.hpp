// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/quantity.hpp>
#include <slipway/dsl/detail/check_environment.hpp>

namespace slipway::dsl::detail {

constexpr void check_port_of_probe(const examined& e, const api::Container& c,
                                   const core::int_or_string& port) {
    if (!port.is_string()) return;
    for (const api::ContainerPort& known : c.ports)
        if (known.name == port.string) return;
    nearest hint(port.string);
    for (const api::ContainerPort& known : c.ports) hint.offer(known.name);
    e.report(rule::probe_port_not_exposed, e.in(c), port.string.view(), hint.hint());
}
constexpr void check_probe(const examined& e, const api::Container& c,
                           const core::optional<api::Probe>& p) {
    if (!p.has_value()) return;
    if (p->httpGet.has_value()) check_port_of_probe(e, c, p->httpGet->port);
    if (p->tcpSocket.has_value()) check_port_of_probe(e, c, p->tcpSocket->port);
    if (p->exec.has_value() && p->exec->command.empty())
        e.report(rule::required_missing, e.in(c), "the command of a probe");
}

/// A StatefulSet's claims are volumes of its pods.
constexpr void check_mount(const examined& e, const api::Container& c, const api::PodSpec& pod,
                           const core::list<api::PersistentVolumeClaim>& claims,
                           std::string_view volume) {
    if (volume.empty()) return;  // which is missing
    for (const api::Volume& v : pod.volumes)
        if (v.name == volume) return;
    for (const api::PersistentVolumeClaim& claim : claims)
        if (claim.metadata.name == volume) return;
    nearest hint(volume);
    for (const api::Volume& v : pod.volumes) hint.offer(v.name);
    for (const api::PersistentVolumeClaim& claim : claims) hint.offer(claim.metadata.name);
    e.report(rule::mount_without_volume, e.in(c), volume, hint.hint());
}

constexpr void check_amounts(const examined& e, const api::Container& c) {
    for (const core::entry<text>& request : c.resources->requests) {
        const text* limit = c.resources->limits.find(request.key);
        if (!limit) continue;
        const auto wanted = core::parse_quantity(request.value),
                   most = core::parse_quantity(*limit);
        if (wanted && most && *wanted > *most)
            e.report(rule::request_over_limit, e.in(c),
                     words(request.key)
                         .add(" ")
                         .add(request.value.view())
                         .add(" over ")
                         .add(limit->view()));
    }
}

/// The kubelet starts no container as root that must not be root (`verifyRunAsNonRoot`); what a
/// container says of it counts before what its Pod says. What the Pod says alone is told once.
constexpr void check_users(const examined& e, const api::PodSpec& pod) {
    const api::PodSecurityContext* const of_pod =
        pod.securityContext.has_value() ? &*pod.securityContext : nullptr;
    bool told = false;
    for (const auto* containers : {&pod.initContainers, &pod.containers})
        for (const api::Container& c : *containers) {
            const api::SecurityContext* const own =
                c.securityContext.has_value() ? &*c.securityContext : nullptr;
            if (!own && (!of_pod || told)) continue;
            const bool own_rule = own && own->runAsNonRoot.has_value(),
                       own_user = own && own->runAsUser.has_value();
            if (!(own_rule ? *own->runAsNonRoot : of_pod && of_pod->runAsNonRoot.value_or(false)))
                continue;
            if ((own_user ? *own->runAsUser : of_pod ? of_pod->runAsUser.value_or(-1) : -1) != 0)
                continue;
            if (own_rule || own_user)
                e.report(rule::runs_as_root, e.in(c),
                         own_user ? "runAsUser 0" : "runAsUser 0 of the Pod");
            else if (!told) told = true, e.report(rule::runs_as_root, e.here(), "runAsUser 0");
        }
}

/// The rules inside of one container, and from it to what it refers to.
constexpr void check_container(const examined& e, const api::Container& c, const api::PodSpec& pod,
                               const core::list<api::PersistentVolumeClaim>& claims) {
    const site where = e.in(c);
    if (c.image.empty()) e.report(rule::image_missing, where);
    check_probe(e, c, c.startupProbe);
    check_probe(e, c, c.readinessProbe);
    check_probe(e, c, c.livenessProbe);
    for (const api::VolumeMount& m : c.volumeMounts) check_mount(e, c, pod, claims, m.name);
    for (const api::VolumeDevice& d : c.volumeDevices) check_mount(e, c, pod, claims, d.name);
    each_duplicate(
        c.volumeMounts, [](const api::VolumeMount& m) { return m.mountPath.view(); },
        [&](const api::VolumeMount& m) {
            e.report(rule::duplicate_mount_path, where, m.mountPath.view());
        });
    check_environment(e, c, where);
    if (c.resources.has_value()) check_amounts(e, c);
}

}  // namespace slipway::dsl::detail
