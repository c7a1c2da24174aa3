// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace slipway::apiserver::custom {

/// A regular expression in the syntax of RE2, as the `pattern` of a schema has it. Whoever may write a schema writes it, so that it
/// is matched without going back: the time grows with the text's length times the expression's, and both have bounds.
///
/// Not known are classes of Unicode (`\p{L}`) and `\C`.
class pattern {
public:
    /// Throws `status_error` (bad_request) for what is no such expression, or one that is too large.
    explicit pattern(std::string_view expression);

    enum class verdict : unsigned char {
        matches,    ///< somewhere in the text
        differs,
        undecided,  ///< it would take too long to find out
    };
    verdict judge(std::string_view text) const;

    /// Characters from the first to the last, both included.
    using range = std::pair<char32_t, char32_t>;
    enum class op : unsigned char { set, fork, go, text_begin, text_end, line_begin, line_end, word_edge, no_word_edge, found };
    struct step {
        op what = op::found;
        std::uint32_t next = 0;
        std::uint32_t other = 0;  ///< of a fork: where else to go; of a set: which one
    };

private:
    struct threads;
    bool holds(op what, std::string_view text, std::size_t at) const;
    bool follow(threads& to, std::uint32_t from, std::string_view text, std::size_t at) const;

    std::vector<step> steps_;
    std::vector<std::vector<range>> sets_;
    std::uint32_t start_ = 0;
};

}  // namespace slipway::apiserver::custom

#ifndef SLIPWAY_COMPILED
#include <slipway/apiserver/detail/custom_pattern.hpp>
#endif
