// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/build/machine.hpp>

#include <catch2/catch.hpp>

#include <slipway/dsl/cluster.hpp>

namespace build_machine_test {

using namespace slipway::dsl;

namespace {

constexpr Cluster shop() {
    return {
        .name = "shop",
        .nodePools = {build::node_pool("worker")
                          .cpu("2")
                          .memory("4Gi")
                          .pods(20)
                          .min(2)
                          .max(5)
                          .label("disk", "ssd")
                          .labels({{"zone", "a"}})
                          .taint({.key = "gpu", .value = "yes"}),
                      {.name = "other"}},
        .images = {build::image("web:1").from(program("web")), {"box:1", busybox()}},
    };
}
static_assert(shop().nodePools.size() == 2 && shop().images.size() == 2);

}  // namespace

TEST_CASE("a NodePool in sentences stands where one of values does") {
    const auto pools = shop().nodePools;
    REQUIRE(pools.size() == 2);
    const NodePool& p = pools[0];
    CHECK(p.name == "worker");
    CHECK(p.capacity.cpu == "2");
    CHECK(p.capacity.memory == "4Gi");
    CHECK(p.capacity.pods == 20);
    CHECK(p.min == 2);
    CHECK(p.max == 5);
    CHECK(p.labels == labels{{"disk", "ssd"}, {"zone", "a"}});
    REQUIRE(p.taints.size() == 1);
    CHECK(p.taints[0].key == "gpu");
    CHECK(p.taints[0].effect == "NoSchedule");
    CHECK(pools[1].max == 1);
    CHECK(p.line == 18);
    CHECK(std::string_view(p.file).ends_with("machine.test.cpp"));
}

TEST_CASE("a NodePool is begun with another one") {
    const NodePool small{.name = "small", .capacity = {.cpu = "1"}, .max = 3};
    const NodePool made =
        build::node_pool(small).capacity({.cpu = "8", .memory = "32Gi"}).pods(200);
    CHECK(made.name == "small");
    CHECK(made.max == 3);
    CHECK(made.capacity.cpu == "8");
    CHECK(made.capacity.memory == "32Gi");
    CHECK(made.capacity.pods == 200);
    CHECK(small.capacity.cpu == "1");
}

TEST_CASE("an Image in sentences says what it is made of") {
    const auto images = shop().images;
    REQUIRE(images.size() == 2);
    CHECK(images[0].name == "web:1");
    CHECK(images[0].from.kind == ImageSource::from::program);
    CHECK(images[0].from.path == "web");
    CHECK(images[1].from.kind == ImageSource::from::busybox);
    CHECK(Image(build::image(images[0]).from(directory("root"))).from.path == "root");
}

}  // namespace build_machine_test
