// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <slipway/core/file_lock.hpp>
#include <slipway/core/status.hpp>

namespace slipway::runtime::detail {

[[noreturn]] inline void image_files_fail(const std::string& what) {
    const int e = errno;
    throw status_error(e == ENOSPC || e == EDQUOT ? core::reason::service_unavailable
                                                  : core::reason::internal_error,
                       "image store: " + what + ": " + std::strerror(e));
}

/// Replaces a file in one step: readers see the old or the new one, also after a crash of the
/// machine. What means nothing then is written by `core::write_secret_file`, which does not wait
/// for the disk.
inline void replace_file(const std::filesystem::path& path, std::string_view bytes) {
    std::string temporary = path.string() + ".XXXXXX";
    const int fd = ::mkostemp(temporary.data(), O_CLOEXEC);
    if (fd < 0) image_files_fail("cannot make a file beside " + path.string());
    bool good = true;
    while (good && !bytes.empty()) {
        const ssize_t n = ::write(fd, bytes.data(), bytes.size());
        if (n > 0) bytes.remove_prefix(static_cast<std::size_t>(n));
        else good = n < 0 && errno == EINTR;
    }
    good = good && ::fsync(fd) == 0;
    const int e = errno;
    ::close(fd);
    errno = e;
    if (good && ::rename(temporary.c_str(), path.c_str()) == 0) return;
    const int why = errno;
    ::unlink(temporary.c_str());
    errno = why;
    image_files_fail("cannot write " + path.string());
}

}  // namespace slipway::runtime::detail
