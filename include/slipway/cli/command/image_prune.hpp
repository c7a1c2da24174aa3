// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <cstdint>

#include <slipway/cli/command/verb.hpp>
#include <slipway/engine/filters.hpp>

namespace slipway::cli::command {

/// `slipway image prune`: removes images that nobody needs.
verb image_prune();

/// Removes the images of these that have no tag; by `dangling=false`, those that no container
/// stands on. Says what, and gives the bytes freed: for verbs that remove things of several kinds.
std::uint64_t prune_images(session& s, const engine::filters& wanted);

}  // namespace slipway::cli::command

#ifndef SLIPWAY_COMPILED
#include <slipway/cli/command/detail/image_prune.hpp>
#endif
