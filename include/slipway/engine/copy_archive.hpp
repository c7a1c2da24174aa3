// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include <slipway/engine/container.hpp>
#include <slipway/oci/stream.hpp>

namespace slipway::engine {

/// The last part of a path, after which what `copy_out_archive` writes is named: `.` where it ends
/// with that, `/` of the root.
std::string last_part_of(std::string path);

/// Writes a file or directory of a container, with all that is in it, into an archive (tar) under
/// the last part of its path, with owners and all bits; of a path that ends with `/.`, what the
/// directory has. `work` is a
/// directory for unfinished work, which is gone afterwards. Throws `status_error` as `copy_out`,
/// before anything is written; or what the sink throws.
void copy_out_archive(const container& from, const std::string& path,
                      const std::filesystem::path& work, const oci::byte_sink& sink);

/// Takes what is in an archive (tar, plain or compressed) into a directory of a container. Throws
/// `status_error` as `copy_in`; invalid for another thing than a directory, and for what is no
/// archive; then the container has nothing of it.
void copy_in_archive(const oci::byte_source& archive, const std::filesystem::path& work,
                     const container& to, const std::string& path);

}  // namespace slipway::engine

#ifndef SLIPWAY_COMPILED
#include <slipway/engine/detail/copy_archive.hpp>
#endif
