// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// The commands of all definitions that need more than the definition, compiled once.
#include <slipway/cli/tools.hpp>
