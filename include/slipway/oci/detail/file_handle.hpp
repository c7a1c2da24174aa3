// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
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
    const auto why = e == ENOENT                 ? core::reason::not_found
                     : e == EACCES || e == EPERM ? core::reason::forbidden
                                                 : core::reason::internal_error;
    throw status_error(why, what + ": " + std::strerror(e));
}

/// Empties a directory. What lies deeper than a process can have files open is moved up first: a
/// tree may be made by somebody who wants it to stay.
class directory_emptier {
public:
    explicit directory_emptier(int directory) : top_(directory) {}

    void run() {
        for (std::uint64_t before = UINT64_MAX; before != moved_;) {
            before = moved_;
            empty(top_, 1);
        }
    }

    /// Opens a directory so that it can be emptied; follows no link.
    static file_handle open(int parent, const char* name) {
        constexpr int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
        file_handle opened(::openat(parent, name, flags));
        if (!opened && errno == EACCES && ::fchmodat(parent, name, 0700, 0) == 0)
            opened = file_handle(::openat(parent, name, flags));
        if (!opened) fail_errno(std::string("cannot remove ") + name);
        if (::geteuid() != 0) ::fchmod(opened.get(), 0700);
        return opened;
    }

private:
    static constexpr int deepest = 32;

    void empty(int directory, int depth) {
        std::unique_ptr<DIR, int (*)(DIR*)> dir(::fdopendir(::dup(directory)), &::closedir);
        if (!dir) fail_errno("cannot read a directory that is to be removed");
        ::rewinddir(dir.get());  // the position is shared with earlier readers
        while (const dirent* e = ::readdir(dir.get())) {
            const std::string_view child = e->d_name;
            if (child != "." && child != "..") remove(directory, e->d_name, depth);
        }
    }
    void remove(int parent, const char* name, int depth) {
        if (::unlinkat(parent, name, 0) == 0 || errno == ENOENT) return;
        if (errno != EISDIR && errno != EPERM) fail_errno(std::string("cannot remove ") + name);
        const file_handle opened = open(parent, name);
        if (depth == deepest) return move_up(parent, name);
        empty(opened.get(), depth + 1);
        if (::unlinkat(parent, name, AT_REMOVEDIR) != 0 && errno != ENOENT)
            fail_errno(std::string("cannot remove ") + name);
    }
    void move_up(int parent, const char* name) {
        std::string free;
        do free = ".moved-" + std::to_string(++moved_);
        while (::faccessat(top_, free.c_str(), F_OK, AT_SYMLINK_NOFOLLOW) == 0);
        if (::renameat(parent, name, top_, free.c_str()) != 0)
            fail_errno(std::string("cannot remove ") + name);
    }

    int top_;
    std::uint64_t moved_ = 0;
};

/// Removes a file or a whole tree below the directory `parent`; follows no link and crosses into
/// nothing else. What is not there is fine.
inline void remove_at(int parent, const char* name) {
    if (::unlinkat(parent, name, 0) == 0 || errno == ENOENT) return;
    if (errno != EISDIR && errno != EPERM) fail_errno(std::string("cannot remove ") + name);
    const file_handle opened = directory_emptier::open(parent, name);
    directory_emptier(opened.get()).run();
    if (::unlinkat(parent, name, AT_REMOVEDIR) != 0 && errno != ENOENT)
        fail_errno(std::string("cannot remove ") + name);
}

}  // namespace slipway::oci::detail
