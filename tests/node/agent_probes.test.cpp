// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/node/agent.hpp>

#include <catch2/catch.hpp>

#include <slipway/controllers/endpoint_slice.hpp>
#include <slipway/net/http_server.hpp>

#include "world.hpp"

namespace agent_probes_test {

using namespace slipway;
using namespace std::chrono_literals;
using support::eventually;
using world = support::node_world;

TEST_CASE("a container that is not alive is restarted") {
    world w;
    api::Container c = world::container("app");
    c.livenessProbe = world::check_probe();
    w.start(world::pod(c));
    REQUIRE(w.gets("Running"));
    w.well = false;
    w.pass(1s);
    REQUIRE(w.tells("Unhealthy: Liveness probe failed"));
    CHECK(w.of("app").restartCount == 0L);  // once is not enough
    w.pass(1s);
    REQUIRE(w.restarted("app", 1));
    CHECK(w.tells("Killing: Container app failed liveness probe, will be restarted"));
    CHECK(w.r.count("signal app 3") == 1);
}

TEST_CASE("a container that does not end by its signal is killed when its time is over") {
    world w;
    w.r.make_deaf("app");
    api::Container c = world::container("app");
    c.livenessProbe = world::check_probe();
    c.livenessProbe.emplace().terminationGracePeriodSeconds = 7;
    w.well = false;
    w.start(world::pod(c));
    REQUIRE(eventually([&] { return w.r.count("exec app: check") == 1; }));
    w.pass(1s);
    REQUIRE(eventually([&] { return w.r.count("signal app 3") == 1; }));
    w.pass(6s);
    w.turn();
    CHECK(w.of("app").restartCount == 0L);
    w.pass(1s);
    CHECK(w.restarted("app", 1));
    CHECK(w.of("app").lastState->terminated->exitCode == 137L);
}

TEST_CASE("until it has started, a container is asked nothing else") {
    world w;
    w.well = false;
    api::Container c = world::container("app");
    c.startupProbe = world::check_probe();
    c.readinessProbe.emplace().exec.emplace().command = {"exit", "0"};
    w.start(world::pod(c));
    REQUIRE(eventually([&] { return w.r.count("exec app: check") == 1; }));
    CHECK(eventually([&] { return w.of("app").started == false; }));
    CHECK(w.r.count("exec app: exit") == 0);
    w.well = true;
    w.pass(1s);
    REQUIRE(eventually([&] { return w.of("app").ready == true; }));
    CHECK(w.of("app").started == true);
}

TEST_CASE("readiness comes and goes, and restarts nothing") {
    world w;
    w.well = false;
    api::Container c = world::container("app");
    c.readinessProbe = world::check_probe();
    w.start(world::pod(c));
    REQUIRE(w.gets("Running"));
    CHECK(w.condition("Ready") == "False");
    w.well = true;
    w.pass(1s);
    REQUIRE(eventually([&] { return w.condition("Ready") == "True"; }));
    w.well = false;
    REQUIRE(eventually([&] {
        w.time.pass(1s);
        return w.condition("Ready") == "False";
    }));
    CHECK(w.condition("ContainersReady") == "False");
    CHECK(w.of("app").restartCount == 0L);
}

TEST_CASE("a pod is an endpoint of its service as long as it is ready") {
    world w;
    controllers::endpoint_slice(w.manager);
    api::Service s;
    s.metadata.name = "web";
    s.metadata.namespace_ = "ns";
    s.spec.selector = {{"app", "web"}};
    api::ServicePort port;
    port.port = 80;
    s.spec.ports = {port};
    w.c.create(s);
    api::Container c = world::container("app");
    c.readinessProbe = world::check_probe();
    w.start(world::pod(c));
    auto ready = [&] {
        for (const auto& slice : w.c.list<api::EndpointSlice>("ns").items)
            for (const auto& e : slice.endpoints)
                if (e.targetRef->name == "web")
                    return e.addresses[0] == w.status().podIP && e.conditions->ready == true;
        return false;
    };
    REQUIRE(eventually(ready));
    w.well = false;
    REQUIRE(eventually([&] {
        w.time.pass(1s);
        return !ready();
    }));
    w.well = true;
    CHECK(eventually([&] {
        w.time.pass(1s);
        return ready();
    }));
}

TEST_CASE("probes ask over HTTP and TCP, by the names of ports") {
    net::io_threads io;
    std::atomic<int> asked = 0;
    const net::http_server server(io, {}, [&](net::request&& r, const net::exchange& out) {
        asked += r.target == "/healthz" && r.headers["X-Probe"] == "yes";
        out.respond({200, {}, ""});
    });
    world w;
    api::Container c = world::container("app");
    api::ContainerPort port;
    port.name = "http";
    port.containerPort = server.port();
    c.ports = {port};
    auto& get = c.readinessProbe.emplace().httpGet.emplace();
    get.host = "127.0.0.1";
    get.port = "http";
    get.path = "/healthz";
    api::core_v1::HTTPHeader field;
    field.name = "X-Probe";
    field.value = "yes";
    get.httpHeaders = {field};
    auto& tcp = c.startupProbe.emplace().tcpSocket.emplace();
    tcp.host = "127.0.0.1";
    tcp.port = server.port();
    w.start(world::pod(c));
    REQUIRE(eventually([&] { return w.condition("Ready") == "True"; }));
    CHECK(asked == 1);
    io.stop();
}

TEST_CASE("where nothing runs, nobody is asked, and all are well") {
    world w;
    w.r.pretends = true;
    api::Container c = world::container("app");
    c.readinessProbe.emplace().tcpSocket.emplace().port = 80;
    w.start(world::pod(c));
    CHECK(eventually([&] { return w.condition("Ready") == "True"; }));
}

}  // namespace agent_probes_test
