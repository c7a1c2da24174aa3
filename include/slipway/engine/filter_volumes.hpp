// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <slipway/engine/filters.hpp>
#include <slipway/engine/volumes.hpp>

namespace slipway::engine {

/// What lists of volumes can be asked for, and what removing those that nothing stands on (`docker
/// volume ls --filter`, `docker volume prune --filter`).
inline constexpr std::string_view volume_filters[] = {"dangling", "driver", "label", "name"};
inline constexpr std::string_view volume_prune_filters[] = {"all", "label", "label!"};

/// Whether a volume is what is asked for. Throws `status_error` (bad_request) for values that mean
/// nothing.
inline bool fits(const named_volume& v, const filters& wanted) {
    return wanted.any("name", [&](const auto& part) { return v.name.find(part) != part.npos; }) &&
           wanted.any("driver", [](const auto& driver) { return driver == "local"; }) &&
           wanted.is("dangling", v.users == 0) && wanted.labels(v.labels);
}

}  // namespace slipway::engine
