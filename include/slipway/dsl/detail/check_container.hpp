// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/quantity.hpp>
#include <slipway/dsl/detail/references.hpp>

namespace slipway::dsl::detail {

constexpr void check_probe(const examined& e, const api::Container& c, const api::Probe& p) {
    const core::int_or_string* port = p.httpGet.has_value() ? &p.httpGet->port : p.tcpSocket.has_value() ? &p.tcpSocket->port : nullptr;
    if (!port || !port->is_string()) return;
    for (const api::ContainerPort& known : c.ports)
        if (known.name == port->string) return;
    nearest hint(port->string);
    for (const api::ContainerPort& known : c.ports) hint.offer(known.name);
    e.report(rule::probe_port_not_exposed, e.in(c), port->string.view(), hint.hint());
}

constexpr void check_mount(const examined& e, const api::Container& c, const api::VolumeMount& m) {
    for (const api::Volume& v : e.it.pods()->volumes)
        if (v.name == m.name) return;
    nearest hint(m.name);
    for (const api::Volume& v : e.it.pods()->volumes) hint.offer(v.name);
    e.report(rule::mount_without_volume, e.in(c), m.name.view(), hint.hint());
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
constexpr void check_container(const examined& e, const api::Container& c) {
    const site where = e.in(c);
    if (c.image.empty()) e.report(rule::image_missing, where);
    for (const auto* probe : {&c.startupProbe, &c.readinessProbe, &c.livenessProbe})
        if (probe->has_value()) check_probe(e, c, **probe);
    for (const api::VolumeMount& m : c.volumeMounts) check_mount(e, c, m);
    each_duplicate(c.volumeMounts, [](const api::VolumeMount& m) { return m.mountPath.view(); },
                   [&](const api::VolumeMount& m) { e.report(rule::duplicate_mount_path, where, m.mountPath.view()); });
    each_duplicate(c.env, [](const api::EnvVar& v) { return v.name.view(); },
                   [&](const api::EnvVar& v) { e.report(rule::duplicate_variable, where, v.name.view()); });
    check_environment(e, c, where);
    if (c.resources.has_value()) check_amounts(e, c);
}

}  // namespace slipway::dsl::detail
