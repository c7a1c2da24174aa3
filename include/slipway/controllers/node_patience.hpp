// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

namespace slipway::controllers {

/// How long a node may be silent until it counts as unreachable.
struct node_patience {
    std::chrono::seconds grace{40};
};

}  // namespace slipway::controllers
