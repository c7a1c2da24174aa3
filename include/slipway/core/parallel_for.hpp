// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <stop_token>
#include <system_error>
#include <thread>
#include <vector>

namespace slipway::core {

/// Calls `f(i, failed)` for each i below `count`, in order, on `most` threads at once, of which the
/// caller's is one. After a failure no call begins, and `failed` asks those that run to end; when
/// all have, it is thrown.
template <class F>
void parallel_for(std::size_t count, std::size_t most, F f) {
    std::atomic<std::size_t> next = 0;
    std::stop_source failed;
    std::mutex mutex;
    std::exception_ptr failure;
    const auto work = [&]() noexcept {
        try {
            for (std::size_t i = next++; i < count && !failed.stop_requested(); i = next++)
                f(i, failed.get_token());
        } catch (...) {
            const std::lock_guard lock(mutex);
            if (failed.request_stop()) failure = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> others;  // joined before anything is thrown
        try {
            for (std::size_t i = 1; i < std::min(most, count); ++i) others.emplace_back(work);
        } catch (const std::system_error&) {  // fewer threads take longer
        }
        work();
    }
    if (failure) std::rethrow_exception(failure);
}

}  // namespace slipway::core
