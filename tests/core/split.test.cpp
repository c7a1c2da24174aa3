// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/split.hpp>

#include <catch2/catch.hpp>

namespace split_test {

using slipway::core::split;
using texts = std::vector<std::string>;

TEST_CASE("a text is split at its separators, empty parts included") {
    CHECK(split("ro,nocopy") == texts{"ro", "nocopy"});
    CHECK(split("one") == texts{"one"});
    CHECK(split("a,,b,") == texts{"a", "", "b", ""});
    CHECK(split("") == texts{""});
    CHECK(split("a:b,c", ':') == texts{"a", "b,c"});
}

}  // namespace split_test
