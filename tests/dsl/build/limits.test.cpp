// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/build/limits.hpp>

#include <catch2/catch.hpp>

#include <dsl/build/yaml_of.hpp>

namespace build_limits_test {

using namespace slipway::dsl;
using support::yaml_of;

TEST_CASE("sentences and values make the same ResourceQuota") {
    CHECK(yaml_of(build::resource_quota("a").hard("pods", "20").hard({{"requests.cpu", "4"}})) ==
          yaml_of(ResourceQuota{.name = "a", .hard = {{"pods", "20"}, {"requests.cpu", "4"}}}));
    slipway::api::ResourceQuotaSpec api;
    api.scopes = {"Terminating"};
    CHECK(yaml_of(build::resource_quota(ResourceQuota{.name = "a"}).spec(api)) ==
          yaml_of(ResourceQuota{.name = "a", .spec = api}));
}

TEST_CASE("sentences and values make the same LimitRange") {
    CHECK(yaml_of(build::limit_range("a")
                      .limit({.default_ = {.memory = "256Mi"}, .max = {.memory = "1Gi"}})
                      .limit({.type = "Pod", .max = {.cpu = "4"}})) ==
          yaml_of(LimitRange{.name = "a",
                             .limits = {{.default_ = {.memory = "256Mi"}, .max = {.memory = "1Gi"}},
                                        {.type = "Pod", .max = {.cpu = "4"}}}}));
    slipway::api::LimitRangeSpec api;
    api.limits.append().type = "Pod";
    CHECK(yaml_of(build::limit_range(LimitRange{.name = "a"}).spec(api)) ==
          yaml_of(LimitRange{.name = "a", .spec = api}));
}

TEST_CASE("sentences and values make the same PriorityClass") {
    CHECK(yaml_of(build::priority_class("a")
                      .description("before all others")
                      .globalDefault()
                      .preemptionPolicy("Never")
                      .value(1000)) == yaml_of(PriorityClass{.name = "a",
                                                             .value = 1000,
                                                             .globalDefault = true,
                                                             .description = "before all others",
                                                             .preemptionPolicy = "Never"}));
    CHECK(PriorityClass(build::priority_class(PriorityClass{.name = "a"}).globalDefault())
              .globalDefault);
}

}  // namespace build_limits_test
