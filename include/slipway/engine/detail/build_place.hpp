// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include <sys/file.h>

#include <slipway/core/file_lock.hpp>
#include <slipway/core/random.hpp>
#include <slipway/oci/remove_tree.hpp>
#include <slipway/registry/layout.hpp>
#include <slipway/runtime/image_store.hpp>

namespace slipway::engine::detail {

/// Where builds of a root have what they make. What killed ones have left is removed by the next
/// that is alone.
class build_place {
public:
    explicit build_place(const std::filesystem::path& root)
        : directory_(root / "build"),
          busy_(cleared_and_busy(directory_)),
          content(directory_ / "content"),
          unpacked(directory_ / "images"),
          caches(directory_ / "caches") {}
    std::filesystem::path run_directory() const {
        return directory_ / ("run-" + core::random_source().suffix(12));
    }

private:
    /// The lock with which nobody prunes what is here, from before the first file is made.
    static core::file_lock cleared_and_busy(const std::filesystem::path& directory) {
        std::filesystem::create_directories(directory);
        if (const core::file_lock alone(directory / "lock", LOCK_EX | LOCK_NB); alone.held()) {
            for (const auto& left : std::filesystem::directory_iterator(directory))
                if (left.path().filename().string().starts_with("run-"))
                    oci::remove_tree(left.path());
            runtime::image_store unpacked(directory / "images");
            for (const auto& left : unpacked.list()) unpacked.remove(left.reference);
        }
        return core::file_lock(directory / "lock", LOCK_SH);
    }

    std::filesystem::path directory_;
    core::file_lock busy_;

public:
    registry::layout_registry content;
    runtime::image_store unpacked;
    std::filesystem::path caches;
};

}  // namespace slipway::engine::detail
