// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

#include <slipway/dsl/detail/compiled_kinds.hpp>

namespace slipway::dsl::detail {
SLIPWAY_KINDS()
}  // namespace slipway::dsl::detail
