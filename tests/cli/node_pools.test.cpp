// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/detail/node_pools.hpp>

#include <catch2/catch.hpp>

#include <slipway/dsl.hpp>
#include <slipway/json/read.hpp>

namespace node_pools_test {

using namespace slipway;

namespace {

constexpr dsl::Cluster shop() {
    return {.name = "shop",
            .nodePools = {{.name = "plain",
                           .capacity = {.cpu = "2", .memory = "4Gi", .pods = 20},
                           .min = 1,
                           .max = 3},
                          {.name = "fast",
                           .labels = {{"disk", "ssd"}},
                           .taints = {{"dedicated", "db"}, {"old", {}, "NoExecute"}}}}};
}

}  // namespace

TEST_CASE("the pools of a definition are those of the cluster that runs") {
    const json::value pools = json::read(dsl::constants<shop>.machine)["nodePools"];
    REQUIRE(pools.size() == 2);
    const controllers::node_pool plain = cli::detail::pool_of(pools[0]),
                                 fast = cli::detail::pool_of(pools[1]);
    CHECK(plain.name == "plain");
    CHECK(plain.min == 1);
    CHECK(plain.max == 3);
    CHECK(*plain.capacity.find("cpu") == "2");
    CHECK(*plain.capacity.find("pods") == "20");
    CHECK(plain.taints.empty());
    CHECK(*fast.labels.find("disk") == "ssd");
    REQUIRE(fast.taints.size() == 2);
    CHECK(fast.taints[0].key == "dedicated");
    CHECK(fast.taints[0].value == "db");
    CHECK(fast.taints[0].effect == "NoSchedule");
    CHECK(fast.taints[1].value.empty());
    CHECK(fast.taints[1].effect == "NoExecute");
}

}  // namespace node_pools_test
