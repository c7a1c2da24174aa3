// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <vector>

#include <slipway/cli/command/verb.hpp>

namespace slipway::cli::command {

/// The exit code of the command's own failures, and of wrong usage, as for docker and podman.
inline constexpr int own_failure = 125;

/// `main` of a program of these verbs, and of `help`, `completion`, `--help` and `--version`. Gives
/// the verb's exit code, or 125 with a sentence on standard error. `rootless`: as for `session`;
/// the main function begins with `engine::run_shim` then.
int program(int argc, char** argv, std::vector<verb> verbs, bool rootless = false);

}  // namespace slipway::cli::command

#ifndef SLIPWAY_COMPILED
#include <slipway/cli/command/detail/program.hpp>
#endif
