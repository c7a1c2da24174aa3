// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <slipway/core/name.hpp>

namespace slipway::core {

namespace detail {

// Here, since compilers evaluate a constant of a function anew in each call. What other types have
// in YAML 1.1 or 1.2.
inline constexpr std::string_view yaml_words[] = {
    "~",     "null", "Null", "NULL", "true", "True", "TRUE", "false", "False",
    "FALSE", "y",    "Y",    "n",    "N",    "yes",  "Yes",  "YES",   "no",
    "No",    "NO",   "on",   "On",   "ON",   "off",  "Off",  "OFF"};
inline constexpr std::string_view yaml_indicators = "-?:,[]{}#&*!|>'\"%@`=<+.",
                                  yaml_number_characters = "0123456789_.:+-eExXoabcdfABCDFTZt ";

}  // namespace detail

/// Whether a text can stand in YAML without quotes and read back as this text, in YAML 1.1 and 1.2
/// alike. Says no when in doubt.
constexpr bool is_plain_yaml(std::string_view s) {
    if (s.empty() || s.front() == ' ' || s.back() == ' ' || s.back() == ':') return false;
    if (s.size() <= 5)
        for (const std::string_view& w : detail::yaml_words)
            if (s == w) return false;
    if (detail::yaml_indicators.find(s.front()) != s.npos) return false;
    // Numbers, dates and times of either version begin with a digit and have only these.
    if (is_digit(s.front()) && s.find_first_not_of(detail::yaml_number_characters) == s.npos)
        return false;
    for (std::size_t i = 0; i < s.size(); ++i) {
        const auto c = static_cast<unsigned char>(s[i]);
        if (c < ' ' || c == 127) return false;
        if (i + 1 < s.size() &&
            ((s[i] == ':' && s[i + 1] == ' ') || (s[i] == ' ' && s[i + 1] == '#')))
            return false;
    }
    return true;
}

/// Whether a text of several lines can stand as a YAML block scalar, line by line as it is.
constexpr bool is_block_yaml(std::string_view s) {
    if (s.find('\n') == s.npos || s.front() == ' ' || s.front() == '\n' || s.find(" \n") != s.npos)
        return false;
    for (char c : s)
        if ((static_cast<unsigned char>(c) < ' ' && c != '\n') || c == 127) return false;
    return s.size() < 2 || s.substr(s.size() - 2) != "\n\n";
}

}  // namespace slipway::core
