// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include <slipway/engine/container.hpp>

namespace slipway::engine {

/// Whether copies belong to whom the files belonged to.
enum class copied_owners {
    caller,  ///< they belong to who calls
    kept,    ///< they belong to the same users and groups, by number
};

/// Copies files and directories out of a container, as cp(1) with -r: into a directory that is
/// there, otherwise under the name of the destination; a path that ends with `/.` is what the
/// directory has. Of extended attributes those are kept that layers carry. Files that belong to who
/// calls have neither setuid and setgid bits nor capabilities: those would give whoever runs them
/// on this machine rights of the caller that a container has thought out. Whether it runs makes no
/// difference; its links lead nowhere out of it. Throws `status_error`: not_found, invalid,
/// forbidden where only root can.
void copy_out(const container& from, const std::string& path, const std::string& to,
              copied_owners owners = copied_owners::caller);

/// The same into a container, with setuid and setgid bits and capabilities in any case.
void copy_in(const std::string& from, const container& to, const std::string& path,
             copied_owners owners = copied_owners::caller);

/// What is known of a file of a container.
struct file_facts {
    std::uint32_t mode = 0;     ///< with its kind, as stat(2) has it
    std::uint64_t size = 0;     ///< bytes
    std::int64_t modified = 0;  ///< nanoseconds since 1970
    std::string link_target{};  ///< of a symbolic link
};
/// Looks at a file of a container; a link is not followed. Throws `status_error`: not_found,
/// forbidden where only root can.
file_facts look_at(const container& of, const std::string& path);

}  // namespace slipway::engine

#ifndef SLIPWAY_COMPILED
#include <slipway/engine/detail/copy_files.hpp>
#endif
