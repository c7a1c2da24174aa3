// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

#include <slipway/cli/command/attach.hpp>
#include <slipway/cli/command/detail/complain.hpp>
#include <slipway/cli/command/detail/create.hpp>
#include <slipway/cli/command/detail/run.hpp>
#include <slipway/cli/command/detail/two_programs.hpp>
#include <slipway/cli/command/exec.hpp>
#include <slipway/cli/command/front.hpp>
#include <slipway/cli/command/kill.hpp>
#include <slipway/cli/command/logs.hpp>
#include <slipway/cli/command/parse.hpp>
#include <slipway/cli/command/pause.hpp>
#include <slipway/cli/command/port.hpp>
#include <slipway/cli/command/program.hpp>
#include <slipway/cli/command/ps.hpp>
#include <slipway/cli/command/rename.hpp>
#include <slipway/cli/command/restart.hpp>
#include <slipway/cli/command/rm.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/start.hpp>
#include <slipway/cli/command/stats.hpp>
#include <slipway/cli/command/stop.hpp>
#include <slipway/cli/command/top.hpp>
#include <slipway/cli/command/unpause.hpp>
#include <slipway/cli/command/update.hpp>
#include <slipway/cli/command/version.hpp>
#include <slipway/cli/command/wait.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli::command {

namespace detail {

/// Thrown where the complete program is needed after all; nothing has been done by then.
struct handed_over {};

inline runtime::image image_of_the_complete_program(session&, const arguments&,
                                                    const oci::reference&, bool) {
    throw handed_over();
}

/// Whether the command line is one of these verbs. What is asked otherwise, or wrongly, is for the
/// complete program to answer.
inline bool is_one_of(const std::vector<verb>& verbs, int argc, char** argv) {
    try {
        const std::vector<std::string> words(argv + (argc > 0), argv + argc);
        const parsed_options global = parse_options(session::options(), words, false, true);
        if (global.used == words.size() || global.given.has("help") || global.given.has("version"))
            return false;
        return std::any_of(verbs.begin(), verbs.end(),
                           [&](const verb& v) { return v.name == words[global.used]; });
    } catch (const usage_error&) {
        return false;
    }
}

/// Comes back where that is not possible.
inline int become_the_complete_program(char** argv) {
    const auto place = beside_this_program(complete_program);
    if (place.empty()) {
        complain(
            std::string(complete_program) +
            ", the part of this program that has to do with images and registries, is not installed with it");
        return own_failure;
    }
    ::execv(place.c_str(), argv);
    complain("cannot run " + place.string() + ": " + std::strerror(errno));
    return own_failure;
}

}  // namespace detail

SLIPWAY_INLINE std::vector<verb> front_verbs() {
    return {detail::run_from<detail::image_of_the_complete_program>(),
            detail::create_from<detail::image_of_the_complete_program>(),
            start(),
            stop(),
            restart(),
            kill(),
            pause(),
            unpause(),
            update(),
            rm(),
            ps(),
            logs(),
            exec(),
            attach(),
            wait(),
            port(),
            stats(),
            top(),
            rename(),
            version()};
}

SLIPWAY_INLINE int front(int argc, char** argv) {
    // Others than root become root of a user namespace, which goes with the program that has become
    // that.
    if (::geteuid() != 0) return detail::become_the_complete_program(argv);
    std::vector<verb> verbs = front_verbs();
    if (!detail::is_one_of(verbs, argc, argv)) return detail::become_the_complete_program(argv);
    try {
        return program(argc, argv, std::move(verbs));
    } catch (const detail::handed_over&) {
        return detail::become_the_complete_program(argv);
    }
}

}  // namespace slipway::cli::command
