// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/core/status.hpp>
#include <slipway/net/message.hpp>

namespace slipway::net::detail {

/// What would not be one request any more when it is written down.
inline void check_request(const request& r) {
    auto wrong = [](const std::string& what) {
        throw core::status_error(core::reason::bad_request, what);
    };
    auto control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; };
    if (r.method.empty()) wrong("a request has a method");
    for (const char c : r.method)
        if (c < 'A' || c > 'Z') wrong("a request's method is written in upper case letters");
    if (!r.target.starts_with('/')) wrong("a request's target begins with a slash");
    for (const char c : r.target)
        if (control(c) || c == ' ')
            wrong("a request's target contains a blank or a control character");
    for (const auto& [name, value] : r.headers) {
        for (const char c : name)
            if (control(c) || c == ' ' || c == ':')
                wrong("the name of a header contains what it must not");
        if (name.empty()) wrong("a header has a name");
        for (const char c : value)
            if (control(c) && c != '\t')
                wrong("the header " + name +
                      " contains a control character");  // its value may be a secret
    }
}

}  // namespace slipway::net::detail
