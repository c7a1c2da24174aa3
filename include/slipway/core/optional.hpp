// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <type_traits>

#include <slipway/core/detail/refcount.hpp>

namespace slipway::core {

/// A value that may be absent. An object is kept outside of its holder, so that absent ones cost
/// one pointer and types may contain themselves; reading an absent object gives an empty one, as
/// the API's zero value does.
template <class T>
class optional {
public:
    using value_type = T;

    constexpr optional() = default;
    constexpr optional(T value) : box_(new box{{1, &free}, static_cast<T&&>(value)}) {}
    constexpr optional(const optional& other)
        : box_(other.box_ ? (detail::acquire(other.box_->references), other.box_) : nullptr) {}
    constexpr optional(optional&& other) noexcept : box_(other.box_) { other.box_ = nullptr; }
    constexpr optional& operator=(const optional& other) {
        return box_ == other.box_ ? *this : *this = optional(other);
    }
    constexpr optional& operator=(optional&& other) noexcept {
        return detail::exchange(box_, other.box_), *this;
    }
    constexpr ~optional() { box_&& detail::release(box_->references) ? box_->free(box_) : void(); }

    constexpr bool has_value() const { return box_ != nullptr; }
    constexpr explicit operator bool() const { return box_ != nullptr; }

    constexpr const T& operator*() const {
        if (!box_) return absent();
        return static_cast<const box*>(box_)->value;
    }
    constexpr const T* operator->() const { return &**this; }
    /// The value, or null where it is absent.
    constexpr const T* get() const {
        return box_ ? &static_cast<const box*>(box_)->value : nullptr;
    }

    /// The value to write to; made empty first where it was absent.
    constexpr T& emplace() {
        return !box_ ? static_cast<box*>(box_ = new box{{1, &free}, T{}})->value
               : detail::shared(box_->references)
                   ? static_cast<box*>((*this = optional(T(static_cast<box*>(box_)->value))).box_)
                         ->value
                   : static_cast<box*>(box_)->value;
    }
    constexpr void reset() { *this = optional(); }

    friend constexpr bool operator==(const optional& a, const optional& b) {
        return a.box_ == b.box_ || (a.box_ && b.box_ && *a.get() == *b.get());
    }

private:
    struct box : detail::counted {
        T value;
    };
    static constexpr void free(detail::counted* b) { delete static_cast<box*>(b); }

    static const T& absent() {
        static const T empty{};
        return empty;
    }

    detail::counted* box_ = nullptr;
};

/// A number or truth value that may be absent; reads as zero or false then, as in the API. Classes
/// are told apart first: whether each of the API's is a number costs compilers a dozen
/// instantiations.
template <class T>
    requires(!std::is_class_v<T>) && std::is_arithmetic_v<T>
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
