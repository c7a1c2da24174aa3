// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <string>

#include <poll.h>

#include <slipway/cli/command/detail/attached.hpp>
#include <slipway/cli/command/events.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/detail/clean_text.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/event_document.hpp>
#include <slipway/json/write.hpp>

namespace slipway::cli::command {

namespace detail {

inline void print_event(const engine::container_event& e, bool as_line_of_json) {
    if (as_line_of_json) {
        print_line(json::write(engine::document(e)));
    } else {
        std::string listed;
        const json::value attributes = engine::attributes_of(e);
        for (const auto& [key, value] : attributes.items()) listed += (listed.empty() ? "" : ", ") + key + '=' + value.template get<std::string>();
        print_line(cli::detail::clean_text(core::rfc3339_micro(e.time) + " container " + engine::action_in_words(e) + ' ' + e.which.id + " (" + listed + ')'));
    }
    std::fflush(stdout);
}

inline int run_events(session& s, const arguments& given) {
    const bool as_line_of_json = as_json(given);
    const caught_signals end{SIGINT, SIGTERM};
    const auto telling = s.containers().subscribe([&](const engine::container_event& e) { print_event(e, as_line_of_json); });
    s.say("listening for what happens to containers, until Ctrl-C");
    pollfd one{end.fd(), POLLIN, 0};
    while (::poll(&one, 1, -1) < 0 && errno == EINTR) {}
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb events() {
    return {.name = "events",
            .usage = "[OPTION...]",
            .summary = "print what happens to containers, until Ctrl-C",
            .options = {{.name = "format", .value = "FORMAT", .help = "table (a line for each, as it is without) or json"}},
            .most = 0,
            .run = detail::run_events,
            .group = "Containers"};
}

}  // namespace slipway::cli::command
