// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <slipway/net/tls.hpp>
#include <slipway/registry/access.hpp>

namespace slipway::registry {

/// How a server is told who asks.
enum class authentication {
    none,   ///< not at all: everybody may do everything
    basic,  ///< by name and password with every request (RFC 7617)
    /// by tokens, for which the server's own `/token` takes name and password (distribution, "Token
    /// Authentication")
    token,
};

/// How much repositories may hold together.
struct storage_quota {
    std::string repositories = "*";  ///< a pattern, as in `access_rule`
    std::uint64_t bytes = 0;
};

/// How a registry is served.
struct server_options {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;              ///< 0: a free one
    std::optional<net::key_pair> tls{};  ///< nothing: plain HTTP
    std::chrono::seconds read_timeout{
        60};                    ///< for a request to arrive, and for every 64 KiB of what is pushed
    std::size_t requests = 64;  ///< at once; more wait for one that ends
    std::size_t manifest_limit = 8 * 1024 * 1024;  ///< bytes
    bool deletes = true;                           ///< whether anything may be deleted

    std::size_t uploads = 1000;  ///< at once; more are asked to come again
    /// after which one that nobody goes on with is given up
    std::chrono::seconds upload_expiry = std::chrono::hours(24);
    std::vector<storage_quota> quotas{};

    authentication asks = authentication::none;
    std::map<std::string, std::string> users{};  ///< names, and what `net::hash_password` gives
    /// without any, those who have said who they are may do everything
    std::vector<access_rule> rules{};
    std::string realm = "slipway";
    /// where clients reach the server, for tokens; empty: where they say that they do
    std::string public_url{};
    std::chrono::seconds token_life{300};
    std::chrono::seconds refresh_life = std::chrono::hours(24);

    /// is told, from any thread, what fails within the server
    std::function<void(const std::string& what)> report{};
};

}  // namespace slipway::registry
