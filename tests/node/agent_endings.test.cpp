// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/node/agent.hpp>

#include <catch2/catch.hpp>

#include <slipway/net/http_server.hpp>

#include "world.hpp"

namespace agent_endings_test {

using namespace slipway;
using namespace std::chrono_literals;
using support::eventually;
using world = support::node_world;
using notes = std::vector<std::string>;

TEST_CASE("of a deleted pod the program ends first, and then its sidecar") {
    world w;
    api::Pod p = world::pod(world::container("app"));
    api::Container side = world::container("side");
    side.restartPolicy = "Always";
    p.spec.initContainers = {side};
    w.start(p);
    REQUIRE(w.gets("Running"));
    w.c.remove<api::Pod>("ns", "web");
    REQUIRE(eventually([&] { return !w.seen(); }));
    CHECK(w.r.notes() == notes{"start side", "start app", "signal app 3", "signal side 3"});
}

TEST_CASE("a deleted pod has its time, by the signal of its image, and goes with all that it had") {
    world w;
    w.r.make_deaf("app");
    api::Pod p = world::pod(world::container("app"));
    p.spec.terminationGracePeriodSeconds = 60;
    api::Volume v;
    v.name = "data";
    v.emptyDir.emplace();
    p.spec.volumes = {v};
    w.start(p);
    REQUIRE(w.gets("Running"));
    const auto directory = w.files / ("pods/" + std::string(w.seen()->metadata.uid.view()));
    CHECK(std::filesystem::exists(directory / "data"));
    w.c.remove<api::Pod>("ns", "web");
    REQUIRE(eventually([&] { return w.r.count("signal app 3") == 1; }));
    CHECK(w.tells("Killing: Stopping container app"));
    w.pass(59s);
    w.turn();
    REQUIRE(w.seen());
    CHECK(w.of("app").state->running.has_value());
    w.pass(1s);
    CHECK(eventually([&] { return !w.seen(); }));
    CHECK(eventually([&] { return w.r.sandboxes().empty(); }));
    CHECK_FALSE(std::filesystem::exists(directory));
    CHECK(w.r.count("signal app 3") == 1);
}

TEST_CASE("a second deletion may give less time, or none") {
    world w;
    w.r.make_deaf("app");
    w.start(world::pod(world::container("app")));
    REQUIRE(w.gets("Running"));
    w.c.remove<api::Pod>("ns", "web", {.grace_period_seconds = 600});
    REQUIRE(eventually([&] { return w.r.count("signal app 3") == 1; }));
    w.c.remove<api::Pod>("ns", "web", {.grace_period_seconds = 5});
    w.pass(5s);
    CHECK(eventually([&] { return !w.seen(); }));
    CHECK(eventually([&] { return w.r.sandboxes().empty(); }));

    w.c.create(world::pod(world::container("app")));
    REQUIRE(w.gets("Running"));
    w.c.remove<api::Pod>("ns", "web", {.grace_period_seconds = 600});
    REQUIRE(eventually([&] { return w.r.count("signal app 3") == 2; }));
    w.c.remove<api::Pod>("ns", "web", {.grace_period_seconds = 0});
    CHECK_FALSE(w.seen());
    CHECK(eventually([&] { return w.r.sandboxes().empty(); }));
}

TEST_CASE("the hook before the end comes before the signal") {
    world w;
    api::Container c = world::container("app");
    c.lifecycle.emplace().preStop.emplace().exec.emplace().command = {"check"};
    w.start(world::pod(c));
    REQUIRE(w.gets("Running"));
    w.well = false;
    w.c.remove<api::Pod>("ns", "web");
    REQUIRE(eventually([&] { return !w.seen(); }));
    CHECK(w.r.notes() == notes{"start app", "exec app: check", "signal app 3"});
    CHECK(w.tells("FailedPreStopHook: "));
}

TEST_CASE("a hook that sleeps delays the signal by that time") {
    world w;
    api::Container c = world::container("app");
    c.lifecycle.emplace().preStop.emplace().sleep.emplace().seconds = 5;
    w.start(world::pod(c));
    REQUIRE(w.gets("Running"));
    w.c.remove<api::Pod>("ns", "web");
    REQUIRE(w.tells("Killing: "));
    w.pass(4s);
    w.turn();
    CHECK(w.r.count("signal app 3") == 0);
    w.pass(1s);
    CHECK(eventually([&] { return !w.seen(); }));
    CHECK(w.r.count("signal app 3") == 1);
}

TEST_CASE("hooks ask over HTTP too; a container whose first hook fails is restarted") {
    net::io_threads io;
    std::atomic<int> started = 0, stopping = 0;
    const net::http_server server(io, {}, [&](net::request&& r, const net::exchange& out) {
        const bool first = r.target == "/started" && started++ == 0;
        stopping += r.target == "/stopping";
        out.respond({first ? 500 : 200, {}, ""});
    });
    world w;
    api::Container c = world::container("app");
    auto hook = [&](const char* path) {
        api::core_v1::LifecycleHandler made;
        auto& get = made.httpGet.emplace();
        get.host = "127.0.0.1";
        get.port = server.port();
        get.path = path;
        return made;
    };
    c.lifecycle.emplace().postStart = hook("/started");
    c.lifecycle.emplace().preStop = hook("/stopping");
    w.start(world::pod(c));
    REQUIRE(w.restarted("app", 1));
    CHECK(w.tells(
        "FailedPostStartHook: PostStartHook failed: HTTP probe failed with statuscode: 500"));
    REQUIRE(eventually([&] { return w.of("app").state->running.has_value(); }));
    w.c.remove<api::Pod>("ns", "web");
    CHECK(eventually([&] { return !w.seen(); }));
    CHECK(stopping == 1);
    io.stop();
}

TEST_CASE("while a service sends to a pod, its signal waits, but not for ever") {
    std::atomic<bool> in_service = true;
    world w([&](node::agent_options& o) {
        o.in_service = [&](const std::string&) { return in_service.load(); };
    });
    w.start(world::pod(world::container("app")));
    REQUIRE(w.gets("Running"));
    w.c.remove<api::Pod>("ns", "web");
    REQUIRE(w.tells("Killing: "));
    w.pass(500ms);
    w.turn();
    CHECK(w.r.count("signal app 3") == 0);
    in_service = false;
    CHECK(eventually([&] {
        w.time.pass(5ms);
        return !w.seen();
    }));
    CHECK(w.r.count("signal app 3") == 1);

    in_service = true;
    w.c.create(world::pod(world::container("app")));
    REQUIRE(w.gets("Running"));
    w.c.remove<api::Pod>("ns", "web");
    CHECK(eventually([&] {
        w.time.pass(50ms);
        return !w.seen();
    }));
    CHECK(w.r.count("signal app 3") == 2);
}

TEST_CASE("a pod that may not be active any longer has failed, and ends") {
    world w;
    api::Pod p = world::pod(world::container("app"));
    p.spec.activeDeadlineSeconds = 100;
    w.start(p);
    REQUIRE(w.gets("Running"));
    w.pass(99s);
    w.turn();
    CHECK(w.status().phase == "Running");
    w.pass(1s);
    REQUIRE(w.gets("Failed"));
    CHECK(w.status().reason == "DeadlineExceeded");
    CHECK(eventually([&] { return w.of("app").state->terminated.has_value(); }));
    CHECK(w.r.count("start app") == 1);
}

TEST_CASE("a pod of the same name starts when the one before it is gone") {
    world w;
    w.start(world::pod(world::container("app")));
    REQUIRE(w.gets("Running"));
    const auto first = w.seen()->metadata.uid;
    w.c.remove<api::Pod>("ns", "web", {.grace_period_seconds = 0});
    w.c.create(world::pod(world::container("app")));
    REQUIRE(w.gets("Running"));
    CHECK(w.seen()->metadata.uid != first);
    CHECK(eventually([&] { return w.r.sandboxes().size() == 1; }));
    CHECK(w.r.sandboxes()[0].key == std::string(w.seen()->metadata.uid.view()));
}

}  // namespace agent_endings_test
