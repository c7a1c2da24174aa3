// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/tag.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli::command {

namespace detail {

inline int run_tag(session& s, const arguments& given) {
    for (std::size_t i = 1; i < given.operands().size(); ++i)
        s.images().tag(given.operands()[0], oci::reference::parse(given.operands()[i]));
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb tag() {
    return {.name = "tag",
            .usage = "IMAGE NAME...",
            .summary = "give an image one more name",
            .least = 2,
            .run = detail::run_tag,
            .group = "Images"};
}

}  // namespace slipway::cli::command
