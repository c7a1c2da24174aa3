// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <string>

#include <poll.h>

#include <slipway/cli/command/detail/attached.hpp>
#include <slipway/cli/command/events.hpp>
#include <slipway/cli/command/listing.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/parse.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/detail/clean_text.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/event_document.hpp>

namespace slipway::cli::command {

namespace detail {

inline std::string whom(const engine::container_event& e) {
    return " container " + engine::action_in_words(e) + ' ' + e.which.id;
}
inline std::string whom(const engine::network_event& e) {
    return std::string(" network ") + engine::action_in_words(e) + (e.id.empty() ? "" : ' ' + e.id);
}

/// `shown`: what prints them where that is not a line for each.
template <class Event>
void print_event(const Event& e, listing* shown) {
    if (shown) {
        shown->row(engine::document(e), {});
    } else {
        std::string listed;
        const json::value attributes = engine::attributes_of(e);
        for (const auto& [key, value] : attributes.items())
            listed += (listed.empty() ? "" : ", ") + key + '=' + value.template get<std::string>();
        print_line(
            cli::detail::clean_text(core::rfc3339_micro(e.time) + whom(e) + " (" + listed + ')'));
    }
    std::fflush(stdout);
}

/// Whether what happens to those is to be told: `--filter type=TYPE` names some, and without it all
/// are meant.
inline bool asks_for(const arguments& given, const std::string& type) {
    bool all = true, asked = false;
    for (const std::string& one : given.values("filter")) {
        if (one != "type=container" && one != "type=network")
            throw usage_error("'" + one +
                              "' is no filter of events: type=container and type=network are");
        all = false;
        asked = asked || one == "type=" + type;
    }
    return all || asked;
}

inline int run_events(session& s, const arguments& given) {
    listing by_format(given, {});
    listing* const shown = given.value("format", "table") == "table" ? nullptr : &by_format;
    const caught_signals end{SIGINT, SIGTERM};
    const bool containers = asks_for(given, "container"), networks = asks_for(given, "network");
    const auto telling = s.containers().subscribe(
        [&](const engine::container_event& e) {
            if (containers) print_event(e, shown);
        },
        [&](const engine::network_event& e) {
            if (networks) print_event(e, shown);
        });
    s.say("listening for what happens to containers and networks, until Ctrl-C");
    pollfd one{end.fd(), POLLIN, 0};
    while (::poll(&one, 1, -1) < 0 && errno == EINTR) {
    }
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb events() {
    return {
        .name = "events",
        .usage = "[OPTION...]",
        .summary = "print what happens to containers and networks, until Ctrl-C",
        .options =
            {{.name = "filter",
              .letter = 'f',
              .value = "type=TYPE",
              .help = "container or network alone",
              .repeats = true},
             {.name = "format",
              .value = "FORMAT",
              .help =
                  "table (a line for each, as it is without), json, or a template such as '{{.Action}}'"}},
        .most = 0,
        .run = detail::run_events,
        .group = "Containers"};
}

}  // namespace slipway::cli::command
