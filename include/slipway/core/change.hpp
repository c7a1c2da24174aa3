// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace slipway::core {

/// What a watch reports of an object (Kubernetes' `WatchEvent.type`). After `error`, whose object
/// is a `Status`, a watch reports nothing more.
enum class change { added, modified, deleted, bookmark, error };

constexpr std::string_view name(change c) {
    constexpr std::string_view names[] = {"ADDED", "MODIFIED", "DELETED", "BOOKMARK", "ERROR"};
    return names[static_cast<int>(c)];
}

}  // namespace slipway::core
