// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <slipway/core/characters.hpp>

namespace slipway::dsl {

/// Text that is written piece by piece, also in constant evaluation, without the cost of
/// `<string>`.
class output {
public:
    /// Text that grows.
    constexpr output() = default;
    /// Text that is written to `into`, as far as there is room; what does not fit is counted.
    constexpr output(char* into, std::size_t room) : data_(into), capacity_(room), grows_(false) {}

    constexpr output(output&& other) noexcept
        : data_(other.data_), size_(other.size_), capacity_(other.capacity_), grows_(other.grows_) {
        other.data_ = nullptr;
        other.size_ = other.capacity_ = 0;
    }
    constexpr ~output() {
        if (grows_) delete[] data_;
    }

    constexpr output& operator<<(std::string_view s) {
        if (grows_) reserve(s.size());
        if (size_ + s.size() <= capacity_) core::copy_characters(s, data_ + size_);
        size_ += s.size();
        return *this;
    }
    /// A literal, whose size need not be counted.
    template <std::size_t N>
    constexpr output& operator<<(const char (&literal)[N]) {
        return *this << std::string_view(literal, N - 1);
    }
    constexpr void blanks(int count) {
        for (; count > 0; count -= static_cast<int>(some.size()))
            *this << some.substr(0, static_cast<std::size_t>(count));
    }
    constexpr std::size_t size() const { return size_; }
    constexpr std::string_view view() const { return {data_, size_}; }

private:
    // Not in the function: compilers evaluate its constants anew in each call.
    static constexpr std::string_view some = "                                ";
    constexpr void reserve(std::size_t more) {
        if (size_ + more <= capacity_) return;
        const std::size_t wanted = (size_ + more) * 2 + 256;
        char* grown = new char[wanted];
        core::copy_characters(view(), grown);
        delete[] data_;
        data_ = grown;
        capacity_ = wanted;
    }
    char* data_ = nullptr;
    std::size_t size_ = 0, capacity_ = 0;
    bool grows_ = true;
};

}  // namespace slipway::dsl
