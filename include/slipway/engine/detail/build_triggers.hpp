// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <slipway/core/status.hpp>
#include <slipway/oci/dockerfile.hpp>
#include <slipway/oci/recipe.hpp>

namespace slipway::engine::detail {

/// The steps that a base asks for, as if they were the first lines behind the FROM at `line`
/// (Docker, "Dockerfile reference", "ONBUILD"). Images come from anybody: throws `status_error`
/// (invalid).
inline std::vector<oci::recipe_step> trigger_steps(const std::vector<std::string>& triggers,
                                                   std::uint32_t line) {
    std::vector<oci::recipe_step> made;
    for (const std::string& trigger : triggers) try {
            const auto recipe = oci::parse_dockerfile("FROM scratch\n" + trigger + '\n', "ONBUILD");
            if (recipe.stages.size() != 1)
                throw status_error(core::reason::invalid, "FROM cannot be one");
            for (const oci::recipe_step& step : recipe.stages[0].steps) {
                if (std::holds_alternative<oci::on_build_step>(step.action))
                    throw status_error(core::reason::invalid, "ONBUILD cannot be one");
                made.push_back({step.action, step.text, line});
            }
        } catch (const status_error& e) {
            throw status_error(core::reason::invalid,
                               "the base has the ONBUILD instruction \"" + trigger.substr(0, 80) +
                                   "\", which cannot be done: " + e.message());
        }
    return made;
}

}  // namespace slipway::engine::detail
