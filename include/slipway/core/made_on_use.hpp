// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>

namespace slipway::core {

/// A `T` that is made when it is first asked for, by whichever thread. Whoever asks gets what
/// making it throws; the next one tries again.
template <class T>
class made_on_use {
public:
    explicit made_on_use(std::function<std::unique_ptr<T>()> make) : make_(std::move(make)) {}

    T& operator*() const {
        std::call_once(once_, [this] { made_ = make_(); });
        return *made_;
    }
    T* operator->() const { return &**this; }

private:
    std::function<std::unique_ptr<T>()> make_;
    mutable std::once_flag once_;
    mutable std::unique_ptr<T> made_;
};

}  // namespace slipway::core
