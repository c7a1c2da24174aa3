// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

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
        std::string made = (root / "docker-api" / "request-XXXXXX").string();
        if (!::mkdtemp(made.data())) core::fail_with_errno("cannot make a directory such as " + made);
        path_ = made;
    }
    temporary_directory(const temporary_directory&) = delete;
    ~temporary_directory() {
        try {
            oci::remove_tree(path_);
        } catch (const status_error&) {  // the next service removes it
        }
    }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

}  // namespace slipway::docker_api::detail
