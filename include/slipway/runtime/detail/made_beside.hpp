// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <mutex>
#include <optional>
#include <thread>

namespace slipway::runtime::detail {

/// A thing that a thread makes while this program goes on: whoever wants it waits until it is
/// there.
template <class T>
class made_beside {
public:
    made_beside() : making_([this] { make(); }) {}
    made_beside(const made_beside&) = delete;
    ~made_beside() { finish(); }

    /// Throws what making it has thrown.
    const T& get() const {
        finish();
        if (failed_) std::rethrow_exception(failed_);
        return *made_;
    }

private:
    void make() noexcept {
        try {
            made_.emplace();
        } catch (...) {
            failed_ = std::current_exception();
        }
    }
    void finish() const {
        std::call_once(finished_, [this] { making_.join(); });
    }

    std::optional<T> made_;
    std::exception_ptr failed_;
    mutable std::once_flag finished_;
    mutable std::thread making_;
};

}  // namespace slipway::runtime::detail
