// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/service.hpp>

#include <catch2/catch.hpp>

namespace service_test {

using namespace slipway;
using namespace slipway::dsl;

namespace {

constexpr bool lowered_by_the_compiler() {
    const api::Service made =
        lower(Service{.name = "dns",
                      .selector = {{"app", "dns"}},
                      .ports = {{.port = 53, .name = "dns", .protocol = "UDP"}}});
    return made.spec.ports[0].protocol == "UDP" && made.spec.selector[0].value == "dns";
}
static_assert(lowered_by_the_compiler());

struct selecting {
    dsl::name name{};
    short_name namespace_{};
    dsl::labels labels{};
    dsl::labels selector{};
};

}  // namespace

TEST_CASE("a Service stands for a name outside of the cluster") {
    const api::Service made = lower(Service{.name = "db", .externalName = "db.example.com"});
    CHECK(made.spec.type == "ExternalName");
    CHECK(made.spec.externalName == "db.example.com");
}

TEST_CASE("the type of a Service is a word of C++, or text as in YAML") {
    for (const char* type : {"NodePort", "LoadBalancer", "ExternalName"})
        CHECK(lower(Service{.name = "a", .type = text(type)}).spec.type == type);
    CHECK(lower(Service{.name = "a", .type = "LoadBalancer"}).spec.type ==
          lower(Service{.name = "a", .type = LoadBalancer}).spec.type);
    CHECK(lower(Service{.name = "a", .type = "ClusterIP"}).spec.type.empty());
    CHECK(lower(Service{.name = "a", .type = "Headless"}).spec.clusterIP == "None");
    CHECK_THROWS_WITH(
        lower(Service{.name = "a", .type = text("loadbalancer")}),
        "the type of a Service is ClusterIP, NodePort, LoadBalancer, ExternalName or Headless, not 'loadbalancer'");
}

TEST_CASE("a Service says from where, and how steadily, it is reached") {
    const api::ServiceSpec spec =
        lower(Service{.name = "web",
                      .annotations = {{"example.com/a", "b"}},
                      .type = LoadBalancer,
                      .externalTrafficPolicy = "Local",
                      .loadBalancerClass = "internal",
                      .loadBalancerSourceRanges = {"10.0.0.0/8", "fd00::/8"},
                      .publishNotReadyAddresses = true,
                      .sessionAffinity = "ClientIP"})
            .spec;
    CHECK(spec.externalTrafficPolicy == "Local");
    CHECK(spec.loadBalancerClass == "internal");
    CHECK(spec.loadBalancerSourceRanges == core::list<text>{"10.0.0.0/8", "fd00::/8"});
    CHECK(spec.publishNotReadyAddresses);
    CHECK(spec.sessionAffinity == "ClientIP");
}

TEST_CASE("a Service takes whatever else the API has") {
    const Service s{.name = "web",
                    .ports = {{80}},
                    .spec = api::ServiceSpec{.ipFamilyPolicy = "PreferDualStack"}};
    CHECK(lower(s).spec.ipFamilyPolicy == "PreferDualStack");
    CHECK(lower(s).spec.ports.size() == 1);
    CHECK_FALSE(all_checked(s));
    CHECK(all_checked(Service{.name = "web"}));
}

TEST_CASE("what a workload selects by is what its Service selects by") {
    const selecting web{
        .name = "web", .labels = {{"app", "web"}, {"version", "2"}}, .selector = {{"app", "web"}}};
    const Service s = expose(web, {.annotations = {{"a", "b"}}, .ports = {{80}}});
    CHECK(s.selector == labels{{"app", "web"}});
    CHECK(s.labels == web.labels);
    CHECK(s.annotations == annotations{{"a", "b"}});
    CHECK(selectorOf(selecting{.labels = {{"app", "web"}}}) == labels{{"app", "web"}});
}

}  // namespace service_test
