// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <csignal>
#include <cstdint>
#include <optional>

#include <pthread.h>
#include <time.h>
#include <unistd.h>

namespace slipway::cli {

/// SIGINT and SIGTERM as something to wait for. To be made before any thread starts: they are
/// blocked from then on.
class ending {
public:
    ending() {
        sigemptyset(&signals_);
        for (const int s : {SIGINT, SIGTERM, SIGUSR1}) sigaddset(&signals_, s);
        pthread_sigmask(SIG_BLOCK, &signals_, &before_);
    }
    ending(const ending&) = delete;
    ~ending() {
        // What came after the end was decided must not end the program in another way.
        const timespec at_once{};
        while (sigtimedwait(&signals_, nullptr, &at_once) > 0) {
        }
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }

    enum class why { told, woken, over };
    /// Waits until somebody wants the end, `wake` was called, or the time is over.
    why wait(std::optional<std::chrono::steady_clock::time_point> until) const {
        while (true) {
            timespec left{};
            if (until) {
                const auto rest = std::chrono::duration_cast<std::chrono::nanoseconds>(
                                      *until - std::chrono::steady_clock::now())
                                      .count();
                if (rest <= 0) return why::over;
                left = {static_cast<time_t>(rest / 1'000'000'000),
                        static_cast<long>(rest % 1'000'000'000)};
            }
            const int got =
                until ? sigtimedwait(&signals_, nullptr, &left) : sigwaitinfo(&signals_, nullptr);
            if (got == SIGUSR1) return why::woken;
            if (got > 0) return why::told;
        }
    }
    /// From any thread.
    static void wake() { ::kill(::getpid(), SIGUSR1); }

private:
    sigset_t signals_{}, before_{};
};

}  // namespace slipway::cli
