// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/json/value.hpp>
#include <slipway/oci/detail/dockerfile_lines.hpp>

namespace slipway::oci::detail {

inline std::vector<std::string> split_at_blanks(std::string_view text) {
    std::vector<std::string> made;
    for (text = trim_front(text); !text.empty(); text = trim_front(text)) {
        const std::size_t end = std::min(text.find_first_of(dockerfile_blanks), text.size());
        made.emplace_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return made;
}

/// The same at blanks outside of quotes and not behind an escape; these stay.
inline std::vector<std::string> split_quoted(std::string_view text, char escape) {
    std::vector<std::string> made;
    std::string word;
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool blank = dockerfile_blanks.find(c) != dockerfile_blanks.npos;
        if (!quote && blank) {
            if (!word.empty()) made.push_back(std::exchange(word, {}));
            continue;
        }
        word += c;
        if (c == escape && quote != '\'' && i + 1 < text.size()) word += text[++i];
        else if (quote && c == quote) quote = 0;
        else if (!quote && (c == '\'' || c == '"')) quote = c;
    }
    if (!word.empty()) made.push_back(std::move(word));
    return made;
}

/// The words of the JSON form; nothing where it is none: then it is a line for the shell.
inline std::optional<std::vector<std::string>> json_words(std::string_view text) {
    text = trim(text);
    if (!text.starts_with('[') || !text.ends_with(']')) return std::nullopt;
    struct too_deep {};
    try {
        const auto v = json::value::parse(
            text,
            [](int depth, json::value::parse_event_t event, json::value&) {
                using e = json::value::parse_event_t;
                if (depth > 0 && (event == e::array_start || event == e::object_start))
                    throw too_deep();
                return true;
            },
            false);
        if (!v.is_array()) return std::nullopt;
        std::vector<std::string> made;
        for (const auto& word : v) {
            if (!word.is_string()) return std::nullopt;
            made.push_back(word.get<std::string>());
        }
        return made;
    } catch (const too_deep&) {
        return std::nullopt;
    }
}

/// A here-document that a line asks for.
struct heredoc {
    std::string name{};
    bool strip_tabs = false;
    bool expands = true;  ///< its name is not in quotes
    std::string word{};   ///< as it stands in the line
    std::string content{};
};

/// `<<NAME`, `<<-NAME`, `<<"NAME"`, with the number of a file before it.
inline std::optional<heredoc> heredoc_of(std::string_view word) {
    heredoc made{.word = std::string(word)};
    while (!word.empty() && core::is_digit(word.front())) word.remove_prefix(1);
    if (!word.starts_with("<<")) return std::nullopt;
    word.remove_prefix(2);
    if (word.starts_with('-')) {
        made.strip_tabs = true;
        word.remove_prefix(1);
    }
    if (word.size() >= 2 && (word.front() == '"' || word.front() == '\'') &&
        word.back() == word.front()) {
        made.expands = false;
        word = word.substr(1, word.size() - 2);
    }
    if (word.empty()) return std::nullopt;
    for (const char c : word)
        if (!core::is_alphanumeric(c) && c != '_' && c != '-' && c != '.') return std::nullopt;
    made.name = word;
    return made;
}

}  // namespace slipway::oci::detail
