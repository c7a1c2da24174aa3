// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/port.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/net/endpoint.hpp>
#include <slipway/runtime/port_words.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_port(session& s, const arguments& given) {
    const engine::container c = s.containers().get(given.operands()[0]);
    std::string wanted = given.operands().size() > 1 ? given.operands()[1] : "";
    if (!wanted.empty() && wanted.find('/') == wanted.npos) wanted += "/tcp";
    bool found = wanted.empty();
    for (const runtime::published_port& p : c.ports) {
        const std::string at = net::endpoint{p.host_address, p.host_port}.str();
        if (wanted.empty()) print_line(runtime::port_in_words(p) + " -> " + at);
        else if (runtime::port_in_words(p) == wanted) print_line(at), found = true;
    }
    if (!found)
        throw status_error(core::reason::not_found,
                           "no port of this machine is port " + wanted + " of container " + c.name);
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb port() {
    return {.name = "port",
            .usage = "CONTAINER [PORT]",
            .summary = "print which ports of this machine are a container's",
            .least = 1,
            .most = 2,
            .run = detail::run_port,
            .group = "Containers"};
}

}  // namespace slipway::cli::command
