// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <set>
#include <stop_token>
#include <string>

#include <slipway/net/http_client_options.hpp>
#include <slipway/registry/credentials.hpp>
#include <slipway/registry/host_certificates.hpp>

namespace slipway::registry {

/// How `http_registry` speaks to registries.
struct http_registry_options {
    credential_finder credentials{};
    net::client_tls tls{};  ///< which servers to believe
    /// for single servers; `host_certificates::standard()` looks where Docker and Podman do
    host_certificates certificates{};
    /// hosts that are spoken to without TLS; those of loopback are, where they know no TLS
    std::set<std::string> plain_http{};
    std::set<std::string> hosts{};  ///< those that `check` and `repositories` ask
    int attempts = 5;               ///< for one request
    std::chrono::milliseconds first_pause{
        250};  ///< before the second attempt; then twice as long each time
    std::chrono::milliseconds longest_pause{
        60'000};                             ///< a server that asks for more patience gets none
    std::chrono::milliseconds idle{30'000};  ///< how long nothing may come
    /// bytes of an upload that are sent at once, and kept until then
    std::size_t chunk = 16 * 1024 * 1024;
    std::stop_token stop{};  ///< ends what is under way
};

}  // namespace slipway::registry
