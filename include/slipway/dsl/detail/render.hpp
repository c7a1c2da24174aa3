// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/detail/printer.hpp>
#include <slipway/dsl/render.hpp>

namespace slipway::dsl {

// The members of structs that are not generated, as those of generated ones.
template <class Visitor>
constexpr void each_member(const taint& t, Visitor& v) {
    v.text("key", t.key);
    v.text("value", t.value);
    v.text("effect", t.effect);
}
template <class Visitor>
constexpr void each_member(const NodePool& pool, Visitor& v) {
    v.text("name", pool.name);
    v.map("labels", pool.labels.map());
    v.list("taints", pool.taints);
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

/// Calls `visit(object)` for each object in the order in which they can be created: namespaces first, the cluster's own
/// before the others.
template <class Visit>
constexpr void each_object(const Cluster& cluster, Visit visit) {
    bool own_namespace = false;
    for (const object& o : cluster.resources) own_namespace = own_namespace || (o.is<api::Namespace>() && o.name() == cluster.name.view());
    if (!own_namespace) visit(object(Namespace{.name = cluster.name, .line = cluster.line, .file = cluster.file}));
    for (const object& o : cluster.resources)
        if (o.is<api::Namespace>()) visit(o);
    for (const object& o : cluster.resources)
        if (!o.is<api::Namespace>()) visit(o);
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

namespace detail {

/// Calls `wrote(object, begin)` behind each document; `begin` is where it begins in `out`.
template <class Wrote>
constexpr void write_documents(const Cluster& cluster, output& out, Wrote wrote) {
    bool first = true;
    each_object(cluster, [&](const object& o) {
        if (!first) out << "---\n";
        first = false;
        const std::size_t begin = out.size();
        printer to(out, format::yaml);
        o.write(to, 0, cluster.name);
        wrote(o, begin);
    });
}

}  // namespace detail

constexpr void render_yaml(const Cluster& cluster, output& out) {
    detail::write_documents(cluster, out, [](const object&, std::size_t) {});
}

constexpr void render_json(const Cluster& cluster, output& out) {
    bool first = true;
    out << "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"List\",\n  \"items\": [";
    detail::each_object(cluster, [&](const object& o) {
        out << (first ? "\n    " : ",\n    ");
        first = false;
        detail::printer to(out, detail::format::json);
        o.write(to, 6, cluster.name);
    });
    out << "\n  ]\n}\n";
}

constexpr void render_machine(const Cluster& cluster, output& out) {
    detail::printer(out, detail::format::json).document(detail::machine{cluster}, 2);
}

}  // namespace slipway::dsl
