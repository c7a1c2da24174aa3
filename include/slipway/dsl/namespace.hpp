// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/core_v1.hpp>
#include <slipway/dsl/metadata.hpp>

namespace slipway::dsl {

struct Namespace {
    short_name name{};
    dsl::labels labels{};
    dsl::annotations annotations{};
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

template <std::same_as<Namespace> Short>
constexpr api::Namespace lower(const Short& from) {
    api::Namespace made;
    detail::begin(from, made, "v1", "Namespace");
    return made;
}
constexpr bool all_checked(const Namespace&) { return true; }

}  // namespace slipway::dsl
