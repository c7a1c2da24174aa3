// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/core/status.hpp>

namespace slipway::net {

/// Scheme, host and port: what may share connections and credentials (RFC 6454, section 4).
struct origin {
    bool tls = true;
    std::string host{};  ///< a name or an address; an IPv6 address without brackets
    std::uint16_t port = 443;

    /// As a Host header has it: without the scheme's usual port.
    std::string authority() const {
        const std::string name = host.find(':') == host.npos ? host : "[" + host + "]";
        return port == (tls ? 443 : 80) ? name : name + ":" + std::to_string(port);
    }
    std::string str() const { return (tls ? "https://" : "http://") + authority(); }

    friend bool operator==(const origin&, const origin&) = default;
};

/// A server as configurations name it: an origin, and the path that comes before all others.
struct base_url {
    origin at{};
    std::string path{};  ///< empty, or begins with a slash and does not end with one

    /// `https://example.com:6443/k8s/clusters/c-1`. Throws `status_error` (bad_request) that says
    /// what is wrong; a password in the text is never repeated.
    static base_url parse(std::string_view text);

    std::string str() const { return at.str() + path; }
};

namespace detail {

[[noreturn]] inline void bad_url(std::string_view text, const std::string& why) {
    const std::size_t at = text.find('@');  // what stands before it may be a password
    const std::string shown =
        at == text.npos ? std::string(text) : "..." + std::string(text.substr(at));
    throw core::status_error(core::reason::bad_request,
                             "'" + shown + "' is not the address of a server: " + why);
}

inline std::uint16_t port_of(std::string_view text, std::string_view digits) {
    unsigned made = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), made);
    if (error != std::errc() || end != digits.data() + digits.size() || made < 1 || made > 65535)
        bad_url(text, "'" + std::string(digits) + "' is not a port from 1 to 65535");
    return static_cast<std::uint16_t>(made);
}

}  // namespace detail

inline base_url base_url::parse(std::string_view text) {
    base_url made;
    std::string_view rest = text;
    if (rest.starts_with("https://")) {
        rest.remove_prefix(8);
    } else if (rest.starts_with("http://")) {
        rest.remove_prefix(7);
        made.at.tls = false;
        made.at.port = 80;
    } else {
        detail::bad_url(text, "it has to begin with https:// or http://");
    }
    for (const char c : rest)
        if (static_cast<unsigned char>(c) <= ' ' || c == '\x7f')
            detail::bad_url(text, "it contains a blank or a control character");
    const std::size_t end = rest.find_first_of("/?#");
    std::string_view where = rest.substr(0, end);
    const std::string_view path = end == rest.npos ? std::string_view() : rest.substr(end);
    if (where.find('@') != where.npos) detail::bad_url(text, "a user does not belong into it");
    if (path.find_first_of("?#") != path.npos)
        detail::bad_url(text, "it has a query or a fragment");
    if (where.starts_with('[')) {
        const std::size_t close = where.find(']');
        if (close == where.npos) detail::bad_url(text, "a bracket is not closed");
        made.at.host = where.substr(1, close - 1);
        where.remove_prefix(close + 1);
        if (!where.empty() && where.front() != ':')
            detail::bad_url(text, "after the address there can only be a port");
        if (!where.empty()) made.at.port = detail::port_of(text, where.substr(1));
    } else {
        const std::size_t colon = where.find(':');
        made.at.host = where.substr(0, colon);
        if (colon != where.npos) made.at.port = detail::port_of(text, where.substr(colon + 1));
    }
    if (made.at.host.empty()) detail::bad_url(text, "it names no host");
    made.path = path;
    while (made.path.ends_with('/')) made.path.pop_back();
    return made;
}

}  // namespace slipway::net
