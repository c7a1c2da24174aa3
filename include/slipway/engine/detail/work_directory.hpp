// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>

#include <stdlib.h>

#include <slipway/core/status.hpp>
#include <slipway/oci/remove_tree.hpp>

namespace slipway::engine::detail {

/// A directory for unfinished work, gone with this object; after a crash, when its parent is next
/// cleaned.
class work_directory {
public:
    explicit work_directory(const std::filesystem::path& parent) {
        std::string made = (parent / "XXXXXX").string();
        if (!::mkdtemp(made.data()))
            throw status_error(
                core::reason::internal_error,
                "cannot make a directory in " + parent.string() + ": " + std::strerror(errno));
        path_ = made;
    }
    work_directory(const work_directory&) = delete;
    work_directory& operator=(const work_directory&) = delete;
    ~work_directory() {
        try {
            oci::remove_tree(path_);
        } catch (const status_error&) {  // what is left is removed later
        }
    }
    const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace slipway::engine::detail
