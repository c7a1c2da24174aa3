// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/controllers/garbage_collector.hpp>

#include <catch2/catch.hpp>

#include <apiserver/custom_definitions.hpp>
#include <slipway/api/resources/apiextensions_v1.hpp>

#include "served_world.hpp"

namespace garbage_collector_test {

namespace {

namespace api = slipway::api;
namespace core = slipway::core;
namespace json = slipway::json;
using support::eventually;

/// A reference to an object, as a dependent has it.
api::meta_v1::OwnerReference to(const api::ConfigMap& owner, bool blocks = false) {
    api::meta_v1::OwnerReference made{};
    made.apiVersion = "v1";
    made.kind = "ConfigMap";
    made.name = owner.metadata.name;
    made.uid = owner.metadata.uid;
    made.blockOwnerDeletion = blocks;
    return made;
}

struct world : support::served_loops {
    world() {
        slipway::controllers::garbage_collector(manager);
        manager.start();
    }
    slipway::api::ConfigMap create(
        const std::string& name,
        const std::vector<slipway::api::meta_v1::OwnerReference>& owners = {}, bool held = false) {
        slipway::api::ConfigMap made{};
        made.metadata.name = name;
        made.metadata.namespace_ = "ns";
        for (const auto& o : owners) made.metadata.ownerReferences.push_back(o);
        if (held) made.metadata.finalizers.push_back("example.com/hold");
        return client.create(made);
    }
    void remove(const std::string& name, const std::string& policy) {
        client.remove<slipway::api::ConfigMap>("ns", name, {.propagation_policy = policy});
    }
    void release(const std::string& name) {
        client.patch<slipway::api::ConfigMap>("ns", name, slipway::api::patch_type::merge,
                                              {{"metadata", {{"finalizers", nullptr}}}});
    }
    std::optional<slipway::api::ConfigMap> find(const std::string& name) {
        return client.find<slipway::api::ConfigMap>("ns", name);
    }
    bool gone(const std::string& name) {
        return eventually([&] { return !find(name); });
    }
    bool terminating(const std::string& name) {
        return eventually([&] {
            const auto found = find(name);
            return found && !found->metadata.deletionTimestamp.empty();
        });
    }
};

}  // namespace

TEST_CASE("what an object owned goes after it, and what that owned in turn") {
    world w;
    const auto owner = w.create("owner");
    const auto child = w.create("child", {to(owner)});
    w.create("grandchild", {to(child)});
    w.create("stranger");
    w.remove("owner", "Background");
    CHECK(w.gone("child"));
    CHECK(w.gone("grandchild"));
    CHECK(w.find("stranger"));
}

TEST_CASE("an owner deleted in the foreground stays until the dependents that block it are gone") {
    world w;
    const auto owner = w.create("owner");
    w.create("blocks", {to(owner, true)}, true);
    w.create("free", {to(owner)}, true);
    w.remove("owner", "Foreground");
    REQUIRE(w.terminating("blocks"));
    REQUIRE(w.terminating("free"));
    REQUIRE(w.find("owner"));
    CHECK(w.find("owner")->metadata.finalizers[0] == "foregroundDeletion");
    w.release("blocks");
    CHECK(w.gone("owner"));
    CHECK(w.find("free"));
    w.release("free");
    CHECK(w.gone("free"));
}

TEST_CASE("an owner deleted with Orphan leaves its dependents, without the reference") {
    world w;
    const auto owner = w.create("owner");
    const auto other = w.create("other");
    w.create("child", {to(owner)});
    w.create("shared", {to(owner), to(other)});
    w.remove("owner", "Orphan");
    REQUIRE(w.gone("owner"));
    REQUIRE(w.find("child"));
    CHECK(w.find("child")->metadata.ownerReferences.empty());
    REQUIRE(w.find("shared"));
    REQUIRE(w.find("shared")->metadata.ownerReferences.size() == 1);
    CHECK(w.find("shared")->metadata.ownerReferences[0].name == "other");
}

TEST_CASE("one owner that exists is enough, and the reference to the other one is taken out") {
    world w;
    const auto first = w.create("first");
    const auto second = w.create("second");
    w.create("child", {to(first), to(second)});
    w.remove("first", "Background");
    REQUIRE(eventually([&] { return w.find("child")->metadata.ownerReferences.size() == 1; }));
    CHECK(w.find("child")->metadata.ownerReferences[0].name == "second");
    w.remove("second", "Background");
    CHECK(w.gone("child"));
}

TEST_CASE("owners are told by their uid, not by their name") {
    world w;
    auto reference = to(w.create("owner"));
    reference.uid = "of-an-earlier-one";
    w.create("child", {reference});
    CHECK(w.gone("child"));
    CHECK(w.find("owner"));
}

TEST_CASE("an object whose owner is of a kind that nobody serves here is kept") {
    world w;
    auto unknown = to(w.create("owner"));
    unknown.apiVersion = "example.com/v1";
    unknown.kind = "Unknown";
    w.create("kept", {unknown});
    auto absent = to(w.create("absent"));
    absent.uid = "of-an-earlier-one";
    w.create("sentinel", {absent});
    REQUIRE(w.gone("sentinel"));
    CHECK(eventually([&] { return w.manager.idle(); }));
    CHECK(w.find("kept"));
}

TEST_CASE("an owner that the cache does not know is looked up before it counts as absent") {
    // The collector's memory holds the dependent alone, as when the owner's watch is late.
    support::api_world served;
    api::ConfigMap map{};
    map.metadata.name = "owner";
    map.metadata.namespace_ = "ns";
    const auto owner = served.client.create(map);
    map.metadata.name = "child";
    map.metadata.ownerReferences.push_back(to(owner));
    const auto child = served.client.create(map);
    const api::resource& kind = api::resource_of<api::ConfigMap>;
    slipway::controllers::detail::ownership known;
    known.see(kind, nullptr, served.client.get(kind, "ns", "child"));
    slipway::controllers::detail::custom_rows customs;
    slipway::controllers::detail::collector_pass pass(served.client, known, customs);
    pass.run(std::string(child.metadata.uid.view()));
    CHECK(served.client.find<api::ConfigMap>("ns", "child"));
    served.client.remove<api::ConfigMap>("ns", "owner");
    pass.run(std::string(child.metadata.uid.view()));
    CHECK_FALSE(served.client.find<api::ConfigMap>("ns", "child"));
}

TEST_CASE("objects of one's own kinds own and are owned") {
    world w;
    w.server.create({&api::resource_of<api::apiextensions_v1::CustomResourceDefinition>},
                    support::caches());
    const api::resource& kind = *w.server.find_resource("example.com", "v1", "caches");
    const json::document cache =
        w.server.create({&kind, "ns"}, support::cache("front", R"({"size": 1})"));
    api::meta_v1::OwnerReference by_cache{};
    by_cache.apiVersion = "example.com/v1";
    by_cache.kind = "Cache";
    by_cache.name = "front";
    by_cache.uid = core::text((*cache)["metadata"]["uid"].get<std::string>());
    const auto map = w.create("settings", {by_cache});
    json::value owned = support::cache("owned", R"({"size": 1})");
    owned["metadata"]["ownerReferences"].push_back({{"apiVersion", "v1"},
                                                    {"kind", "ConfigMap"},
                                                    {"name", "settings"},
                                                    {"uid", std::string(map.metadata.uid.view())}});
    w.server.create({&kind, "ns"}, owned);
    w.server.remove({&kind, "ns", "front"});
    CHECK(w.gone("settings"));
    CHECK(eventually([&] { return w.server.list({&kind, "ns"}, {}).items.empty(); }));
    // With the definition goes the owner.
    const json::document second =
        w.server.create({&kind, "ns"}, support::cache("second", R"({"size": 1})"));
    by_cache.name = "second";
    by_cache.uid = core::text((*second)["metadata"]["uid"].get<std::string>());
    w.create("later", {by_cache});
    w.server.remove({&api::resource_of<api::apiextensions_v1::CustomResourceDefinition>,
                     {},
                     "caches.example.com"});
    CHECK(w.gone("later"));
}

}  // namespace garbage_collector_test
