// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/controller/controller.hpp>

#include <atomic>

#include <catch2/catch.hpp>

#include <slipway/api/apps_v1.hpp>
#include <slipway/api/core_v1.hpp>
#include <support/eventually.hpp>
#include <support/memory_api.hpp>

namespace controller_test {

namespace {

namespace json = slipway::json;
namespace core = slipway::core;
namespace api = slipway::api;
using namespace std::chrono_literals;
using slipway::controller::context;
using slipway::controller::controller;
using slipway::controller::done;
using support::eventually;

struct world {
    support::memory_api server;
    core::system_time time;
    core::random_source random{1};
    slipway::client::client client{server};
    slipway::controller::manager manager{client, time, random};

    api::ConfigMap create(const std::string& name) {
        api::ConfigMap map{};
        map.metadata.name = name;
        map.metadata.namespace_ = "ns";
        return client.create(map);
    }
};

}  // namespace

TEST_CASE("a reconciliation that throws runs again, and then rests") {
    std::atomic<int> runs{0};
    world w;
    controller<api::ConfigMap> loop(w.manager, "maps");
    loop.reconcile([&](context&, const api::ConfigMap&) -> slipway::controller::outcome {
        if (++runs < 4) throw std::runtime_error("not yet");
        return done();
    });
    w.create("a");
    w.manager.start();
    CHECK(eventually([&] { return runs == 4 && w.manager.idle(); }));
    CHECK(loop.counts().errors == 3);
}

TEST_CASE("a conflict runs again and is no error") {
    std::atomic<int> runs{0};
    world w;
    controller<api::ConfigMap> loop(w.manager, "maps");
    loop.reconcile([&](context& ctx, const api::ConfigMap& map) {
        if (++runs == 1) {
            api::ConfigMap other = map;
            other.data["by"] = "somebody";
            ctx.client().update(other);
        }
        api::ConfigMap next = map;
        next.data["seen"] = "yes";
        if (!map.data.contains("seen")) ctx.update(next);
        return done();
    });
    w.create("a");
    w.manager.start();
    CHECK(eventually([&] {
        const auto map = w.client.get<api::ConfigMap>("ns", "a");
        return map.data.contains("seen") && map.data.contains("by");
    }));
    CHECK(loop.counts().conflicts >= 1);
    CHECK(loop.counts().errors == 0);
}

TEST_CASE("what is applied is owned, and is written anew only when it differs") {
    std::atomic<int> runs{0};
    world w;
    controller<api::ConfigMap> loop(w.manager, "maps");
    loop.owns<api::Secret>().reconcile([&](context& ctx, const api::ConfigMap& map) {
        api::Secret secret{};
        secret.metadata.name = map.metadata.name;
        secret.type = "Opaque";
        ctx.apply(secret);
        ++runs;
        return done();
    });
    w.create("a");
    w.manager.start();
    REQUIRE(eventually([&] { return w.client.find<api::Secret>("ns", "a").has_value(); }));
    const auto made = w.client.get<api::Secret>("ns", "a");
    REQUIRE(made.metadata.ownerReferences.size() == 1);
    CHECK(made.metadata.ownerReferences[0].kind == "ConfigMap");

    const int before = runs;
    api::Secret changed = made;
    changed.type = "other";
    w.client.update(changed);
    CHECK(eventually(
        [&] { return runs > before && w.client.get<api::Secret>("ns", "a").type == "Opaque"; }));
    w.client.remove<api::Secret>("ns", "a");
    CHECK(eventually([&] { return w.client.find<api::Secret>("ns", "a").has_value(); }));
    CHECK(eventually([&] { return w.manager.idle(); }));
}

TEST_CASE("what objects of the same kind of another group own is theirs") {
    std::atomic<int> runs{0};
    world w;
    controller<api::ConfigMap> loop(w.manager, "maps");
    loop.owns<api::Secret>().reconcile([&](context&, const api::ConfigMap&) {
        ++runs;
        return done();
    });
    w.create("a");
    w.manager.start();
    REQUIRE(eventually([&] { return runs == 1 && w.manager.idle(); }));
    const auto own = [&](const char* name, const char* version) {
        api::Secret secret{};
        secret.metadata.name = name;
        secret.metadata.namespace_ = "ns";
        auto& owner = secret.metadata.ownerReferences.append();
        owner.apiVersion = version, owner.kind = "ConfigMap", owner.name = "a", owner.uid = "1";
        owner.controller = true;
        w.client.create(secret);
        return eventually(
            [&] { return w.manager.informer<api::Secret>().get("ns", name) && w.manager.idle(); });
    };
    REQUIRE(own("theirs", "example.com/v1"));
    CHECK(runs == 1);
    REQUIRE(own("ours", "v1"));
    CHECK(eventually([&] { return runs == 2; }));
}

TEST_CASE("a loop alone runs until it is stopped") {
    world w;
    w.create("a");
    std::atomic<int> runs{0};
    std::jthread running([&](std::stop_token stop) {
        controller<api::ConfigMap>(w.client)
            .reconcile([&](context&, const api::ConfigMap&) {
                ++runs;
                return slipway::controller::after(1h);
            })
            .run(stop);
    });
    CHECK(eventually([&] { return runs == 1; }));
}

}  // namespace controller_test
