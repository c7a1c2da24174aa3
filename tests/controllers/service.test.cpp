// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/controllers/service.hpp>

#include <catch2/catch.hpp>

#include "world.hpp"

namespace service_test {

namespace {

namespace api = slipway::api;
namespace controllers = slipway::controllers;
using support::eventually;

struct world : support::loops {
    /// `wanted`: the address that the service asks for.
    void add(const std::string& name, const std::string& wanted = {},
             const std::string& of_class = {}) {
        api::Service made{};
        made.metadata.name = name;
        made.metadata.namespace_ = "ns";
        made.spec.type = "LoadBalancer";
        made.spec.loadBalancerIP = wanted;
        made.spec.loadBalancerClass = of_class;
        api.create(made);
    }
    void remove(const std::string& name) { api.remove<slipway::api::Service>("ns", name); }
    std::string address(const std::string& name) {
        const auto service = api.get<slipway::api::Service>("ns", name);
        const auto& ingress = service.status.loadBalancer->ingress;
        return ingress.empty() ? "" : std::string(ingress[0].ip.view());
    }
    std::string given(const std::string& name) {
        eventually([&] { return !address(name).empty(); });
        return address(name);
    }
};

}  // namespace

TEST_CASE("services of type LoadBalancer get addresses of the loopback network, each its own") {
    world w;
    controllers::service(w.manager);
    w.manager.start();
    w.add("web");
    w.add("shop");
    CHECK(w.given("web").substr(0, 4) == "127.");
    CHECK(w.given("shop").substr(0, 4) == "127.");
    CHECK(w.given("web") != w.given("shop"));
    CHECK(w.api.get<api::Service>("ns", "web").status.loadBalancer->ingress[0].ipMode == "VIP");
    CHECK(eventually([&] { return support::messages(w.api, "EnsuredLoadBalancer").size() == 2; }));
}

TEST_CASE(
    "an address that is asked for is given while it is free, and comes free when its service goes") {
    world w;
    controllers::service(w.manager);
    w.manager.start();
    w.add("first", "127.5.5.5");
    REQUIRE(w.given("first") == "127.5.5.5");
    w.add("second", "127.5.5.5");
    CHECK(w.given("second") != "127.5.5.5");
    w.remove("first");
    REQUIRE(eventually([&] {
        return w.manager.idle() && !w.manager.informer<api::Service>().get("ns", "first");
    }));
    w.add("third", "127.5.5.5");
    CHECK(w.given("third") == "127.5.5.5");
}

TEST_CASE("a service that is no load balancer any more gives its address back") {
    world w;
    controllers::service(w.manager);
    w.manager.start();
    w.add("first", "127.5.5.5");
    REQUIRE(w.given("first") == "127.5.5.5");
    support::edit<api::Service>(w.api, "ns", "first",
                                [](api::Service& s) { s.spec.type = "ClusterIP"; });
    REQUIRE(eventually([&] { return w.address("first").empty(); }));
    w.add("second", "127.5.5.5");
    CHECK(w.given("second") == "127.5.5.5");
}

TEST_CASE("services of another class are left to others") {
    world w;
    controllers::service(w.manager);
    w.manager.start();
    w.add("theirs", {}, "example.com/lb");
    w.add("ours");
    REQUIRE_FALSE(w.given("ours").empty());
    CHECK(eventually([&] { return w.manager.idle(); }));
    CHECK(w.address("theirs").empty());
}

TEST_CASE(
    "after a restart a service keeps its address, also against one that asks for it and comes first") {
    world w;
    controllers::service(w.manager);
    w.manager.start();
    w.add("web", "127.5.5.5");
    REQUIRE(w.given("web") == "127.5.5.5");
    w.manager.stop();
    w.add("another", "127.5.5.5");

    slipway::controller::manager second(w.api, w.time, w.random);
    controllers::service(second);
    second.start();
    CHECK(w.given("another") != "127.5.5.5");
    CHECK(eventually([&] { return second.idle(); }));
    CHECK(w.address("web") == "127.5.5.5");
}

TEST_CASE("a service waits while no address is left, and gets the next that comes free") {
    std::atomic<bool> taken{false};
    std::atomic<int> refused{0};
    world w;
    controllers::service(
        w.manager,
        {.allocate = [&](const api::Service&, const std::string&) -> std::string {
             if (!taken.exchange(true)) return "192.0.2.1";
             ++refused;
             throw slipway::status_error(slipway::core::reason::service_unavailable, "none left");
         },
         .release = [&](const std::string& address) { taken = address != "192.0.2.1"; }});
    w.manager.start();
    w.add("first");
    REQUIRE(w.given("first") == "192.0.2.1");
    w.add("second");
    REQUIRE(eventually([&] { return refused > 0; }));
    CHECK(w.address("second").empty());
    w.remove("first");
    CHECK(w.given("second") == "192.0.2.1");
}

TEST_CASE(
    "the loopback network gives the same service the same address, and none that is refused") {
    api::Service web{};
    web.metadata.name = "web";
    web.metadata.namespace_ = "ns";
    const std::string usual = controllers::loopback_load_balancers().allocate(web, {});
    CHECK(controllers::loopback_load_balancers().allocate(web, {}) == usual);
    const auto choosy = controllers::loopback_load_balancers(
        [&](const api::Service&, const std::string& a) { return a != usual; });
    CHECK(choosy.allocate(web, {}) != usual);
    CHECK(choosy.allocate(web, usual) != usual);
    CHECK(choosy.allocate(web, "10.0.0.1").substr(0, 4) == "127.");
    const auto full = controllers::loopback_load_balancers(
        [](const api::Service&, const std::string&) { return false; });
    CHECK_THROWS_AS(full.allocate(web, {}), slipway::status_error);
}

}  // namespace service_test
