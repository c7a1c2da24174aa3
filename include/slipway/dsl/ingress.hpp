// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/members/networking_v1.hpp>
#include <slipway/api/networking_v1.hpp>
#include <slipway/dsl/config.hpp>
#include <slipway/dsl/further.hpp>
#include <slipway/dsl/service.hpp>

namespace slipway::dsl {

/// A port of a Service, by number or by name. `backend(web, 80)` makes one that is sure to be
/// there.
struct ingress_backend {
    reference_to<Service> service{};
    core::int_or_string port{};
};

constexpr ingress_backend backend(const Service& service, const core::int_or_string& port) {
    for (const service_port& p : service.ports)
        if (port.is_number() ? port.number == p.port : port.string == p.name)
            return {service, port};
    error::the_port_of_a_backend_is_the_number_or_name_of_a_port_of_its_Service(service.name);
    return {};
}
/// The only port of a Service.
constexpr ingress_backend backend(const Service& service) {
    if (service.ports.size() != 1) {
        error::a_backend_without_a_port_needs_a_Service_of_one_port(service.name);
        return {};
    }
    return {service, static_cast<long>(service.ports[0].port)};
}

struct ingress_path {
    http_path path = "/";
    ingress_backend backend{};
    path_type pathType = "Prefix";
};

struct ingress_rule {
    host_name host{};  ///< all where it is left out
    core::list<ingress_path> paths{};
};

struct ingress_tls {
    core::list<host_name> hosts{};
    reference_to<Secret> secretName{};
};

struct Ingress {
    dsl::name name{};
    short_name namespace_{};
    dsl::labels labels{};
    dsl::annotations annotations{};
    class_name ingressClassName{};  ///< "" is none, left out the default
    ingress_backend defaultBackend{};
    core::list<ingress_rule> rules{};
    core::list<ingress_tls> tls{};
    further<api::IngressSpec> spec{};  ///< whatever else the API has
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

template <std::same_as<ingress_backend> Short>
constexpr void lower(const Short& from, api::IngressBackend& made) {
    api::IngressServiceBackend& to = made.service.emplace();
    to.name = from.service;
    if (from.port.is_number()) to.port.emplace().number = from.port.number;
    if (from.port.is_string()) to.port.emplace().name = from.port.string;
}
template <std::same_as<ingress_path> Short>
constexpr void lower(const Short& from, api::HTTPIngressPath& made) {
    made.path = from.path;
    made.pathType = from.pathType;
    lower(from.backend, made.backend.emplace());
}
template <std::same_as<ingress_rule> Short>
constexpr void lower(const Short& from, api::IngressRule& made) {
    made.host = from.host;
    if (!from.paths.empty()) detail::lower_each(from.paths, made.http.emplace().paths);
}
template <std::same_as<ingress_tls> Short>
constexpr void lower(const Short& from, api::IngressTLS& made) {
    detail::lower_texts(from.hosts, made.hosts);
    made.secretName = from.secretName;
}

template <std::same_as<Ingress> Short>
constexpr api::Ingress lower(const Short& from) {
    api::Ingress made;
    detail::begin(from, made, "networking.k8s.io/v1", "Ingress");
    api::IngressSpec& spec = made.spec;
    if (from.spec.has_value()) spec = *from.spec;
    if (from.ingressClassName.said()) spec.ingressClassName = from.ingressClassName;
    if (!from.defaultBackend.service.empty())
        lower(from.defaultBackend, spec.defaultBackend.emplace());
    detail::lower_each(from.rules, spec.rules);
    detail::lower_each(from.tls, spec.tls);
    return made;
}
constexpr bool all_checked(const Ingress& i) { return !i.spec.has_value(); }

}  // namespace slipway::dsl
