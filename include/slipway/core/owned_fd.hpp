// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include <slipway/core/status.hpp>

namespace slipway::core {

/// A file descriptor that is closed with this.
class owned_fd {
public:
    owned_fd() = default;
    explicit owned_fd(int fd) noexcept : fd_(fd) {}
    owned_fd(owned_fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    owned_fd& operator=(owned_fd&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~owned_fd() { reset(); }

    int get() const noexcept { return fd_; }
    explicit operator bool() const noexcept { return fd_ >= 0; }
    void reset() noexcept {
        if (fd_ >= 0) ::close(std::exchange(fd_, -1));
    }

private:
    int fd_ = -1;
};

/// Throws `status_error` (internal_error) with the sentence of the error behind it.
[[noreturn]] inline void fail_with_errno(const std::string& what, int error = errno) {
    throw status_error(reason::internal_error, what + ": " + std::strerror(error));
}

/// Both ends of a pipe; neither outlives an exec.
struct pipe_ends {
    owned_fd read, write;
};

inline pipe_ends make_pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) fail_with_errno("cannot make a pipe");
    return {owned_fd(ends[0]), owned_fd(ends[1])};
}

/// Throws `status_error` (internal_error) that names the path.
inline owned_fd open_or_throw(const std::string& path, int flags, mode_t mode = 0) {
    owned_fd made(::open(path.c_str(), flags | O_CLOEXEC, mode));
    if (!made) fail_with_errno("cannot open " + path);
    return made;
}

}  // namespace slipway::core
