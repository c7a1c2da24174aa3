// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/limits.hpp>

#include <catch2/catch.hpp>

namespace limits_test {

using namespace slipway;
using namespace slipway::dsl;

namespace {

constexpr bool lowered_by_the_compiler() {
    const api::ResourceQuota q = lower(
        ResourceQuota{.name = "q", .hard = {{"pods", "20"}, {"count/deployments.apps", "5"}}});
    const api::LimitRange l =
        lower(LimitRange{.name = "l", .limits = {{.default_ = {.cpu = "1"}}}});
    const api::PriorityClass p = lower(PriorityClass{.name = "high", .value = 1000});
    return q.spec.hard[1].value == "5" && l.spec.limits[0].default_[0].value == "1" &&
           p.value == 1000L;
}
static_assert(lowered_by_the_compiler());

}  // namespace

TEST_CASE("a quota is of amounts and counts") {
    const ResourceQuota q{
        .name = "q",
        .hard = {{"requests.cpu", "10"}, {"pods", "20"}},
        .spec = api::ResourceQuotaSpec{.hard = {{"pods", "1"}}, .scopes = {"BestEffort"}}};
    const api::ResourceQuota made = lower(q);
    CHECK(made.apiVersion == "v1");
    CHECK(made.kind == "ResourceQuota");
    CHECK(made.spec.hard == core::map<text>{{"pods", "20"}, {"requests.cpu", "10"}});
    CHECK(made.spec.scopes == core::list<text>{"BestEffort"});
    CHECK_FALSE(all_checked(q));
}

TEST_CASE("limits of one container") {
    const api::LimitRange made =
        lower(LimitRange{.name = "l",
                         .limits = {{.default_ = {.cpu = "1", .memory = "1Gi"},
                                     .defaultRequest = {.cpu = "100m"},
                                     .max = {.memory = "2Gi"},
                                     .min = {.ephemeralStorage = "1Mi"}},
                                    {.type = "Pod", .max = {.cpu = "4"}}}});
    CHECK(made.kind == "LimitRange");
    REQUIRE(made.spec.limits.size() == 2);
    CHECK(made.spec.limits[0].type == "Container");
    CHECK(made.spec.limits[0].default_ == core::map<text>{{"cpu", "1"}, {"memory", "1Gi"}});
    CHECK(made.spec.limits[0].defaultRequest == core::map<text>{{"cpu", "100m"}});
    CHECK(made.spec.limits[0].max == core::map<text>{{"memory", "2Gi"}});
    CHECK(made.spec.limits[0].min == core::map<text>{{"ephemeral-storage", "1Mi"}});
    CHECK(made.spec.limits[1].type == "Pod");
}

TEST_CASE("a PriorityClass has a value of both signs") {
    const api::PriorityClass made = lower(PriorityClass{.name = "low",
                                                        .value = -5,
                                                        .globalDefault = true,
                                                        .description = "waits",
                                                        .preemptionPolicy = "Never"});
    CHECK(made.apiVersion == "scheduling.k8s.io/v1");
    CHECK(made.value == -5L);
    CHECK(made.globalDefault);
    CHECK(made.description == "waits");
    CHECK(made.preemptionPolicy == "Never");
    CHECK_FALSE(lower(PriorityClass{.name = "none"}).globalDefault.has_value());
    CHECK(lower(PriorityClass{.name = "none"}).value == 0L);
}

}  // namespace limits_test
