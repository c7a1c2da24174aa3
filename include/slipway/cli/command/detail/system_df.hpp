// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>

#include <slipway/cli/command/detail/container_words.hpp>
#include <slipway/cli/command/in_words.hpp>
#include <slipway/cli/command/listing.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/system_df.hpp>
#include <slipway/cli/command/table.hpp>
#include <slipway/core/clock.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/disk_usage.hpp>
#include <slipway/engine/image_words.hpp>

namespace slipway::cli::command {

namespace detail {

inline void print_images_in_detail(session& s, runtime::wall_time now) {
    table shown({"REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE", "SHARED SIZE", "UNIQUE SIZE",
                 "CONTAINERS"});
    for (const engine::image_use& each : engine::use_of_each_image(s.images(), s.containers())) {
        const engine::shown_name name = engine::shown_name_of(each.image.reference);
        shown.row({name.repository, name.tag, id_in_words(each.image.id, false),
                   ago(each.image.config.created, now), size_in_words(each.image.size),
                   size_in_words(each.shared_bytes),
                   size_in_words(each.image.size - std::min(each.image.size, each.shared_bytes)),
                   std::to_string(each.containers)});
    }
    print_line("Images:\n");
    print(shown.text());
}
inline void print_containers_in_detail(session& s, runtime::wall_time now) {
    table shown({"CONTAINER ID", "IMAGE", "COMMAND", "LOCAL VOLUMES", "SIZE", "CREATED", "STATUS",
                 "NAMES"});
    const auto place = s.containers().volume("volumes").parent_path();
    for (const engine::container& c : s.containers().list()) {
        const auto volumes =
            std::count_if(c.spec.mounts.begin(), c.spec.mounts.end(),
                          [&](const auto& m) { return m.source.parent_path() == place; });
        shown.row({c.id.substr(0, 12), c.image_name, command_in_words(c, false),
                   std::to_string(volumes), size_in_words(engine::directory_bytes(c.spec.writable)),
                   duration_in_words(now - c.created) + " ago", status_in_words(c, now), c.name});
    }
    print_line("\nContainers:\n");
    print(shown.text());
}
inline void print_volumes_in_detail(session& s) {
    table shown({"VOLUME NAME", "LINKS", "SIZE"});
    for (const engine::named_volume& each : engine::volumes(s.containers()))
        shown.row({each.name, std::to_string(each.users),
                   size_in_words(engine::directory_bytes(each.place))});
    print_line("\nVolumes:\n");
    print(shown.text());
}

inline int run_system_df(session& s, const arguments& given) {
    if (given.has("verbose")) {
        if (given.has("format"))
            throw usage_error(
                "--verbose prints tables of its own, and so does not go with --format");
        const auto now = core::wall_now();
        print_images_in_detail(s, now);
        print_containers_in_detail(s, now);
        print_volumes_in_detail(s);
        return 0;
    }
    listing shown(given, {"TYPE", "TOTAL", "ACTIVE", "SIZE", "RECLAIMABLE"},
                  {{"TotalCount", "TOTAL"}});
    const engine::disk_usage all = engine::use_of_disk(s.images(), s.containers());
    const auto add = [&](const std::string& name, const engine::disk_use& u) {
        shown.row({{"Type", name},
                   {"TotalCount", u.count},
                   {"Active", u.active},
                   {"Size", u.bytes},
                   {"Reclaimable", u.reclaimable}},
                  {name, std::to_string(u.count), std::to_string(u.active), size_in_words(u.bytes),
                   size_in_words(u.reclaimable)});
    };
    add("Images", all.images);
    add("Containers", all.containers);
    add("Volumes", all.volumes);
    shown.end();
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb system_df() {
    return {.name = "system df",
            .usage = "[OPTION...]",
            .summary = "tell what images, containers and volumes take on the disk",
            .options = {format_option,
                        {.name = "verbose", .letter = 'v', .help = "each of them, in tables"}},
            .most = 0,
            .run = detail::run_system_df};
}

}  // namespace slipway::cli::command
