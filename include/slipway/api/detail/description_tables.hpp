// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <span>
#include <string_view>

#include <slipway/api/detail/descriptions/access.hpp>
#include <slipway/api/detail/descriptions/admission.hpp>
#include <slipway/api/detail/descriptions/containers.hpp>
#include <slipway/api/detail/descriptions/definitions.hpp>
#include <slipway/api/detail/descriptions/devices.hpp>
#include <slipway/api/detail/descriptions/endpoints.hpp>
#include <slipway/api/detail/descriptions/flow.hpp>
#include <slipway/api/detail/descriptions/network.hpp>
#include <slipway/api/detail/descriptions/nodes.hpp>
#include <slipway/api/detail/descriptions/objects.hpp>
#include <slipway/api/detail/descriptions/pods.hpp>
#include <slipway/api/detail/descriptions/reviews.hpp>
#include <slipway/api/detail/descriptions/scheduling.hpp>
#include <slipway/api/detail/descriptions/storage.hpp>
#include <slipway/api/detail/descriptions/volumes.hpp>
#include <slipway/api/detail/descriptions/workloads.hpp>

namespace slipway::api::detail {

inline constexpr std::span<const description> description_tables[] = {
    about_access,     about_admission, about_containers, about_definitions,
    about_devices,    about_endpoints, about_flow,       about_network,
    about_nodes,      about_objects,   about_pods,       about_reviews,
    about_scheduling, about_storage,   about_volumes,    about_workloads,
};

/// Whether a line of the tables comes before that of a type and field.
inline bool before(const description& d, std::string_view type, std::string_view field) {
    const int types = std::string_view(d.type).compare(type);
    return types ? types < 0 : std::string_view(d.field) < field;
}

/// The line of a type and field, or null.
inline const description* find_description(std::string_view type, std::string_view field) {
    for (const std::span<const description> table : description_tables) {
        const auto at = std::partition_point(table.begin(), table.end(), [&](const description& d) {
            return before(d, type, field);
        });
        if (at != table.end() && at->type == type && at->field == field) return &*at;
    }
    return nullptr;
}

}  // namespace slipway::api::detail
