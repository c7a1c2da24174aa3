// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <optional>
#include <string_view>

#include <slipway/cli/command/verb.hpp>
#include <slipway/json/value.hpp>

namespace slipway::cli::command {

/// `slipway image inspect`: all that is known of images, as JSON.
verb image_inspect();

/// What it prints of one; nothing where there is no such image. For verbs that inspect things of
/// several kinds.
std::optional<json::value> inspect_image(session& s, std::string_view name_or_id);

}  // namespace slipway::cli::command

#ifndef SLIPWAY_COMPILED
#include <slipway/cli/command/detail/image_inspect.hpp>
#endif
