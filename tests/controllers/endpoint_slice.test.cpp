// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/controllers/endpoint_slice.hpp>

#include <algorithm>

#include <catch2/catch.hpp>

#include "back_ends.hpp"

namespace endpoint_slice_test {

namespace {

namespace api = slipway::api;
using support::eventually;

struct world : support::back_end_loops {
    world() {
        slipway::controllers::endpoint_slice(manager);
        manager.start();
    }
    std::vector<slipway::api::EndpointSlice> slices() {
        return api.list<slipway::api::EndpointSlice>("ns").items;
    }
    /// How many endpoints each slice has, the fullest first.
    std::vector<std::size_t> sizes() {
        std::vector<std::size_t> made;
        for (const auto& s : slices()) made.push_back(s.endpoints.size());
        std::sort(made.rbegin(), made.rend());
        return made;
    }
    bool splits_into(const std::vector<std::size_t>& expected) {
        return eventually([&] { return sizes() == expected; });
    }
    /// The conditions of the only endpoint.
    bool is(bool ready, bool serving, bool terminating) {
        return eventually([&] {
            const auto all = slices();
            if (all.size() != 1 || all[0].endpoints.size() != 1) return false;
            const auto& c = *all[0].endpoints[0].conditions;
            return c.ready == ready && c.serving == serving && c.terminating == terminating;
        });
    }
};

api::EndpointSlice slice_named(const std::string& name) {
    api::EndpointSlice made{};
    made.metadata.name = name;
    made.metadata.namespace_ = "ns";
    made.addressType = "IPv4";
    return made;
}

}  // namespace

TEST_CASE("a slice lists the pods with the ports they serve, and says whose it is") {
    world w;
    w.expose(80, 8080);
    w.serve("a", "127.9.0.1");
    REQUIRE(w.splits_into({1}));
    const auto slice = w.slices()[0];
    CHECK(slice.addressType == "IPv4");
    REQUIRE(slice.ports.size() == 1);
    CHECK(slice.ports[0].port == 8080L);
    CHECK(slice.ports[0].protocol == "TCP");
    CHECK(slice.endpoints[0].addresses[0] == "127.9.0.1");
    CHECK(slice.endpoints[0].nodeName == "n1");
    CHECK(slice.endpoints[0].targetRef->name == "a");
    CHECK(*slice.metadata.labels.find("kubernetes.io/service-name") == "web");
    CHECK(*slice.metadata.labels.find("team") == "shop");
    REQUIRE(slice.metadata.ownerReferences.size() == 1);
    CHECK(slice.metadata.ownerReferences[0].kind == "Service");
    CHECK(slice.metadata.ownerReferences[0].uid ==
          w.api.get<api::Service>("ns", "web").metadata.uid);
}

TEST_CASE("an endpoint is ready, is not, or is terminating, and is listed until its pod is gone") {
    world w;
    w.expose(80, 8080);
    w.serve("a", "127.9.0.1", {.ready = false, .held = true});
    CHECK(w.is(false, false, false));
    w.become("a", true);
    CHECK(w.is(true, true, false));
    w.api.remove<api::Pod>("ns", "a");
    CHECK(w.is(false, true, true));
    support::edit<api::Service>(w.api, "ns", "web",
                                [](api::Service& s) { s.spec.publishNotReadyAddresses = true; });
    CHECK(w.is(true, true, true));
    support::edit<api::Pod>(w.api, "ns", "a", [](api::Pod& p) { p.metadata.finalizers = {}; });
    CHECK(w.splits_into({}));
}

TEST_CASE("a hundred pods fill a slice, and slices that nobody needs go") {
    world w;
    for (int i = 1; i <= 150; ++i) w.serve("a" + std::to_string(i), "127.9.0." + std::to_string(i));
    w.expose(80, 8080);
    REQUIRE(w.splits_into({100, 50}));
    for (int i = 1; i <= 50; ++i) w.api.remove<api::Pod>("ns", "a" + std::to_string(i));
    REQUIRE(w.splits_into({100}));
    support::edit<api::Service>(w.api, "ns", "web",
                                [](api::Service& s) { s.spec.ports.begin()->targetPort = 9090; });
    CHECK(eventually([&] {
        const auto all = w.slices();
        return all.size() == 1 && all[0].endpoints.size() == 100 && all[0].ports[0].port == 9090L;
    }));
}

TEST_CASE("pods that mean different numbers by a port's name are in different slices") {
    world w;
    w.expose(80, "http");
    w.serve("a", "127.9.0.1", {.http = 8080});
    w.serve("b", "127.9.0.2", {.http = 9090});
    w.serve("c", "127.9.0.3", {.http = 9090});
    CHECK(w.splits_into({2, 1}));
    for (const auto& slice : w.slices())
        CHECK(slice.ports[0].port == (slice.endpoints.size() == 1 ? 8080L : 9090L));
}

TEST_CASE("slices of others, and services without a selector, are left alone") {
    world w;
    auto plain = support::web_service();
    plain.spec.selector = {};
    plain.metadata.name = "plain";
    w.api.create(plain);
    w.expose(80, 8080);
    const std::string uid(w.api.get<api::Service>("ns", "web").metadata.uid.view());
    // Of the service, without the mark; with the mark, of no service.
    auto unmarked = slice_named("unmarked");
    unmarked.metadata.labels["kubernetes.io/service-name"] = "web";
    unmarked.metadata.ownerReferences.push_back({});
    unmarked.metadata.ownerReferences.begin()->kind = "Service";
    unmarked.metadata.ownerReferences.begin()->name = "web";
    unmarked.metadata.ownerReferences.begin()->uid = uid;
    unmarked.metadata.ownerReferences.begin()->controller = true;
    auto unowned = slice_named("unowned");
    unowned.metadata.labels["endpointslice.kubernetes.io/managed-by"] =
        "endpointslice-controller.k8s.io";
    const auto first = w.api.create(unmarked).metadata.resourceVersion;
    const auto second = w.api.create(unowned).metadata.resourceVersion;
    w.serve("a", "127.9.0.1");
    REQUIRE(w.splits_into({1, 0, 0}));
    w.api.remove<api::Pod>("ns", "a");
    REQUIRE(w.splits_into({0, 0}));
    CHECK(eventually([&] { return w.manager.idle(); }));
    CHECK(w.api.get<api::EndpointSlice>("ns", "unmarked").metadata.resourceVersion == first);
    CHECK(w.api.get<api::EndpointSlice>("ns", "unowned").metadata.resourceVersion == second);
}

}  // namespace endpoint_slice_test
