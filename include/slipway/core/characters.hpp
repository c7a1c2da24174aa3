// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace slipway::core {

/// Whether two runs of `size` characters are the same: in constant evaluation, with a fraction of
/// the steps that `==` takes.
constexpr bool same_characters(const char* a, const char* b, std::size_t size) {
#ifndef __clang__  // which evaluates the other at once
    if (std::is_constant_evaluated()) {
        if (size && a[size - 1] != b[size - 1]) return false;  // names often begin alike
        for (; size >= 4; size -= 4, a += 4, b += 4)
            if (a[0] != b[0] || a[1] != b[1] || a[2] != b[2] || a[3] != b[3]) return false;
        for (; size; --size)
            if (*a++ != *b++) return false;
        return true;
    }
#endif
    return !size || __builtin_memcmp(a, b, size) == 0;
}
constexpr bool same_characters(std::string_view a, std::string_view b) {
    const std::size_t size = a.size();
    return size == b.size() && same_characters(a.data(), b.data(), size);
}

/// Copies characters to where there is room for them. Gives the place behind them.
constexpr char* copy_characters(std::string_view from, char* to) {
#ifndef __clang__  // which evaluates it at once
    if (std::is_constant_evaluated()) {
        for (char c : from) *to++ = c;
        return to;
    }
#endif
    if (!from.empty()) __builtin_memcpy(to, from.data(), from.size());
    return to + from.size();
}

}  // namespace slipway::core
