// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/network_policy.hpp>

#include <catch2/catch.hpp>

namespace network_policy_test {

using namespace slipway;
using namespace slipway::dsl;

namespace {

struct workload {
    dsl::name name{};
    short_name namespace_{};
    dsl::labels labels{};
};

constexpr bool lowered_by_the_compiler() {
    const workload web{.name = "web", .labels = {{"app", "web"}}};
    const api::NetworkPolicy made = lower(
        NetworkPolicy{.name = "db",
                      .podSelector = {{"app", "db"}},
                      .ingress = {{.from = {podsOf(web), ipBlock("10.0.0.0/8", {"10.1.0.0/16"})},
                                   .ports = {{5432}}}}});
    const api::NetworkPolicy none = lower(denyAll());
    return made.spec.ingress[0].from.size() == 2 &&
           made.spec.ingress[0].ports[0].port.number == 5432 && none.spec.policyTypes.size() == 2;
}
static_assert(lowered_by_the_compiler());

}  // namespace

TEST_CASE("a NetworkPolicy allows peers on ports") {
    const api::NetworkPolicy made = lower(NetworkPolicy{
        .name = "db",
        .podSelector = {{"app", "db"}},
        .policyTypes = {"Ingress", "Egress"},
        .ingress = {{.from = {pods({{"app", "web"}}), namespaces({{"team", "a"}}),
                              allOf(Namespace{.name = "shop"}), pods({})},
                     .ports = {{.port = "sql"},
                               {.port = 6000, .protocol = "UDP", .endPort = 6010}}}},
        .egress = {{.to = {ipBlock("10.0.0.0/8", {"10.1.0.0/16"})}, .ports = {{53}}}, {}},
    });
    CHECK(made.apiVersion == "networking.k8s.io/v1");
    CHECK(made.kind == "NetworkPolicy");
    CHECK(made.spec.podSelector->matchLabels == core::map<text>{{"app", "db"}});
    CHECK(made.spec.policyTypes == core::list<text>{"Ingress", "Egress"});
    const auto& in = made.spec.ingress[0];
    REQUIRE(in.from.size() == 4);
    CHECK(in.from[0].podSelector->matchLabels == core::map<text>{{"app", "web"}});
    CHECK_FALSE(in.from[0].namespaceSelector.has_value());
    CHECK(in.from[1].namespaceSelector->matchLabels == core::map<text>{{"team", "a"}});
    CHECK_FALSE(in.from[1].podSelector.has_value());
    CHECK(in.from[2].namespaceSelector->matchLabels ==
          core::map<text>{{"kubernetes.io/metadata.name", "shop"}});
    CHECK(in.from[3].podSelector.has_value());
    CHECK(in.from[3].podSelector->matchLabels.empty());
    CHECK(in.ports[0].port == core::int_or_string("sql"));
    CHECK(in.ports[1].protocol == "UDP");
    CHECK(in.ports[1].endPort == 6010L);
    REQUIRE(made.spec.egress.size() == 2);
    CHECK(made.spec.egress[0].to[0].ipBlock->cidr == "10.0.0.0/8");
    CHECK(made.spec.egress[0].to[0].ipBlock->except_ == core::list<text>{"10.1.0.0/16"});
    CHECK(made.spec.egress[1].to.empty());
}

TEST_CASE("the pods of a workload are found in its namespace") {
    const network_peer near = podsOf(workload{.name = "web", .labels = {{"app", "web"}}});
    CHECK_FALSE(near.namespaceSelector.has_value());
    const network_peer far =
        podsOf(workload{.name = "web", .namespace_ = "shop", .labels = {{"app", "web"}}});
    CHECK(*far.podSelector == labels{{"app", "web"}});
    CHECK(*far.namespaceSelector == labels{{"kubernetes.io/metadata.name", "shop"}});
    CHECK_THROWS_AS(podsOf(workload{.name = "web"}), mistake);
}

TEST_CASE("policies that allow nothing select all pods") {
    const api::NetworkPolicy all = lower(denyAll()), in = lower(denyIngress("closed")),
                             out = lower(denyEgress());
    CHECK(all.metadata.name == "deny-all");
    CHECK(all.spec.podSelector.has_value());
    CHECK(all.spec.podSelector->matchLabels.empty());
    CHECK(all.spec.policyTypes == core::list<text>{"Ingress", "Egress"});
    CHECK(all.spec.ingress.empty());
    CHECK(in.metadata.name == "closed");
    CHECK(in.spec.policyTypes == core::list<text>{"Ingress"});
    CHECK(out.spec.policyTypes == core::list<text>{"Egress"});
    CHECK(denyAll().line == __LINE__);
}

}  // namespace network_policy_test
