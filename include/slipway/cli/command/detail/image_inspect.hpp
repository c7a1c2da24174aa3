// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <slipway/cli/command/image_inspect.hpp>
#include <slipway/cli/command/listing.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/inspect_image.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_image_inspect(session& s, const arguments& given) {
    json::value all = json::value::array();
    for (const std::string& text : given.operands())
        all.push_back(engine::inspect(s.images(), s.images().get(text)));
    print_inspected(given, all);
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE std::optional<json::value> inspect_image(session& s, std::string_view name_or_id) {
    const auto found = s.images().find(name_or_id);
    return found ? std::optional(engine::inspect(s.images(), *found)) : std::nullopt;
}

SLIPWAY_INLINE verb image_inspect() {
    return {.name = "image inspect",
            .usage = "[OPTION...] IMAGE...",
            .summary = "print all that is known of images, as JSON",
            .options = {inspect_format_option},
            .least = 1,
            .run = detail::run_image_inspect,
            .group = "Images"};
}

}  // namespace slipway::cli::command
