// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <utility>

namespace slipway::core {

/// Keeps something going (a watch, a listener) until it is destroyed or stopped. Movable.
class subscription {
public:
    subscription() = default;
    /// `stop` is called once. When it returns, nothing is delivered any more.
    explicit subscription(std::function<void()> stop) : stop_(std::move(stop)) {}

    subscription(subscription&& other) noexcept : stop_(std::exchange(other.stop_, nullptr)) {}
    subscription& operator=(subscription&& other) noexcept {
        if (this != &other) {
            stop();
            stop_ = std::exchange(other.stop_, nullptr);
        }
        return *this;
    }
    ~subscription() { stop(); }

    void stop() noexcept {
        if (auto once = std::exchange(stop_, nullptr)) once();
    }
    explicit operator bool() const noexcept { return stop_ != nullptr; }

private:
    std::function<void()> stop_;
};

}  // namespace slipway::core
