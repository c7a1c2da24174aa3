// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <cstdint>

#include <slipway/cli/command/verb.hpp>
#include <slipway/engine/filters.hpp>

namespace slipway::cli::command {

/// `slipway container prune`: removes containers that do not run.
verb container_prune();

/// Removes the containers of these that do not run, with what they wrote. Says which, and gives the
/// bytes freed.
std::uint64_t prune_containers(session& s, const engine::filters& wanted);

}  // namespace slipway::cli::command

#ifndef SLIPWAY_COMPILED
#include <slipway/cli/command/detail/container_prune.hpp>
#endif
