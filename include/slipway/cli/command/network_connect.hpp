// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <slipway/cli/command/verb.hpp>

namespace slipway::cli::command {

/// `slipway network connect`
verb network_connect();

}  // namespace slipway::cli::command

#ifndef SLIPWAY_COMPILED
#include <slipway/cli/command/detail/network_connect.hpp>
#endif
