// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <vector>

#include <slipway/cli/command/verb.hpp>

namespace slipway::cli::command {

/// The verbs about containers that need nothing of registries, archives and TLS, and `version`.
/// `run` and `create` are among them, for images that are on this machine.
std::vector<verb> front_verbs();

/// `main` of the small one of two programs that are one command: does for root what `front_verbs`
/// do, and becomes the complete program for everything else. What loads no libraries starts five
/// times sooner. Gives the exit code as `program` does.
int front(int argc, char** argv);

}  // namespace slipway::cli::command

#ifndef SLIPWAY_COMPILED
#include <slipway/cli/command/detail/front.hpp>
#endif
