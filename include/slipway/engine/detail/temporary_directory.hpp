// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <slipway/core/file_lock.hpp>
#include <slipway/core/status.hpp>
#include <slipway/oci/remove_tree.hpp>

namespace slipway::engine::detail {

/// A directory that only this program's user can look into, in the first of some places where one
/// can be made; gone with this. What killed programs have left of the kind goes when the next one
/// is made.
class temporary_directory {
public:
    /// `kind` begins its name. Throws `status_error` (internal_error).
    temporary_directory(const std::string& kind, const std::vector<std::filesystem::path>& places) {
        for (const auto& above : places) {
            remove_left(above, kind);
            for (int tries = 0; tries < 10 && path_.empty(); ++tries) make(above, kind);
            if (!path_.empty()) return;
        }
        throw status_error(
            core::reason::internal_error,
            "cannot make a directory for temporary files in " + places.back().string());
    }
    temporary_directory(const temporary_directory&) = delete;
    ~temporary_directory() { remove(path_); }

    const std::filesystem::path& path() const { return path_; }

private:
    void make(const std::filesystem::path& above, const std::string& kind) {
        std::string made = (above / kind).string() + std::to_string(::getpid()) + "-XXXXXX";
        if (!::mkdtemp(made.data())) return;
        try {
            const std::filesystem::path lock = std::filesystem::path(made) / "lock";
            lock_ = core::file_lock(lock, LOCK_EX);
            if (lock_.is(lock)) path_ = made;
        } catch (const status_error&) {  // somebody took it for one that was left
        }
    }
    /// What `make` calls one, and nothing else that begins so.
    static bool is_one(const std::string& name, const std::string& kind) {
        if (!name.starts_with(kind)) return false;
        const std::size_t dash = name.find_first_not_of("0123456789", kind.size());
        return dash != name.npos && dash > kind.size() && name[dash] == '-' &&
               name.size() == dash + 7;
    }
    static void remove(const std::filesystem::path& directory) {
        try {
            oci::remove_tree(directory);
        } catch (const status_error&) {  // it is below a directory for temporary files
        }
    }
    static void remove_left(const std::filesystem::path& above, const std::string& kind) {
        std::error_code ignored;
        for (const auto& each : std::filesystem::directory_iterator(above, ignored)) {
            struct stat s{};
            if (!is_one(each.path().filename().string(), kind) ||
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

/// Where secrets are: in memory where this machine has a place there.
class secret_directory : public temporary_directory {
public:
    static constexpr const char* prefix = "slipway-secrets-";
    secret_directory()
        : temporary_directory(prefix, {"/dev/shm", std::filesystem::temp_directory_path()}) {}
};

/// Where a build has what is on the way.
class build_directory : public temporary_directory {
public:
    static constexpr const char* prefix = "slipway-build-";
    build_directory() : temporary_directory(prefix, {std::filesystem::temp_directory_path()}) {}
};

}  // namespace slipway::engine::detail
