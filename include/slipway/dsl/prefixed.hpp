// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/detail/rename.hpp>
#include <slipway/dsl/variation.hpp>

namespace slipway::dsl {

namespace detail {

/// Namespaces hold others' objects, and the name of a CustomResourceDefinition is made of what it
/// defines.
constexpr bool keeps_its_name(const object& o) {
    return o.is<api::Namespace>() || o.facts().kind == "CustomResourceDefinition";
}

}  // namespace detail

/// A prefix for the names of all objects, and for the names by which they refer to each other.
/// References to what stands elsewhere stay as they are, and so do labels and selectors.
constexpr auto prefixed(const text& prefix) {
    return [prefix](Cluster cluster) {
        const Cluster before = cluster;
        const detail::by_name names(before);
        for (std::size_t i = 0; i < before.resources.size(); ++i) {
            object& o = cluster.resources[i];
            const std::string_view space = detail::space_of(before, before.resources[i]);
            detail::each_reference(o, [&](const api::kind_facts& kind, text& called) {
                if (called.empty()) return;
                const object* const target =
                    names.find(kind, kind.namespaced ? space : std::string_view(), called);
                for (const object& own : before.resources)
                    if (target == &own) return void(called = core::cat(prefix, called));
            });
            if (!detail::keeps_its_name(o)) o.edit_metadata().name = core::cat(prefix, o.name());
        }
        return cluster;
    };
}

}  // namespace slipway::dsl
