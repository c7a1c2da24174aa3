// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <slipway/api/empty_text.hpp>
#include <slipway/core/type_info.hpp>
#include <slipway/json/value.hpp>

namespace slipway::controller {

namespace detail {

/// Whether a member of an object that lacks it means what `wanted` does. Of their own kinds, of
/// which `f` is a field, servers forget texts and lists that are empty.
inline bool means_nothing(const core::field* f, const json::value& wanted) {
    if (wanted.is_null() || (wanted.is_object() && wanted.empty())) return true;
    if (!f) return false;
    return f->kind == core::value_kind::list ? wanted.empty()
                                             : f->kind == core::value_kind::text && wanted == "" &&
                                                   !api::empty_text_means_none(f->name);
}

}  // namespace detail

/// Whether `actual` has everything that `wanted` has: members that `wanted` lacks are defaults or
/// others' own; arrays are compared element by element. `type` is that of both where it is one of
/// Kubernetes' own.
inline bool says_all(const json::value& actual, const json::value& wanted,
                     const core::type_info* type = nullptr) {
    if (wanted.is_object()) {
        if (!actual.is_object()) return wanted.empty();
        for (const auto& [name, value] : wanted.items()) {
            const core::field* f = type ? type->find(name) : nullptr;
            const bool is_map = f && f->kind == core::value_kind::map;  // its members are no fields
            const auto found = actual.find(name);
            if (found == actual.end() ? !detail::means_nothing(f, value)
                                      : !says_all(*found, value, f && !is_map ? f->type : nullptr))
                return false;
        }
        return true;
    }
    if (wanted.is_array()) {
        if (!actual.is_array() || actual.size() != wanted.size()) return false;
        for (std::size_t i = 0; i < wanted.size(); ++i)
            if (!says_all(actual[i], wanted[i], type)) return false;
        return true;
    }
    return actual == wanted;
}

}  // namespace slipway::controller
