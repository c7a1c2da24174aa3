// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <slipway/core/compiled.hpp>
#include <slipway/core/no_broken_pipes.hpp>
#include <slipway/net/detail/httplib.hpp>
#include <slipway/net/probe.hpp>

namespace slipway::net {

namespace detail {

/// The library's words for what went wrong are terse.
inline std::string words_of(httplib::Error e) {
    switch (e) {
        case httplib::Error::Connection:
            return "the connection was refused, or not accepted in time";
        case httplib::Error::Read: return "no answer came in time";
        case httplib::Error::Write: return "the request could not be sent";
        default: return httplib::to_string(e);
    }
}

}  // namespace detail

SLIPWAY_INLINE probe_result probe_http(const endpoint& at, const std::string& path, bool tls,
                                       const headers& extra, std::chrono::milliseconds timeout) {
    constexpr std::size_t enough = 10'240;
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    const std::string origin = (tls ? "https://" : "http://") + at.str();
    const core::no_broken_pipes guard;  // outlives the client, which says farewell
    httplib::Client client(origin);
    client.set_connection_timeout(timeout);
    client.set_read_timeout(timeout);
    client.set_write_timeout(timeout);
    client.enable_server_certificate_verification(false);
    httplib::Headers sent{
        {"User-Agent", "kube-probe/1.35"}, {"Accept", "*/*"}, {"Connection", "close"}};
    for (const auto& [name, value] : extra) sent.emplace(name, value);
    std::size_t received = 0;
    int status = 0;
    auto on_head = [&](const httplib::Response& head) {
        status = head.status;
        return true;
    };
    auto on_body = [&](const char*, std::size_t n) {
        return (received += n) < enough && std::chrono::steady_clock::now() < deadline;
    };
    const auto result = client.Get(path.empty() ? "/" : path, sent, on_head, on_body);
    if (!result && received < enough) {
        const auto error =
            result.error() == httplib::Error::Canceled ? httplib::Error::Read : result.error();
        return {false, "Get \"" + origin + path + "\": " + detail::words_of(error)};
    }
    if (result) status = result->status;
    if (status < 200 || status >= 400)
        return {false, "HTTP probe failed with statuscode: " + std::to_string(status)};
    return {true, {}};
}

SLIPWAY_INLINE probe_result probe_tcp(const endpoint& at, std::chrono::milliseconds timeout) {
    boost::asio::io_context io;
    boost::asio::ip::tcp::socket socket(io);
    boost::system::error_code result = boost::asio::error::timed_out, wrong;
    const auto address = boost::asio::ip::make_address(at.address, wrong);
    if (wrong) return {false, "\"" + at.address + "\" is no address"};
    socket.async_connect({address, at.port}, [&](boost::system::error_code e) { result = e; });
    io.run_for(timeout);
    if (result) return {false, "dial tcp " + at.str() + ": " + result.message()};
    return {true, {}};
}

}  // namespace slipway::net
