// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <slipway/core/clock.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/commit.hpp>
#include <slipway/engine/detail/build_content.hpp>
#include <slipway/engine/detail/build_metadata.hpp>
#include <slipway/engine/detail/container_changes.hpp>
#include <slipway/oci/dockerfile.hpp>
#include <slipway/oci/expand.hpp>

namespace slipway::engine {

namespace detail {

/// Holds a container's processes, if they run, as long as it lives.
class held_still {
public:
    held_still(containers& of, const container& which) : of_(of), which_(which), held_(which.phase == container_phase::running && !which.status.paused) {
        if (held_) of_.pause(which_);
    }
    held_still(const held_still&) = delete;
    ~held_still() {
        try {
            if (held_) of_.unpause(which_);
        } catch (const status_error&) {  // it was ended or removed meanwhile
        }
    }

private:
    containers& of_;
    const container& which_;
    bool held_;
};

/// What an image of this container runs: the image's configuration with what the container was given.
inline oci::image_config config_of(const container& c) {
    oci::image_config made = c.spec.image.config;
    const auto& entry = made.entrypoint;
    const auto& words = c.spec.command;
    const bool through_entrypoint = words.size() >= entry.size() && std::equal(entry.begin(), entry.end(), words.begin());
    if (!through_entrypoint) made.entrypoint.clear();
    made.cmd.assign(words.begin() + (through_entrypoint ? static_cast<std::ptrdiff_t>(entry.size()) : 0), words.end());
    for (const auto& [name, value] : c.spec.env) {
        const bool of_the_engine = (name == "HOSTNAME" && value == c.pod.hostname) || (name == "TERM" && c.spec.terminal);
        if (!of_the_engine || env_value(made, name)) set_env(made, name, value);
    }
    made.user = c.spec.user;
    made.working_dir = c.spec.working_dir;
    made.labels = c.labels;
    if (!c.upkeep.health.test.empty()) made.health = c.upkeep.health;
    return made;
}

/// Does to a configuration what an instruction says. Throws `status_error` (invalid).
inline void apply_change(oci::image_config& config, const std::string& text) {
    const oci::recipe recipe = oci::parse_dockerfile("FROM scratch\n" + text + '\n', "change");
    if (recipe.stages.size() != 1) throw status_error(core::reason::invalid, "FROM is no change of an image");
    const oci::variable_lookup lookup = [&](std::string_view name) { return env_value(config, name); };
    const build_metadata::expander one = [&](const oci::recipe_text& t) { return t.expands ? oci::expand(t.text, lookup, recipe.escape) : t.text; };
    const build_metadata::words_expander words = [&](const oci::recipe_text& t) {
        return t.expands ? oci::expand_words(t.text, lookup, recipe.escape) : std::vector{t.text};
    };
    bool own_cmd = true;  // the container's, which an ENTRYPOINT leaves alone
    const build_metadata change(config, own_cmd, one, words);
    for (const auto& step : recipe.stages[0].steps)
        std::visit([&](const auto& action) {
            using kind = std::decay_t<decltype(action)>;
            if constexpr (std::is_same_v<kind, oci::workdir_step>) config.working_dir = absolute_in(config, one(action.directory));
            else if constexpr (std::is_invocable_v<const build_metadata&, const kind&>) change(action);
            else throw status_error(core::reason::invalid, "\"" + step.text.substr(0, 80) + "\" makes files, or nothing: a change is one of CMD, ENTRYPOINT, ENV, EXPOSE, HEALTHCHECK, LABEL, SHELL, STOPSIGNAL, USER, VOLUME and WORKDIR");
        }, step.action);
}

inline std::string in_one_line(const std::vector<std::string>& words) {
    std::string made;
    for (const std::string& word : words) made += (made.empty() ? "" : " ") + word;
    return made.substr(0, 16 * 1024);
}

}  // namespace detail

SLIPWAY_INLINE runtime::image commit(images& all, containers& of, const container& from, const commit_options& options) {
    const runtime::image base = all.get(from.spec.image.id.str());
    oci::image_config config = detail::config_of(from);
    for (const std::string& change : options.changes) detail::apply_change(config, change);
    detail::complete_history(config);
    config.created = core::rfc3339(core::system_time().wall());
    config.author = options.author;
    config.history.push_back({.created = config.created, .created_by = detail::in_one_line(from.spec.command), .author = options.author, .comment = options.comment});
    std::optional<detail::held_still> still;
    if (options.pause) still.emplace(of, from);
    return all.import(detail::layer_of(from).files, std::move(config), options.name, &base);
}

}  // namespace slipway::engine
