// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/client/client.hpp>

#include <catch2/catch.hpp>

#include <slipway/api/apps_v1.hpp>
#include <slipway/api/core_v1.hpp>
#include <support/memory_api.hpp>

#include "recording_transport.hpp"

namespace client_test {

namespace {

namespace api = slipway::api;
namespace core = slipway::core;
namespace json = slipway::json;
using strings = std::vector<std::string>;

api::ConfigMap map(const std::string& name, const std::string& ns = "shop") {
    api::ConfigMap made{};
    made.metadata.name = name;
    made.metadata.namespace_ = ns;
    return made;
}

/// A client whose requests are remembered.
struct line {
    support::recording_transport wire;
    slipway::client::client client{wire};
};
/// A client of a server that keeps what it is given.
struct world {
    support::memory_api server;
    slipway::client::client client{server};
};

}  // namespace

TEST_CASE("the kind comes from the struct, and is told to the server") {
    line l;
    api::Deployment d{};
    d.metadata.name = "web";
    d.metadata.namespace_ = "shop";
    l.client.create(d);
    CHECK(l.wire.body["apiVersion"] == "apps/v1");
    CHECK(l.wire.body["kind"] == "Deployment");
    l.client.update(map("a"));
    CHECK(l.wire.body["apiVersion"] == "v1");
    CHECK(l.wire.body["kind"] == "ConfigMap");
    CHECK(l.wire.asked == strings{"create shop/deployments//", "update shop/configmaps/a/"});
}

TEST_CASE(
    "requests go to the object, to its subresource, or to all of a kind; a namespace only where the kind has one") {
    line l;
    l.client.get<api::Pod>("shop", "p");
    l.client.get<api::Node>("shop", "n");
    l.client.list<api::Pod>();
    l.client.list<api::Pod>("shop");
    l.client.update_status(map("a"));
    l.client.patch<api::Pod>("shop", "p", api::patch_type::merge, json::value::object(), {},
                             "status");
    l.client.create_in(api::resource_of<api::Pod>, "shop", "p", "eviction", json::value::object());
    l.client.remove<api::Pod>("shop", "p");
    l.client.remove_collection<api::Pod>("shop");
    CHECK(l.wire.asked == strings{"get shop/pods/p/", "get /nodes/n/", "list /pods//",
                                  "list shop/pods//", "update shop/configmaps/a/status",
                                  "patch shop/pods/p/status", "create shop/pods/p/eviction",
                                  "remove shop/pods/p/", "remove_collection shop/pods//"});
}

TEST_CASE("an apply is a patch by a manager, which takes over fields unless told otherwise") {
    line l;
    l.client.apply(map("a"), "tester");
    CHECK(l.wire.asked == strings{"patch shop/configmaps/a/"});
    CHECK(l.wire.patch_type == api::patch_type::apply);
    CHECK(l.wire.write.field_manager == "tester");
    CHECK(l.wire.write.force);
    CHECK(l.wire.body["kind"] == "ConfigMap");
    l.client.apply(map("a"), "tester", false);
    CHECK_FALSE(l.wire.write.force);
}

TEST_CASE("objects are created, read, changed and removed") {
    world w;
    api::ConfigMap made = w.client.create(map("a"));
    CHECK_FALSE(made.metadata.uid.empty());
    made.data["color"] = "red";
    w.client.update(made);
    CHECK(*w.client.get<api::ConfigMap>("shop", "a").data.find("color") == "red");
    w.client.create(map("b", "other"));
    CHECK(w.client.list<api::ConfigMap>().items.size() == 2);
    const auto listed = w.client.list<api::ConfigMap>("shop");
    REQUIRE(listed.items.size() == 1);
    CHECK(listed.items[0].metadata.name == "a");
    CHECK_FALSE(listed.resource_version.empty());
    w.client.remove<api::ConfigMap>("shop", "a");
    w.client.remove_collection<api::ConfigMap>("other");
    CHECK(w.client.list<api::ConfigMap>().items.empty());
}

TEST_CASE(
    "what does not exist is nothing to find and an error to get; other errors are errors to both") {
    world w;
    CHECK_FALSE(w.client.find<api::ConfigMap>("shop", "a"));
    CHECK(w.client.find(api::resource_of<api::ConfigMap>, "shop", "a") == nullptr);
    CHECK_THROWS_AS(w.client.get<api::ConfigMap>("shop", "a"), core::status_error);

    struct forbidding : support::recording_transport {
        json::document get(const api::target&) {
            throw core::status_error(core::reason::forbidden, "not you");
        }
    } closed;
    CHECK_THROWS_AS(slipway::client::client(closed).find<api::ConfigMap>("shop", "a"),
                    core::status_error);
}

TEST_CASE("a list says where it was cut") {
    line l;
    const auto part = l.client.list<api::Pod>("shop", {.limit = 1});
    CHECK(l.wire.listing.limit == 1);
    CHECK(part.continue_ == "more");
    CHECK(part.resource_version == "7");
}

TEST_CASE("a watch gives objects, and at its end one without a name") {
    std::vector<std::pair<core::change, std::string>> told;
    world w;
    const auto watching =
        w.client.watch<api::ConfigMap>("shop", {}, [&](core::change what, const api::ConfigMap& m) {
            told.emplace_back(what, std::string(m.metadata.name.view()));
        });
    w.client.create(map("a"));
    w.client.create(map("b", "other"));
    w.client.remove<api::ConfigMap>("shop", "a");
    w.server.break_watches(410);
    CHECK(told == std::vector<std::pair<core::change, std::string>>{{core::change::added, "a"},
                                                                    {core::change::deleted, "a"},
                                                                    {core::change::error, ""}});
}

TEST_CASE(
    "a conflict is tried again from the start, but not for ever, and other errors not at all") {
    world w;
    const api::ConfigMap stale = w.client.create(map("a"));
    w.client.patch<api::ConfigMap>("shop", "a", api::patch_type::merge,
                                   {{"data", {{"by", "somebody"}}}});
    int tried = 0;
    const api::ConfigMap written = slipway::client::retry_on_conflict([&] {
        api::ConfigMap next = ++tried == 1 ? stale : w.client.get<api::ConfigMap>("shop", "a");
        next.data["seen"] = "yes";
        return w.client.update(next);
    });
    CHECK(tried == 2);
    CHECK(written.data.contains("by"));
    tried = 0;
    CHECK_THROWS_AS(slipway::client::retry_on_conflict([&] { ++tried, w.client.update(stale); }, 3),
                    core::status_error);
    CHECK(tried == 3);
    tried = 0;
    CHECK_THROWS_AS(slipway::client::retry_on_conflict(
                        [&] { ++tried, w.client.get<api::ConfigMap>("shop", "none"); }),
                    core::status_error);
    CHECK(tried == 1);
}

}  // namespace client_test
