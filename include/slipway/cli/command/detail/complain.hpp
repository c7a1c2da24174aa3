// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <string>

#include <slipway/cli/detail/clean_text.hpp>

namespace slipway::cli::command::detail {

/// A sentence on standard error, for what went wrong and keeps nobody from going on.
inline void complain(const std::string& sentence) {
    std::fflush(stdout);
    std::fprintf(stderr, "slipway: %s\n", cli::detail::clean_text(sentence).c_str());
}

}  // namespace slipway::cli::command::detail
