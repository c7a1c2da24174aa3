// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/meta_v1.hpp>
#include <slipway/core/map.hpp>

/// Whom selectors select (API reference, LabelSelector).
namespace slipway::api {

/// Whether all that is wanted is among the labels.
constexpr bool carries_all(const core::map<core::text>& labels,
                           const core::map<core::text>& wanted) {
    if (labels.begin() == wanted.begin()) return true;  // shared by both, as selectors often are
    for (const core::entry<core::text>& w : wanted) {
        const core::text* const found = labels.find(w.key);
        if (!found || !(*found == w.value)) return false;
    }
    return true;
}

/// One of a selector's `matchExpressions`.
constexpr bool meets(const core::map<core::text>& labels,
                     const meta_v1::LabelSelectorRequirement& r) {
    const core::text* const value = labels.find(r.key);
    if (r.operator_ == "Exists") return value != nullptr;
    if (r.operator_ == "DoesNotExist") return value == nullptr;
    bool listed = false;
    for (const core::text& v : r.values) listed = listed || (value && *value == v);
    return r.operator_ == "NotIn" ? !listed : listed;
}

/// An empty selector selects everything.
constexpr bool selects(const meta_v1::LabelSelector& selector,
                       const core::map<core::text>& labels) {
    if (!carries_all(labels, selector.matchLabels)) return false;
    for (const meta_v1::LabelSelectorRequirement& r : selector.matchExpressions)
        if (!meets(labels, r)) return false;
    return true;
}

}  // namespace slipway::api
