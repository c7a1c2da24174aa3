// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/net/body_reader.hpp>
#include <slipway/net/http_error.hpp>

namespace slipway::net::detail {

/// Some bytes of a body, in memory that is filled again once they have been used: new memory costs
/// more than what goes into it.
struct body_piece {
    static constexpr std::size_t most = 512 * 1024;

    explicit operator bool() const { return memory != nullptr; }
    std::string_view bytes() const { return {memory.get(), size}; }

    std::unique_ptr<char[]> memory{};
    std::size_t room = 0, size = 0;  ///< bytes: that there are, and that are in use
};

/// Between a connection, which brings pieces of a body, and the handler, which takes them.
class incoming_body final : public body_reader::face {
public:
    /// `more` is called, from any thread, when the connection is to read on.
    incoming_body(std::function<void()> more, std::stop_token stop)
        : more_(std::move(more)), stop_(std::move(stop)) {}

    std::string_view next() override {
        std::unique_lock lock(mutex_);
        if (current_) free_.push_back(std::exchange(current_, {}));
        resume();
        idle_ = true;
        changed_.wait(lock, stop_, [&] { return !ready_.empty() || ended_ || failure_; });
        idle_ = false;
        if (!ready_.empty()) {
            current_ = std::move(ready_.front());
            ready_.pop_front();
            waiting_ -= current_.room;
            resume();
            return current_.bytes();
        }
        if (failure_) throw http_error(*failure_);
        if (ended_) return {};
        throw http_error(http_failure::stopped,
                         "the server ends, before all of the request has come");
    }

    // For the connection.

    /// One to be filled, with room for as many bytes.
    body_piece spare(std::size_t room) {
        std::unique_lock lock(mutex_);
        if (!free_.empty() && free_.back().room >= room) {
            body_piece made = std::move(free_.back());
            free_.pop_back();
            return made;
        }
        free_.clear();  // too small: the body grew
        lock.unlock();
        return {std::make_unique_for_overwrite<char[]>(room), room, 0};
    }
    /// False: not to read on, until `more` is called.
    bool take(body_piece piece) {
        std::lock_guard lock(mutex_);
        waiting_ += piece.room;
        ready_.push_back(std::move(piece));
        if (idle_) changed_.notify_all();
        return !(paused_ = waiting_ >= enough);
    }
    void end() {
        std::lock_guard lock(mutex_);
        ended_ = true;
        more_ = nullptr;
        changed_.notify_all();
    }
    void fail(http_error why) {
        std::lock_guard lock(mutex_);
        if (!ended_ && !failure_) failure_.emplace(std::move(why));
        more_ = nullptr;
        changed_.notify_all();
    }

private:
    static constexpr std::size_t enough = 4 * body_piece::most;

    void resume() {
        if (!paused_ || !more_ || waiting_ > enough / 2) return;
        paused_ = false;
        more_();
    }

    std::mutex mutex_;  // guards what follows
    std::condition_variable_any changed_;
    std::function<void()> more_;  ///< keeps the connection, until there is nothing more to come
    std::stop_token stop_;
    std::deque<body_piece> ready_;
    body_piece current_;  ///< in the hands of the handler
    std::vector<body_piece> free_;
    std::size_t waiting_ = 0;  ///< bytes of memory in `ready_`, however little is in them
    bool paused_ = true, ended_ = false;
    bool idle_ = false;  ///< the handler waits
    std::optional<http_error> failure_;
};

}  // namespace slipway::net::detail
