// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// The command `up` of all definitions, compiled once.
#include <slipway/cli/up.hpp>
