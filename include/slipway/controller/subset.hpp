// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <slipway/json/value.hpp>

namespace slipway::controller {

/// Whether `actual` has everything that `wanted` has: members that `wanted` lacks are defaults or
/// others' own; arrays are compared element by element.
inline bool says_all(const json::value& actual, const json::value& wanted) {
    if (wanted.is_object()) {
        if (!actual.is_object()) return wanted.empty();
        for (const auto& [name, value] : wanted.items()) {
            const auto found = actual.find(name);
            if (found == actual.end() ? !(value.is_null() || (value.is_object() && value.empty()))
                                      : !says_all(*found, value))
                return false;
        }
        return true;
    }
    if (wanted.is_array()) {
        if (!actual.is_array() || actual.size() != wanted.size()) return false;
        for (std::size_t i = 0; i < wanted.size(); ++i)
            if (!says_all(actual[i], wanted[i])) return false;
        return true;
    }
    return actual == wanted;
}

}  // namespace slipway::controller
