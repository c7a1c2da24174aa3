// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/characters.hpp>
#include <slipway/dsl/detail/check_references.hpp>

namespace slipway::dsl::detail {

constexpr void check_backend(const examined& e, const api::IngressBackend& backend) {
    if (!backend.service.has_value() || backend.service->name.empty()) return;
    const object* const target =
        e.need<api::Service>(rule::unknown_service, backend.service->name, e.here());
    if (!target || !backend.service->port.has_value()) return;
    const api::ServiceSpec& spec = target->as<api::Service>()->spec;
    const api::ServiceBackendPort& wanted = *backend.service->port;
    for (const api::ServicePort& p : spec.ports)
        if (wanted.name.empty() ? p.port == *wanted.number : p.name == wanted.name) return;
    words value = wanted.name.empty() ? words(core::decimal(wanted.number)) : words(wanted.name);
    nearest hint(value.view());
    for (const api::ServicePort& p : spec.ports)
        hint.offer(wanted.name.empty() ? words(core::decimal(p.port)).view() : p.name.view());
    e.report(rule::service_port_not_there, {e.it, " to ", target->name()}, value, hint.hint());
}

/// Controllers take a certificate from the keys of its Secret, some of its type alone. One without
/// keys is filled by another program.
constexpr void check_certificate(const examined& e, const api::Secret& secret) {
    const auto has = [&](std::string_view key) {
        return secret.data.contains(key) || secret.stringData.contains(key);
    };
    if (secret.type == "kubernetes.io/tls") return;
    if (secret.type.empty() || secret.type == "Opaque") {
        if (secret.data.empty() && secret.stringData.empty()) return;
        if (has("tls.crt") && has("tls.key")) return;
    }
    e.report(rule::certificate_of_another_type, e.here(),
             words("Secret ").add(secret.metadata.name.view()), "right is kubernetes.io/tls");
}

/// Whether one of both is the other, or covers it as `*.example.com` covers `www.example.com`: its
/// first label, whatever it is.
constexpr bool is_same_host(std::string_view a, std::string_view b) {
    if (a == b) return true;
    const std::string_view wide = a.starts_with("*.") ? a : b, narrow = a.starts_with("*.") ? b : a;
    if (!wide.starts_with("*.")) return false;
    const std::size_t dot = core::find_character(narrow, '.');
    return dot != narrow.npos && dot != 0 && narrow.substr(dot) == wide.substr(1);
}

/// Hosts of certificates, unless requests come in for all of them, or by other names that
/// ingress-nginx is told in annotations.
constexpr void check_tls_hosts(const examined& e, const api::IngressSpec& spec) {
    if (spec.tls.empty() || spec.rules.empty() || spec.defaultBackend.has_value()) return;
    for (const api::IngressRule& r : spec.rules)
        if (r.host.empty()) return;
    for (const core::entry<text>& a : e.it.metadata().annotations)
        if (a.key.view().ends_with("/server-alias") ||
            a.key.view().ends_with("/from-to-www-redirect"))
            return;
    for (const api::IngressTLS& tls : spec.tls)
        for (const text& host : tls.hosts) {
            bool any = false;
            for (const api::IngressRule& r : spec.rules) any = any || is_same_host(host, r.host);
            if (any) continue;
            nearest hint(host);
            for (const api::IngressRule& r : spec.rules) hint.offer(r.host);
            e.report(rule::tls_host_without_rule, e.here(), host.view(), hint.hint());
        }
}

constexpr void check_ingress(const examined& e) {
    const api::IngressSpec& spec = e.it.as<api::Ingress>()->spec;
    if (spec.defaultBackend.has_value()) check_backend(e, *spec.defaultBackend);
    else if (spec.rules.empty())
        e.report(rule::required_missing, e.here(), "spec.rules or spec.defaultBackend");
    for (const api::IngressTLS& tls : spec.tls) {
        if (tls.secretName.empty()) continue;
        const object* const secret = need_secret(e, tls.secretName, e.here());
        if (const auto* its = secret ? secret->as<api::Secret>() : nullptr)
            check_certificate(e, *its);
    }
    check_tls_hosts(e, spec);
    for (const api::IngressRule& r : spec.rules) {
        if (!r.http.has_value()) continue;
        for (const api::HTTPIngressPath& path : r.http->paths)
            if (path.backend.has_value()) check_backend(e, *path.backend);
    }
}

/// One way into the cluster.
struct way_in {
    const object* of;
    std::string_view controller, host, path, type;

    constexpr bool same(const way_in& o) const {
        return controller == o.controller && host == o.host && path == o.path && type == o.type;
    }
};

/// Between the Ingresses of one class: a host and path lead to one place.
constexpr void check_ways_in(const Cluster& cluster, findings& found) {
    core::list<way_in> ways;
    for (const object& o : cluster.resources) {
        const auto* const ingress = o.as<api::Ingress>();
        if (!ingress) continue;
        for (const api::IngressRule& r : ingress->spec.rules) {
            if (!r.http.has_value()) continue;
            for (const api::HTTPIngressPath& p : r.http->paths)
                ways.push_back({&o, ingress->spec.ingressClassName, r.host, p.path, p.pathType});
        }
    }
    index taken(ways.size());
    for (std::size_t i = 0; i < ways.size(); ++i) {
        const way_in& way = std::as_const(ways)[i];
        const unsigned h = hash(way.path, hash(way.host));
        const long before =
            taken.find(h, [&](std::size_t n) { return std::as_const(ways)[n].same(way); });
        if (before >= 0)
            report(found, *way.of, rule::duplicate_path, title(*way.of),
                   words(way.host).add(way.path),
                   words(title(*std::as_const(ways)[static_cast<std::size_t>(before)].of))
                       .add(" has it too"));
        taken.put(h, i);
    }
}

}  // namespace slipway::dsl::detail
