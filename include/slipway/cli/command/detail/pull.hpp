// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <slipway/cli/command/detail/platform_option.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/pull.hpp>
#include <slipway/cli/command/registry_access.hpp>
#include <slipway/cli/command/transfer_printer.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli::command {

namespace detail {

inline void pull_one(session& s, const arguments& given, const oci::reference& name,
                     const std::optional<oci::platform>& machine) {
    registry::http_registry from(registry_options(s, given, name.registry()));
    s.say(name.selector() + ": pulling from " +
          name.familiar().substr(
              0, name.familiar().find_first_of("@:", name.familiar().find('/') + 1)));
    runtime::image image;
    {
        transfer_printer shown(s);
        image = s.images().pull(name, from, shown.sink(), runtime::pull_policy::always, machine);
    }
    s.say("Digest: " + image.manifest.str());
    s.say(std::string("Status: ") +
          (image.pulled ? "downloaded newer image for " : "image is up to date for ") +
          name.familiar());
    print_line(name.str());
}

inline int run_pull(session& s, const arguments& given) {
    if (given.has("quiet")) s.hush();
    const auto machine = platform_in(given);
    for (const std::string& text : given.operands()) {
        const oci::reference name = oci::reference::parse(text);
        if (!given.has("all-tags")) {
            pull_one(s, given, name, machine);
            continue;
        }
        registry::http_registry from(registry_options(s, given, name.registry()));
        std::string last;
        for (auto tags = from.tags(name.name(), last, 1000); !tags.empty();
             tags = from.tags(name.name(), last, 1000)) {
            for (const std::string& tag : tags) pull_one(s, given, name.with_tag(tag), machine);
            last = tags.back();
        }
    }
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb pull() {
    return {.name = "pull",
            .usage = "[OPTION...] IMAGE...",
            .summary = "bring images from their registries",
            .options = with_registry_options(
                {{.name = "platform",
                  .value = "OS/ARCHITECTURE",
                  .help = "of an image for several platforms, that of this one"},
                 {.name = "all-tags", .letter = 'a', .help = "all tags of the repository"},
                 {.name = "quiet", .letter = 'q', .help = "tell no progress"}}),
            .least = 1,
            .run = detail::run_pull,
            .group = "Images"};
}

}  // namespace slipway::cli::command
