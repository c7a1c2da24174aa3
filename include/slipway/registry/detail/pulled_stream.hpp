// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <cstring>
#include <exception>
#include <functional>
#include <mutex>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace slipway::registry::detail {

/// Turns what a function is given piece by piece into a stream that is read: the function runs on a
/// thread of its own, and waits while nobody reads.
class pulled_stream {
public:
    /// Takes a piece. False: nobody reads any more.
    using sink = std::function<bool(std::string_view piece)>;
    /// Calls `began` when it is certain that there is something to read, then `take` with all of
    /// it. What it throws reaches the reader.
    using producer = std::function<void(const std::function<void()>& began, const sink& take,
                                        std::stop_token stop)>;

    /// Returns when it has begun. Throws what is thrown before.
    explicit pulled_stream(producer produce)
        : thread_([this, produce = std::move(produce)](const std::stop_token& stop) {
              run(produce, stop);
          }) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return begun_ || ended_; });
        if (failure_ && buffer_.empty()) std::rethrow_exception(failure_);
    }
    pulled_stream(const pulled_stream&) = delete;
    ~pulled_stream() {
        thread_.request_stop();
        std::lock_guard lock(mutex_);
        abandoned_ = true;
        changed_.notify_all();
    }

    /// At most as many bytes as there is room for; none at the end. For one thread.
    std::size_t read(std::span<char> into) {
        if (read_ == taken_.size() && !take_over()) return 0;
        const std::size_t n = std::min(into.size(), taken_.size() - read_);
        std::memcpy(into.data(), taken_.data() + read_, n);
        read_ += n;
        return n;
    }

private:
    static constexpr std::size_t enough = 512 * 1024;

    /// All that has come, at once. False at the end.
    bool take_over() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return !buffer_.empty() || ended_; });
        if (buffer_.empty() && failure_) std::rethrow_exception(failure_);
        taken_.clear();
        taken_.swap(buffer_);
        read_ = 0;
        changed_.notify_all();
        return !taken_.empty();
    }

    void run(const producer& produce, const std::stop_token& stop) {
        std::exception_ptr failure;
        try {
            produce([this] { begin(); }, [this](std::string_view piece) { return take(piece); },
                    stop);
        } catch (...) {
            failure = std::current_exception();
        }
        std::lock_guard lock(mutex_);
        failure_ = failure;
        ended_ = true;
        changed_.notify_all();
    }
    void begin() {
        std::lock_guard lock(mutex_);
        begun_ = true;
        changed_.notify_all();
    }
    bool take(std::string_view piece) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return abandoned_ || buffer_.size() < enough; });
        if (abandoned_) return false;
        if (buffer_.empty()) changed_.notify_all();
        buffer_ += piece;
        return true;
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::string buffer_;
    std::string taken_;  ///< by the reader, as the next
    std::size_t read_ = 0;
    bool begun_ = false, ended_ = false, abandoned_ = false;
    std::exception_ptr failure_;
    std::jthread thread_;  // last: it uses all of the above, and is joined first
};

}  // namespace slipway::registry::detail
