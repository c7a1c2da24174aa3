// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/networks.hpp>

#include <atomic>
#include <set>
#include <thread>

#include <net/if.h>

#include <catch2/catch.hpp>

#include <slipway/engine/inspect_container.hpp>
#include <slipway/runtime/network.hpp>

#include <support/refusal.hpp>

#include "engine_machine.hpp"

namespace networks_test {

using namespace slipway;
using namespace std::chrono_literals;
using support::eventually;
using support::refusal;

namespace {

const char* const serve = "hostname > /tmp/index.html; exec httpd -f -p 80 -h /tmp";

}  // namespace

TEST_CASE("networks are made, found and removed") {
    support::engine_machine m;
    engine::containers& all = *m.containers;
    CHECK(engine::networks(all).empty());
    const auto front = engine::create_network(all, {.name = "front", .labels = {{"tier", "1"}}});
    CHECK(front.id.size() == 64);
    const auto subnet = runtime::ipv4_network::parse(front.subnet);
    CHECK(subnet.prefix == 24);
    CHECK(front.gateway == runtime::ipv4_text(subnet.address + 1));
    const auto back = engine::create_network(all, {.name = "back", .subnet = "10.1.2.0/28", .gateway = "10.1.2.14", .internal = true});
    CHECK(engine::get_network(all, "back").gateway == "10.1.2.14");
    CHECK(engine::get_network(all, "back").internal);
    CHECK(engine::get_network(all, front.id.substr(0, 12)).labels.at("tier") == "1");
    const auto known = engine::networks(all);
    REQUIRE(known.size() == 2);
    CHECK(known[0].name == "back");
    CHECK(known[1].id == front.id);

    const auto create = [&](engine::network_options o) { return refusal([&] { engine::create_network(all, o); }); };
    CHECK(create({.name = "front"}) == core::reason::already_exists);
    for (const std::string name : {"bridge", "host", "none", "default"}) {
        CHECK(create({.name = name}) == core::reason::forbidden);
        CHECK(refusal([&] { engine::remove_network(all, name); }) == core::reason::forbidden);
    }
    for (const std::string name : {"", "../out", ".", "a/b", "-x", "a b", "a\nb"}) CHECK(create({.name = name}) == core::reason::invalid);
    for (const std::string text : {"10.1.2.0", "10.1.2.3/24", "fd00::/64", "0.0.0.0/8", "127.1.0.0/16", "224.1.0.0/16", "240.0.0.0/8", "10.0.0.0/7", "10.1.3.0/31"})
        CHECK(create({.name = "odd", .subnet = text}) == core::reason::invalid);
    for (const std::string& text : std::vector<std::string>{"10.1.0.0/16", "10.1.2.8/29", "10.240.3.0/24", "10.96.0.0/12", front.subnet}) CHECK(create({.name = "odd", .subnet = text}) == core::reason::conflict);
    for (const std::string text : {"10.1.3.0", "10.1.3.255", "10.1.4.1", "x"}) CHECK(create({.name = "odd", .subnet = "10.1.3.0/24", .gateway = text}) == core::reason::invalid);
    CHECK(create({.name = "odd", .gateway = "10.1.3.1"}) == core::reason::invalid);
    CHECK_THROWS_WITH(engine::create_network(all, {.name = "odd", .subnet = "10.1.2.0/24"}), "the subnet 10.1.2.0/24 overlaps with 10.1.2.0/28, that of the network back");

    CHECK(engine::unused_networks(all).size() == 2);
    engine::remove_network(all, front.id.substr(0, 8));
    engine::remove_network(all, "back");
    CHECK(engine::networks(all).empty());
    CHECK(refusal([&] { engine::remove_network(all, "back"); }) == core::reason::not_found);
    CHECK(refusal([&] { engine::get_network(all, ""); }) == core::reason::not_found);
    std::filesystem::create_directories(m.root / "networks/back/taken");  // as one who was killed leaves it
    CHECK(engine::networks(all).empty());
    CHECK(engine::create_network(all, {.name = "back"}).name == "back");
}

TEST_CASE("networks that several make at once have no addresses in common") {
    support::engine_machine m;
    std::atomic<int> refused = 0;
    std::vector<std::thread> makers;
    for (int i = 0; i < 4; ++i)
        makers.emplace_back([&, i] {
            engine::containers own(m.root, {});
            for (int k = 0; k < 4; ++k) engine::create_network(own, {.name = "net" + std::to_string(4 * i + k)});
            try {
                engine::create_network(own, {.name = "same", .subnet = "10.1.2.0/24"});
            } catch (const status_error& e) {
                refused += e.is(core::reason::already_exists);
            }
        });
    for (std::thread& each : makers) each.join();
    CHECK(refused == 3);
    std::set<std::string> subnets;
    for (const auto& each : engine::networks(*m.containers)) subnets.insert(each.subnet);
    CHECK(subnets.size() == 17);
}

TEST_CASE("containers of a network find each other by name, and nobody in another") {
    if (!support::keeps_changes()) return;
    support::engine_machine m;
    engine::containers& all = *m.containers;
    const auto front = engine::create_network(all, {.name = "front"});
    engine::create_network(all, {.name = "back"});
    const auto one = m.starts("one", serve, {.network = "front", .network_aliases = {"web"}});
    const auto two = m.starts("two", serve, {.network = front.id.substr(0, 10), .network_aliases = {"web", "second"}});
    const auto other = m.starts("other", serve, {.network = "back", .network_aliases = {"web"}});
    const auto said = [&](const engine::container& who, const std::string& script) { return all.runtime().exec(who.id, {"sh", "-c", script}, 20s).out; };
    const auto fetched = [&](const engine::container& who, const std::string& from) {
        return said(who, "for i in $(seq 100); do printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc -w 2 " + from + " 80 | tail -1 | grep . && break; usleep 20000; done");
    };
    CHECK(fetched(one, "two") == two.id.substr(0, 12) + "\n");
    CHECK(fetched(one, "second") == two.id.substr(0, 12) + "\n");
    CHECK(fetched(two, one.id.substr(0, 12) + ".front") == one.id.substr(0, 12) + "\n");
    const std::string both = said(one, "nslookup web");
    CHECK(both.find(one.ip + '\n') != both.npos);
    CHECK(both.find(two.ip + '\n') != both.npos);
    CHECK(said(other, "nslookup one").find("NXDOMAIN") != std::string::npos);
    CHECK(said(other, "nc -w 1 " + one.ip + " 80 < /dev/null || echo out") == "out\n");
    CHECK(said(one, "nc -w 1 " + other.ip + " 80 < /dev/null || echo out") == "out\n");
    CHECK(said(two, "nc -w 1 " + one.ip + " 80 < /dev/null && echo in") == "in\n");

    const auto told = engine::inspect(one);
    CHECK(told.at("HostConfig").at("NetworkMode") == "front");
    const auto& in = told.at("NetworkSettings").at("Networks").at("front");
    CHECK(in.at("NetworkID") == front.id);
    CHECK(in.at("IPAddress") == one.ip);
    CHECK(in.at("Gateway") == front.gateway);
    CHECK(in.at("Aliases") == json::value{"web", one.id.substr(0, 12)});
    CHECK(engine::get_network(all, "front").containers.size() == 2);
    CHECK_THROWS_WITH(engine::remove_network(all, "back"), "network back is in use: other is in it");
    CHECK(engine::unused_networks(all).empty());

    // Each has its new name when it starts again, and one that has ended is not found.
    all.rename(two, "zwei");
    all.stop(two, 0s);
    REQUIRE(eventually([&] { return !engine::is_up(all.get("zwei")); }));
    REQUIRE(eventually([&] { return said(one, "nslookup second").find("NXDOMAIN") != std::string::npos; }));
    all.start(all.get("zwei"));
    CHECK(fetched(one, "zwei") == two.id.substr(0, 12) + "\n");
    CHECK(said(one, "nslookup two").find("NXDOMAIN") != std::string::npos);

    for (const auto& each : all.list()) all.remove(each, true);
    for (const auto& each : engine::networks(all)) {
        CHECK(::if_nametoindex(("slipway-" + each.id.substr(0, 7)).c_str()) == 0);
        engine::remove_network(all, each.name);
    }
}

TEST_CASE("a container has names and networks that can be") {
    support::engine_machine m;
    engine::containers& all = *m.containers;
    engine::create_network(all, {.name = "front"});
    const auto image = m.images->get("busybox");
    const auto create = [&](engine::container_options o) { return refusal([&] { all.create(image, "busybox", o); }); };
    CHECK(create({.network = "nosuch"}) == core::reason::not_found);
    CHECK(create({.network_aliases = {"web"}}) == core::reason::invalid);
    CHECK(create({.host_network = true, .network = "front"}) == core::reason::invalid);
    CHECK(create({.no_network = true, .network = "front"}) == core::reason::invalid);
    for (const std::string alias : {"", "a b", "a\nb", ".a", "a..b", "a.", "a/b"}) CHECK(create({.network = "front", .network_aliases = {alias}}) == core::reason::invalid);
    CHECK(create({.network = "front", .network_aliases = {std::string(64, 'a')}}) == core::reason::invalid);
    CHECK(all.list().empty());
    const auto c = all.create(image, "busybox", {.name = "box", .network = "front", .network_aliases = {"a.b_c-d", std::string(63, 'a')}});
    CHECK(all.get("box").network_id == c.network_id);
    CHECK_THROWS_WITH(engine::remove_network(all, "front"), "network front is in use: box is in it");
    all.remove(c);
    engine::remove_network(all, "front");
}

}  // namespace networks_test
