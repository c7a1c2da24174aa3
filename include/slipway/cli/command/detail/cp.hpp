// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include <slipway/cli/command/cp.hpp>
#include <slipway/cli/command/detail/archive_output.hpp>
#include <slipway/cli/command/detail/standard_input.hpp>
#include <slipway/cli/command/parse.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/copy_archive.hpp>
#include <slipway/engine/copy_files.hpp>

namespace slipway::cli::command {

namespace detail {

/// `CONTAINER:PATH`; nothing for a path of this machine, which has a slash before a colon that it
/// may have.
inline std::optional<std::pair<std::string, std::string>> in_container(const std::string& text) {
    const auto colon = text.find(':');
    if (colon == text.npos || colon == 0 || text.find('/') < colon) return std::nullopt;
    return std::pair(text.substr(0, colon), text.substr(colon + 1));
}

inline int run_cp(session& s, const arguments& given) {
    const std::string &from = given.operands()[0], &to = given.operands()[1];
    const auto out_of = in_container(from), into = in_container(to);
    if (out_of && into)
        throw usage_error(
            "files are copied between a container and this machine, not between two containers");
    if (!out_of && !into)
        throw usage_error("neither '" + from + "' nor '" + to +
                          "' is in a container: that is CONTAINER:PATH");
    const engine::container which = s.containers().get(out_of ? out_of->first : into->first);
    const auto work = std::filesystem::temp_directory_path();
    const auto owners =
        given.has("archive") ? engine::copied_owners::kept : engine::copied_owners::caller;
    if (out_of && to == "-")
        print_archive("name a place, or pass it on to tar", [&](const oci::byte_sink& sink) {
            engine::copy_out_archive(which, out_of->second, work, sink);
        });
    else if (into && from == "-")
        engine::copy_in_archive(standard_input(), work, which, into->second);
    else if (out_of) engine::copy_out(which, out_of->second, to, owners);
    else engine::copy_in(from, which, into->second, owners);
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb cp() {
    return {
        .name = "cp",
        .usage = "[OPTION...] CONTAINER:PATH PATH|- | PATH|- CONTAINER:PATH",
        .summary =
            "copy files out of a container, or into it; - is an archive (tar) on standard output or input",
        .options =
            {{.name = "archive",
              .letter = 'a',
              .help =
                  "copies belong to the same users and groups, by number; out of a container they have setuid and setgid bits and capabilities then, too"}},
        .least = 2,
        .most = 2,
        .run = detail::run_cp,
        .group = "Containers"};
}

}  // namespace slipway::cli::command
