// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <slipway/core/status.hpp>

namespace slipway::runtime::detail {

[[noreturn]] inline void image_files_fail(const std::string& what) {
    const int e = errno;
    throw status_error(e == ENOSPC || e == EDQUOT ? core::reason::service_unavailable : core::reason::internal_error,
                       "image store: " + what + ": " + std::strerror(e));
}

/// A lock on a file between threads and processes, as long as this lives (flock(2)).
class image_file_lock {
public:
    image_file_lock() = default;
    /// `operation` is LOCK_SH or LOCK_EX, with LOCK_NB to try only; then look at `held()`.
    image_file_lock(const std::filesystem::path& file, int operation)
        : fd_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
        if (fd_ < 0) image_files_fail("cannot open " + file.string());
        int result = 0;
        do result = ::flock(fd_, operation);
        while (result != 0 && errno == EINTR);
        if (result == 0) return;
        const int e = errno;
        ::close(std::exchange(fd_, -1));
        errno = e;
        if (e != EWOULDBLOCK) image_files_fail("cannot lock " + file.string());
    }
    image_file_lock(image_file_lock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    image_file_lock& operator=(image_file_lock&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~image_file_lock() {
        if (fd_ >= 0) ::close(fd_);
    }
    bool held() const noexcept { return fd_ >= 0; }
    /// Whether the file that is locked is the one of this name still.
    bool is(const std::filesystem::path& file) const {
        struct stat own {}, named {};
        return ::fstat(fd_, &own) == 0 && ::stat(file.c_str(), &named) == 0 && own.st_ino == named.st_ino && own.st_dev == named.st_dev;
    }

private:
    int fd_ = -1;
};

inline std::optional<std::string> read_small_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string{std::istreambuf_iterator<char>(file), {}};
}

/// Replaces a file in one step: readers see the old or the new one, also after a crash.
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
