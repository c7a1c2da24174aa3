// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <slipway/core/status.hpp>

namespace slipway::oci {

/// Whom a command of a RUN reaches.
enum class run_network {
    by_default,  ///< as the one who builds says
    none,        ///< nobody
    host,        ///< all that this machine reaches, as it does
};

/// The word of Dockerfiles and of `build --network`.
inline std::string to_string(run_network n) {
    return n == run_network::none ? "none" : n == run_network::host ? "host" : "default";
}

/// The network that such a word means; none means the default. Throws `status_error` (invalid).
inline run_network parse_run_network(std::string_view word) {
    if (word.empty()) return run_network::by_default;
    for (const run_network n : {run_network::by_default, run_network::none, run_network::host})
        if (word == to_string(n)) return n;
    throw status_error(core::reason::invalid,
                       "the network of a build's commands is default, none or host, not \"" +
                           std::string(word.substr(0, 40)) + '"');
}

}  // namespace slipway::oci
