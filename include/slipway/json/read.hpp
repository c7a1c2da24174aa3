// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <slipway/core/status.hpp>
#include <slipway/json/value.hpp>

namespace slipway::json {

/// How deep arrays and objects may be nested: as deep as Kubernetes reads them.
inline constexpr int deepest = 10'000 / 32;

/// Reads one JSON document (RFC 8259). Throws `status_error` (bad_request) that says where it is
/// malformed. Of a member that stands twice the last counts.
value read(std::string_view text);

}  // namespace slipway::json

#ifndef SLIPWAY_COMPILED
#include <slipway/json/detail/read.hpp>
#endif
