// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

#include <slipway/net/body_reader.hpp>
#include <slipway/net/http_error.hpp>

namespace slipway::net::detail {

/// Between a connection, which brings pieces of a body, and the handler, which takes them.
class incoming_body final : public body_reader::face {
public:
    /// `more` is called, from any thread, when the connection is to read on.
    incoming_body(std::function<void()> more, std::stop_token stop) : more_(std::move(more)), stop_(std::move(stop)) {}

    std::string read() override {
        std::unique_lock lock(mutex_);
        resume();
        changed_.wait(lock, stop_, [&] { return !ready_.empty() || ended_ || failure_; });
        if (!ready_.empty()) {
            std::string piece = std::move(ready_.front());
            ready_.pop_front();
            waiting_ -= piece.size();
            resume();
            return piece;
        }
        if (failure_) throw http_error(*failure_);
        if (ended_) return {};
        throw http_error(http_failure::stopped, "the server ends, before all of the request has come");
    }

    // For the connection.

    /// False: not to read on, until `more` is called.
    bool take(std::string piece) {
        std::lock_guard lock(mutex_);
        waiting_ += piece.size();
        ready_.push_back(std::move(piece));
        changed_.notify_all();
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
    static constexpr std::size_t enough = 1024 * 1024;

    void resume() {
        if (!paused_ || !more_ || waiting_ > enough / 2) return;
        paused_ = false;
        more_();
    }

    std::mutex mutex_;  // guards what follows
    std::condition_variable_any changed_;
    std::function<void()> more_;  ///< keeps the connection, until there is nothing more to come
    std::stop_token stop_;
    std::deque<std::string> ready_;
    std::size_t waiting_ = 0;  ///< bytes in `ready_`
    bool paused_ = true, ended_ = false;
    std::optional<http_error> failure_;
};

}  // namespace slipway::net::detail
