// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include <slipway/core/compiled.hpp>
#include <slipway/core/status.hpp>
#include <slipway/json/read.hpp>

namespace slipway::json {

namespace detail {

/// Line and column, from 1, of a byte of `text`.
inline std::string place_of(std::string_view text, std::size_t byte) {
    byte = std::min(byte, text.size());
    const auto line =
        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(byte), '\n') + 1;
    const std::size_t start = byte == 0 ? std::string_view::npos : text.rfind('\n', byte - 1);
    const std::size_t column = start == std::string_view::npos ? byte + 1 : byte - start;
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

/// Refuses nesting that would exhaust the stack, before anything is built from the text.
inline void check_depth(std::string_view text) {
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\') ++i;
            else if (c == '"') in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            if (++depth > deepest)
                throw core::status_error(core::reason::bad_request,
                                         "JSON is nested more than " + std::to_string(deepest) +
                                             " levels deep at " + place_of(text, i));
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
}

}  // namespace detail

SLIPWAY_INLINE value read(std::string_view text) {
    detail::check_depth(text);
    try {
        return value::parse(text.begin(), text.end());
    } catch (const value::parse_error& e) {
        const std::size_t at = e.byte > 0 ? e.byte - 1 : 0;
        const bool ended = at >= text.size();
        throw core::status_error(
            core::reason::bad_request,
            "malformed JSON at " + detail::place_of(text, at) +
                (ended ? ": it ends too early" : std::string(": unexpected '") + text[at] + "'"));
    } catch (const value::out_of_range&) {  // of a double
        throw core::status_error(core::reason::bad_request,
                                 "malformed JSON: a number in it is larger than 1.8e308");
    }
}

}  // namespace slipway::json
