// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/api/empty_text.hpp>

#include <catch2/catch.hpp>

namespace empty_text_test {

using namespace slipway;

TEST_CASE("no class is something else than the default one, no node the same as none said") {
    STATIC_REQUIRE(api::empty_text_means_none("storageClassName"));
    STATIC_REQUIRE(api::empty_text_means_none("ingressClassName"));
    STATIC_REQUIRE_FALSE(api::empty_text_means_none("nodeName"));
}

}  // namespace empty_text_test
