// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/runtime/types.hpp>

namespace slipway::runtime {

/// Removes the link of a network in which no pod is any more: of one whose last pod was killed,
/// since otherwise that one has done it. Throws `status_error` (conflict) where pods are in it.
void clear_network(const network_spec& which);

}  // namespace slipway::runtime

#ifndef SLIPWAY_COMPILED
#include <slipway/runtime/detail/clear_network.hpp>
#endif
