// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include <sys/stat.h>

namespace slipway::engine {

/// Bytes of the disk that the files below a directory take, names of one file counted once. What
/// goes while it is looked at is not counted.
inline std::uint64_t directory_bytes(const std::filesystem::path& directory) {
    std::uint64_t made = 0;
    std::set<std::pair<dev_t, ino_t>> seen;
    std::error_code error;
    for (std::filesystem::recursive_directory_iterator at(directory, error), end;
         !error && at != end; at.increment(error)) {
        struct stat s{};
        if (::lstat(at->path().c_str(), &s) != 0) continue;
        if (s.st_nlink < 2 || S_ISDIR(s.st_mode) || seen.emplace(s.st_dev, s.st_ino).second)
            made += static_cast<std::uint64_t>(s.st_blocks) * 512;
    }
    return made;
}

}  // namespace slipway::engine
