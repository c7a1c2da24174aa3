// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <slipway/core/file_lock.hpp>
#include <slipway/core/status.hpp>
#include <slipway/oci/remove_tree.hpp>

namespace slipway::engine::detail {

/// A directory that only this program's user can look into, in memory where this machine has one;
/// gone with this. What killed programs have left of the kind goes when the next one is made.
class secret_directory {
public:
    static constexpr const char* prefix = "slipway-secrets-";

    /// Throws `status_error` (internal_error).
    secret_directory() {
        for (const auto& above :
             {std::filesystem::path("/dev/shm"), std::filesystem::temp_directory_path()}) {
            remove_left(above);
            for (int tries = 0; tries < 10 && path_.empty(); ++tries) make(above);
            if (!path_.empty()) return;
        }
        throw status_error(core::reason::internal_error, "cannot make a directory for secrets");
    }
    secret_directory(const secret_directory&) = delete;
    ~secret_directory() { remove(path_); }

    const std::filesystem::path& path() const { return path_; }

private:
    void make(const std::filesystem::path& above) {
        std::string made = (above / prefix).string() + std::to_string(::getpid()) + "-XXXXXX";
        if (!::mkdtemp(made.data())) return;
        try {
            const std::filesystem::path lock = std::filesystem::path(made) / "lock";
            lock_ = core::file_lock(lock, LOCK_EX);
            if (lock_.is(lock)) path_ = made;
        } catch (const status_error&) {  // somebody took it for one that was left
        }
    }
    static void remove(const std::filesystem::path& directory) {
        try {
            oci::remove_tree(directory);
        } catch (const status_error&) {  // it is below a directory for temporary files
        }
    }
    static void remove_left(const std::filesystem::path& above) {
        std::error_code ignored;
        for (const auto& each : std::filesystem::directory_iterator(above, ignored)) {
            struct stat s{};
            if (!each.path().filename().string().starts_with(prefix) ||
                ::lstat(each.path().c_str(), &s) != 0 || !S_ISDIR(s.st_mode) ||
                s.st_uid != ::geteuid())
                continue;
            try {
                const core::file_lock alone(each.path() / "lock", LOCK_EX | LOCK_NB);
                if (alone.held()) remove(each.path());
            } catch (const status_error&) {  // it has just gone
            }
        }
    }

    std::filesystem::path path_;
    core::file_lock lock_;
};

}  // namespace slipway::engine::detail
