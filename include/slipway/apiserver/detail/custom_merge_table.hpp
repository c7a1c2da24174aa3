// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/fields/meta_v1.hpp>
#include <slipway/apiserver/custom/merge_table.hpp>
#include <slipway/apiserver/detail/custom_schema.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::apiserver::custom {

SLIPWAY_INLINE merge_table::merge_table(const schema& root) : root_(add(root, true)) {}

/// Null where nothing is known of the members: they merge one by one.
SLIPWAY_INLINE const core::type_info* merge_table::add(const schema& s, bool is_object) {
    if (s.properties.empty() && !is_object) return nullptr;
    std::vector<core::field> made;
    if (is_object) {
        made.push_back({"apiVersion"});
        made.push_back({"kind"});
        made.push_back({.name = "metadata",
                        .kind = core::value_kind::object,
                        .type = &core::type_info_of<api::ObjectMeta>});
    }
    for (const schema& p : s.properties)
        if (!is_object || !detail::of_every_object(p.name)) made.push_back(field_of(p));
    const std::vector<core::field>& kept = fields_.emplace_back(std::move(made));
    const core::map_type mapping =
        s.map_type == "atomic" ? core::map_type::atomic : core::map_type::unsaid;
    return &types_.emplace_back(core::type_info{"", kept.data(), kept.size(), 0, mapping});
}

SLIPWAY_INLINE core::field merge_table::field_of(const schema& s) {
    core::field made;
    made.name = keep(s.name);
    if (s.map_type == "atomic") made.mapping = core::map_type::atomic;
    const bool objects =
        s.is == schema::type::object || (s.is == schema::type::any && s.preserves_unknown);
    if (objects && (s.embedded || !s.properties.empty())) {
        made.kind = core::value_kind::boxed;
        made.type = add(s, s.embedded);
    } else if (objects) {  // a map; of values that are objects, or of which nothing is known
        made.kind = core::value_kind::map;
        const bool leaves = !s.additional.empty() &&
                            s.additional.front().is != schema::type::object &&
                            s.additional.front().is != schema::type::any;
        made.element = leaves ? core::value_kind::text : core::value_kind::object;
        if (!s.additional.empty() && !leaves) made.type = add(s.additional.front(), false);
    } else if (s.is == schema::type::array) {
        made.kind = core::value_kind::list;
        made.topology = s.list_type == "set"   ? core::list_type::set
                        : s.list_type == "map" ? core::list_type::map
                                               : core::list_type::atomic;
        std::string keys;
        for (const std::string& key : s.list_keys) keys += (keys.empty() ? "" : ",") + key;
        made.map_keys = keep(std::move(keys));
        if (!s.items.empty() && s.items.front().is == schema::type::object) {
            made.element = core::value_kind::object;
            made.type = add(s.items.front(), false);
        }
    }
    return made;
}

}  // namespace slipway::apiserver::custom
