// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <csignal>
#include <string_view>

#include <string.h>

namespace slipway::runtime {

/// The number of a stop signal as images write it: `SIGTERM`, `TERM` or `15` (OCI image spec, "config.StopSignal");
/// SIGTERM where it is none of these.
inline int stop_signal(std::string_view name) {
    if (name.starts_with("SIG")) name.remove_prefix(3);
    int number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error == std::errc() && end == name.data() + name.size() && number > 0 && number < 65) return number;
    for (int s = 1; s < 32; ++s)
        if (const char* known = ::sigabbrev_np(s); known && name == known) return s;
    return SIGTERM;
}

}  // namespace slipway::runtime
