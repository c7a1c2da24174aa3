// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

#include <slipway/cluster/detail/control_plane.hpp>
#include <slipway/cluster/detail/embedded.hpp>
