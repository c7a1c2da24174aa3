// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include <slipway/apiserver/kind_row.hpp>

namespace slipway::apiserver {

/// What the server knows of the kinds that it treats one by one. The others are stored and served
/// as they are.
std::span<const kind_row> kind_rows();

}  // namespace slipway::apiserver

#ifndef SLIPWAY_COMPILED
#include <slipway/apiserver/detail/rows.hpp>
#endif
