// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <slipway/core/status.hpp>

namespace slipway::engine::detail {

[[noreturn]] inline void fail_errno(const std::string& what) {
    const int e = errno;
    throw status_error(e == ENOSPC || e == EDQUOT ? core::reason::service_unavailable : core::reason::internal_error, what + ": " + std::strerror(e));
}

/// A lock on a file between threads and processes, as long as this lives (flock(2)).
class file_lock {
public:
    /// `operation` is LOCK_SH or LOCK_EX, with LOCK_NB to try only; then look at `held()`.
    file_lock(const std::filesystem::path& file, int operation) : fd_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
        if (fd_ < 0) fail_errno("cannot open " + file.string());
        int result = 0;
        do result = ::flock(fd_, operation);
        while (result != 0 && errno == EINTR);
        if (result == 0) return;
        const int e = errno;
        ::close(std::exchange(fd_, -1));
        errno = e;
        if (e != EWOULDBLOCK) fail_errno("cannot lock " + file.string());
    }
    file_lock(file_lock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    file_lock& operator=(file_lock&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~file_lock() {
        if (fd_ >= 0) ::close(fd_);
    }
    bool held() const noexcept { return fd_ >= 0; }

private:
    int fd_ = -1;
};

}  // namespace slipway::engine::detail
