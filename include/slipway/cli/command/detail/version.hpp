// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>

#include <slipway/cli/command/listing.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/version.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/json/value.hpp>
#include <slipway/version.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_version(session&, const arguments& given) {
    const json::value program{{"Version", slipway::version}};
    if (given.has("format"))  // there is no daemon: what serves is this program, too
        listing(given, {"VERSION"})
            .row({{"Client", program}, {"Server", program}}, {slipway::version});
    else std::printf("slipway %s\n", slipway::version);
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb version() {
    return {.name = "version",
            .summary = "print the version",
            .options = {{.name = "format",
                         .letter = 'f',
                         .value = "FORMAT",
                         .help = "json, or a template such as '{{.Server.Version}}'"}},
            .most = 0,
            .run = detail::run_version};
}

}  // namespace slipway::cli::command
