// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <apiserver/served.hpp>

#include "world.hpp"

namespace support {

/// The same world with the whole API server: for loops that live by its rules of deletion.
struct served_loops : api_world {
    controller::manager manager{client, time, random};

    ~served_loops() { manager.stop(); }
};

}  // namespace support
