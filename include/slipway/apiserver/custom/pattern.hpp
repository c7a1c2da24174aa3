// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string_view>

namespace re2 {
class RE2;
}

namespace slipway::apiserver::custom {

/// A regular expression in the syntax of RE2, as the `pattern` of a schema has it. Whoever may
/// write a schema writes it, so that it is matched without going back: the time grows with the
/// text's length times the expression's, and both have bounds.
class pattern {
public:
    /// Throws `status_error` (bad_request) for what is no such expression, or one that is too
    /// large.
    explicit pattern(std::string_view expression);

    enum class verdict : unsigned char {
        matches,  ///< somewhere in the text
        differs,
        undecided,  ///< it would take too long to find out
    };
    verdict judge(std::string_view text) const;

private:
    std::shared_ptr<const re2::RE2> compiled_;
};

}  // namespace slipway::apiserver::custom

#ifndef SLIPWAY_COMPILED
#include <slipway/apiserver/detail/custom_pattern.hpp>
#endif
