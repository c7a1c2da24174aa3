// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include <slipway/net/tls.hpp>

namespace slipway::net {

struct http_server_options {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;         ///< 0: a free one
    std::optional<key_pair> tls{};  ///< nothing: plain HTTP
    std::string client_ca_pem{};    ///< client certificates are asked for, and checked against it
    std::size_t body_limit = 3 * 1024 * 1024;  ///< bytes of a request, where they are not streamed
    std::size_t header_limit = 64 * 1024;
    std::size_t stream_limit = 64 * 1024 * 1024;  ///< bytes that may wait for a slow reader
    /// for a request to arrive, from the end of the one before; of one that is streamed, for every
    /// 64 KiB
    std::chrono::seconds read_timeout{60};
    /// instead of address and port, a unix socket, which its owner alone may use; not with TLS
    std::filesystem::path socket{};
};

}  // namespace slipway::net
