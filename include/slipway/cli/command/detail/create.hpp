// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/create.hpp>
#include <slipway/cli/command/detail/container_options.hpp>
#include <slipway/cli/command/detail/limit_warnings.hpp>
#include <slipway/cli/command/detail/missing_options.hpp>
#include <slipway/cli/command/detail/pulled_image.hpp>
#include <slipway/cli/command/detail/wanted_container.hpp>
#include <slipway/cli/command/detail/wanted_image.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/registry_access.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli::command {

namespace detail {

template <image_source Elsewhere>
int run_create(session& s, const arguments& given) {
    const engine::container_options options = wanted(given);
    const std::string& name = given.operands()[0];
    const runtime::image image = wanted_image<Elsewhere>(s, given, name);
    warn_of_limits(s.containers(), options.limits);
    make_room(s.containers(), given);
    const std::string id = s.containers().create(image, name, options).id;
    note_id(given, id);
    print_line(id);
    return 0;
}

/// With images from there.
template <image_source Elsewhere>
verb create_from() {
    return {.name = "create",
            .usage = "[OPTION...] IMAGE [COMMAND [ARGUMENT...]]",
            .summary = "make a container that does not run yet",
            .options = with_registry_options(container_options()),
            .least = 1,
            .rest_is_command = true,
            .run = run_create<Elsewhere>,
            .group = "Containers",
            .missing = missing_container_options()};
}

}  // namespace detail

SLIPWAY_INLINE verb create() { return detail::create_from<detail::pulled_image>(); }

}  // namespace slipway::cli::command
