// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/members/apps_v1.hpp>
#include <slipway/api/members/core_v1.hpp>
#include <slipway/dsl/detail/printer.hpp>
#include <slipway/dsl/render.hpp>

namespace slipway::dsl {

// The members of structs that are not generated, as those of generated ones.
template <class Visitor>
constexpr void each_member(const NodePool& pool, Visitor& v) {
    v.text("name", pool.name);
    v.map("labels", pool.labels.map());
    v.map("capacity", core::map<text>{{"cpu", pool.capacity.cpu}, {"memory", pool.capacity.memory}, {"pods", core::decimal(pool.capacity.pods)}});
    v.integer("min", pool.min);
    v.integer("max", pool.max);
}
template <class Visitor>
constexpr void each_member(const Image& made, Visitor& v) {
    constexpr std::string_view sources[] = {"program", "this program", "busybox", "directory"};
    v.text("name", made.name);
    v.text("from", sources[static_cast<int>(made.from.kind)]);
    v.text("path", made.from.path);
}

namespace detail {

/// Calls `visit(struct)` for each object with its namespace filled in, the cluster's own namespace first.
template <class Visit>
constexpr void each_object(const Cluster& cluster, Visit visit) {
    bool own_namespace = false;
    for (const object& o : cluster.resources) own_namespace = own_namespace || (o.kind == object::of::name_space && o.metadata().name == cluster.name.view());
    if (!own_namespace) {
        Namespace made;
        made.name = cluster.name;
        visit(lower(made));
    }
    for (const object& o : cluster.resources)
        if (o.kind == object::of::name_space) visit(*o.name_space);
    auto placed = [&](auto copy) {
        if (copy.metadata.namespace_.empty()) copy.metadata.namespace_ = cluster.name;
        visit(copy);
    };
    for (const object& o : cluster.resources) switch (o.kind) {
            case object::of::config_map: placed(*o.config_map); break;
            case object::of::secret: placed(*o.secret); break;
            case object::of::pod: placed(*o.pod); break;
            case object::of::deployment: placed(*o.deployment); break;
            case object::of::service: placed(*o.service); break;
            case object::of::name_space: break;
        }
}

/// What of a cluster is not of its API.
struct machine {
    const Cluster& cluster;
};
template <class Visitor>
constexpr void each_member(const machine& m, Visitor& v) {
    v.list("nodePools", m.cluster.nodePools);
    v.list("images", m.cluster.images);
}

}  // namespace detail

constexpr void render_yaml(const Cluster& cluster, output& out) {
    bool first = true;
    detail::each_object(cluster, [&](const auto& object) {
        if (!first) out << "---\n";
        first = false;
        detail::printer(out, detail::format::yaml).document(object, 0);
    });
}

constexpr void render_json(const Cluster& cluster, output& out) {
    bool first = true;
    out << "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"List\",\n  \"items\": [";
    detail::each_object(cluster, [&](const auto& object) {
        out << (first ? "\n    " : ",\n    ");
        first = false;
        detail::printer(out, detail::format::json).document(object, 6);
    });
    out << "\n  ]\n}\n";
}

constexpr void render_machine(const Cluster& cluster, output& out) {
    detail::printer(out, detail::format::json).document(detail::machine{cluster}, 2);
}

}  // namespace slipway::dsl
