// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <stop_token>
#include <string>

#include <slipway/core/owned_fd.hpp>

namespace slipway::net {

/// A connection that has left HTTP: what its two sides say to each other is theirs.
struct upgraded_connection {
    core::owned_fd socket{};  ///< its calls wait
    std::string early{};      ///< what the other side has sent already
    std::stop_token stop{};   ///< of a server's: it ends, and waits for who has this
};

}  // namespace slipway::net
