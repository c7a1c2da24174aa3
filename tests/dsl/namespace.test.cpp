// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/namespace.hpp>

#include <catch2/catch.hpp>

namespace namespace_test {

using namespace slipway;
using namespace slipway::dsl;

static_assert(lower(Namespace{.name = "front"}).metadata.name == "front");

TEST_CASE("a Namespace has a name, labels and annotations") {
    const api::Namespace made = lower(
        Namespace{.name = "front", .labels = {{"team", "a"}}, .annotations = {{"note", "b"}}});
    CHECK(made.apiVersion == "v1");
    CHECK(made.kind == "Namespace");
    CHECK(made.metadata.labels == core::map<text>{{"team", "a"}});
    CHECK(made.metadata.annotations == core::map<text>{{"note", "b"}});
    CHECK(all_checked(Namespace{.name = "front"}));
}

}  // namespace namespace_test
