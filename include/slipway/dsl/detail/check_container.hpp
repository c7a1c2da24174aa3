// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/quantity.hpp>
#include <slipway/dsl/detail/check_environment.hpp>

namespace slipway::dsl::detail {

constexpr void check_port_of_probe(const examined& e, const api::Container& c, const core::int_or_string& port) {
    if (!port.is_string()) return;
    for (const api::ContainerPort& known : c.ports)
        if (known.name == port.string) return;
    nearest hint(port.string);
    for (const api::ContainerPort& known : c.ports) hint.offer(known.name);
    e.report(rule::probe_port_not_exposed, e.in(c), port.string.view(), hint.hint());
}
constexpr void check_probe(const examined& e, const api::Container& c, const core::optional<api::Probe>& p) {
    if (!p.has_value()) return;
    if (p->httpGet.has_value()) check_port_of_probe(e, c, p->httpGet->port);
    if (p->tcpSocket.has_value()) check_port_of_probe(e, c, p->tcpSocket->port);
}

/// A StatefulSet's claims are volumes of its pods.
constexpr void check_mount(const examined& e, const api::Container& c, const api::PodSpec& pod, const core::list<api::PersistentVolumeClaim>& claims, std::string_view volume) {
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
        const auto wanted = core::parse_quantity(request.value), most = core::parse_quantity(*limit);
        if (wanted && most && *wanted > *most)
            e.report(rule::request_over_limit, e.in(c), words(request.key).add(" ").add(request.value.view()).add(" over ").add(limit->view()));
    }
}

/// The rules inside of one container, and from it to what it refers to.
constexpr void check_container(const examined& e, const api::Container& c, const api::PodSpec& pod, const core::list<api::PersistentVolumeClaim>& claims) {
    const site where = e.in(c);
    if (c.image.empty()) e.report(rule::image_missing, where);
    check_probe(e, c, c.startupProbe);
    check_probe(e, c, c.readinessProbe);
    check_probe(e, c, c.livenessProbe);
    for (const api::VolumeMount& m : c.volumeMounts) check_mount(e, c, pod, claims, m.name);
    for (const api::VolumeDevice& d : c.volumeDevices) check_mount(e, c, pod, claims, d.name);
    each_duplicate(c.volumeMounts, [](const api::VolumeMount& m) { return m.mountPath.view(); },
                   [&](const api::VolumeMount& m) { e.report(rule::duplicate_mount_path, where, m.mountPath.view()); });
    check_environment(e, c, where);
    if (c.resources.has_value()) check_amounts(e, c);
}

}  // namespace slipway::dsl::detail
