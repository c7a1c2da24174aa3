// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/clock.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/core/subscription.hpp>
#include <slipway/engine/commit.hpp>
#include <slipway/engine/detail/apply_change.hpp>
#include <slipway/engine/detail/build_content.hpp>
#include <slipway/engine/detail/container_changes.hpp>

namespace slipway::engine {

namespace detail {

/// Holds a container's processes, if they run, as long as the result lives.
inline core::subscription held_still(containers& of, const container& which) {
    if (which.phase != container_phase::running || which.status.paused) return {};
    try {
        return of.pause_meanwhile(which);
    } catch (const status_error& e) {
        throw status_error(
            e.why(),
            e.message() +
                "; it is committed while it runs where that is asked for (--pause=false; in a program commit_options::pause)");
    }
}

/// What an image of this container runs: the image's configuration with what the container was
/// given.
inline oci::image_config config_of(const container& c) {
    oci::image_config made = c.spec.image.config;
    const auto& entry = made.entrypoint;
    const auto& words = c.spec.command;
    const bool through_entrypoint =
        words.size() >= entry.size() && std::equal(entry.begin(), entry.end(), words.begin());
    if (!through_entrypoint) made.entrypoint.clear();
    made.cmd.assign(
        words.begin() + (through_entrypoint ? static_cast<std::ptrdiff_t>(entry.size()) : 0),
        words.end());
    for (const auto& [name, value] : c.spec.env) {
        const bool of_the_engine =
            (name == "HOSTNAME" && value == c.pod.hostname) || (name == "TERM" && c.spec.terminal);
        if (!of_the_engine || env_value(made, name)) set_env(made, name, value);
    }
    made.user = c.spec.user;
    made.working_dir = c.spec.working_dir;
    made.labels = c.labels;
    if (!c.upkeep.health.test.empty()) made.health = c.upkeep.health;
    return made;
}

inline std::string in_one_line(const std::vector<std::string>& words) {
    std::string made;
    for (const std::string& word : words) made += (made.empty() ? "" : " ") + word;
    return made.substr(0, 16 * 1024);
}

}  // namespace detail

SLIPWAY_INLINE runtime::image commit(images& all, containers& of, const container& from,
                                     const commit_options& options) {
    oci::pack_options packing{.compression = options.compression};
    if (options.level) oci::check_level(packing.compression, packing.level = *options.level);
    const runtime::image base = all.get(from.spec.image.id.str());
    oci::image_config config = detail::config_of(from);
    for (const std::string& change : options.changes) detail::apply_change(config, change);
    detail::complete_history(config);
    config.created = core::rfc3339(core::system_time().wall());
    config.author = options.author;
    config.history.push_back({.created = config.created,
                              .created_by = detail::in_one_line(from.spec.command),
                              .author = options.author,
                              .comment = options.comment});
    const core::subscription still =
        options.pause ? detail::held_still(of, from) : core::subscription();
    return all.import(detail::layer_of(from).files, std::move(config), options.name, &base,
                      packing);
}

}  // namespace slipway::engine
