// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <slipway/core/utf8.hpp>

namespace slipway::cli::detail {

using core::character_length;

/// `s` as text that every output can carry: what is no UTF-8, what is a control character (line
/// ends and tabs are kept where `lines`), what turns the direction of writing and what XML does not
/// take becomes a replacement character.
inline std::string clean_text(std::string_view s, bool lines = false) {
    std::string made;
    made.reserve(s.size());
    while (!s.empty()) {
        const std::size_t length = character_length(s);
        const std::string_view c = s.substr(0, length ? length : 1);
        const bool kept_control = lines && (c == "\n" || c == "\t");
        const bool control =
            length == 1 && (static_cast<unsigned char>(c[0]) < 0x20 || c[0] == 0x7F);
        const bool c1 = length == 2 && c[0] == '\xC2' && static_cast<unsigned char>(c[1]) < 0xA0;
        const bool turns = length == 3 && ((c >= "\xE2\x80\xAA" && c <= "\xE2\x80\xAE") ||
                                           (c >= "\xE2\x81\xA6" && c <= "\xE2\x81\xA9"));
        const bool no_character = c == "\xEF\xBF\xBE" || c == "\xEF\xBF\xBF";
        if (length == 0 || (control && !kept_control) || c1 || turns || no_character)
            made += "\xEF\xBF\xBD";
        else made += c;
        s.remove_prefix(c.size());
    }
    return made;
}

/// Clean text between tags, and in attributes between double quotes (XML 1.0, section 2.4).
inline std::string xml(std::string_view s) {
    std::string made;
    made.reserve(s.size());
    for (const char c : s) {
        if (c == '&') made += "&amp;";
        else if (c == '<') made += "&lt;";
        else if (c == '>') made += "&gt;";
        else if (c == '"') made += "&quot;";
        else if (c == '\'') made += "&#39;";
        else made += c;
    }
    return made;
}

/// A coordinate, in tenths: the same bytes on every machine and in every locale.
inline std::string coordinate(double d) {
    const long tenths = static_cast<long>(d * 10 + (d < 0 ? -0.5 : 0.5));
    const long size = tenths < 0 ? -tenths : tenths;
    std::string made = (tenths < 0 ? "-" : "") + std::to_string(size / 10);
    if (size % 10) made += '.' + std::to_string(size % 10);
    return made;
}

}  // namespace slipway::cli::detail
