// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <string_view>

#include <slipway/core/characters.hpp>
#include <slipway/core/detail/refcount.hpp>

namespace slipway::core {

/// Immutable text: free of cost when it is a literal, shared between copies when it was computed.
/// Works in constant evaluation and costs no `<string>`. Copies may be made from several threads at
/// once.
class text {
public:
    constexpr text() = default;

    /// One that is empty and is said to be, for what means something else than nothing then, such
    /// as `storageClassName: ""`. Copies of it are, too.
    static constexpr text said_empty() {
        text made;
        made.data_ = nullptr;
        return made;
    }

    /// A literal: only its address is kept.
    template <std::size_t N>
    constexpr text(const char (&literal)[N])
        : data_(literal), size_(static_cast<unsigned>(N - 1)) {}

    /// A buffer that the caller may write to again: copied up to its terminating zero.
    template <std::size_t N>
    constexpr text(char (&buffer)[N]) : text(std::string_view(buffer)) {}

    constexpr text(std::string_view s) : text(copy(s)) {}

    /// A string that ends in a zero: copied. (A literal is an array, and comes first.)
    template <class Pointer>
        requires std::same_as<Pointer, const char*> || std::same_as<Pointer, char*>
    constexpr text(Pointer s) : text(std::string_view(s)) {}

    /// Any string class: `std::string` first of all. What derives from this class shares its
    /// characters instead.
    template <class String>
        requires(!std::derived_from<String, text>) && requires(const String& s) {
            { s.data() } -> std::convertible_to<const char*>;
            s.c_str();
            { s.size() } -> std::convertible_to<std::size_t>;
        }
    constexpr text(const String& s) : text(std::string_view(s.data(), s.size())) {}

    /// Text of `size` characters written by `write(char*)`.
    template <class Write>
    static constexpr text fill(std::size_t size, Write write) {
        text made;
        made.block_ = new block{1, new char[size + 1]};
        write(made.block_->characters);
        made.block_->characters[size] = '\0';
        made.data_ = made.block_->characters;
        made.size_ = static_cast<unsigned>(size);
        return made;
    }

    // Written as expressions here and below, since compilers count statements in constant
    // evaluation and allow only so many.
    constexpr text(const text& other)
        : data_(other.data_),
          size_(other.size_),
          block_(other.block_ ? (detail::acquire(other.block_->references), other.block_)
                              : nullptr) {}
    constexpr text(text&& other) noexcept
        : data_(other.data_), size_(other.size_), block_(other.block_) {
        other.data_ = "";
        other.size_ = 0;
        other.block_ = nullptr;
    }
    // Mostly literals are assigned to literals.
    constexpr text& operator=(const text& other) {
        return block_ == other.block_ ? (data_ = other.data_, size_ = other.size_, *this)
                                      : take(text(other));
    }
    constexpr text& operator=(text&& other) noexcept {
        return block_ == other.block_ ? (data_ = other.data_, size_ = other.size_, *this)
                                      : take(static_cast<text&&>(other));
    }
    constexpr ~text() { block_ ? drop() : void(); }

    constexpr std::string_view view() const { return {data_, size_}; }
    constexpr operator std::string_view() const { return view(); }
    /// Terminated by a zero.
    constexpr const char* c_str() const { return data_ ? data_ : ""; }
    constexpr const char* data() const { return c_str(); }
    constexpr std::size_t size() const { return size_; }
    constexpr bool empty() const { return size_ == 0; }
    /// Whether there are characters, or it is said that there are none.
    constexpr bool said() const { return size_ != 0 || !data_; }
    /// Whether the characters are not a literal's, and go with the last copy.
    constexpr bool computed() const { return block_ != nullptr; }

    friend constexpr bool operator==(const text& a, const text& b) {
        return a.size_ == b.size_ && same_characters(a.data_, b.data_, a.size_);
    }
    /// A literal, whose length is known.
    template <std::size_t N>
    friend constexpr bool operator==(const text& a, const char (&literal)[N]) {
        return a.size_ == N - 1 && same_characters(a.data_, literal, N - 1);
    }
    /// Up to its terminating zero.
    template <std::size_t N>
    friend constexpr bool operator==(const text& a, char (&buffer)[N]) {
        return a.view() == std::string_view(buffer);
    }
    template <class Other>
        requires std::convertible_to<const Other&, std::string_view> &&
                 (!std::derived_from<Other, text>)
    friend constexpr bool operator==(const text& a, const Other& b) {
        return same_characters(a.view(), b);
    }
    friend constexpr auto operator<=>(const text& a, const text& b) {
        return a.view() <=> b.view();
    }

private:
    struct block {
        unsigned references;
        char* characters;
    };

    static constexpr text copy(std::string_view s) {
        if (s.empty()) return {};
        return fill(s.size(), [s](char* out) { copy_characters(s, out); });
    }
    constexpr void drop() {
        if (!detail::release(block_->references)) return;
        delete[] block_->characters;
        delete block_;
    }
    constexpr text& take(text&& other) noexcept {
        detail::exchange(data_, other.data_);
        detail::exchange(size_, other.size_);
        detail::exchange(block_, other.block_);
        return *this;
    }

    const char* data_ = "";  ///< null where it is said to be empty
    unsigned size_ = 0;
    block* block_ = nullptr;
};

/// One text of several pieces.
template <class... Pieces>
constexpr text cat(const Pieces&... pieces) {
    const std::size_t size = (std::size_t{0} + ... + std::string_view(pieces).size());
    return text::fill(
        size, [&](char* out) { ((out = copy_characters(std::string_view(pieces), out)), ...); });
}

/// A number in decimal digits.
constexpr text decimal(long value) {
    char digits[24]{};
    std::size_t n = 0;
    unsigned long rest =
        value < 0 ? 0UL - static_cast<unsigned long>(value) : static_cast<unsigned long>(value);
    do digits[n++] = static_cast<char>('0' + rest % 10);
    while ((rest /= 10) != 0);
    if (value < 0) digits[n++] = '-';
    return text::fill(n, [&](char* out) {
        while (n) *out++ = digits[--n];
    });
}

}  // namespace slipway::core

namespace slipway {
using core::text;
}  // namespace slipway
