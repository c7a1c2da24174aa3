// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

#include <slipway/cli/detail/run.hpp>
