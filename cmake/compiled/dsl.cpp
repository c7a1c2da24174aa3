// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

#include <slipway/dsl/detail/compiled_kinds.hpp>

namespace slipway::core {
SLIPWAY_ALL_FREED()
}  // namespace slipway::core
namespace slipway::dsl::detail {
SLIPWAY_KINDS()
}  // namespace slipway::dsl::detail
