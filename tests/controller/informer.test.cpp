// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/controller/informer.hpp>

#include <mutex>

#include <catch2/catch.hpp>

#include <slipway/api/core_v1.hpp>
#include <slipway/controller/manager.hpp>
#include <support/eventually.hpp>
#include <support/memory_api.hpp>

namespace informer_test {

namespace {

namespace json = slipway::json;
namespace core = slipway::core;
namespace api = slipway::api;
using support::eventually;

json::value pod(const std::string& name) {
    return {
        {"apiVersion", "v1"}, {"kind", "Pod"}, {"metadata", {{"name", name}, {"namespace", "ns"}}}};
}

struct world {
    support::memory_api server;
    core::system_time time;
    core::random_source random{1};
    slipway::client::client client{server};
    slipway::controller::manager manager{client, time, random};

    void create(const std::string& name) { client.create(api::resource_of<api::Pod>, pod(name)); }
    void remove(const std::string& name) { client.remove<api::Pod>("ns", name); }
};

/// What handlers were told.
struct story {
    std::mutex mutex;
    std::vector<std::string> lines;

    template <class Informer>
    void follow(Informer& i) {
        i.on_change([this](const auto& before, const auto& after) {
            std::lock_guard lock(mutex);
            const std::string name =
                slipway::client::handle<api::Pod>::name(after ? *after : *before);
            lines.push_back((before ? (after ? "~" : "-") : "+") + name);
        });
    }
    bool is(const std::vector<std::string>& expected) {
        std::lock_guard lock(mutex);
        return lines == expected;
    }
};

}  // namespace

TEST_CASE("an informer lists, then follows") {
    world w;
    w.create("a");
    story told;
    auto& pods = w.manager.informer<api::Pod>();
    told.follow(pods);
    w.manager.start();
    REQUIRE(eventually([&] { return pods.synced(); }));
    CHECK(pods.get("ns", "a"));
    w.create("b");
    w.client.patch<api::Pod>("ns", "a", api::patch_type::merge, {{"spec", {{"nodeName", "n"}}}});
    w.remove("b");
    CHECK(eventually([&] { return told.is({"+a", "+b", "~a", "-b"}); }));
    CHECK(pods.get("ns", "a")->spec.nodeName == "n");
    CHECK(pods.lists() == 1);
}

TEST_CASE("an expired revision is answered by a new list, of which handlers hear the differences") {
    world w;
    w.create("a");
    w.create("b");
    story told;
    auto& pods = w.manager.informer<api::Pod>();
    told.follow(pods);
    w.manager.start();
    REQUIRE(eventually([&] { return told.is({"+a", "+b"}); }));
    w.server.hold(true);
    w.remove("a");
    w.create("c");
    w.server.compact();
    w.server.break_watches(410);
    CHECK(eventually([&] { return told.is({"+a", "+b", "+c", "-a"}); }));
    CHECK(pods.lists() == 2);
    w.server.hold(false);
}

TEST_CASE("a lost connection is taken up at the last revision, without a list") {
    world w;
    story told;
    auto& pods = w.manager.informer<api::Pod>();
    told.follow(pods);
    w.manager.start();
    REQUIRE(eventually([&] { return pods.synced(); }));
    w.server.hold(true);
    w.create("a");
    w.server.break_watches(500);
    CHECK(eventually([&] { return told.is({"+a"}); }));
    CHECK(pods.lists() == 1);
}

TEST_CASE("a server that refuses lists is asked again") {
    std::atomic<int> refused{0};
    world w;
    w.server.before = [&](const std::string& verb, const api::target&) {
        if (verb == "list" && refused++ < 3)
            throw core::status_error(core::reason::service_unavailable, "starting");
    };
    auto& pods = w.manager.informer<api::Pod>();
    w.manager.start();
    CHECK(eventually([&] { return pods.synced(); }));
    CHECK(refused == 4);
}

TEST_CASE("an object that cannot be decoded is skipped, and the watch goes on") {
    world w;
    auto& pods = w.manager.informer<api::Pod>();
    w.manager.start();
    REQUIRE(eventually([&] { return pods.synced(); }));
    json::value bad = pod("bad");
    bad["spec"] = {{"containers", 7}};
    w.client.create(api::resource_of<api::Pod>, bad);
    w.create("good");
    CHECK(eventually([&] { return pods.get("ns", "good") != nullptr; }));
    CHECK(pods.skipped() == 1);
}

TEST_CASE("a handler that comes late hears of all there is") {
    world w;
    w.create("a");
    auto& pods = w.manager.informer<api::Pod>();
    w.manager.start();
    REQUIRE(eventually([&] { return pods.synced(); }));
    story told;
    told.follow(pods);
    CHECK(eventually([&] { return told.is({"+a"}); }));
    w.manager.stop();
}

}  // namespace informer_test
