// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

#include <slipway/dsl/detail/compiled_kinds.hpp>

#define SLIPWAY_KIND_HERE(kind)                        \
    template class held_value<lowered<kind>>;          \
    template class held<lowered<kind>>;                \
    template class held_kind<lowered<kind>>;           \
    template class held_struct<lowered<kind>>;         \
    template class held_short<kind>;

namespace slipway::dsl::detail {
SLIPWAY_FOR_EACH_KIND(SLIPWAY_KIND_HERE)
}  // namespace slipway::dsl::detail
