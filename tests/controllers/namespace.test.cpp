// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/controllers/namespace.hpp>

#include <catch2/catch.hpp>

#include <apiserver/custom_definitions.hpp>
#include <slipway/api/resources/apiextensions_v1.hpp>

#include "served_world.hpp"

namespace namespace_test {

namespace {

namespace api = slipway::api;
namespace json = slipway::json;
using support::eventually;

struct world : support::served_loops {
    world() {
        slipway::controllers::namespace_(manager);
        manager.start();
    }
    /// A namespace with its account.
    void open(const std::string& name) {
        slipway::api::Namespace made{};
        made.metadata.name = name;
        client.create(made);
        REQUIRE(has_account(name));
    }
    bool has_account(const std::string& ns) {
        return eventually(
            [&] { return client.find<slipway::api::ServiceAccount>(ns, "default").has_value(); });
    }
    void put(const std::string& ns, const std::string& name, bool held = false) {
        slipway::api::ConfigMap made{};
        made.metadata.name = name;
        made.metadata.namespace_ = ns;
        if (held) made.metadata.finalizers.push_back("example.com/hold");
        client.create(made);
    }
    /// A pod on a node, which has to end there before it is gone.
    void run(const std::string& ns, const std::string& name) {
        slipway::api::Pod made{};
        made.metadata.name = name;
        made.metadata.namespace_ = ns;
        slipway::api::core_v1::Container c{};
        c.name = "app";
        c.image = "example.com/app:1";
        made.spec.containers.push_back(c);
        made.spec.nodeName = "n";
        client.create(made);
    }
    bool gone(const std::string& ns) {
        return eventually([&] { return !client.find<slipway::api::Namespace>({}, ns); });
    }
    template <class T>
    bool terminating(const std::string& ns, const std::string& name) {
        return eventually([&] {
            const auto found = client.find<T>(ns, name);
            return found && !found->metadata.deletionTimestamp.empty();
        });
    }
};

}  // namespace

TEST_CASE("each namespace has its default account, also after somebody removed it") {
    world w;
    w.open("shop");
    CHECK(w.has_account("ns"));
    w.client.remove<api::ServiceAccount>("shop", "default");
    CHECK(w.has_account("shop"));
}

TEST_CASE("a deleted namespace is emptied of all kinds and goes, and others keep what they have") {
    world w;
    w.open("shop");
    w.put("shop", "settings");
    w.put("ns", "settings");
    api::Deployment deployment = support::deployment(1, "example.com/app:1");
    deployment.metadata.namespace_ = "shop";
    w.client.create(deployment);
    w.client.remove<api::Namespace>({}, "shop");
    REQUIRE(w.gone("shop"));
    CHECK_FALSE(w.client.find<api::ConfigMap>("shop", "settings"));
    CHECK_FALSE(w.client.find<api::Deployment>("shop", "web"));
    CHECK_FALSE(w.client.find<api::ServiceAccount>("shop", "default"));
    CHECK(w.client.find<api::ConfigMap>("ns", "settings"));
}

TEST_CASE("a namespace waits for what a finalizer or a node still holds") {
    world w;
    w.open("shop");
    w.put("shop", "held", true);
    w.put("shop", "free");
    w.run("shop", "web");
    w.client.remove<api::Namespace>({}, "shop");
    REQUIRE(w.terminating<api::ConfigMap>("shop", "held"));
    REQUIRE(w.terminating<api::Pod>("shop", "web"));
    REQUIRE(eventually([&] { return !w.client.find<api::ConfigMap>("shop", "free"); }));
    CHECK(w.client.get<api::Namespace>({}, "shop").status.phase == "Terminating");
    // The node has ended the pod.
    w.client.remove<api::Pod>("shop", "web", {.grace_period_seconds = 0});
    REQUIRE(w.client.find<api::Namespace>({}, "shop"));
    w.client.patch<api::ConfigMap>("shop", "held", api::patch_type::merge,
                                   {{"metadata", {{"finalizers", nullptr}}}});
    CHECK(w.gone("shop"));
    // The name is free again.
    w.open("shop");
}

TEST_CASE("finalizers of others are theirs to take out") {
    world w;
    w.open("shop");
    w.put("shop", "held", true);
    w.client.remove<api::Namespace>({}, "shop");
    REQUIRE(w.terminating<api::ConfigMap>("shop", "held"));
    w.client.by().update(
        {&api::resource_of<api::Namespace>, {}, "shop", "finalize"},
        {{"apiVersion", "v1"},
         {"kind", "Namespace"},
         {"metadata", {{"name", "shop"}}},
         {"spec", {{"finalizers", json::value::array({"kubernetes", "example.com/audit"})}}}},
        {});
    w.client.patch<api::ConfigMap>("shop", "held", api::patch_type::merge,
                                   {{"metadata", {{"finalizers", nullptr}}}});
    REQUIRE(eventually(
        [&] { return w.client.get<api::Namespace>({}, "shop").spec.finalizers.size() == 1; }));
    CHECK(w.client.get<api::Namespace>({}, "shop").spec.finalizers[0] == "example.com/audit");
    CHECK_FALSE(w.client.find<api::ConfigMap>("shop", "held"));
}

TEST_CASE("a namespace is emptied of kinds of one's own, too") {
    world w;
    w.open("shop");
    w.server.create({&api::resource_of<api::apiextensions_v1::CustomResourceDefinition>},
                    support::caches());
    const api::resource& kind = *w.server.find_resource("example.com", "v1", "caches");
    w.server.create({&kind, "shop"}, support::cache("front", R"({"size": 1})"));
    w.server.create({&kind, "ns"}, support::cache("elsewhere", R"({"size": 1})"));
    w.client.remove<api::Namespace>({}, "shop");
    CHECK(w.gone("shop"));
    CHECK(w.server.list({&kind}, {}).items.size() == 1);
}

}  // namespace namespace_test
