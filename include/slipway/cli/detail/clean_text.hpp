// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace slipway::cli::detail {

/// How many bytes the character at the start of `s` has; 0 where there is no well-formed one (Unicode, table 3-7).
inline std::size_t character_length(std::string_view s) {
    const auto byte = [&](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0U; };
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned first = byte(0);
    if (first < 0x80) return s.empty() ? 0 : 1;
    if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const bool overlong = first == 0xE0 && byte(1) < 0xA0, surrogate = first == 0xED && byte(1) > 0x9F;
        return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool overlong = first == 0xF0 && byte(1) < 0x90, beyond = first == 0xF4 && byte(1) > 0x8F;
        return follows(1) && follows(2) && follows(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

/// `s` as text that every output can carry: what is no UTF-8, what is a control character (line ends and tabs are kept
/// where `lines`), what turns the direction of writing and what XML does not take becomes a replacement character.
inline std::string clean_text(std::string_view s, bool lines = false) {
    std::string made;
    made.reserve(s.size());
    while (!s.empty()) {
        const std::size_t length = character_length(s);
        const std::string_view c = s.substr(0, length ? length : 1);
        const bool kept_control = lines && (c == "\n" || c == "\t");
        const bool control = length == 1 && (static_cast<unsigned char>(c[0]) < 0x20 || c[0] == 0x7F);
        const bool c1 = length == 2 && c[0] == '\xC2' && static_cast<unsigned char>(c[1]) < 0xA0;
        const bool turns = length == 3 && ((c >= "\xE2\x80\xAA" && c <= "\xE2\x80\xAE") || (c >= "\xE2\x81\xA6" && c <= "\xE2\x81\xA9"));
        const bool no_character = c == "\xEF\xBF\xBE" || c == "\xEF\xBF\xBF";
        if (length == 0 || (control && !kept_control) || c1 || turns || no_character) made += "\xEF\xBF\xBD";
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
