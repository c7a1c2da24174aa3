// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include <slipway/engine/detail/build_content.hpp>
#include <slipway/engine/detail/build_metadata.hpp>
#include <slipway/oci/dockerfile.hpp>
#include <slipway/oci/expand.hpp>
#include <slipway/oci/image_config.hpp>

namespace slipway::engine::detail {

/// Does to a configuration what an instruction says. Throws `status_error` (invalid).
inline void apply_change(oci::image_config& config, const std::string& text) {
    const oci::recipe recipe = oci::parse_dockerfile("FROM scratch\n" + text + '\n', "change");
    if (recipe.stages.size() != 1)
        throw status_error(core::reason::invalid, "FROM is no change of an image");
    const oci::variable_lookup lookup = [&](std::string_view name) {
        return env_value(config, name);
    };
    const build_metadata::expander one = [&](const oci::recipe_text& t) {
        return t.expands ? oci::expand(t.text, lookup, recipe.escape) : t.text;
    };
    const build_metadata::words_expander words = [&](const oci::recipe_text& t) {
        return t.expands ? oci::expand_words(t.text, lookup, recipe.escape) : std::vector{t.text};
    };
    bool own_cmd = true;  // the container's, which an ENTRYPOINT leaves alone
    const build_metadata change(config, own_cmd, one, words);
    for (const auto& step : recipe.stages[0].steps)
        std::visit(
            [&](const auto& action) {
                using kind = std::decay_t<decltype(action)>;
                if constexpr (std::is_same_v<kind, oci::workdir_step>)
                    config.working_dir = absolute_in(config, one(action.directory));
                else if constexpr (std::is_invocable_v<const build_metadata&, const kind&>)
                    change(action);
                else
                    throw status_error(
                        core::reason::invalid,
                        "\"" + step.text.substr(0, 80) +
                            "\" makes files, or nothing: a change is one of CMD, ENTRYPOINT, ENV, EXPOSE, HEALTHCHECK, LABEL, ONBUILD, SHELL, STOPSIGNAL, USER, VOLUME and WORKDIR");
            },
            step.action);
}

}  // namespace slipway::engine::detail
