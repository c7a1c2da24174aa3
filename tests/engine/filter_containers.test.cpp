// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/filter_containers.hpp>

#include <set>
#include <string>

#include <catch2/catch.hpp>

#include <slipway/engine/networks.hpp>

#include <support/refusal.hpp>

#include "engine_machine.hpp"

namespace filter_containers_test {

using namespace slipway;
using support::refusal;

namespace {

struct three {
    three() {
        engine::create_network(*m.containers, {.name = "front"});
        make({.name = "web",
              .command = {"true"},
              .ports = {{.host_port = 8080, .port = 80}},
              .labels = {{"app", "shop"}},
              .network = "front"});
        make({.name = "webhook",
              .command = {"true"},
              .ports = {{.host_port = 5353, .port = 53, .protocol = runtime::transport::udp}}});
        make({.name = "done", .command = {"true"}});
    }
    void make(const engine::container_options& o) {
        m.containers->create(m.images->get("busybox"), "busybox", o);
    }
    /// The names of those that fit, in the order of their names.
    std::string named(std::initializer_list<std::pair<const char*, std::string>> filters) {
        engine::filters wanted(engine::container_filters);
        for (const auto& [name, value] : filters) wanted.add(name, value);
        std::set<std::string> names;
        for (const engine::container& c : m.containers->list())
            if (engine::fits(c, wanted, *m.containers)) names.insert(c.name);
        std::string made;
        for (const std::string& name : names) made += (made.empty() ? "" : " ") + name;
        return made;
    }
    support::engine_machine m;
};

}  // namespace

TEST_CASE("containers are found by name, id, label, image, status and network") {
    three t;
    CHECK(t.named({}) == "done web webhook");
    CHECK(t.named({{"name", "web"}}) == "web webhook");
    CHECK(t.named({{"name", "^web$"}}) == "web");
    CHECK(t.named({{"name", "/web"}}) == "web webhook");
    CHECK(t.named({{"name", "hook$"}, {"name", "done"}}) == "done webhook");
    CHECK(t.named({{"id", t.m.containers->get("done").id.substr(0, 20)}}) == "done");
    CHECK(t.named({{"label", "app=shop"}}) == "web");
    CHECK(t.named({{"ancestor", "busybox"}}) == "done web webhook");
    CHECK(t.named({{"ancestor", "busybox:latest"}}) == "done web webhook");
    CHECK(t.named({{"ancestor", t.m.images->get("busybox").id.str()}}) == "done web webhook");
    CHECK(t.named({{"ancestor", "alpine"}}).empty());
    CHECK(t.named({{"status", "created"}}) == "done web webhook");
    CHECK(t.named({{"status", "running"}}).empty());
    CHECK(t.named({{"exited", "0"}}).empty());
    CHECK(t.named({{"network", "front"}}) == "web");
    CHECK(t.named({{"health", "none"}}) == "done web webhook");
    CHECK(t.named({{"is-task", "true"}}).empty());
    CHECK(t.named({{"isolation", "default"}}) == "done web webhook");
}

TEST_CASE("containers are found by their ports") {
    three t;
    CHECK(t.named({{"publish", "80"}}) == "web");  // as docker: the container's own port
    CHECK(t.named({{"publish", "79-81/tcp"}}) == "web");
    CHECK(t.named({{"expose", "53/udp"}}) == "webhook");
    CHECK(t.named({{"expose", "53"}}).empty());
    CHECK(t.named({{"publish", "8080"}}).empty());
    CHECK(t.named({{"publish", "80"}, {"expose", "53/udp"}}).empty());
    CHECK(t.named({{"publish", "80"}, {"publish", "53/udp"}}) == "web webhook");
    runtime::image listens = t.m.images->get("busybox");
    listens.config.exposed_ports = {"9090/tcp", "9/sctp"};
    t.m.containers->create(listens, "busybox", {.name = "metrics", .command = {"true"}});
    CHECK(t.named({{"expose", "9000-9100"}}) == "metrics");
    CHECK(t.named({{"publish", "9090"}}).empty());
    CHECK_THROWS_WITH((t.named({{"expose", "http"}})),
                      "'http' is no port, such as 80, 53/udp or 8000-8010/tcp");
}

TEST_CASE("containers are found by when they were made") {
    three t;
    CHECK(t.named({{"before", "webhook"}}) == "web");
    CHECK(t.named({{"since", "web"}}) == "done webhook");
    CHECK(t.named({{"since", "web"}, {"before", "done"}}) == "webhook");
    CHECK(refusal([&] { t.named({{"before", "nosuch"}}); }) == core::reason::not_found);
}

TEST_CASE("values that no container can have are refused, and those of an end ask for ended ones") {
    three t;
    CHECK_THROWS_WITH(
        (t.named({{"status", "bogus"}})),
        Catch::StartsWith("invalid filter 'status=bogus': it is created, restarting, "));
    CHECK_THROWS_WITH((t.named({{"health", "fine"}})),
                      "invalid filter 'health=fine': it is starting, healthy, unhealthy, none");
    engine::filters wanted(engine::container_filters);
    wanted.add("name", "web");
    CHECK_FALSE(engine::asks_for_ended(wanted));
    wanted.add("exited", "0");
    CHECK(engine::asks_for_ended(wanted));
}

}  // namespace filter_containers_test
