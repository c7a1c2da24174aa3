// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <type_traits>

#include <slipway/core/list.hpp>

namespace slipway::core {

/// A value that may be absent. An object is kept outside of its holder, so that absent ones cost one
/// pointer and types may contain themselves; reading an absent object gives an empty one, as the API's
/// zero value does.
template <class T>
class optional {
public:
    using value_type = T;

    constexpr optional() = default;
    constexpr optional(T value) { box_.push_back(static_cast<T&&>(value)); }

    constexpr bool has_value() const { return !box_.empty(); }
    constexpr explicit operator bool() const { return has_value(); }

    constexpr const T& operator*() const {
        if (box_.empty()) return absent();
        return box_.front();
    }
    constexpr const T* operator->() const { return &**this; }

    /// The value to write to; made empty first where it was absent.
    constexpr T& emplace() {
        if (box_.empty()) return box_.append();
        return *box_.begin();
    }
    constexpr void reset() { box_.clear(); }

    friend constexpr bool operator==(const optional& a, const optional& b) {
        return a.box_ == b.box_;
    }

private:
    static const T& absent() {
        static const T empty{};
        return empty;
    }
    list<T> box_;
};

/// A number or truth value that may be absent; reads as zero or false then, as in the API.
template <class T>
    requires std::is_arithmetic_v<T>
class optional<T> {
public:
    using value_type = T;

    constexpr optional() = default;
    template <class U>
        requires std::is_arithmetic_v<U> && (std::same_as<U, bool> == std::same_as<T, bool>)
    constexpr optional(U value) : value_(static_cast<T>(value)), set_(true) {}

    constexpr bool has_value() const { return set_; }
    constexpr operator T() const { return value_; }
    constexpr T operator*() const { return value_; }
    constexpr T value_or(T other) const { return set_ ? value_ : other; }
    constexpr void reset() { *this = optional(); }

    friend constexpr bool operator==(const optional& a, const optional& b) = default;
    friend constexpr bool operator==(const optional& a, T b) { return a.set_ && a.value_ == b; }

private:
    T value_{};
    bool set_ = false;
};

}  // namespace slipway::core

namespace slipway {
using core::optional;
}  // namespace slipway
