// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <slipway/cli/command/verb.hpp>
#include <slipway/engine/filters.hpp>

namespace slipway::cli::command {

/// The same, without asking. Prints what it removes.
void prune_networks(session& s, const engine::filters& wanted);

/// `slipway network prune`: removes networks that no container is in.
verb network_prune();

}  // namespace slipway::cli::command

#ifndef SLIPWAY_COMPILED
#include <slipway/cli/command/detail/network_prune.hpp>
#endif
