// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include <slipway/cli/command/parse.hpp>
#include <slipway/oci/platform.hpp>

namespace slipway::cli::command::detail {

/// What `--platform` names (`linux/arm64`, `linux/arm/v7`, or the architecture alone), or nothing.
/// Throws `usage_error`.
inline std::optional<oci::platform> platform_in(const arguments& given) {
    if (!given.has("platform")) return std::nullopt;
    if (auto made = oci::platform_named(given.value("platform"))) return made;
    throw usage_error("'" + given.value("platform") + "' is no platform, such as linux/arm64");
}

}  // namespace slipway::cli::command::detail
