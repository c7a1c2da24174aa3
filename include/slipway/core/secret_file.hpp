// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <unistd.h>

#include <slipway/core/status.hpp>

namespace slipway::core {

/// Writes `content` so that nobody else may read it (mode 0600), and so that no reader sees half of
/// it. Does not wait for the disk: after a crash of the machine it may be empty. Throws
/// `status_error` that names the file: service_unavailable where there is no room for it,
/// internal_error otherwise.
inline void write_secret_file(const std::filesystem::path& file, std::string_view content) {
    auto fail = [&](const std::string& what) {
        const reason why = errno == ENOSPC || errno == EDQUOT ? reason::service_unavailable
                                                              : reason::internal_error;
        throw status_error(why,
                           "cannot " + what + " '" + file.string() + "': " + std::strerror(errno));
    };
    std::string name = file.string() + ".XXXXXX";
    const int fd = ::mkostemp(name.data(), O_CLOEXEC);  // 0600 by POSIX
    if (fd < 0) fail("create");
    while (!content.empty()) {
        const ssize_t n = ::write(fd, content.data(), content.size());
        if (n < 0) {
            if (errno == EINTR) continue;
            const int error = errno;
            ::close(fd);
            ::unlink(name.c_str());
            errno = error;
            fail("write");
        }
        content.remove_prefix(static_cast<std::size_t>(n));
    }
    ::close(fd);
    if (::rename(name.c_str(), file.c_str()) != 0) {
        const int error = errno;
        ::unlink(name.c_str());
        errno = error;
        fail("write");
    }
}

}  // namespace slipway::core
