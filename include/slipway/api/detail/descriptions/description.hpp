// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

namespace slipway::api::detail {

/// One line of the tables beside this header, which are sorted by type and field. The texts are our
/// own: they are neither copied from the API's documents nor made from them.
struct description {
    const char* type;   ///< as its table calls it; empty for what all kinds have
    const char* field;  ///< the JSON name; empty for the kind itself
    const char* text;
};

}  // namespace slipway::api::detail
