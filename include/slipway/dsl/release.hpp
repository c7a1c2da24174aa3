// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <slipway/config.hpp>
#include <slipway/core/name.hpp>
#include <slipway/dsl/mistake.hpp>

namespace slipway::dsl {

namespace error {
inline void a_Kubernetes_release_is_such_as_1_31(std::string_view s) {
    throw mistake("a Kubernetes release is such as 1.31", s);
}
}  // namespace error

/// A release of Kubernetes by its minor version: `"1.31"`.
class release {
public:
    constexpr release() = default;
    template <std::size_t N>
    SLIPWAY_CONSTEVAL release(const char (&literal)[N])
        : minor_(parse<detail::refuse<error::a_Kubernetes_release_is_such_as_1_31>>(
              std::string_view(literal, N - 1))) {}
    constexpr release(const text& computed)
        : minor_(parse<error::a_Kubernetes_release_is_such_as_1_31>(computed)) {}

    /// 0 where none was said.
    constexpr int minor_version() const { return minor_; }

private:
    template <void (*Refuse)(std::string_view)>
    static constexpr int parse(std::string_view s) {
        int minor = 0;
        bool good = s.size() > 2 && s.size() < 6 && s.starts_with("1.");
        for (std::size_t i = 2; i < s.size() && good; ++i) {
            good = core::is_digit(s[i]);
            minor = minor * 10 + (s[i] - '0');
        }
        if (!good || minor == 0) Refuse(s);
        return minor;
    }
    int minor_ = 0;
};

}  // namespace slipway::dsl
