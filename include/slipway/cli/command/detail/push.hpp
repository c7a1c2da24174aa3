// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/compression_options.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/push.hpp>
#include <slipway/cli/command/registry_access.hpp>
#include <slipway/cli/command/transfer_printer.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_push(session& s, const arguments& given) {
    if (given.has("quiet")) s.hush();
    const std::string& source = given.operands()[0];
    const runtime::image image = s.images().get(source);
    const oci::reference as =
        oci::reference::parse(given.operands().size() > 1 ? given.operands()[1] : source);
    if (given.has("compression-level") && !given.has("compression"))
        throw usage_error("--compression-level goes with --compression");
    const engine::push_options how{
        compression_in(given),
        compression_level_in(given, compression_in(given).value_or(oci::compression::none))};
    registry::http_registry to(registry_options(s, given, as.registry()));
    s.say("pushing to " + as.str());
    if (how.compression)
        s.say("compressing the layers by " + given.value("compression") +
              ": what is sent may have digests of its own");
    oci::descriptor sent;
    {
        transfer_printer shown(s);
        sent = s.images().push(image, as, to, shown.sink(), how);
    }
    print_line(as.selector() + ": digest: " + sent.digest.str() +
               " size: " + std::to_string(sent.size));
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb push() {
    return {.name = "push",
            .usage = "[OPTION...] IMAGE [NAME]",
            .summary = "send an image to the registry of its name, or of another one",
            .options = with_registry_options(with_compression_options(
                {{.name = "quiet", .letter = 'q', .help = "tell no progress"}},
                "of the layers that are sent: gzip, zstd or none (as they are here)")),
            .least = 1,
            .most = 2,
            .run = detail::run_push,
            .group = "Images"};
}

}  // namespace slipway::cli::command
