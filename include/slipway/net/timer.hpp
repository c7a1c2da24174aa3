// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <slipway/net/io_threads.hpp>

namespace slipway::net {

/// Calls a function on an I/O thread after a while, unless it is destroyed before.
class timer {
public:
    timer() = default;
    timer(io_threads& io, std::chrono::nanoseconds delay, std::function<void()> call)
        : state_(std::make_shared<state>(io.context(), std::move(call))) {
        state_->waiting.expires_after(
            std::chrono::duration_cast<boost::asio::steady_timer::duration>(delay));
        state_->waiting.async_wait([s = state_](boost::system::error_code e) {
            if (!e && s->call) s->call();
        });
    }
    timer(timer&&) noexcept = default;
    timer& operator=(timer&& other) noexcept {
        cancel();
        state_ = std::move(other.state_);
        return *this;
    }
    ~timer() { cancel(); }

    void cancel() {
        if (!state_) return;
        const auto executor = state_->waiting.get_executor();
        boost::asio::post(executor, [s = std::exchange(state_, nullptr)] {
            s->call = nullptr;
            s->waiting.cancel();
        });
    }

private:
    struct state {
        state(boost::asio::io_context& context, std::function<void()> c)
            : waiting(context), call(std::move(c)) {}
        boost::asio::steady_timer waiting;
        std::function<void()> call;
    };
    std::shared_ptr<state> state_;
};

}  // namespace slipway::net
