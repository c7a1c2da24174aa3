// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>

#include <slipway/core/random.hpp>
#include <slipway/net/message.hpp>

namespace slipway::net {

/// The seconds of a Retry-After header (RFC 9110, section 10.2.3); nothing for a date.
inline std::optional<long> retry_after(const response& r) {
    const std::string_view text = r.headers["Retry-After"];
    long made = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), made);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || made < 0)
        return {};
    return made;
}

/// From nothing to `most`, evenly.
inline std::chrono::milliseconds jitter(std::chrono::milliseconds most,
                                        core::random_source& random) {
    return std::chrono::milliseconds(
        random.number(static_cast<std::uint64_t>(std::max<long>(most.count(), 0)) + 1));
}

/// How long to wait behind the `n`th attempt: `first`, then twice as long each time up to
/// `longest`, less a random part of up to a half.
inline std::chrono::milliseconds back_off(int n, std::chrono::milliseconds first,
                                          std::chrono::milliseconds longest,
                                          core::random_source& random) {
    std::chrono::milliseconds pause = first;
    for (int i = 1; i < n && pause < longest; ++i) pause *= 2;
    pause = std::min(pause, longest);
    return pause / 2 + jitter(pause / 2, random);
}

}  // namespace slipway::net
