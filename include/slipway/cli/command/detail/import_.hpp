// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <unistd.h>

#include <slipway/cli/command/detail/image_note_options.hpp>
#include <slipway/cli/command/detail/platform_option.hpp>
#include <slipway/cli/command/detail/standard_input.hpp>
#include <slipway/cli/command/import_.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/import_image.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_import(session& s, const arguments& given) {
    const std::string from = given.operands()[0];
    if (from == "-" && ::isatty(STDIN_FILENO))
        throw usage_error("an archive is not read from a terminal: name a file");
    if (from.starts_with("http://") || from.starts_with("https://"))
        throw usage_error("'" + from +
                          "' is not fetched from here: name a file, or - for standard input");
    engine::import_options options{.comment = given.value("message", "Imported from " + from),
                                   .changes = given.values("change")};
    if (const auto machine = platform_in(given)) options.platform = *machine;
    if (given.operands().size() > 1) options.name = oci::reference::parse(given.operands()[1]);
    print_line(engine::import_image(
                   s.images(), from == "-" ? standard_input() : oci::read_from_file(from), options)
                   .id.str());
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb import_() {
    return {.name = "import",
            .usage = "[OPTION...] FILE|- [NAME]",
            .summary = "make an image of the files of a root file system, as a tar",
            .options = {detail::change_option,
                        detail::message_option,
                        {.name = "platform",
                         .value = "OS/ARCH",
                         .help = "what it is for; without one, this machine"}},
            .least = 1,
            .most = 2,
            .run = detail::run_import,
            .group = "Images"};
}

}  // namespace slipway::cli::command
