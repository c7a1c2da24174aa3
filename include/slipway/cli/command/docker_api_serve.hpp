// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <slipway/cli/command/verb.hpp>

namespace slipway::cli::command {

/// `slipway docker-api serve`: what Docker's command and libraries speak to.
verb docker_api_serve();

}  // namespace slipway::cli::command

#ifndef SLIPWAY_COMPILED
#include <slipway/cli/command/detail/docker_api_serve.hpp>
#endif
