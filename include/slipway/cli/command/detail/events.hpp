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
#include <slipway/json/write.hpp>

namespace slipway::cli::command {

namespace detail {

inline const char* action_in_words(engine::container_action a) {
    switch (a) {
        case engine::container_action::create: return "create";
        case engine::container_action::start: return "start";
        case engine::container_action::die: return "die";
        case engine::container_action::rename: return "rename";
        case engine::container_action::destroy: break;
    }
    return "destroy";
}
/// What docker calls the attributes of an event.
inline json::value attributes_of(const engine::container_event& e) {
    json::value made{{"image", e.which.image_name}, {"name", e.which.name}};
    if (e.action == engine::container_action::die) made["exitCode"] = std::to_string(e.exit_code);
    for (const auto& [key, value] : e.which.labels) made[key] = value;
    return made;
}
inline void print_event(const engine::container_event& e, bool as_line_of_json) {
    const std::string action = action_in_words(e.action);
    const json::value attributes = attributes_of(e);
    if (as_line_of_json) {
        print_line(json::write({{"Type", "container"}, {"Action", action}, {"Actor", {{"ID", e.which.id}, {"Attributes", attributes}}}, {"time", e.time.time_since_epoch().count() / 1'000'000'000},
                                {"timeNano", e.time.time_since_epoch().count()}}));
    } else {
        std::string listed;
        for (const auto& [key, value] : attributes.items()) listed += (listed.empty() ? "" : ", ") + key + '=' + value.template get<std::string>();
        print_line(cli::detail::clean_text(core::rfc3339_micro(e.time) + " container " + action + ' ' + e.which.id + " (" + listed + ')'));
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
