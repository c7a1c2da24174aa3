// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include <slipway/cli/command/container_prune.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/directory_bytes.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_container_prune(session& s, const arguments& given) {
    if (!given.has("force") &&
        !confirmed("Remove all containers that do not run, with all that they wrote?"))
        return 0;
    prune_containers(s);
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE std::uint64_t prune_containers(session& s) {
    std::uint64_t freed = 0;
    for (const engine::container& c : s.containers().list()) {
        if (engine::is_up(c)) continue;
        const std::uint64_t bytes = engine::directory_bytes(c.spec.writable);
        s.containers().remove(c);
        freed += bytes;
        print_line(c.id);
    }
    return freed;
}

SLIPWAY_INLINE verb container_prune() {
    return {.name = "container prune",
            .usage = "[OPTION...]",
            .summary = "remove all containers that do not run",
            .options = {{.name = "force", .letter = 'f', .help = "without a question"}},
            .most = 0,
            .run = detail::run_container_prune,
            .group = "Containers"};
}

}  // namespace slipway::cli::command
