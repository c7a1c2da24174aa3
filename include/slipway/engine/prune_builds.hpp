// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>

#include <slipway/core/file_lock.hpp>
#include <slipway/core/status.hpp>
#include <slipway/engine/directory_bytes.hpp>
#include <slipway/oci/remove_tree.hpp>

namespace slipway::engine {

/// Removes what builds in this root have kept for later ones: the steps that they have done, and
/// the directories of cache mounts. Images stay. Gives the bytes freed. Throws `status_error`:
/// conflict while something is built.
inline std::uint64_t prune_builds(const std::filesystem::path& root) {
    const std::filesystem::path directory = root / "build";
    if (!std::filesystem::exists(directory)) return 0;
    const core::file_lock alone(directory / "lock", LOCK_EX | LOCK_NB);
    if (!alone.held())
        throw status_error(core::reason::conflict,
                           "something is being built, which needs what earlier builds have left");
    std::uint64_t freed = 0;
    for (const auto& each : std::filesystem::directory_iterator(directory)) {
        if (each.path().filename() == "lock") continue;
        freed += directory_bytes(each.path());
        oci::remove_tree(each.path());
    }
    return freed;
}

}  // namespace slipway::engine
