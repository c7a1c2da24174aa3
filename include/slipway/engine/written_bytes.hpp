// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include <sys/stat.h>

#include <slipway/engine/container.hpp>
#include <slipway/engine/detail/build_changes.hpp>
#include <slipway/engine/images.hpp>

namespace slipway::engine {

/// Bytes of the files that a container has made or changed, names of one file counted once;
/// directories are not counted (as Docker's `SizeRw`). 0 where what it writes is not kept apart.
inline std::uint64_t written_bytes(const container& of) {
    const std::filesystem::path upper = of.spec.writable / "upper";
    std::uint64_t made = 0;
    std::set<std::pair<dev_t, ino_t>> seen;
    std::error_code error;  // what goes meanwhile is not counted
    for (std::filesystem::recursive_directory_iterator at(upper, error), end; !error && at != end;
         at.increment(error)) {
        struct stat s{};
        if (::lstat(at->path().c_str(), &s) != 0 || !S_ISREG(s.st_mode) ||
            detail::is_of_the_runtime(at->path().lexically_relative(upper).string()))
            continue;
        if (s.st_nlink < 2 || seen.emplace(s.st_dev, s.st_ino).second)
            made += static_cast<std::uint64_t>(s.st_size);
    }
    return made;
}

/// Bytes of its image's layers: with those, they are all that a container sees as its own files
/// (Docker's `SizeRootFs`).
inline std::uint64_t layer_bytes(const container& of, const images& all) {
    std::uint64_t made = 0;
    for (const oci::digest& layer : of.spec.image.config.diff_ids) made += all.layer_size(layer);
    return made;
}

}  // namespace slipway::engine
