// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <slipway/cli/command/verb.hpp>

namespace slipway::cli::command {

/// `slipway system df`: tells what images, containers and volumes take on the disk.
verb system_df();

}  // namespace slipway::cli::command

#ifndef SLIPWAY_COMPILED
#include <slipway/cli/command/detail/system_df.hpp>
#endif
