// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace slipway::dsl {

/// Text that is written piece by piece, also in constant evaluation, without the cost of `<string>`.
class output {
public:
    /// Text that grows.
    constexpr output() = default;
    /// Text that is written to `into`, which has room for all of it.
    constexpr explicit output(char* into) : data_(into), grows_(false) {}
    /// Text that is not kept: only its size is.
    static constexpr output counting() { return output(nullptr); }

    constexpr output(output&& other) noexcept : data_(other.data_), size_(other.size_), capacity_(other.capacity_), grows_(other.grows_) {
        other.data_ = nullptr;
        other.size_ = other.capacity_ = 0;
    }
    constexpr ~output() {
        if (grows_) delete[] data_;
    }

    constexpr output& operator<<(std::string_view s) {
        if (grows_) reserve(s.size());
        if (data_) copy(s, data_ + size_);
        size_ += s.size();
        return *this;
    }
    constexpr void blanks(int count) {
        constexpr std::string_view some = "                                ";
        for (; count > 0; count -= static_cast<int>(some.size())) *this << some.substr(0, static_cast<std::size_t>(count));
    }
    constexpr std::size_t size() const { return size_; }
    constexpr std::string_view view() const { return {data_, size_}; }

private:
    static constexpr void copy(std::string_view from, char* to) {
        if (std::is_constant_evaluated()) {
            for (char c : from) *to++ = c;
        } else if (!from.empty()) {
            __builtin_memcpy(to, from.data(), from.size());
        }
    }
    constexpr void reserve(std::size_t more) {
        if (size_ + more <= capacity_) return;
        const std::size_t wanted = (size_ + more) * 2 + 256;
        char* grown = new char[wanted];
        copy(view(), grown);
        delete[] data_;
        data_ = grown;
        capacity_ = wanted;
    }
    char* data_ = nullptr;
    std::size_t size_ = 0, capacity_ = 0;
    bool grows_ = true;
};

}  // namespace slipway::dsl
