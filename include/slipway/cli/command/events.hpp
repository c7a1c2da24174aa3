// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <slipway/cli/command/verb.hpp>

namespace slipway::cli::command {

/// `slipway events`: what happens to containers and networks.
verb events();

}  // namespace slipway::cli::command

#ifndef SLIPWAY_COMPILED
#include <slipway/cli/command/detail/events.hpp>
#endif
