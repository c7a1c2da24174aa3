// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>

#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/version.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/version.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_version(session&, const arguments&) {
    std::printf("slipway %s\n", slipway::version);
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb version() {
    return {
        .name = "version", .summary = "print the version", .most = 0, .run = detail::run_version};
}

}  // namespace slipway::cli::command
