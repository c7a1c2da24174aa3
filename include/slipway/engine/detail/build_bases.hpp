// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/core/status.hpp>
#include <slipway/engine/build_options.hpp>
#include <slipway/engine/detail/build_content.hpp>
#include <slipway/oci/platform.hpp>
#include <slipway/oci/reference.hpp>

namespace slipway::engine::detail {

/// What a FROM means, where the one who builds says it. Throws `status_error` (invalid) for a
/// directory.
inline std::string base_name(const std::string& name, const build_options& options) {
    if (options.contexts.count(name) != 0)
        throw status_error(
            core::reason::invalid,
            "the build context " + name +
                " is a directory, from which files can be copied; FROM needs an image (--build-context " +
                name + "=docker-image://IMAGE; in a program build_options::images)");
    const auto at = options.images.find(name);
    return at == options.images.end() ? name : at->second;
}

/// An image that others stand on, or take files from. Throws `status_error`: not_found; invalid
/// where it is for another machine.
inline build_image load_base(build_content& content, const build_options& options,
                             const std::string& name, const oci::platform& machine) {
    const auto reference = oci::reference::parse(name);
    if (options.fetch) options.fetch(reference, machine);
    build_image made;
    try {
        made = content.load(reference.name(), reference.selector(), machine);
    } catch (const status_error& e) {
        if (e.is(core::reason::not_found))
            throw status_error(core::reason::not_found,
                               "the image " + reference.familiar() + " is not here: pull it first");
        throw;
    }
    if (!oci::runs_on(made.config.platform, machine))
        throw status_error(core::reason::invalid,
                           "the image " + reference.familiar() + " is made for " +
                               to_string(made.config.platform) + ", not for " + to_string(machine));
    return made;
}

}  // namespace slipway::engine::detail
