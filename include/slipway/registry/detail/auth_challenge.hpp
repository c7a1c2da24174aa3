// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/core/name.hpp>

namespace slipway::registry::detail {

/// What a server wants to know before it answers: `Bearer realm="https://...",service="..."` (RFC
/// 9110, section 11.6.1).
struct auth_challenge {
    std::string scheme{};                             ///< in lower case
    std::map<std::string, std::string> parameters{};  ///< names in lower case
};

/// The challenges of one WWW-Authenticate field; what is malformed ends the list.
inline std::vector<auth_challenge> parse_challenges(std::string_view s) {
    const auto is_token = [](char c) {
        return core::is_alphanumeric(c) ||
               std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    };
    const auto skip = [&](std::string_view what) {
        while (!s.empty() && what.find(s.front()) != std::string_view::npos) s.remove_prefix(1);
    };
    const auto token = [&] {
        std::string made;
        for (; !s.empty() && is_token(s.front()); s.remove_prefix(1))
            made += core::to_lower(s.front());
        return made;
    };
    std::vector<auth_challenge> all;
    while (true) {
        skip(" \t,");
        std::string word = token();
        if (word.empty()) return all;
        skip(" \t");
        if (!s.starts_with('=') || all.empty()) {
            all.push_back({std::move(word), {}});
            continue;
        }
        s.remove_prefix(1);
        skip(" \t");
        std::string value;
        if (s.starts_with('"')) {
            s.remove_prefix(1);
            for (; !s.empty() && s.front() != '"'; s.remove_prefix(1)) {
                if (s.front() == '\\' && s.size() > 1) s.remove_prefix(1);
                value += s.front();
            }
            if (s.empty()) return all;
            s.remove_prefix(1);
        } else {
            for (; !s.empty() && is_token(s.front()); s.remove_prefix(1)) value += s.front();
        }
        all.back().parameters.emplace(std::move(word), std::move(value));
    }
}

}  // namespace slipway::registry::detail
