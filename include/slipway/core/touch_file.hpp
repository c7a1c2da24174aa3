// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>

#include <fcntl.h>

#include <slipway/core/owned_fd.hpp>
#include <slipway/core/status.hpp>

namespace slipway::core {

/// Makes an empty file that nobody else may read (mode 0600) where there is none, and opens it for
/// writing where there is: who watches its directory hears of it by IN_CLOSE_WRITE (inotify(7)).
/// What it has in it stays. Throws `status_error` that names the file: service_unavailable where
/// there is no room for it, internal_error otherwise.
inline void touch_file(const std::filesystem::path& file) {
    if (owned_fd(::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600))) return;
    const bool is_full = errno == ENOSPC || errno == EDQUOT;
    throw status_error(is_full ? reason::service_unavailable : reason::internal_error,
                       "cannot write '" + file.string() + "': " + std::strerror(errno));
}

}  // namespace slipway::core
