// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/build/network_policy.hpp>

#include <catch2/catch.hpp>

#include <dsl/build/yaml_of.hpp>
#include <slipway/dsl/build/workload.hpp>

namespace build_network_policy_test {

using namespace slipway::dsl;
using support::yaml_of;

TEST_CASE("sentences and values make the same NetworkPolicy") {
    const auto web =
        build::deployment("web").label("app", "web").runs(build::container("app").image("web:1"));
    const Deployment plain = web;
    CHECK(yaml_of(build::network_policy("a")
                      .podSelector("app", "db")
                      .podSelector({{"v", "1"}})
                      .policyType("Ingress")
                      .policyType("Egress")
                      .from(podsOf(web), {{.port = 5432}})
                      .from(podsOf(plain))
                      .to(ipBlock("10.0.0.0/8"))
                      .ingress({.from = {namespaces({{"team", "a"}})}})
                      .egress({.ports = {{.port = 53, .protocol = "UDP"}}})) ==
          yaml_of(NetworkPolicy{
              .name = "a",
              .podSelector = {{"app", "db"}, {"v", "1"}},
              .policyTypes = {"Ingress", "Egress"},
              .ingress = {{.from = {podsOf(plain)}, .ports = {{.port = 5432}}},
                          {.from = {podsOf(plain)}},
                          {.from = {namespaces({{"team", "a"}})}}},
              .egress = {{.to = {ipBlock("10.0.0.0/8")}},
                         {.ports = {{.port = 53, .protocol = "UDP"}}}},
          }));
    slipway::api::NetworkPolicySpec api;
    api.policyTypes = {"Egress"};
    CHECK(yaml_of(build::network_policy(NetworkPolicy{.name = "a"}).spec(api)) ==
          yaml_of(NetworkPolicy{.name = "a", .spec = api}));
}

}  // namespace build_network_policy_test
