// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/compiled.hpp>
#include <slipway/runtime/clear_network.hpp>
#include <slipway/runtime/detail/pod_network.hpp>

namespace slipway::runtime {

SLIPWAY_INLINE void clear_network(const network_spec& which) { detail::pod_network(which).clear(); }

}  // namespace slipway::runtime
