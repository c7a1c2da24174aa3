// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/command/detail/archive_output.hpp>
#include <slipway/cli/command/save.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_save(session& s, const arguments& given) {
    write_archive(given,
                  [&](const oci::byte_sink& sink) { s.images().save(given.operands(), sink); });
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb save() {
    return {.name = "save",
            .usage = "[OPTION...] IMAGE...",
            .summary = "write images into an archive, which docker and podman load too",
            .options = {detail::archive_option},
            .least = 1,
            .run = detail::run_save,
            .group = "Images"};
}

}  // namespace slipway::cli::command
