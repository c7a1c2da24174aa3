// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <slipway/core/path_parts.hpp>
#include <slipway/oci/overlay_marks.hpp>

namespace slipway::runtime::detail {

/// The files of an image's layers as overlayfs would show them, without mounting anything. Symbolic
/// links are followed inside of the image only.
class layer_view {
public:
    /// `layers`: lowest first.
    explicit layer_view(std::vector<std::filesystem::path> layers) : layers_(std::move(layers)) {
        std::reverse(layers_.begin(), layers_.end());
    }

    /// Where the file of this absolute path of the image is on this machine; nothing if there is
    /// none.
    std::optional<std::filesystem::path> find(std::string_view path) const {
        std::vector<std::string> ahead = core::path_parts(path);
        std::reverse(ahead.begin(), ahead.end());
        std::vector<std::vector<std::filesystem::path>> inside{
            layers_};  // a directory may be of several layers
        for (int links = 0; !ahead.empty();) {
            const std::string name = ahead.back();
            ahead.pop_back();
            if (name == "..") {
                if (inside.size() > 1) inside.pop_back();
                continue;
            }
            const entry found = look(inside.back(), name);
            if (!found.link.empty()) {
                if (++links > 40) return std::nullopt;
                std::vector<std::string> target = core::path_parts(found.link);
                if (found.link.front() == '/') inside.resize(1);
                ahead.insert(ahead.end(), target.rbegin(), target.rend());
            } else if (!found.file.empty()) {
                return ahead.empty() ? std::optional(found.file) : std::nullopt;
            } else if (!found.directories.empty()) {
                inside.push_back(found.directories);
            } else {
                return std::nullopt;
            }
        }
        return inside.back().empty() ? std::nullopt : std::optional(inside.back().front());
    }

private:
    struct entry {
        std::string link;
        std::filesystem::path file;
        std::vector<std::filesystem::path> directories;
    };

    static entry look(const std::vector<std::filesystem::path>& directories,
                      const std::string& name) {
        entry made;
        for (const auto& directory : directories) {
            const std::filesystem::path here = directory / name;
            struct stat s{};
            if (::lstat(here.c_str(), &s) != 0) continue;
            const bool whiteout = S_ISCHR(s.st_mode) && s.st_rdev == makedev(0, 0);
            if (S_ISDIR(s.st_mode)) {
                made.directories.push_back(here);
                if (oci::is_opaque(here)) break;
                continue;
            }
            if (whiteout || !made.directories.empty())
                break;  // what lies under a directory or a whiteout is hidden
            if (S_ISLNK(s.st_mode)) made.link = std::filesystem::read_symlink(here).string();
            else made.file = here;
            break;
        }
        return made;
    }

    std::vector<std::filesystem::path> layers_;  // highest first
};

}  // namespace slipway::runtime::detail
