// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/text.hpp>

namespace slipway::core {

/// A value of any shape, kept as JSON text. Empty means absent.
struct raw {
    text json;

    friend constexpr bool operator==(const raw&, const raw&) = default;
};

}  // namespace slipway::core
