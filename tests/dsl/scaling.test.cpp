// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/scaling.hpp>

#include <catch2/catch.hpp>

namespace scaling_test {

using namespace slipway;
using namespace slipway::dsl;

namespace {

constexpr Deployment web() {
    return {.name = "web",
            .namespace_ = "shop",
            .labels = {{"app", "web"}, {"v", "1"}},
            .selector = {{"app", "web"}},
            .replicas = 2};
}

constexpr bool lowered_by_the_compiler() {
    const api::HorizontalPodAutoscaler a =
        lower(autoscale(web(), {.minReplicas = 2, .maxReplicas = 10, .cpuUtilization = 80}));
    const api::PodDisruptionBudget b = lower(disruptionBudget(web(), {.maxUnavailable = 1}));
    return a.spec.metrics[0].resource->target->averageUtilization == 80L &&
           b.spec.selector->matchLabels.size() == 1;
}
static_assert(lowered_by_the_compiler());

}  // namespace

TEST_CASE("an autoscaler stands beside its workload") {
    const api::HorizontalPodAutoscaler made = lower(autoscale(
        web(),
        {.minReplicas = 2, .maxReplicas = 10, .cpuUtilization = 80, .memoryUtilization = 70}));
    CHECK(made.apiVersion == "autoscaling/v2");
    CHECK(made.kind == "HorizontalPodAutoscaler");
    CHECK(made.metadata.name == "web");
    CHECK(made.metadata.namespace_ == "shop");
    CHECK(made.spec.scaleTargetRef->apiVersion == "apps/v1");
    CHECK(made.spec.scaleTargetRef->kind == "Deployment");
    CHECK(made.spec.scaleTargetRef->name == "web");
    CHECK(made.spec.minReplicas == 2L);
    CHECK(made.spec.maxReplicas == 10L);
    REQUIRE(made.spec.metrics.size() == 2);
    CHECK(made.spec.metrics[0].type == "Resource");
    CHECK(made.spec.metrics[0].resource->name == "cpu");
    CHECK(made.spec.metrics[0].resource->target->type == "Utilization");
    CHECK(made.spec.metrics[1].resource->name == "memory");
    CHECK(made.spec.metrics[1].resource->target->averageUtilization == 70L);
    CHECK(autoscale(web(), {.name = "other", .maxReplicas = 2}).name == "other");
}

TEST_CASE("an autoscaler is written by itself, of what else is measured too") {
    const HorizontalPodAutoscaler a{.name = "db",
                                    .scaleTargetRef = StatefulSet{.name = "db"},
                                    .maxReplicas = 3,
                                    .metrics = {{.type = "Pods"}}};
    const api::HorizontalPodAutoscaler made = lower(a);
    CHECK(made.spec.scaleTargetRef->kind == "StatefulSet");
    CHECK_FALSE(made.spec.minReplicas.has_value());
    REQUIRE(made.spec.metrics.size() == 1);
    CHECK(made.spec.metrics[0].type == "Pods");
    CHECK_FALSE(all_checked(a));
    CHECK(all_checked(autoscale(web(), {.maxReplicas = 2})));
}

TEST_CASE("a budget protects the pods of its workload") {
    const api::PodDisruptionBudget made = lower(disruptionBudget(web(), {.minAvailable = "50%"}));
    CHECK(made.apiVersion == "policy/v1");
    CHECK(made.kind == "PodDisruptionBudget");
    CHECK(made.metadata.name == "web");
    CHECK(made.metadata.namespace_ == "shop");
    CHECK(made.spec.selector->matchLabels == core::map<text>{{"app", "web"}});
    CHECK(made.spec.minAvailable == core::int_or_string("50%"));
    CHECK_FALSE(made.spec.maxUnavailable.has_value());
    CHECK_THROWS_AS(disruptionBudget(Deployment{.name = "web"}, {.minAvailable = 1}), mistake);
}

TEST_CASE("autoscalers and budgets know the line where they stand") {
    CHECK(autoscale(web(), {.maxReplicas = 2}).line == __LINE__);
    CHECK(disruptionBudget(web(), {.minAvailable = 1}).line == __LINE__);
}

}  // namespace scaling_test
