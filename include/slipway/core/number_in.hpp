// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace slipway::core {

/// The number that all of the text is, as std::from_chars reads it; nothing where it is none, or
/// too large for a `T`.
template <class T>
std::optional<T> number_in(std::string_view text) {
    T made{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), made);
    return error == std::errc() && end == text.data() + text.size() && !text.empty()
               ? std::optional(made)
               : std::nullopt;
}

}  // namespace slipway::core
