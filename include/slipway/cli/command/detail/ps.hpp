// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <slipway/cli/command/detail/container_words.hpp>
#include <slipway/cli/command/detail/filters.hpp>
#include <slipway/cli/command/in_words.hpp>
#include <slipway/cli/command/listing.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/ps.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/core/number_in.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/filter_containers.hpp>
#include <slipway/engine/written_bytes.hpp>
#include <slipway/json/value.hpp>

namespace slipway::cli::command {

namespace detail {

inline std::vector<engine::container> chosen_containers(session& s, const arguments& given) {
    std::vector<engine::container> all = s.containers().list();
    const engine::filters wanted = filters_of(given, engine::container_filters);
    std::optional<std::size_t> last;
    if (given.has("latest")) last = 1;
    if (given.has("last")) {
        last = core::number_in<std::size_t>(given.value("last"));
        if (!last) throw usage_error("'" + given.value("last") + "' is no number of containers");
    }
    if (!given.has("all") && !last && !engine::asks_for_ended(wanted))
        std::erase_if(all, [](const auto& c) { return !engine::is_up(c); });
    std::erase_if(all, [&](const auto& c) { return !engine::fits(c, wanted, s.containers()); });
    if (last && all.size() > *last) all.resize(*last);
    return all;
}

/// What JSON and templates show of one.
inline json::value members_of(const engine::container& c, bool whole, runtime::wall_time now) {
    return {{"ID", whole ? c.id : c.id.substr(0, 12)},
            {"Image", c.image_name},
            {"Command", command_in_words(c, true)},
            {"CreatedAt", core::rfc3339(c.created)},
            {"RunningFor", duration_in_words(now - c.created) + " ago"},
            {"State", engine::phase_in_words(c)},
            {"Status", status_in_words(c, now)},
            {"Ports", ports_in_words(c)},
            {"Names", c.name},
            {"Labels", labels_in_words(c)}};
}

/// What it has written, and that with its image.
inline std::string sizes_in_words(const engine::container& c, const engine::images& all) {
    const std::uint64_t written = engine::written_bytes(c);
    return size_in_words(written) + " (virtual " +
           size_in_words(written + engine::layer_bytes(c, all)) + ')';
}

inline int run_ps(session& s, const arguments& given) {
    const bool whole = given.has("no-trunc"), quiet = given.has("quiet");
    const auto now = core::system_time().wall();
    const bool sizes =
        !quiet && (given.has("size") || given.value("format").find(".Size") != std::string::npos);
    std::vector<std::string> head{"CONTAINER ID", "IMAGE", "COMMAND", "CREATED",
                                  "STATUS",       "PORTS", "NAMES"};
    if (sizes) head.emplace_back("SIZE");
    listing shown(given, std::move(head), {{"ID", "CONTAINER ID"}, {"RunningFor", "CREATED"}});
    for (const engine::container& c : chosen_containers(s, given)) {
        json::value members = members_of(c, whole, now);
        if (sizes) members["Size"] = sizes_in_words(c, s.images());
        const auto at = [&](const char* name) {
            return members.at(name).template get<std::string>();
        };
        if (quiet) {
            print_line(at("ID"));
            continue;
        }
        std::vector<std::string> cells{
            at("ID"),    c.image_name, command_in_words(c, whole), at("RunningFor"), at("Status"),
            at("Ports"), c.name};
        if (sizes) cells.push_back(at("Size"));
        shown.row(members, std::move(cells), {{"Label", c.labels}});
    }
    if (!quiet) shown.end();
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb ps() {
    return {
        .name = "ps",
        .usage = "[OPTION...]",
        .summary = "list containers that run",
        .options =
            {{.name = "all", .letter = 'a', .help = "those too that do not run"},
             {.name = "filter",
              .letter = 'f',
              .value = "FILTER",
              .help =
                  "ancestor=IMAGE, before= or since=CONTAINER, exited=CODE, expose= or publish=PORT, health=, id=, label=KEY[=VALUE], name=, network=, status= or volume=",
              .repeats = true},
             format_option,
             {.name = "last",
              .letter = 'n',
              .value = "NUMBER",
              .help = "the newest ones, whether they run or not"},
             {.name = "latest", .letter = 'l', .help = "the newest one, whether it runs or not"},
             {.name = "no-trunc", .help = "whole ids and commands"},
             {.name = "quiet", .letter = 'q', .help = "ids alone"},
             {.name = "size",
              .letter = 's',
              .help = "what each has written, and that with its image"}},
        .most = 0,
        .run = detail::run_ps,
        .group = "Containers"};
}

}  // namespace slipway::cli::command
