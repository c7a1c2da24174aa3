// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <poll.h>

#include <slipway/cli/command/detail/attached.hpp>
#include <slipway/cli/command/detail/filters.hpp>
#include <slipway/cli/command/detail/moment.hpp>
#include <slipway/cli/command/events.hpp>
#include <slipway/cli/command/listing.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/parse.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/detail/clean_text.hpp>
#include <slipway/core/clock.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/core/subscription.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/event_document.hpp>
#include <slipway/engine/filter_events.hpp>
#include <slipway/engine/past_events.hpp>

namespace slipway::cli::command {

namespace detail {

inline std::string whom(const engine::container_event& e) {
    return " container " + engine::action_in_words(e) + ' ' + e.which.id;
}
inline std::string whom(const engine::network_event& e) {
    return std::string(" network ") + engine::action_in_words(e) + (e.id.empty() ? "" : ' ' + e.id);
}

inline engine::filters events_asked_for(const arguments& given) {
    engine::filters wanted = filters_of(given, engine::event_filters);
    for (const std::string& type : wanted.of("type"))
        if (type != "container" && type != "network")
            throw usage_error("'type=" + type +
                              "' would show nothing: events are of containers and networks");
    return wanted;
}

/// Prints those that are asked for. Several threads may tell it of events.
class event_printer {
public:
    explicit event_printer(const arguments& given)
        : listing_(given, {}),
          as_lines_(given.value("format", "table") == "table"),
          wanted_(events_asked_for(given)) {
        if (given.has("since")) since_ = moment_in(given.value("since"));
        if (given.has("until")) until_ = moment_in(given.value("until"));
    }

    const std::optional<runtime::wall_time>& since() const { return since_; }
    const std::optional<runtime::wall_time>& until() const { return until_; }

    void operator()(const engine::any_event& e) { print_all({e}); }
    /// Nobody else's comes in between.
    void print_all(const std::vector<engine::any_event>& all) {
        const std::lock_guard lock(mutex_);
        for (const engine::any_event& each : all) {
            if ((since_ && time_of(each) < *since_) || (until_ && time_of(each) >= *until_))
                continue;
            std::visit([&](const auto& e) { print(e); }, each);
        }
        show_printed();
    }

private:
    template <class Event>
    void print(const Event& e) {
        if (!engine::fits(e, wanted_)) return;
        if (!as_lines_) return listing_.row(engine::document(e), {});
        std::string listed;
        const json::value attributes = engine::attributes_of(e);
        for (const auto& [key, value] : attributes.items())
            listed += (listed.empty() ? "" : ", ") + key + '=' + value.template get<std::string>();
        print_line(
            cli::detail::clean_text(core::rfc3339_micro(e.time) + whom(e) + " (" + listed + ')'));
    }

    listing listing_;
    bool as_lines_;
    const engine::filters wanted_;
    std::optional<runtime::wall_time> since_, until_;
    std::mutex mutex_;  ///< of what is printed
};

/// Waits until that moment, or for the end of all if there is none.
inline void wait_until(const std::optional<runtime::wall_time>& moment, const caught_signals& end) {
    while (true) {
        int left = -1;
        if (moment) {
            constexpr std::chrono::milliseconds longest = std::chrono::hours(1);
            const auto time =
                std::chrono::ceil<std::chrono::milliseconds>(*moment - core::wall_now());
            if (time.count() <= 0) return;
            left = static_cast<int>(std::min(time, longest).count());
        }
        pollfd one{end.fd(), POLLIN, 0};
        if (::poll(&one, 1, left) > 0) return;
    }
}

inline int run_events(session& s, const arguments& given) {
    event_printer printer(given);
    const caught_signals end{SIGINT, SIGTERM};
    const auto begun = core::wall_now();
    const bool over = printer.until() && *printer.until() <= begun,
               tells_past = printer.since() ? *printer.since() < begun : over;
    core::subscription telling;  // before the past is told: rather twice than not at all
    if (!over) telling = s.containers().subscribe(std::ref(printer), std::ref(printer));
    if (tells_past) {
        s.say(
            "nothing keeps what has happened: of the past this is when each container and network that is there was made, and when a container last started and ended");
        printer.print_all(engine::past_events(s.containers()));
    }
    if (over) return 0;
    s.say(std::string("listening for what happens to containers and networks, until ") +
          (printer.until() ? "the moment of --until" : "Ctrl-C"));
    wait_until(printer.until(), end);
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
              .value = "FILTER",
              .help =
                  "container=, event=, image=, label=KEY[=VALUE], network= or type=container or network",
              .repeats = true},
             {.name = "format",
              .value = "FORMAT",
              .help =
                  "table (a line for each, as it is without), json, or a template such as '{{.Action}}'"},
             {.name = "since",
              .value = "MOMENT",
              .help =
                  "also what records still tell of the time from then on: a duration before now such as 10m, a date, or seconds since 1970"},
             {.name = "until", .value = "MOMENT", .help = "up to then, and ends"}},
        .most = 0,
        .run = detail::run_events,
        .group = "Containers"};
}

}  // namespace slipway::cli::command
