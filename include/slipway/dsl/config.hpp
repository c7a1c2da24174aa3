// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/core_v1.hpp>
#include <slipway/dsl/metadata.hpp>

namespace slipway::dsl {

struct datum {
    config_key key{};
    text value{};
};

struct ConfigMap {
    dsl::name name{};
    short_name namespace_{};
    dsl::labels labels{};
    dsl::annotations annotations{};
    entries<datum> data{};
    bool immutable = false;
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

/// Values are written in the clear here, and as base64 into the API's object.
struct Secret {
    dsl::name name{};
    short_name namespace_{};
    dsl::labels labels{};
    dsl::annotations annotations{};
    text type = "Opaque";
    entries<datum> data{};
    bool immutable = false;
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

namespace detail {

/// Base64 in constant evaluation (RFC 4648, section 4).
constexpr text base64(const text& from) {
    constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::string_view s = from;
    return text::fill((s.size() + 2) / 3 * 4, [&](char* out) {
        for (std::size_t i = 0; i < s.size(); i += 3) {
            unsigned block = 0;
            for (std::size_t k = 0; k < 3; ++k)
                block = block << 8 | (i + k < s.size() ? static_cast<unsigned char>(s[i + k]) : 0U);
            for (std::size_t k = 0; k < 4; ++k)
                *out++ = i + k > s.size() ? '=' : digits[block >> (18 - 6 * k) & 63];
        }
    });
}

}  // namespace detail

template <std::same_as<ConfigMap> Short>
constexpr void lower(const Short& from, api::ConfigMap& made) {
    detail::begin(from, made, "v1", "ConfigMap");
    made.data = from.data;
    if (from.immutable) made.immutable = true;
}
template <std::same_as<ConfigMap> Short>
constexpr api::ConfigMap lower(const Short& from) {
    api::ConfigMap made;
    lower(from, made);
    return made;
}
constexpr bool all_checked(const ConfigMap&) { return true; }

template <std::same_as<Secret> Short>
constexpr api::Secret lower(const Short& from) {
    api::Secret made;
    detail::begin(from, made, "v1", "Secret");
    made.type = from.type;
    made.data = from.data;
    for (core::entry<text>& e : made.data) e.value = detail::base64(e.value);
    if (from.immutable) made.immutable = true;
    return made;
}
constexpr bool all_checked(const Secret&) { return true; }

}  // namespace slipway::dsl
