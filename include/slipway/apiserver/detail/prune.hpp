// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/type_info.hpp>
#include <slipway/json/value.hpp>

namespace slipway::apiserver::detail {

inline void prune(const core::type_info& type, json::value& v);

inline void prune_below(const core::field& f, json::value& v) {
    using core::value_kind;
    if (f.kind == value_kind::object || f.kind == value_kind::boxed) return prune(*f.type, v);
    if (f.element != value_kind::object) return;
    if (f.kind == value_kind::list || f.kind == value_kind::map)
        for (json::value& element : v) prune(*f.type, element);
}

/// Drops the members that the struct does not have, and those that are null: an API server keeps
/// neither. The document has the struct's shape.
inline void prune(const core::type_info& type, json::value& v) {
    for (auto member = v.begin(); member != v.end();) {
        const core::field* f = member->is_null() ? nullptr : type.find(member.key());
        if (!f) {
            member = v.erase(member);
            continue;
        }
        prune_below(*f, *member);
        ++member;
    }
}

}  // namespace slipway::apiserver::detail
