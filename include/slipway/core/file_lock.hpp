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
#include <sys/stat.h>
#include <unistd.h>

#include <slipway/core/status.hpp>

namespace slipway::core {

/// A lock on a file or a directory between threads and processes, as long as this lives (flock(2)).
class file_lock {
public:
    file_lock() = default;
    /// The file is made where it is not there, and stays. `operation` is LOCK_SH or LOCK_EX, with
    /// LOCK_NB to try only; then look at `held()`. Throws `status_error` (internal_error).
    file_lock(const std::filesystem::path& file, int operation)
        : file_lock(file, operation, O_RDWR | O_CREAT) {}
    /// The same on a directory, which is to be there.
    static file_lock of_directory(const std::filesystem::path& directory, int operation) {
        return file_lock(directory, operation, O_RDONLY | O_DIRECTORY);
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
    /// Whether what is locked is what has this name still.
    bool is(const std::filesystem::path& file) const {
        struct stat own{}, named{};
        return ::fstat(fd_, &own) == 0 && ::stat(file.c_str(), &named) == 0 &&
               own.st_ino == named.st_ino && own.st_dev == named.st_dev;
    }

private:
    file_lock(const std::filesystem::path& file, int operation, int flags)
        : fd_(::open(file.c_str(), flags | O_CLOEXEC, 0600)) {
        if (fd_ < 0) fail("cannot open " + file.string(), errno);
        int result = 0;
        do result = ::flock(fd_, operation);
        while (result != 0 && errno == EINTR);
        if (result == 0) return;
        const int error = errno;
        ::close(std::exchange(fd_, -1));
        if (error != EWOULDBLOCK) fail("cannot lock " + file.string(), error);
    }
    [[noreturn]] static void fail(const std::string& what, int error) {
        throw status_error(reason::internal_error, what + ": " + std::strerror(error));
    }
    int fd_ = -1;
};

}  // namespace slipway::core
