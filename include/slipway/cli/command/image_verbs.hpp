// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <vector>

#include <slipway/cli/command/verb.hpp>
#include <slipway/cli/command/version.hpp>

namespace slipway::cli::command {

/// The verbs about images and registries, and about the program itself.
inline std::vector<verb> image_verbs() { return {version()}; }

}  // namespace slipway::cli::command
