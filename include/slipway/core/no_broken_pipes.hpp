// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <csignal>
#include <ctime>

#include <pthread.h>

namespace slipway::core {

/// Who writes to a pipe, or by a library to a socket without MSG_NOSIGNAL, when it closes a TLS
/// connection too: a reader that has gone would end the whole program. What comes up in this
/// thread, while this lives, is taken away again.
class no_broken_pipes {
public:
    no_broken_pipes() {
        sigemptyset(&pipes_);
        sigaddset(&pipes_, SIGPIPE);
        sigset_t waiting;
        sigpending(&waiting);
        was_waiting_ = sigismember(&waiting, SIGPIPE) == 1;
        pthread_sigmask(SIG_BLOCK, &pipes_, &before_);
    }
    no_broken_pipes(const no_broken_pipes&) = delete;
    ~no_broken_pipes() {
        constexpr timespec at_once{};
        while (!was_waiting_ && sigtimedwait(&pipes_, nullptr, &at_once) == -1 && errno == EINTR) {
        }
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }

private:
    sigset_t pipes_{}, before_{};
    bool was_waiting_ = false;
};

}  // namespace slipway::core
