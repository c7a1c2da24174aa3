// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>

#include <slipway/net/http_client_options.hpp>
#include <slipway/net/message.hpp>
#include <slipway/net/upgraded_connection.hpp>

namespace slipway::net {

/// What becomes of a request for another protocol.
struct upgrade_answer {
    response head{};  ///< with the beginning of its body, where there is no connection
    std::optional<upgraded_connection> connection{};  ///< for a status of 101
};

/// Asks the server on a unix socket to leave HTTP for another protocol on a connection of its own
/// (RFC 9110, section 7.8); `r` says by its header `Upgrade` for which. What `limits` say about
/// bodies holds for an answer that is none. Throws `http_error`; `status_error` (bad_request) for
/// what would not be one request.
upgrade_answer upgrade(const std::filesystem::path& socket, const request& r,
                       const call_limits& limits = {});

}  // namespace slipway::net

#ifndef SLIPWAY_COMPILED
#include <slipway/net/detail/upgrade.hpp>
#endif
