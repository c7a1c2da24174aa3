// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <slipway/api/description.hpp>
#include <slipway/api/detail/description_tables.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::api {

namespace detail {

/// What is described together: an ephemeral container is a container, and conditions are the same
/// everywhere.
inline std::string_view described_as(const core::type_info& type) {
    if (type.name == "EphemeralContainer") return "Container";
    if (type.name.ends_with("Condition")) return "Condition";
    const bool is_kind = type.find("apiVersion") && type.find("kind") && type.find("metadata");
    return is_kind ? "" : type.name;
}

}  // namespace detail

SLIPWAY_INLINE std::string_view description_of(const core::type_info& type,
                                               std::string_view field) {
    const detail::description* found = detail::find_description(type.name, field);
    if (!found && !field.empty())
        found = detail::find_description(detail::described_as(type), field);
    return found ? found->text : std::string_view();
}

}  // namespace slipway::api
