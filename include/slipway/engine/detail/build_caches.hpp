// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>

#include <slipway/core/file_lock.hpp>
#include <slipway/core/status.hpp>
#include <slipway/oci/recipe_mounts.hpp>
#include <slipway/oci/remove_tree.hpp>

namespace slipway::engine::detail {

/// A directory that a command has from earlier ones, for as long as this lives.
struct held_cache {
    std::filesystem::path directory{};
    core::file_lock lock{};
};

/// The directories of cache mounts, which several builds may want at once.
class build_caches {
public:
    build_caches(std::filesystem::path root, std::stop_token stop)
        : root_(std::move(root)), stop_(std::move(stop)) {}

    /// `key` is part of a file's name. `fill` makes the directory of a new one. Waits for others
    /// where it is to be locked, or they have it locked. Throws `status_error`: timeout when the
    /// build is stopped.
    held_cache hold(const std::string& key, oci::cache_sharing sharing,
                    const std::function<void(const std::filesystem::path&)>& fill) const {
        std::filesystem::create_directories(root_);
        for (unsigned number = 0;; ++number) {
            const std::string name = key + '-' + std::to_string(number);
            held_cache made{root_ / name, {}};
            const auto file = root_ / (name + ".lock");
            if (sharing == oci::cache_sharing::one_each) {
                made.lock = core::file_lock(file, LOCK_EX | LOCK_NB);
                if (!made.lock.held()) continue;
                make(made.directory, fill);
                return made;
            }
            if (!std::filesystem::exists(made.directory)) {
                const core::file_lock alone = wait_for(file, LOCK_EX);
                make(made.directory, fill);
            }
            made.lock = wait_for(file, sharing == oci::cache_sharing::locked ? LOCK_EX : LOCK_SH);
            return made;
        }
    }

private:
    core::file_lock wait_for(const std::filesystem::path& file, int how) const {
        for (;;) {
            core::file_lock made(file, how | LOCK_NB);
            if (made.held()) return made;
            if (stop_.stop_requested())
                throw status_error(core::reason::timeout, "the build was stopped");
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
    }
    /// Whole, or not at all.
    static void make(const std::filesystem::path& directory,
                     const std::function<void(const std::filesystem::path&)>& fill) {
        if (std::filesystem::exists(directory)) return;
        const std::filesystem::path half = directory.string() + ".new";
        oci::remove_tree(half);
        fill(half);
        std::filesystem::rename(half, directory);
    }

    std::filesystem::path root_;
    std::stop_token stop_;
};

}  // namespace slipway::engine::detail
