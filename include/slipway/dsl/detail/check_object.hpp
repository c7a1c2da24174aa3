// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/detail/index.hpp>

namespace slipway::dsl::detail {

constexpr void check_keys(const examined& e, const core::map<text>& map, std::string_view what) {
    each_duplicate(map, [](const core::entry<text>& each) { return each.key.view(); },
                   [&](const core::entry<text>& each) { e.report(rule::duplicate_key, e.here(), words(what).add(" ").add(each.key.view())); });
}

constexpr bool is_there_from_the_start(std::string_view ns) {
    return ns == "default" || ns == "kube-system" || ns == "kube-public" || ns == "kube-node-lease";
}

/// The rules that hold for objects of all kinds.
constexpr void check_object(const examined& e) {
    const api::ObjectMeta& meta = e.it.metadata();
    check_keys(e, meta.labels, "label");
    if (e.it.kind == object::of::config_map) check_keys(e, e.it.config_map->data, "data");
    if (e.it.kind == object::of::secret) check_keys(e, e.it.secret->data, "data");

    const std::string_view ns = meta.namespace_;
    if (ns.empty() || ns == e.cluster.name.view() || is_there_from_the_start(ns) || e.names.find(object::of::name_space, {}, ns)) return;
    nearest hint(ns);
    hint.offer(e.cluster.name);
    for (const object& o : e.cluster.resources)
        if (o.kind == object::of::name_space) hint.offer(o.metadata().name);
    e.report(rule::unknown_namespace, e.here(), ns, hint.hint());
}

}  // namespace slipway::dsl::detail
