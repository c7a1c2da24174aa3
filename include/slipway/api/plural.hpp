// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <slipway/core/name.hpp>
#include <slipway/core/text.hpp>

namespace slipway::api {

/// What a kind is called in paths where nobody says it: the English plural in lower case, as far as
/// the names of kinds go.
constexpr core::text plural_of(std::string_view kind) {
    const core::text lower = core::text::fill(kind.size(), [&](char* out) {
        for (const char c : kind) *out++ = core::to_lower(c);
    });
    const std::string_view s = lower;
    const auto vowel = [](char c) {
        return std::string_view("aeiou").find(c) != std::string_view::npos;
    };
    if (s.ends_with('y') && s.size() > 1 && !vowel(s[s.size() - 2]))
        return core::cat(s.substr(0, s.size() - 1), "ies");
    if (s.ends_with('s') || s.ends_with('x') || s.ends_with('z') || s.ends_with("ch") ||
        s.ends_with("sh"))
        return core::cat(s, "es");
    return core::cat(s, "s");
}

}  // namespace slipway::api
