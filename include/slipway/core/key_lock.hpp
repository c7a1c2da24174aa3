// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <filesystem>
#include <string_view>

#include <fcntl.h>

#include <slipway/core/fnv_hash.hpp>
#include <slipway/core/owned_fd.hpp>

namespace slipway::core {

/// A lock on a key between threads and processes, as long as this lives: on the byte of a file that
/// stands for the key (fcntl_locking(2), "Open file description locks"). The file is made where it
/// is not there, and stays empty: a lock leaves nothing behind. Who waits for one of two keys with
/// the same byte, of 2^62, waits for the other, too.
class key_lock {
public:
    enum class patience { wait, none };

    /// With no patience look at `held()`. Throws `status_error` (internal_error).
    key_lock(const std::filesystem::path& file, std::string_view key, patience p = patience::wait)
        : file_(open_or_throw(file.string(), O_RDWR | O_CREAT, 0600)) {
        struct flock byte{};
        byte.l_type = F_WRLCK;
        byte.l_whence = SEEK_SET;
        byte.l_start = static_cast<off_t>(fnv_hash(key) >> 2);
        byte.l_len = 1;
        int result = 0;
        do result = ::fcntl(file_.get(), p == patience::wait ? F_OFD_SETLKW : F_OFD_SETLK, &byte);
        while (result != 0 && errno == EINTR);
        if (result == 0) return;
        if (errno != EAGAIN && errno != EACCES) fail_with_errno("cannot lock " + file.string());
        file_.reset();
    }

    bool held() const noexcept { return static_cast<bool>(file_); }

private:
    owned_fd file_;
};

}  // namespace slipway::core
