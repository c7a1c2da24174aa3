// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include <slipway/core/file_lock.hpp>
#include <slipway/oci/remove_tree.hpp>

namespace slipway::runtime::detail {

/// Makes the directory of a runtime, and removes what a program has left there that was killed.
/// Nobody else has it as long as the result lives: throws `status_error` (conflict) where another
/// has it.
inline core::file_lock take_directory(const std::filesystem::path& root) {
    std::filesystem::create_directories(root);
    core::file_lock alone = core::file_lock::of_directory(root, LOCK_EX | LOCK_NB);
    if (!alone.held())
        throw status_error(core::reason::conflict,
                           "another program runs containers in " + root.string());
    for (const char* old : {"containers", "logs"}) oci::remove_tree(root / old);
    return alone;
}

}  // namespace slipway::runtime::detail
