// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include <slipway/core/owned_fd.hpp>

namespace slipway::engine::detail {

/// A file that is in nobody's way until the disk is full: to remove something, lists have to be
/// written anew first.
class reserve {
public:
    explicit reserve(std::filesystem::path file) : file_(std::move(file)) { fill(); }

    /// Gives its space away as long as this lives.
    class spent {
    public:
        explicit spent(const reserve& of) : of_(of) { ::unlink(of.file_.c_str()); }
        spent(const spent&) = delete;
        ~spent() { of_.fill(); }

    private:
        const reserve& of_;
    };

private:
    static constexpr off_t bytes = 256 << 10;

    /// On a full disk in vain: whoever comes later tries again.
    void fill() const {
        const core::owned_fd file(::open(file_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
        if (file && ::posix_fallocate(file.get(), 0, bytes) != 0) ::unlink(file_.c_str());
    }

    std::filesystem::path file_;
};

}  // namespace slipway::engine::detail
