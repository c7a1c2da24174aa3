// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

#include <slipway/net/detail/connection_environment.hpp>
#include <slipway/net/detail/http_text.hpp>
#include <slipway/net/exchange.hpp>

namespace slipway::net::detail {

/// Between the handler, which gives pieces of a body, and a connection, which sends them.
class outgoing_body final : public body_stream::face,
                            public std::enable_shared_from_this<outgoing_body> {
public:
    outgoing_body(std::shared_ptr<connection_face> c, std::size_t limit, std::stop_token stop)
        : to_(std::move(c)), limit_(limit), stop_(std::move(stop)) {}

    bool write(bytes piece) override {
        std::lock_guard lock(mutex_);
        if (closed_) return false;
        if (piece->empty()) return true;
        waiting_ += piece->size();
        if (waiting_ > limit_) {
            to_->close_soon();
            return false;
        }
        queue_.push_back(std::move(piece));
        if (!std::exchange(posted_, true)) to_->drain_soon(shared_from_this());
        return true;
    }
    bool wait_for_room() override {
        std::unique_lock lock(mutex_);
        return changed_.wait(lock, stop_, [&] {
            return closed_ || waiting_ + sending_ <= little;
        }) && !closed_;
    }
    void finish() override {
        std::lock_guard lock(mutex_);
        if (closed_) return;
        finished_ = true;
        callback_ = nullptr;
        to_->drain_soon(shared_from_this());
    }
    void on_closed(std::function<void()> f) override {
        {
            std::lock_guard lock(mutex_);
            if (!closed_) {
                callback_ = std::move(f);
                return;
            }
        }
        f();
    }

    // For the connection, on its strand.

    struct batch {
        std::string text{};  ///< to be sent next
        bytes piece{};       ///< or this, of a body of known length
        bool last = false;
        bool broken = false;  ///< it is not as long as was said
    };
    batch next() {
        std::lock_guard lock(mutex_);
        posted_ = false;
        return left ? next_piece() : next_chunks();
    }
    void sent() {
        std::lock_guard lock(mutex_);
        sending_ = 0;
        changed_.notify_all();
    }
    /// Nothing is taken any more.
    void gone() {
        std::function<void()> call;
        std::shared_ptr<connection_face> last;
        {
            std::lock_guard lock(mutex_);
            closed_ = true;
            last = std::move(to_);  // whoever keeps the body does not keep the connection, nor the
                                    // threads under it
            queue_.clear();
            call = std::exchange(callback_, nullptr);
            changed_.notify_all();
        }
        if (call) call();
    }

    std::optional<std::uint64_t> left{};  ///< bytes that are still to come, where that is known
    bool begun = false, writing = false;

private:
    static constexpr std::size_t little = 512 * 1024;

    batch next_piece() {
        batch made;
        if (!queue_.empty()) {
            made.piece = std::move(queue_.front());
            queue_.pop_front();
            waiting_ -= made.piece->size();
            sending_ = made.piece->size();
            made.broken = sending_ > *left;
            *left -= made.broken ? 0 : sending_;
        } else {
            made.last = finished_;
            made.broken = finished_ && *left > 0;
        }
        return made;
    }
    batch next_chunks() {
        batch made;
        for (const bytes& piece : queue_) append_chunk(made.text, *piece);
        queue_.clear();
        sending_ = std::exchange(waiting_, 0);
        made.last = finished_;
        if (finished_) made.text += "0\r\n\r\n";
        return made;
    }

    std::mutex mutex_;  // guards what follows
    std::condition_variable_any changed_;
    std::shared_ptr<connection_face> to_;
    const std::size_t limit_;
    const std::stop_token stop_;
    std::deque<bytes> queue_;
    std::size_t waiting_ = 0, sending_ = 0;  ///< bytes
    bool posted_ = false, finished_ = false, closed_ = false;
    std::function<void()> callback_;
};

}  // namespace slipway::net::detail
