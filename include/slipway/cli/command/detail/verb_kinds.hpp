// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace slipway::cli::command::detail {

/// Docker has verbs of one word behind these, too: `image ls`, `container rm`. The group of their
/// verbs; empty for other words.
inline std::string_view group_of_kind(std::string_view kind) {
    return kind == "image" ? "Images" : kind == "container" ? "Containers" : "";
}

}  // namespace slipway::cli::command::detail
