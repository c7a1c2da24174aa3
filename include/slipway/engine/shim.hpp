// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include <slipway/engine/detail/container_files.hpp>
#include <slipway/engine/detail/volume_files.hpp>
#include <slipway/runtime/shim.hpp>

namespace slipway::engine {

namespace detail {

/// Removes a container that is to be removed when it has ended, once its pod has gone; one that is
/// started again is left alone.
inline void remove_ended(const std::filesystem::path& root, const std::string& id) {
    const container_files files(root);
    const auto record = files.read(id);
    if (!record || !record->remove_when_ended) return;
    const auto alone = files.lock(id, LOCK_EX);
    if (alone && alone->is(files.place(id)) && files.ended(id)) {
        files.remove(*record);
        volume_files(files).remove_nameless(*record);
    }
}

}  // namespace detail

/// `runtime::run_shim` for a program with `engine::containers`: shims remove the containers that
/// are to be removed when they have ended.
///
///     if (const auto ended = slipway::engine::run_shim(argc, argv)) return *ended;
inline std::optional<int> run_shim(int argc, char** argv) {
    return runtime::run_shim(argc, argv,
                             [](const std::filesystem::path& root, const std::string& pod) {
                                 detail::remove_ended(root.parent_path(), pod);
                             });
}

}  // namespace slipway::engine
