// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <slipway/cli/command/detail/container_words.hpp>
#include <slipway/cli/command/in_words.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/ps.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/table.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/json/write.hpp>

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
    bool any = given.has("all") || given.has("latest");
    for (const std::string& f : filters)
        any = any || f.starts_with("status=") || f.starts_with("exited=");
    if (!any) std::erase_if(all, [](const auto& c) { return !engine::is_up(c); });
    for (const std::string& f : filters)
        std::erase_if(all, [&](const auto& c) { return !passes(c, f); });
    if (given.has("latest") && all.size() > 1) all.resize(1);
    return all;
}

inline int run_ps(session& s, const arguments& given) {
    const bool json_lines = as_json(given), whole = given.has("no-trunc");
    const auto now = core::system_time().wall();
    table shown({"CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"});
    for (const engine::container& c : chosen_containers(s, given)) {
        const std::string id = whole ? c.id : c.id.substr(0, 12),
                          created = duration_in_words(now - c.created) + " ago";
        if (given.has("quiet")) print_line(id);
        else if (json_lines)
            print_line(json::write({{"ID", id},
                                    {"Image", c.image_name},
                                    {"Command", command_in_words(c, true)},
                                    {"CreatedAt", core::rfc3339(c.created)},
                                    {"RunningFor", created},
                                    {"State", engine::phase_in_words(c)},
                                    {"Status", status_in_words(c, now)},
                                    {"Ports", ports_in_words(c)},
                                    {"Names", c.name},
                                    {"Labels", labels_in_words(c)}}));
        shown.row({id, c.image_name, command_in_words(c, whole), created, status_in_words(c, now),
                   ports_in_words(c), c.name});
    }
    if (!json_lines && !given.has("quiet")) print(shown.text());
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
             {.name = "latest", .letter = 'l', .help = "the newest one, whether it runs or not"},
             {.name = "no-trunc", .help = "whole ids and commands"},
             {.name = "quiet", .letter = 'q', .help = "ids alone"}},
        .most = 0,
        .run = detail::run_ps,
        .group = "Containers"};
}

}  // namespace slipway::cli::command
