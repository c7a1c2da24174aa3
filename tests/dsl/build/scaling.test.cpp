// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/build/scaling.hpp>

#include <catch2/catch.hpp>

#include <dsl/build/yaml_of.hpp>
#include <slipway/dsl/build/workload.hpp>

namespace build_scaling_test {

using namespace slipway::dsl;
using support::yaml_of;

namespace {

auto web() {
    return build::deployment("web")
        .label("app", "web")
        .runs(build::container("app").image("web:1").requests({.cpu = "100m"}));
}

}  // namespace

TEST_CASE("sentences and values make the same HorizontalPodAutoscaler") {
    const Deployment plain = web();
    slipway::api::MetricSpec metric;
    metric.type = "Pods";
    CHECK(yaml_of(build::horizontal_pod_autoscaler("a")
                      .scaleTargetRef(web())
                      .minReplicas(2)
                      .maxReplicas(9)
                      .cpuUtilization(80)
                      .memoryUtilization(70)
                      .metric(metric)) == yaml_of(HorizontalPodAutoscaler{.name = "a",
                                                                          .scaleTargetRef = plain,
                                                                          .minReplicas = 2,
                                                                          .maxReplicas = 9,
                                                                          .cpuUtilization = 80,
                                                                          .memoryUtilization = 70,
                                                                          .metrics = {metric}}));
    slipway::api::HorizontalPodAutoscalerSpec api;
    api.maxReplicas = 4;
    CHECK(yaml_of(build::horizontal_pod_autoscaler("a").spec(api)) ==
          yaml_of(HorizontalPodAutoscaler{.name = "a", .spec = api}));
    CHECK(HorizontalPodAutoscaler(
              build::horizontal_pod_autoscaler(HorizontalPodAutoscaler{.name = "a"}).maxReplicas(3))
              .maxReplicas == 3);
}

TEST_CASE("the autoscaler and the budget of a workload are the same, however both are written") {
    const Deployment plain = web();
    const std::string scaler = yaml_of(autoscale(plain, {.maxReplicas = 9, .cpuUtilization = 80}));
    CHECK(yaml_of(autoscale(web(), {.maxReplicas = 9, .cpuUtilization = 80})) == scaler);
    CHECK(yaml_of(build::autoscale(web()).cpuUtilization(80).maxReplicas(9)) == scaler);
    CHECK(yaml_of(build::autoscale(plain).cpuUtilization(80).maxReplicas(9)) == scaler);
    CHECK(HorizontalPodAutoscaler(build::autoscale(plain).maxReplicas(9).named("other")).name ==
          "other");
    CHECK(HorizontalPodAutoscaler(build::autoscale(web()).maxReplicas(9)).line == __LINE__);

    const std::string budget = yaml_of(disruptionBudget(plain, {.maxUnavailable = "50%"}));
    CHECK(yaml_of(disruptionBudget(web(), {.maxUnavailable = "50%"})) == budget);
    CHECK(yaml_of(build::disruptionBudget(web()).maxUnavailable("50%")) == budget);
    CHECK(yaml_of(build::disruptionBudget(plain).maxUnavailable("50%")) == budget);
    CHECK(PodDisruptionBudget(build::disruptionBudget(plain).named("other")).line == __LINE__);
}

TEST_CASE("sentences and values make the same PodDisruptionBudget") {
    CHECK(yaml_of(build::pod_disruption_budget("a")
                      .selector("app", "web")
                      .selector({{"v", "1"}})
                      .minAvailable(1)) ==
          yaml_of(PodDisruptionBudget{
              .name = "a", .selector = {{"app", "web"}, {"v", "1"}}, .minAvailable = 1}));
    slipway::api::PodDisruptionBudgetSpec api;
    api.unhealthyPodEvictionPolicy = "AlwaysAllow";
    CHECK(yaml_of(build::pod_disruption_budget(PodDisruptionBudget{.name = "a"}).spec(api)) ==
          yaml_of(PodDisruptionBudget{.name = "a", .spec = api}));
}

}  // namespace build_scaling_test
