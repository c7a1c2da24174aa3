// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/check.hpp>

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/dsl/sound.hpp>

using namespace slipway;
using namespace slipway::dsl;

namespace {

constexpr Cluster sound_one() {
    ConfigMap settings{.name = "settings", .data = {{"LOG_LEVEL", "info"}}};
    Secret keys{.name = "keys", .data = {{"token", "secret"}}};
    Deployment web{.name = "web",
                   .labels = {{"app", "web"}},
                   .replicas = 2,
                   .containers = {{.name = "app",
                                   .image = "web:1",
                                   .ports = {{"http", 8080}},
                                   .env = {{"LOG_LEVEL", from(settings, "LOG_LEVEL")}, {"TOKEN", from(keys, "token")}},
                                   .volumeMounts = {{"config", "/etc/app"}},
                                   .readinessProbe = httpGet("/", "http")}},
                   .volumes = {{"config", settings}}};
    return {.name = "shop", .resources = {settings, keys, web, expose(web, {.ports = {{80, "http"}}})}, .nodePools = {{.name = "pool"}}};
}
static_assert(sound<sound_one>);

std::vector<rule> rules_of(const Cluster& c) {
    std::vector<rule> made;
    const findings found = check(c);
    for (unsigned i = 0; i < found.size(); ++i) made.push_back(found.kept[i].what);
    return made;
}

Deployment web(long replicas = 1, Resources resources = {}) {
    return {.name = "web", .labels = {{"app", "web"}}, .replicas = replicas, .containers = {{.name = "app", .image = "web:1", .ports = {{"http", 8080}}, .resources = resources}}};
}

}  // namespace

TEST_CASE("each rule finds its mistake, and nothing else") {
    using r = std::vector<rule>;
    auto cluster = [](core::list<object> resources) { return Cluster{.name = "shop", .resources = resources}; };

    CHECK(rules_of(sound_one()).empty());
    CHECK(rules_of(cluster({web(), Service{.name = "s", .selector = {{"app", "wbe"}}, .ports = {{80}}}})) == r{rule::service_selects_no_pod});
    CHECK(rules_of(cluster({web(), expose(web(), {.ports = {{80, "htpp"}}})})) == r{rule::target_port_not_exposed});
    CHECK(rules_of(cluster({web(), web()})) == r{rule::duplicate_object});

    Deployment d = web();
    d.containers[0].volumeMounts = {{"config", "/etc"}};
    CHECK(rules_of(cluster({d})) == r{rule::mount_without_volume});
    d = web();
    d.containers[0].readinessProbe = httpGet("/", "htpp");
    CHECK(rules_of(cluster({d})) == r{rule::probe_port_not_exposed});
    d = web();
    d.containers[0].env = {{"A", "1"}, {"A", "2"}};
    CHECK(rules_of(cluster({d})) == r{rule::duplicate_variable});
    d = web();
    d.containers[0].ports = {{"http", 1}, {"http", 2}};
    CHECK(rules_of(cluster({d})) == r{rule::duplicate_port_name});
    d = web();
    d.selector = {{"app", "other"}};
    CHECK(rules_of(cluster({d})) == r{rule::selector_misses_own_pods});
    d = web();
    d.strategy = {.maxSurge = 0, .maxUnavailable = 0};
    CHECK(rules_of(cluster({d})) == r{rule::rollout_cannot_progress});
    d = web();
    d.containers = {};
    CHECK(rules_of(cluster({d})) == r{rule::no_containers});
    d = web();
    d.containers[0].image = {};
    CHECK(rules_of(cluster({d})) == r{rule::image_missing});
    CHECK(rules_of(cluster({web(1, {.requests = {.cpu = "2"}, .limits = {.cpu = "1"}})})) == r{rule::request_over_limit});

    const ConfigMap settings{.name = "settings", .data = {{"LOG_LEVEL", "info"}}};
    d = web();
    d.containers[0].env = {{"A", from(settings, "LOG_LEVL")}};
    CHECK(rules_of(cluster({settings, d})) == r{rule::unknown_key});
    CHECK(rules_of(cluster({d})) == r{rule::unknown_config_map});
    const Service a{.name = "a", .type = NodePort, .ports = {{.port = 80, .nodePort = 30080}}};
    Service b = a;
    b.name = "b";
    CHECK(rules_of(cluster({a, b})) == r{rule::node_port_twice});
}

TEST_CASE("pods are placed on the nodes that the pools may grow to") {
    auto with_pool = [](Deployment d, NodePool p) { return Cluster{.name = "shop", .resources = {d}, .nodePools = {p}}; };
    const NodePool small{.name = "small", .capacity = {.cpu = "1", .memory = "1Gi", .pods = 10}, .min = 1, .max = 4};
    CHECK(check(with_pool(web(40), small)).empty());
    const findings many = check(with_pool(web(41), small));
    REQUIRE(many.count == 1);
    CHECK(many.kept[0].what == rule::replicas_do_not_fit);
    CHECK(many.kept[0].value.view() == "only 40 of 41 fit");
    CHECK(check(with_pool(web(1, {.requests = {.cpu = "2"}}), small)).kept[0].what == rule::pod_fits_no_node);
    CHECK(check(with_pool(web(4, {.requests = {.cpu = "600m"}}), small)).empty());
    CHECK(check(with_pool(web(5, {.requests = {.cpu = "600m"}}), small)).count == 1);
    Deployment elsewhere = web();
    elsewhere.nodeSelector = {{"disk", "ssd"}};
    CHECK(check(with_pool(elsewhere, small)).kept[0].what == rule::pod_fits_no_node);
}

TEST_CASE("a finding names the object, the value and the nearest right one") {
    const findings found = check(Cluster{.name = "shop", .resources = {web(), Service{.name = "front", .selector = {{"app", "wbe"}}, .ports = {{80}}}}});
    REQUIRE(found.count == 1);
    CHECK(found.kept[0].where.view() == "Service front");
    CHECK(found.kept[0].value.view() == "app=wbe");
    CHECK(found.kept[0].hint.view() == "did you mean app=web?");
    CHECK(found.kept[0].line > 0);
}

TEST_CASE("a thousand services are checked at run time") {
    Cluster c{.name = "shop"};
    for (long i = 0; i < 1000; ++i) {
        Deployment d = web();
        d.name = dsl::name(core::cat("web-", core::decimal(i)));
        d.labels = {{"app", label_value(core::cat("web-", core::decimal(i)))}};
        c.resources.push_back(d);
        c.resources.push_back(expose(d, {.ports = {{80, "http"}}}));
    }
    CHECK(check(c).empty());
}
