// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/controller/context.hpp>

#include <atomic>

#include <slipway/api/custom_resource.hpp>

#include <catch2/catch.hpp>

#include "world.hpp"

namespace context_test {

namespace {

namespace api = slipway::api;
namespace json = slipway::json;

struct world : support::managed {
    std::string key = "ns/owner";
    slipway::controller::event_recorder events = manager.recorder("tester");
    std::stop_source stopping;
    slipway::controller::context ctx{manager, key, events, stopping.get_token()};
    std::atomic<int> writes{0};  // informers call too

    world() {
        ctx.own_as({{"apiVersion", "v1"},
                    {"kind", "ConfigMap"},
                    {"name", "owner"},
                    {"uid", "1"},
                    {"controller", true}},
                   "ns");
        server.before = [this](const std::string& verb, const slipway::api::target&) {
            writes += verb == "create" || verb == "update" || verb == "patch";
        };
    }
};

api::Secret secret(const std::string& value) {
    api::Secret made{};
    made.metadata.name = "s";
    made.type = value;
    return made;
}

struct CacheSpec {
    BOOST_HANA_DEFINE_STRUCT(CacheSpec, (int, size));
};
using Cache = api::custom_resource<"cache.example.com/v1", "Cache", CacheSpec>;

}  // namespace

TEST_CASE("what is applied is in the owner's namespace and belongs to it") {
    world w;
    const api::Secret made = w.ctx.apply(secret("a"));
    CHECK(made.metadata.namespace_ == "ns");
    REQUIRE(made.metadata.ownerReferences.size() == 1);
    CHECK(made.metadata.ownerReferences[0].uid == "1");
    api::Secret elsewhere = secret("a");
    elsewhere.metadata.namespace_ = "other";
    CHECK(w.ctx.apply(elsewhere).metadata.namespace_ == "other");
}

TEST_CASE("a server that takes no strategic merge patch for a kind gets a plain one") {
    world w;
    w.ctx.apply(secret("a"));
    std::atomic<int> patches{0};
    w.server.before = [&](const std::string& verb, const slipway::api::target&) {
        if (verb == "patch" && ++patches == 1)
            throw slipway::status_error(slipway::core::reason::unsupported_media_type,
                                        "strategic merge patches are for kinds of Kubernetes");
    };
    CHECK(w.ctx.apply(secret("b")).type == "b");
    CHECK(patches == 2);
}

TEST_CASE("kinds of one's own get a plain merge patch at once") {
    world w;
    const auto cache = [](int size) {
        Cache made{};
        made.metadata.name = "c";
        made.spec.size = size;
        return made;
    };
    w.ctx.apply(cache(1));
    w.writes = 0;
    CHECK(w.ctx.apply(cache(2)).spec.size == 2);
    CHECK(w.writes == 1);
}

TEST_CASE("what is there already is not written again, and what others added stays") {
    world w;
    w.ctx.apply(secret("a"));
    w.client.patch<api::Secret>("ns", "s", api::patch_type::merge,
                                {{"metadata", {{"labels", {{"theirs", "yes"}}}}}});
    w.writes = 0;
    CHECK(w.ctx.apply(secret("a")).metadata.labels.contains("theirs"));
    CHECK(w.writes == 0);
    const api::Secret changed = w.ctx.apply(secret("b"));
    CHECK(w.writes == 1);
    CHECK(changed.type == "b");
    CHECK(changed.metadata.labels.contains("theirs"));
}

TEST_CASE("reads come from the caches") {
    world w;
    auto& maps = w.follow_maps();
    w.ctx.create([] {
        auto owned = support::managed::map("owned");
        owned.metadata.ownerReferences.push_back({.uid = "1"});
        return owned;
    }());
    w.client.create(w.map("stray"));
    REQUIRE(support::eventually([&] { return maps.get("ns", "stray") != nullptr; }));
    CHECK(w.ctx.find<api::ConfigMap>("ns", "owned"));
    CHECK_FALSE(w.ctx.find<api::ConfigMap>("ns", "none"));
    auto owner = w.map("owner");
    owner.metadata.uid = "1";
    const auto owned = w.ctx.owned<api::ConfigMap>(owner);
    REQUIRE(owned.size() == 1);
    CHECK(owned[0]->metadata.name == "owned");
}

TEST_CASE("the context says what is reconciled, reports about it, and knows when to stop") {
    world w;
    CHECK(w.ctx.key() == "ns/owner");
    w.ctx.event(w.client.create(w.map("owner")), "Normal", "Seen", "it is there");
    const auto events = w.client.list<api::core_v1::Event>("ns").items;
    REQUIRE(events.size() == 1);
    CHECK(events[0].message == "it is there");
    CHECK(events[0].source->component == "tester");
    CHECK_FALSE(w.ctx.stop().stop_requested());
    w.stopping.request_stop();
    CHECK(w.ctx.stop().stop_requested());
}

}  // namespace context_test
