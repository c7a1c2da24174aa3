// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/json/value.hpp>

namespace slipway::json {

/// Whether two values are the same, whatever the order of their members: `==` also compares the
/// order.
inline bool same(const value& a, const value& b) {
    if (a.is_object() && b.is_object()) {
        if (a.size() != b.size()) return false;
        auto hint = b.begin();  // mostly they do stand in the same order
        for (const auto& [name, member] : a.items()) {
            const auto found = hint != b.end() && hint.key() == name ? hint : b.find(name);
            if (found == b.end() || !same(member, *found)) return false;
            hint = std::next(found);
        }
        return true;
    }
    if (!a.is_array() || !b.is_array()) return a == b;
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (!same(a[i], b[i])) return false;
    return true;
}

}  // namespace slipway::json
