// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/controllers/endpoints.hpp>

#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "back_ends.hpp"

namespace endpoints_test {

namespace {

namespace api = slipway::api;
using support::eventually;

struct world : support::back_end_loops {
    world() {
        slipway::controllers::endpoints(manager);
        manager.start();
    }
    std::optional<slipway::api::Endpoints> found() {
        return api.find<slipway::api::Endpoints>("ns", "web");
    }
    /// What the Endpoints say, as in `127.9.0.1:80 !127.9.0.2:80`; `!` marks those that are not
    /// ready.
    std::string said() {
        const auto all = found();
        if (!all) return "none";
        std::set<std::string> parts;
        for (const auto& subset : all->subsets) {
            std::string ports;
            for (const auto& p : subset.ports)
                ports += ':' + std::to_string(static_cast<long>(p.port));
            for (const auto& a : subset.addresses) parts.insert(std::string(a.ip.view()) + ports);
            for (const auto& a : subset.notReadyAddresses)
                parts.insert('!' + std::string(a.ip.view()) + ports);
        }
        std::string made;
        for (const std::string& p : parts) made += (made.empty() ? "" : " ") + p;
        return made;
    }
    bool says(const std::string& expected) {
        return eventually([&] { return said() == expected; });
    }
};

}  // namespace

TEST_CASE(
    "ready pods are addresses, others are not ready addresses, and what has no address or has finished is neither") {
    world w;
    w.expose(80, 8080);
    w.serve("a", "127.9.0.1");
    w.serve("b", "127.9.0.2", {.ready = false});
    w.serve("c", "");
    w.serve("d", "127.9.0.4", {.phase = "Succeeded"});
    w.serve("e", "127.9.0.5", {.app = "other"});
    CHECK(w.says("!127.9.0.2:8080 127.9.0.1:8080"));
    const auto address = w.found()->subsets[0].addresses[0];
    CHECK(address.targetRef->kind == "Pod");
    CHECK(address.targetRef->name == "a");
    CHECK(address.nodeName == "n1");
    w.become("b", true);
    CHECK(w.says("127.9.0.1:8080 127.9.0.2:8080"));
    w.become("a", false);
    CHECK(w.says("!127.9.0.1:8080 127.9.0.2:8080"));
}

TEST_CASE("pods come and go with their labels, and with the selector") {
    world w;
    w.expose(80, 8080);
    w.serve("a", "127.9.0.1");
    w.serve("b", "127.9.0.2", {.app = "other"});
    REQUIRE(w.says("127.9.0.1:8080"));
    support::edit<api::Pod>(w.api, "ns", "a",
                            [](api::Pod& p) { p.metadata.labels["app"] = "other"; });
    REQUIRE(w.says(""));
    support::edit<api::Service>(w.api, "ns", "web",
                                [](api::Service& s) { s.spec.selector["app"] = "other"; });
    CHECK(w.says("127.9.0.1:8080 127.9.0.2:8080"));
    w.api.remove<api::Pod>("ns", "a");
    CHECK(w.says("127.9.0.2:8080"));
}

TEST_CASE("a named target port is looked up in each pod") {
    world w;
    w.expose(80, "http");
    w.serve("a", "127.9.0.1", {.http = 8080});
    w.serve("b", "127.9.0.2", {.http = 9090});
    w.serve("c", "127.9.0.3");
    CHECK(w.says("127.9.0.1:8080 127.9.0.2:9090"));
    CHECK(w.found()->subsets.size() == 2);
}

TEST_CASE("a terminating pod is left out at once, except where addresses are published always") {
    world w;
    w.expose(80, 8080);
    w.serve("a", "127.9.0.1", {.held = true});
    w.serve("b", "127.9.0.2", {.ready = false});
    REQUIRE(w.says("!127.9.0.2:8080 127.9.0.1:8080"));
    w.api.remove<api::Pod>("ns", "a");
    REQUIRE(w.api.find<api::Pod>("ns", "a"));
    CHECK(w.says("!127.9.0.2:8080"));
    support::edit<api::Service>(w.api, "ns", "web",
                                [](api::Service& s) { s.spec.publishNotReadyAddresses = true; });
    CHECK(w.says("127.9.0.1:8080 127.9.0.2:8080"));
}

TEST_CASE(
    "a headless service lists its pods also without ports, and by the host names that they have in it") {
    world w;
    auto service = support::web_service();
    service.spec.clusterIP = "None";
    w.api.create(service);
    w.serve("a", "127.9.0.1", {.hostname = "a-0"});
    CHECK(w.says("127.9.0.1"));
    CHECK(w.found()->subsets[0].addresses[0].hostname == "a-0");
}

TEST_CASE("Endpoints of a service without a selector are never touched, nor removed with it") {
    world w;
    auto by_hand = support::web_service();
    by_hand.spec.selector = {};
    w.api.create(by_hand);
    api::Endpoints written{};
    written.metadata.name = "web";
    written.metadata.namespace_ = "ns";
    api::core_v1::EndpointAddress outside{};
    outside.ip = "192.0.2.7";
    written.subsets.push_back({});
    written.subsets.begin()->addresses = {outside};
    const auto version = w.api.create(written).metadata.resourceVersion;
    w.serve("a", "127.9.0.1");
    CHECK(eventually(
        [&] { return w.manager.informer<api::Pod>().get("ns", "a") && w.manager.idle(); }));
    w.api.remove<api::Service>("ns", "web");
    CHECK(eventually(
        [&] { return !w.manager.informer<api::Service>().get("ns", "web") && w.manager.idle(); }));
    REQUIRE(w.found());
    CHECK(w.found()->metadata.resourceVersion == version);
}

TEST_CASE("Endpoints go with their service, also those without a ready pod") {
    world w;
    w.expose(80, 8080);
    REQUIRE(w.says(""));
    SECTION("none") {}
    SECTION("not ready") {
        w.serve("a", "127.9.0.1", {.ready = false});
        REQUIRE(w.says("!127.9.0.1:8080"));
    }
    SECTION("ready") {
        w.serve("a", "127.9.0.1");
        REQUIRE(w.says("127.9.0.1:8080"));
    }
    w.api.remove<api::Service>("ns", "web");
    CHECK(w.says("none"));
}

TEST_CASE(
    "Endpoints that somebody changes or removes are put right, and are left alone while they are") {
    world w;
    w.expose(80, 8080);
    w.serve("a", "127.9.0.1");
    REQUIRE(w.says("127.9.0.1:8080"));
    w.api.remove<api::Endpoints>("ns", "web");
    REQUIRE(w.says("127.9.0.1:8080"));
    support::edit<api::Endpoints>(w.api, "ns", "web", [](api::Endpoints& e) { e.subsets = {}; });
    REQUIRE(w.says("127.9.0.1:8080"));
    const auto version = w.found()->metadata.resourceVersion;
    support::edit<api::Pod>(w.api, "ns", "a",
                            [](api::Pod& p) { p.metadata.annotations["seen"] = "yes"; });
    CHECK(eventually([&] {
        const auto pod = w.manager.informer<api::Pod>().get("ns", "a");
        return pod->metadata.annotations.contains("seen") && w.manager.idle();
    }));
    CHECK(w.found()->metadata.resourceVersion == version);
}

}  // namespace endpoints_test
