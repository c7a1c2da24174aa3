// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/lower.hpp>

namespace slipway::dsl {

namespace detail {

/// How many of a pod's containers hold values that no type has checked: the API's own structs come first.
constexpr std::size_t count_loose(const core::optional<api::PodSpec>& given, const core::list<Container>& short_forms) {
    const std::size_t own = given.has_value() ? given->containers.size() : 0;
    return all_checked(short_forms) ? own : own + short_forms.size();
}
constexpr std::size_t count_loose_volumes(const core::optional<api::PodSpec>& given) { return given.has_value() ? given->volumes.size() : 0; }

}  // namespace detail

/// One object of a cluster, as the API has it. Made from every kind that a cluster is written in, and from the
/// API's own structs of those kinds.
struct object {
    enum class of : unsigned char { name_space, config_map, secret, pod, deployment, service };

    of kind = of::name_space;
    core::optional<api::Namespace> name_space{};
    core::optional<api::ConfigMap> config_map{};
    core::optional<api::Secret> secret{};
    core::optional<api::Pod> pod{};
    core::optional<api::Deployment> deployment{};
    core::optional<api::Service> service{};
    int line = 0;
    bool checked = false;              ///< its own values are of checked types
    std::size_t loose_containers = 0;  ///< how many of the first containers are not
    std::size_t loose_volumes = 0;

    constexpr object() = default;
    constexpr object(const Namespace& n) : kind(of::name_space), name_space(lower(n)), line(n.line), checked(true) {}
    constexpr object(const ConfigMap& c) : kind(of::config_map), config_map(lower(c)), line(c.line), checked(true) {}
    constexpr object(const Secret& s) : kind(of::secret), secret(lower(s)), line(s.line), checked(true) {}
    constexpr object(const Pod& p)
        : kind(of::pod), pod(lower(p)), line(p.line), checked(true), loose_containers(detail::count_loose(p.spec, p.containers)),
          loose_volumes(detail::count_loose_volumes(p.spec)) {}
    constexpr object(const Deployment& d)
        : kind(of::deployment), deployment(lower(d)), line(d.line), checked(true), loose_containers(detail::count_loose(d.pod, d.containers)),
          loose_volumes(detail::count_loose_volumes(d.pod)) {}
    constexpr object(const Service& s) : kind(of::service), service(lower(s)), line(s.line), checked(true) {}
    constexpr object(const api::Namespace& n, int at = __builtin_LINE()) : kind(of::name_space), name_space(n), line(at) {}
    constexpr object(const api::ConfigMap& c, int at = __builtin_LINE()) : kind(of::config_map), config_map(c), line(at) {}
    constexpr object(const api::Secret& s, int at = __builtin_LINE()) : kind(of::secret), secret(s), line(at) {}
    constexpr object(const api::Pod& p, int at = __builtin_LINE())
        : kind(of::pod), pod(p), line(at), loose_containers(p.spec.containers.size()), loose_volumes(p.spec.volumes.size()) {}
    constexpr object(const api::Deployment& d, int at = __builtin_LINE())
        : kind(of::deployment), deployment(d), line(at), loose_containers(d.spec.template_.spec.containers.size()),
          loose_volumes(d.spec.template_.spec.volumes.size()) {}
    constexpr object(const api::Service& s, int at = __builtin_LINE()) : kind(of::service), service(s), line(at) {}

    constexpr const api::ObjectMeta& metadata() const {
        switch (kind) {
            case of::config_map: return config_map->metadata;
            case of::secret: return secret->metadata;
            case of::pod: return pod->metadata;
            case of::deployment: return deployment->metadata;
            case of::service: return service->metadata;
            case of::name_space: break;
        }
        return name_space->metadata;
    }
    /// The pods that it runs; null where it runs none.
    constexpr const api::PodSpec* pods() const {
        if (kind == of::pod) return &pod->spec;
        if (kind == of::deployment) return &deployment->spec.template_.spec;
        return nullptr;
    }
    constexpr const core::map<text>& pod_labels() const {
        return kind == of::pod ? pod->metadata.labels : deployment->spec.template_.metadata.labels;
    }
};

constexpr std::string_view kind_name(object::of kind) {
    constexpr std::string_view names[] = {"Namespace", "ConfigMap", "Secret", "Pod", "Deployment", "Service"};
    return names[static_cast<int>(kind)];
}

/// A whole cluster. Objects that name no namespace stand in the one of the cluster's name, which is made too.
struct Cluster {
    short_name name{};
    core::list<object> resources{};
    core::list<NodePool> nodePools{};
    core::list<Image> images{};  ///< those that `up` makes; all others come from registries
    int line = __builtin_LINE();
};

}  // namespace slipway::dsl
