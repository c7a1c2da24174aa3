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
inline constexpr filter_name volume_filters[] = {
    {"dangling", detail::check_word<detail::truths>}, {"driver"}, {"label"}, {"name"}};
inline constexpr filter_name volume_prune_filters[] = {
    {"all", detail::check_word<detail::truths>}, {"label"}, {"label!"}};

/// Whether a volume is what is asked for.
inline bool fits(const named_volume& v, const filters& wanted) {
    return wanted.any("name", [&](const auto& part) { return v.name.find(part) != part.npos; }) &&
           wanted.any("driver", [](const auto& driver) { return driver == "local"; }) &&
           wanted.is("dangling", v.users == 0) && wanted.labels(v.labels);
}

}  // namespace slipway::engine
