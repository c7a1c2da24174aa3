// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// Gives every definition that is linked with it the verb `up`. Compiled once, so that the definitions
// themselves stay quick to compile.
#include <slipway/cluster.hpp>
