// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include <slipway/cli/command/detail/attached.hpp>
#include <slipway/cli/command/detail/complain.hpp>
#include <slipway/cli/command/detail/container_options.hpp>
#include <slipway/cli/command/detail/pulled_image.hpp>
#include <slipway/cli/command/detail/wanted_image.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/program.hpp>
#include <slipway/cli/command/registry_access.hpp>
#include <slipway/cli/command/run.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli::command {

namespace detail {

/// One that is to be removed when it has ended; its shim may have done that already.
inline void remove_ended(session& s, const engine::container_record& made) {
    if (!made.remove_when_ended) return;
    try {
        s.containers().remove(made, true);
    } catch (const status_error& e) {
        if (!e.is(core::reason::not_found)) throw;
    }
}
/// Starts it, and is it until it ends. Gives its exit code, or what could not be done.
inline int be(session& s, const engine::container_record& made, bool reads, const detach_keys& leave) {
    std::optional<attached> front;
    front.emplace(s.containers(), made, reads, leave);
    core::subscription stays;
    try {
        stays = s.containers().start(made, front->ends());
    } catch (const status_error& e) {
        complain(e.message());
        remove_ended(s, made);
        return start_failure(e.message());
    }
    const std::optional<int> code = front->follow();
    front.reset();
    if (!code) return 0;
    remove_ended(s, made);
    return *code;
}

inline int start_detached(session& s, const engine::container_record& made) {
    try {
        s.containers().start(made);
    } catch (const status_error& e) {
        complain(e.message());
        remove_ended(s, made);
        return start_failure(e.message());
    }
    print_line(made.id);
    return 0;
}

template <image_source Elsewhere>
int run_run(session& s, const arguments& given) {
    const engine::container_options options = wanted(given);
    if (options.terminal && options.input && !given.has("detach") && !::isatty(STDIN_FILENO))
        throw usage_error("what this program reads is no terminal: leave out --tty, or --interactive");
    const detach_keys leave = detach_keys_in(given);
    const std::string& name = given.operands()[0];
    const auto made = s.containers().create(wanted_image<Elsewhere>(s, given, name), name, options);
    note_id(given, made.id);
    return given.has("detach") ? start_detached(s, made) : be(s, made, options.input, leave);
}

/// With images from there.
template <image_source Elsewhere>
verb run_from() {
    return {.name = "run",
            .usage = "[OPTION...] IMAGE [COMMAND [ARGUMENT...]]",
            .summary = "make a container and start it",
            .options = with_registry_options(container_options({{.name = "detach", .letter = 'd', .help = "lets it run, and prints its id"}, detach_keys_option})),
            .least = 1,
            .rest_is_command = true,
            .run = run_run<Elsewhere>,
            .group = "Containers"};
}

}  // namespace detail

SLIPWAY_INLINE verb run() { return detail::run_from<detail::pulled_image>(); }

}  // namespace slipway::cli::command
