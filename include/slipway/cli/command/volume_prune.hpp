// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <cstdint>

#include <slipway/cli/command/verb.hpp>
#include <slipway/engine/filters.hpp>

namespace slipway::cli::command {

/// `slipway volume prune`: removes volumes that nobody needs.
verb volume_prune();

/// Removes volumes that no container stands on: those without a name of their own, or all. Says
/// which, and gives the bytes freed.
std::uint64_t prune_volumes(session& s, const engine::filters& wanted);

}  // namespace slipway::cli::command

#ifndef SLIPWAY_COMPILED
#include <slipway/cli/command/detail/volume_prune.hpp>
#endif
