// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/detail/placed_graph.hpp>
#include <slipway/cli/detail/lay_out.hpp>
