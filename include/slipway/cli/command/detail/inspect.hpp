// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>

#include <slipway/cli/command/inspect.hpp>
#include <slipway/cli/command/listing.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/inspect_container.hpp>
#include <slipway/engine/inspect_image.hpp>
#include <slipway/engine/volumes.hpp>

namespace slipway::cli::command {

namespace detail {

inline json::value inspected(session& s, const arguments& given, const std::string& name) {
    const std::string type = given.value("type");
    if (!type.empty() && type != "container" && type != "image")
        throw usage_error("there is nothing of type '" + type +
                          "'; there are containers and images");
    if (type != "image")
        if (const auto c = s.containers().find(name)) {
            json::value made = engine::inspect(*c);
            made["Mounts"] = engine::with_volume_names(std::move(made["Mounts"]), s.containers());
            return made;
        }
    if (type != "container")
        if (const auto i = s.images().find(name)) return engine::inspect(s.images(), *i);
    throw status_error(core::reason::not_found,
                       "there is no " + (type.empty() ? "container or image" : type) + ' ' + name);
}

inline int run_inspect(session& s, const arguments& given) {
    json::value all = json::value::array();
    for (const std::string& name : given.operands()) all.push_back(inspected(s, given, name));
    print_inspected(given, all);
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb inspect() {
    return {.name = "inspect",
            .usage = "[OPTION...] CONTAINER|IMAGE...",
            .summary = "print all that is known of containers and images, as JSON",
            .options = {inspect_format_option,
                        {.name = "type", .value = "TYPE", .help = "container or image"}},
            .least = 1,
            .run = detail::run_inspect,
            .group = "Containers"};
}

}  // namespace slipway::cli::command
