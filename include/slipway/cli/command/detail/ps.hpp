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
#include <slipway/cli/command/in_words.hpp>
#include <slipway/cli/command/listing.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/ps.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/core/number_in.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/written_bytes.hpp>
#include <slipway/json/value.hpp>

namespace slipway::cli::command {

namespace detail {

inline bool passes(const engine::container& c, const std::string& filter) {
    const std::size_t equals = filter.find('=');
    const std::string key = filter.substr(0, equals),
                      value = equals == filter.npos ? "" : filter.substr(equals + 1);
    if (key == "name") return c.name.find(value) != value.npos;
    if (key == "id") return c.id.starts_with(value);
    if (key == "status") return engine::phase_in_words(c) == value;
    if (key == "ancestor") return c.image_name == value || c.spec.image.id.hex().starts_with(value);
    if (key == "exited")
        return c.phase == engine::container_phase::exited &&
               std::to_string(c.status.exit_code) == value;
    if (key == "health") return engine::docker_word(c.health.status) == value;
    if (key == "label") {
        const std::size_t split = value.find('=');
        const auto label = c.labels.find(value.substr(0, split));
        return label != c.labels.end() &&
               (split == value.npos || label->second == value.substr(split + 1));
    }
    throw usage_error(
        "'" + filter +
        "' is no filter; name=, id=, status=, health=, ancestor=, exited= and label= are");
}

inline std::vector<engine::container> chosen_containers(session& s, const arguments& given) {
    std::vector<engine::container> all = s.containers().list();
    const auto filters = given.values("filter");
    std::optional<std::size_t> last;
    if (given.has("latest")) last = 1;
    if (given.has("last")) {
        last = core::number_in<std::size_t>(given.value("last"));
        if (!last) throw usage_error("'" + given.value("last") + "' is no number of containers");
    }
    bool any = given.has("all") || last;
    for (const std::string& f : filters)
        any = any || f.starts_with("status=") || f.starts_with("exited=");
    if (!any) std::erase_if(all, [](const auto& c) { return !engine::is_up(c); });
    for (const std::string& f : filters)
        std::erase_if(all, [&](const auto& c) { return !passes(c, f); });
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
              .help = "name=, id=, status=, health=, ancestor=, exited= or label=KEY[=VALUE]",
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
