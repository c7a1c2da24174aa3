// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include <slipway/engine/moment.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::docker_api::detail {

/// As `docker logs --since` and `docker events --since` send it; empty or 0: none. Throws as
/// `engine::moment_in`.
inline std::optional<runtime::wall_time> moment_in(const std::string& text) {
    if (text.empty() || text == "0") return std::nullopt;
    return engine::moment_in(text);
}

}  // namespace slipway::docker_api::detail
