// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/cluster.hpp>

#include <slipway/dsl/check.hpp>

#include <catch2/catch.hpp>

namespace cluster_test {

using namespace slipway;
using namespace slipway::dsl;

TEST_CASE("a cluster may refer to what stands elsewhere") {
    Pod p{.name = "p",
          .containers = {
              {.name = "c",
               .image = "a:1",
               .env = {{"A", from(Secret{.name = "theirs", .data = {{"key", ""}}}, "key")}}}}};
    CHECK(check({.name = "shop", .resources = {p}}).kept[0].what == rule::unknown_secret);
    CHECK(check({.name = "shop",
                 .resources = {p},
                 .elsewhere = {Secret{.name = "theirs", .data = {{"key", "x"}}}}})
              .empty());
}

TEST_CASE("a cluster knows its place") {
    const Cluster c{.name = "shop"};
    CHECK(c.line == __LINE__ - 1);
    CHECK(std::string_view(c.file) == __FILE__);
}

}  // namespace cluster_test
