// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

#include <stdlib.h>

#include <slipway/core/owned_fd.hpp>
#include <slipway/core/status.hpp>
#include <slipway/oci/remove_tree.hpp>

namespace slipway::docker_api::detail {

/// A directory of one request, which goes with it. Nobody else may look into it.
class temporary_directory {
public:
    /// Throws `status_error` where it cannot be made.
    explicit temporary_directory(const std::filesystem::path& root) {
        std::filesystem::create_directories(root / "docker-api");
        std::string made =
            (root / "docker-api" / (std::to_string(::getpid()) + "-XXXXXX")).string();
        if (!::mkdtemp(made.data()))
            core::fail_with_errno("cannot make a directory such as " + made);
        path_ = made;
    }
    temporary_directory(const temporary_directory&) = delete;
    ~temporary_directory() {
        try {
            oci::remove_tree(path_);
        } catch (const status_error&) {  // `sweep` does it
        }
    }
    /// Removes what services have left that were killed.
    static void sweep(const std::filesystem::path& root) {
        std::error_code none;
        for (const auto& each : std::filesystem::directory_iterator(root / "docker-api", none)) {
            const pid_t owner = std::atoi(each.path().filename().c_str());
            if (owner > 0 && ::kill(owner, 0) != 0 && errno == ESRCH) oci::remove_tree(each.path());
        }
    }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

}  // namespace slipway::docker_api::detail
