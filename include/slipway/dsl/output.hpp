// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdlib>
#include <string_view>

namespace slipway::dsl {

/// Text that grows, without the cost of `<string>`.
class output {
public:
    output() = default;
    output(const output&) = delete;
    ~output() { std::free(data_); }

    output& operator<<(std::string_view s) {
        reserve(s.size());
        for (char c : s) data_[size_++] = c;
        return *this;
    }
    void blanks(int count) {
        for (int i = 0; i < count; ++i) *this << " ";
    }
    std::string_view view() const { return {data_, size_}; }

private:
    void reserve(std::size_t more) {
        if (size_ + more <= capacity_) return;
        capacity_ = (size_ + more) * 2 + 256;
        void* grown = std::realloc(data_, capacity_);
        if (!grown) std::abort();
        data_ = static_cast<char*>(grown);
    }
    char* data_ = nullptr;
    std::size_t size_ = 0, capacity_ = 0;
};

}  // namespace slipway::dsl
