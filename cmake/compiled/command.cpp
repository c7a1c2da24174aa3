// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// The verbs of the slipway command, compiled once.
#include <slipway/cli/command/detail/completion.hpp>
#include <slipway/cli/command/detail/help.hpp>
#include <slipway/cli/command/detail/parse.hpp>
#include <slipway/cli/command/detail/program.hpp>
#include <slipway/cli/command/detail/session.hpp>
#include <slipway/cli/command/detail/version.hpp>
