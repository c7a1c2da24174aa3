// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

#include <re2/re2.h>

#include <slipway/apiserver/custom/pattern.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/core/status.hpp>

namespace slipway::apiserver::custom {

SLIPWAY_INLINE pattern::pattern(std::string_view expression) {
    re2::RE2::Options options(re2::RE2::Quiet);
    options.set_never_capture(true);
    options.set_max_mem(1 << 20);  // some 16,000 steps, and what is remembered while matching
    const auto made = std::make_shared<const re2::RE2>(
        re2::StringPiece(expression.data(), expression.size()), options);
    if (!made->ok()) throw core::status_error(core::reason::bad_request, made->error());
    compiled_ = made;
}

SLIPWAY_INLINE pattern::verdict pattern::judge(std::string_view text) const {
    constexpr std::size_t most_steps = 200'000'000;  // two seconds, where nothing can be remembered
    if (text.size() > most_steps / static_cast<std::size_t>(compiled_->ProgramSize()))
        return verdict::undecided;
    return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *compiled_)
               ? verdict::matches
               : verdict::differs;
}

}  // namespace slipway::apiserver::custom
