// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_name_is_lowercase_letters_digits_dashes_and_dots
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

// A literal is checked where it stands, whether or not anything is evaluated. Clang 14 does so in constant evaluation only.
constexpr ConfigMap made() {
#ifdef EXPECT_ERROR
    return {.name = "Web_1"};
#else
    return {.name = "web-1"};
#endif
}
#if defined(__clang__) && __clang_major__ < 15
static_assert(made().data.empty());
#endif
