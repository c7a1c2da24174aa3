// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>

#include <slipway/net/tls.hpp>

namespace slipway::net {

/// Which servers to believe, and who to be for them. From files: `read_pem_file` of
/// `net/small_file.hpp`.
struct client_tls {
    std::string ca_pem{};       ///< the authorities to trust, these alone; empty: the system's
    std::string more_ca_pem{};  ///< authorities to trust beside those
    /// our certificate, followed by those between it and its authority
    std::optional<key_pair> own{};
    std::string server_name{};  ///< what the certificate has to be for; empty: the host
    bool insecure = false;      ///< believe everybody: for experiments
};

struct http_client_options {
    client_tls tls{};
    /// a unix socket to connect to, in place of the origin's address; not with TLS
    std::filesystem::path socket{};
    std::chrono::milliseconds connect_timeout{10'000};
    std::size_t idle_connections = 8;  ///< that are kept for the next requests
    std::chrono::milliseconds idle_for{
        30'000};        ///< shorter than servers wait, so that none ends under a request
    int redirects = 3;  ///< that a GET follows, within the origin
};

/// The limits of one request.
struct call_limits {
    std::chrono::milliseconds whole{
        30'000};  ///< until all of the answer is there; for a stream, its head
    std::chrono::milliseconds idle{30'000};  ///< between two pieces of the answer
    std::size_t body = 256 * 1024 * 1024;    ///< bytes of an answer that is not streamed
    std::stop_token stop{};                  ///< ends the request from another thread
};

}  // namespace slipway::net
