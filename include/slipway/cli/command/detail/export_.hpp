// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/command/detail/archive_output.hpp>
#include <slipway/cli/command/export_.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/export_files.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_export(session& s, const arguments& given) {
    const engine::container which = s.containers().get(given.operands()[0]);
    write_archive(given, [&](const oci::byte_sink& sink) { engine::export_files(which, sink); });
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb export_() {
    return {.name = "export",
            .usage = "[OPTION...] CONTAINER",
            .summary = "write all files of a container into an archive (tar)",
            .options = {detail::archive_option},
            .least = 1,
            .most = 1,
            .run = detail::run_export,
            .group = "Containers"};
}

}  // namespace slipway::cli::command
