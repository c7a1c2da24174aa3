// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <csignal>
#include <optional>
#include <string_view>
#include <tuple>

#include <string.h>

namespace slipway::runtime {

/// The number of a stop signal as images write it: `SIGTERM`, `TERM`, `SIGRTMIN+3` or `15` (OCI
/// image spec, "config.StopSignal"); SIGTERM where it is none of these.
inline int stop_signal(std::string_view name) {
    if (name.starts_with("SIG")) name.remove_prefix(3);
    auto number = [](std::string_view s) {
        int made = 0;
        const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), made);
        return error == std::errc() && end == s.data() + s.size() && made >= 0 ? made : -1;
    };
    if (const int n = number(name); n > 0 && n <= SIGRTMAX) return n;
    for (const auto& [end, first, sign] :
         {std::tuple("RTMIN", SIGRTMIN, '+'), std::tuple("RTMAX", SIGRTMAX, '-')}) {
        if (!name.starts_with(end)) continue;
        const std::string_view rest = name.substr(5);
        const int n = rest.empty() ? 0 : rest[0] == sign ? number(rest.substr(1)) : -1;
        return n < 0 || n > SIGRTMAX - SIGRTMIN ? SIGTERM : sign == '+' ? first + n : first - n;
    }
    for (int s = 1; s < 32; ++s)
        if (const char* known = ::sigabbrev_np(s); known && name == known) return s;
    return SIGTERM;
}

/// The number of a signal that somebody names in these forms; nothing for what is none.
inline std::optional<int> signal_named(std::string_view text) {
    const int number = stop_signal(text);
    const std::string_view name = text.starts_with("SIG") ? text.substr(3) : text;
    return number == SIGTERM && name != "TERM" && name != "15" ? std::nullopt
                                                               : std::optional(number);
}

}  // namespace slipway::runtime
