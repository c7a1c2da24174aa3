// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/name.hpp>
#include <slipway/core/status.hpp>

namespace slipway::net {

/// Escapes all but what needs no escape anywhere (RFC 3986, section 2.3).
inline std::string percent_encode(std::string_view text) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string made;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (core::is_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~') made += c;
        else made.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
    return made;
}

/// Percent escapes decoded; in a query a plus sign is a blank. Throws `status_error` (bad_request)
/// for broken escapes and for a NUL.
inline std::string percent_decode(std::string_view s, bool query = false) {
    auto digit = [](char c) {
        return c >= '0' && c <= '9'   ? c - '0'
               : c >= 'a' && c <= 'f' ? c - 'a' + 10
               : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                      : -1;
    };
    std::string out;
    for (std::size_t i = 0; i < s.size(); ++i) {
        char c = s[i];
        if (c == '%') {
            const int high = i + 1 < s.size() ? digit(s[i + 1]) : -1,
                      low = i + 2 < s.size() ? digit(s[i + 2]) : -1;
            if (high < 0 || low < 0)
                throw core::status_error(core::reason::bad_request,
                                         "'" + std::string(s) + "' has a broken percent escape");
            c = static_cast<char>(high * 16 + low);
            i += 2;
        } else if (c == '+' && query) {
            c = ' ';
        }
        if (c == '\0') throw core::status_error(core::reason::bad_request, "a URL contains no NUL");
        out += c;
    }
    return out;
}

/// The path and query of a request target.
struct url {
    std::vector<std::string> segments;  ///< of the path, decoded; empty ones are left out
    std::vector<std::pair<std::string, std::string>> query;  ///< decoded, in their order

    /// The first value of a parameter; empty where there is none.
    std::string_view parameter(std::string_view name) const {
        for (const auto& [known, value] : query)
            if (known == name) return value;
        return {};
    }
    bool has(std::string_view name) const {
        for (const auto& [known, value] : query)
            if (known == name) return true;
        return false;
    }
    std::string path() const {
        std::string out;
        for (const std::string& s : segments) out += "/" + s;
        return out.empty() ? "/" : out;
    }

    static url parse(std::string_view target) {
        url made;
        const std::size_t mark = target.find('?');
        std::string_view path = target.substr(0, mark),
                         rest = mark == target.npos ? std::string_view() : target.substr(mark + 1);
        while (!path.empty()) {
            const std::size_t slash = path.find('/');
            if (slash != 0) made.segments.push_back(percent_decode(path.substr(0, slash)));
            path = slash == path.npos ? std::string_view() : path.substr(slash + 1);
        }
        while (!rest.empty()) {
            const std::size_t and_ = rest.find('&');
            const std::string_view pair = rest.substr(0, and_);
            const std::size_t equals = pair.find('=');
            if (!pair.empty())
                made.query.emplace_back(percent_decode(pair.substr(0, equals), true),
                                        equals == pair.npos
                                            ? std::string()
                                            : percent_decode(pair.substr(equals + 1), true));
            rest = and_ == rest.npos ? std::string_view() : rest.substr(and_ + 1);
        }
        return made;
    }
};

}  // namespace slipway::net
