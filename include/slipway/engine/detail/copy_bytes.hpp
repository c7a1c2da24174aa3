// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <string>

#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <slipway/core/owned_fd.hpp>

namespace slipway::engine::detail {

/// Throws `status_error` with that name of the file.
inline void write_at(int out, const char* bytes, std::size_t length, off_t at,
                     const std::string& name) {
    while (length != 0) {
        const ssize_t n = ::pwrite(out, bytes, length, at);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) core::fail_with_errno("cannot write " + name);
        bytes += n;
        length -= static_cast<std::size_t>(n);
        at += n;
    }
}

/// Copies the content of a file into one that is empty. Holes stay holes, where the file system
/// tells of them (lseek(2), SEEK_DATA). Throws `status_error` with those names of theirs.
inline void copy_bytes(int in, int out, const std::string& from, const std::string& to) {
    struct stat s{};
    if (::fstat(in, &s) != 0) core::fail_with_errno("cannot look at " + from);
    const bool may_have_holes =
        s.st_size > 0 &&
        s.st_blocks * 512 <
            s.st_size;  // files of the kernel have no size, and yet something to read
    char bytes[64 * 1024];
    for (off_t at = 0, end = 0;; at += end) {
        off_t most = sizeof bytes;
        if (may_have_holes) {
            const off_t data = ::lseek(in, at, SEEK_DATA);
            if (data < 0 && errno == ENXIO) break;  // what follows is a hole
            if (data >= 0) {
                at = data;
                if (const off_t hole = ::lseek(in, at, SEEK_HOLE); hole > at)
                    most = std::min(most, hole - at);
            }
        }
        const ssize_t n = ::pread(in, bytes, static_cast<std::size_t>(most), at);
        end = 0;
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) core::fail_with_errno("cannot read " + from);
        if (n == 0) break;
        write_at(out, bytes, static_cast<std::size_t>(n), at, to);
        end = n;
    }
    if (may_have_holes && ::ftruncate(out, s.st_size) != 0)
        core::fail_with_errno("cannot write " + to);
}

}  // namespace slipway::engine::detail
