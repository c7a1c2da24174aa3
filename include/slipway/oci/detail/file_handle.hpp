// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstring>
#include <memory>
#include <string>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <slipway/core/status.hpp>

namespace slipway::oci::detail {

/// Owns a file descriptor.
class file_handle {
public:
    file_handle() = default;
    explicit file_handle(int fd) noexcept : fd_(fd) {}
    file_handle(file_handle&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    file_handle& operator=(file_handle&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~file_handle() {
        if (fd_ >= 0) ::close(fd_);
    }
    int get() const noexcept { return fd_; }
    explicit operator bool() const noexcept { return fd_ >= 0; }

private:
    int fd_ = -1;
};

[[noreturn]] inline void fail_errno(const std::string& what) {
    const int e = errno;
    const auto why = e == ENOENT ? core::reason::not_found : e == EACCES || e == EPERM ? core::reason::forbidden
                                                                                       : core::reason::internal_error;
    throw status_error(why, what + ": " + std::strerror(e));
}

/// Removes a file or a whole tree below the directory `parent`; follows no link and crosses into nothing else.
/// What is not there is fine.
inline void remove_at(int parent, const char* name) {
    if (::unlinkat(parent, name, 0) == 0 || errno == ENOENT) return;
    if (errno != EISDIR && errno != EPERM) fail_errno(std::string("cannot remove ") + name);
    const int fd = ::openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    file_handle opened(fd);
    if (fd < 0 && errno == EACCES && ::fchmodat(parent, name, 0700, 0) == 0)
        opened = file_handle(::openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!opened) fail_errno(std::string("cannot remove ") + name);
    if (::geteuid() != 0) ::fchmod(opened.get(), 0700);
    std::unique_ptr<DIR, int (*)(DIR*)> dir(::fdopendir(::dup(opened.get())), &::closedir);
    if (!dir) fail_errno(std::string("cannot read ") + name);
    while (const dirent* e = ::readdir(dir.get())) {
        const std::string_view child = e->d_name;
        if (child != "." && child != "..") remove_at(opened.get(), e->d_name);
    }
    if (::unlinkat(parent, name, AT_REMOVEDIR) != 0 && errno != ENOENT)
        fail_errno(std::string("cannot remove ") + name);
}

}  // namespace slipway::oci::detail
