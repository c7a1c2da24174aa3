// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>
#include <string>

#include <slipway/cli/command/detail/attached.hpp>
#include <slipway/cli/command/detail/complain.hpp>
#include <slipway/cli/command/detail/container_options.hpp>
#include <slipway/cli/command/detail/limit_warnings.hpp>
#include <slipway/cli/command/detail/missing_options.hpp>
#include <slipway/cli/command/detail/pulled_image.hpp>
#include <slipway/cli/command/detail/wanted_container.hpp>
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
inline int be(session& s, const engine::container_record& made, const attached_parts& parts,
              const detach_keys& leave) {
    std::optional<attached> front;
    front.emplace(s.containers(), made, parts, leave);
    core::subscription stays;
    try {
        stays = s.containers().start(made, front->ends());
    } catch (const status_error& e) {
        complain(e.message());
        remove_ended(s, made);
        return start_failure(e.message());
    }
    const std::optional<int> code = front->follow();
    const int left_with = front->code_of_leaving();
    front.reset();
    if (!code) return left_with;
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

/// What `--attach` and `--sig-proxy` say. Throws `usage_error`.
inline attached_parts parts_in(const arguments& given) {
    attached_parts made{.in = given.has("interactive"), .signals = !given.denied("sig-proxy")};
    const auto names = given.values("attach");
    if (names.empty()) return made;
    if (given.has("detach"))
        throw usage_error("--attach and --detach say the contrary: give one of them");
    std::set<std::string> named;
    for (std::string name : names) {
        std::transform(name.begin(), name.end(), name.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (name != "stdin" && name != "stdout" && name != "stderr")
            throw usage_error("'" + name +
                              "' is no stream of a container: stdin, stdout and stderr are");
        named.insert(name);
    }
    made.in = made.in && named.contains("stdin");
    made.out = named.contains("stdout");
    made.err = named.contains("stderr");
    if (!made.out && !made.err)
        throw usage_error(
            "--attach stdin alone shows nothing of the container: give stdout or stderr, too");
    return made;
}

template <image_source Elsewhere>
int run_run(session& s, const arguments& given) {
    const engine::container_options options = wanted(given);
    if (options.terminal && options.input && !given.has("detach") && !::isatty(STDIN_FILENO))
        throw usage_error(
            "what this program reads is no terminal: leave out --tty, or --interactive");
    const detach_keys leave = detach_keys_in(given);
    const attached_parts parts = parts_in(given);
    const std::string& name = given.operands()[0];
    const runtime::image image = wanted_image<Elsewhere>(s, given, name);
    warn_of_limits(s.containers(), options.limits);
    make_room(s.containers(), given);
    const auto made = s.containers().create(image, name, options);
    note_id(given, made.id);
    return given.has("detach") ? start_detached(s, made) : be(s, made, parts, leave);
}

/// With images from there.
template <image_source Elsewhere>
verb run_from() {
    return {
        .name = "run",
        .usage = "[OPTION...] IMAGE [COMMAND [ARGUMENT...]]",
        .summary = "make a container and start it",
        .options = with_registry_options(container_options(
            {{.name = "attach",
              .letter = 'a',
              .value = "STREAM",
              .help =
                  "shows stdout or stderr alone, and with --interactive reads where stdin is named (all of them)",
              .repeats = true},
             {.name = "detach", .letter = 'd', .help = "lets it run, and prints its id"},
             {.name = "sig-proxy",
              .help =
                  "passes signals on to it (as it is without); --sig-proxy=false: they end this program"},
             detach_keys_option})),
        .least = 1,
        .rest_is_command = true,
        .run = run_run<Elsewhere>,
        .group = "Containers",
        .missing = missing_container_options()};
}

}  // namespace detail

SLIPWAY_INLINE verb run() { return detail::run_from<detail::pulled_image>(); }

}  // namespace slipway::cli::command
