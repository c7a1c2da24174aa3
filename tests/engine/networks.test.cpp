// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/networks.hpp>

#include <atomic>
#include <functional>
#include <mutex>
#include <set>
#include <thread>

#include <net/if.h>

#include <catch2/catch.hpp>

#include <slipway/core/run_command.hpp>
#include <slipway/engine/container_networks.hpp>
#include <slipway/engine/event_document.hpp>
#include <slipway/engine/inspect_container.hpp>
#include <slipway/engine/inspect_network.hpp>
#include <slipway/json/read.hpp>
#include <slipway/json/write.hpp>
#include <slipway/net/small_file.hpp>
#include <slipway/runtime/network.hpp>

#include <support/fetch_script.hpp>
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
    const auto back = engine::create_network(
        all, {.name = "back", .subnet = "10.1.2.0/28", .gateway = "10.1.2.14", .internal = true});
    CHECK(engine::get_network(all, "back").gateway == "10.1.2.14");
    CHECK(engine::get_network(all, "back").internal);
    CHECK(engine::get_network(all, front.id.substr(0, 12)).labels.at("tier") == "1");
    const auto known = engine::networks(all);
    REQUIRE(known.size() == 2);
    CHECK(known[0].name == "back");
    CHECK(known[1].id == front.id);

    const auto create = [&](engine::network_options o) {
        return refusal([&] { engine::create_network(all, o); });
    };
    CHECK(create({.name = "front"}) == core::reason::already_exists);
    for (const std::string name : {"bridge", "host", "none", "default"}) {
        CHECK(create({.name = name}) == core::reason::forbidden);
        CHECK(refusal([&] { engine::remove_network(all, name); }) == core::reason::forbidden);
    }
    for (const std::string name : {"", "../out", ".", "a/b", "-x", "a b", "a\nb"})
        CHECK(create({.name = name}) == core::reason::invalid);
    for (const std::string text :
         {"10.1.2.0", "10.1.2.3/24", "fd00::/64", "0.0.0.0/8", "127.1.0.0/16", "224.1.0.0/16",
          "240.0.0.0/8", "10.0.0.0/7", "10.1.3.0/31"})
        CHECK(create({.name = "odd", .subnet = text}) == core::reason::invalid);
    for (const std::string& text : std::vector<std::string>{
             "10.1.0.0/16", "10.1.2.8/29", "10.240.3.0/24", "10.96.0.0/12", front.subnet})
        CHECK(create({.name = "odd", .subnet = text}) == core::reason::conflict);
    for (const std::string text : {"10.1.3.0", "10.1.3.255", "10.1.4.1", "x"})
        CHECK(create({.name = "odd", .subnet = "10.1.3.0/24", .gateway = text}) ==
              core::reason::invalid);
    CHECK(create({.name = "odd", .gateway = "10.1.3.1"}) == core::reason::invalid);
    CHECK(create({.name = "odd", .range = "10.1.3.0/25"}) == core::reason::invalid);
    for (const std::string text :
         {"10.1.3.0/23", "10.1.4.0/25", "10.1.3.0/32", "10.1.3.255/32", "x"})
        CHECK(create({.name = "odd", .subnet = "10.1.3.0/24", .range = text}) ==
              core::reason::invalid);
    CHECK_THROWS_WITH(engine::create_network(all, {.name = "odd", .subnet = "10.1.2.0/24"}),
                      "the subnet 10.1.2.0/24 overlaps with 10.1.2.0/28, that of the network back");

    CHECK(engine::unused_networks(all).size() == 2);
    engine::remove_network(all, front.id.substr(0, 8));
    engine::remove_network(all, "back");
    CHECK(engine::networks(all).empty());
    CHECK(refusal([&] { engine::remove_network(all, "back"); }) == core::reason::not_found);
    CHECK(refusal([&] { engine::get_network(all, ""); }) == core::reason::not_found);
    std::filesystem::create_directories(m.root /
                                        "networks/back/taken");  // as one who was killed leaves it
    CHECK(engine::networks(all).empty());
    CHECK(engine::create_network(all, {.name = "back"}).name == "back");
}

TEST_CASE("what was left of networks half made or half removed goes with the next") {
    support::engine_machine m;
    for (const char* each : {"made", "pruned"}) {
        std::filesystem::create_directories(m.root / "networks" / each / "taken");
        CHECK(engine::networks(*m.containers).size() == 0);
        if (each == std::string("made"))
            engine::remove_network(*m.containers,
                                   engine::create_network(*m.containers, {.name = "other"}).name);
        else engine::prune_networks(*m.containers);
        CHECK(std::filesystem::is_empty(m.root / "networks"));
    }
}

TEST_CASE("networks that several make at once have no addresses in common") {
    support::engine_machine m;
    std::atomic<int> refused = 0;
    std::vector<std::thread> makers;
    for (int i = 0; i < 4; ++i)
        makers.emplace_back([&, i] {
            engine::containers own(m.root, {});
            for (int k = 0; k < 4; ++k)
                engine::create_network(own, {.name = "net" + std::to_string(4 * i + k)});
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
    const auto two = m.starts(
        "two", serve, {.network = front.id.substr(0, 10), .network_aliases = {"web", "second"}});
    const auto other = m.starts("other", serve, {.network = "back", .network_aliases = {"web"}});
    const auto said = [&](const engine::container& who, const std::string& script) {
        return all.runtime().exec(who.id, {"sh", "-c", script}, 20s).out;
    };
    const auto fetched = [&](const engine::container& who, const std::string& from) {
        return said(who, support::fetch_script(from));
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
    CHECK_THROWS_WITH(engine::remove_network(all, "back"),
                      "network back is in use: other is in it");
    CHECK(engine::unused_networks(all).empty());

    // Each has its new name at once, also when it starts again, and one that has ended is not
    // found.
    all.rename(two, "zwei");
    CHECK(fetched(one, "zwei") == two.id.substr(0, 12) + "\n");
    CHECK(said(one, "nslookup two").find("NXDOMAIN") != std::string::npos);
    all.stop(two, 0s);
    REQUIRE(eventually([&] { return !engine::is_up(all.get("zwei")); }));
    REQUIRE(eventually(
        [&] { return said(one, "nslookup second").find("NXDOMAIN") != std::string::npos; }));
    all.start(all.get("zwei"));
    CHECK(fetched(one, "zwei") == two.id.substr(0, 12) + "\n");
    CHECK(said(one, "nslookup two").find("NXDOMAIN") != std::string::npos);

    for (const auto& each : all.list()) all.remove(each, true);
    for (const auto& each : engine::networks(all)) {
        CHECK(::if_nametoindex(("slipway-" + each.id.substr(0, 7)).c_str()) == 0);
        engine::remove_network(all, each.name);
    }
}

TEST_CASE(
    "a container in the network of another one is reached as that one, and knows the names that it knows") {
    if (!support::keeps_changes()) return;
    support::engine_machine m;
    engine::containers& all = *m.containers;
    const auto in_that_of = [](const std::string& name) {
        return runtime::namespace_choice{.whose = runtime::namespace_choice::container,
                                         .key = name};
    };
    const auto shop = engine::create_network(all, {.name = "shop"});
    const auto web = m.starts("web", "exec sleep 1000",
                              {.hostname = "shop-web",
                               .hosts = {{"host-gateway", "machine"}},
                               .ports = {{.host_port = 0, .port = 80}},
                               .network = "shop",
                               .network_aliases = {"front"}});
    const auto asker = m.starts("asker", "exec sleep 1000", {.network = "shop"});
    const auto beside = m.starts("beside", serve, {.network_of = in_that_of("web")});
    const auto said = [&](const engine::container& who, const std::string& script) {
        return all.runtime().exec(who.id, {"sh", "-c", script}, 20s).out;
    };
    const std::string looks =
        "readlink /proc/self/ns/net; hostname; cat /etc/hosts /etc/resolv.conf; nslookup asker | tail -3";
    CHECK(said(beside, looks) == said(web, looks));
    CHECK(said(beside, looks).find(shop.gateway + "\tmachine\n") != std::string::npos);
    CHECK(eventually([&] { return said(asker, "wget -q -O - http://front/") == "shop-web\n"; }));
    CHECK(engine::inspect(beside).at("HostConfig").at("NetworkMode") == "container:" + web.id);
    CHECK(engine::inspect(beside).at("NetworkSettings").at("Networks").empty());
    CHECK(engine::get_network(all, "shop").containers.size() == 2);
    CHECK_THROWS_WITH(
        all.connect(beside, {.network = "shop"}),
        "container beside is in the network of another container: it is in no other one");
    all.rename(beside, "side");

    const auto third = m.starts("third", "exec sleep 1000", {.network_of = in_that_of("side")});
    CHECK(said(third, looks) == said(web, looks));
    const auto refuses = [&](engine::container_options o, const std::string& sentence) {
        o.network_of = in_that_of("web");
        CHECK_THROWS_WITH(all.create(m.images->get("busybox"), "busybox", o),
                          Catch::Contains(sentence));
    };
    refuses({.hostname = "x"}, "has no host name of its own");
    refuses({.ports = {{.port = 80}}}, "has no published ports of its own");
    refuses({.hosts = {{"127.0.0.1", "x"}}}, "has no lines in /etc/hosts of its own");
    refuses({.name_servers = {"127.0.0.1"}}, "has no name servers of its own");
    refuses({.network = "shop"}, "is in no other one");
    refuses({.sysctls = {{"net.core.somaxconn", "100"}}},
            "has no settings of a network of its own");

    const auto here = m.starts("here", "exec sleep 1000", {.host_network = true});
    const auto too = m.starts("too", "exec sleep 1000", {.network_of = in_that_of("here")});
    CHECK(said(too, looks) == said(here, looks));
    all.stop(web, 0s);
    all.stop(all.get("side"), 0s);
    CHECK_THROWS_WITH(all.start(all.get("side")),
                      "container side joins container web, which does not run: start that first");
    all.start(web);
    all.start(all.get("side"));
    CHECK(said(all.get("side"), looks) == said(all.get("web"), looks));
}

TEST_CASE("a container has names and networks that can be") {
    support::engine_machine m;
    engine::containers& all = *m.containers;
    engine::create_network(all, {.name = "front"});
    const auto image = m.images->get("busybox");
    const auto create = [&](engine::container_options o) {
        return refusal([&] { all.create(image, "busybox", o); });
    };
    CHECK(create({.network = "nosuch"}) == core::reason::not_found);
    CHECK(create({.network_aliases = {"web"}}) == core::reason::invalid);
    CHECK(create({.host_network = true, .network = "front"}) == core::reason::invalid);
    CHECK(create({.no_network = true, .network = "front"}) == core::reason::invalid);
    for (const std::string alias : {"", "a b", "a\nb", ".a", "a..b", "a.", "a/b"})
        CHECK(create({.network = "front", .network_aliases = {alias}}) == core::reason::invalid);
    CHECK(create({.network = "front", .network_aliases = {std::string(64, 'a')}}) ==
          core::reason::invalid);
    CHECK(create({.host_network = true, .more_networks = {{.network = "front"}}}) ==
          core::reason::invalid);
    CHECK(create({.network = "front", .more_networks = {{.network = "front"}}}) ==
          core::reason::already_exists);
    CHECK(create({.network = "front", .more_networks = {{.network = "none"}}}) ==
          core::reason::invalid);
    CHECK(create(
              {.network = "front", .more_networks = {{.network = "bridge", .aliases = {"web"}}}}) ==
          core::reason::invalid);
    CHECK(create({.ip = "10.1.2.3"}) == core::reason::invalid);
    const auto back = engine::create_network(all, {.name = "back", .subnet = "10.1.2.0/28"});
    for (const std::string ip : {"10.1.2.0", "10.1.2.1", "10.1.2.15", "10.1.2.16", "x"})
        CHECK(create({.network = "back", .ip = ip}) == core::reason::invalid);
    CHECK_THROWS_WITH(
        all.create(image, "busybox", {.network = "back", .ip = "10.1.2.1"}),
        "a container cannot have the address 10.1.2.1 in the network back: this machine has it");
    engine::remove_network(all, "back");
    CHECK(all.list().empty());
    const auto c = all.create(
        image, "busybox",
        {.name = "box", .network = "front", .network_aliases = {"a.b_c-d", std::string(63, 'a')}});
    CHECK(all.get("box").network_id == c.network_id);
    CHECK_THROWS_WITH(engine::remove_network(all, "front"),
                      "network front is in use: box is in it");
    all.remove(c);
    engine::remove_network(all, "front");
}

TEST_CASE(
    "a container in several networks has a link in each, and nobody comes from one to another through it") {
    if (!support::keeps_changes()) return;
    support::engine_machine m;
    engine::containers& all = *m.containers;
    engine::create_network(all, {.name = "back", .subnet = "10.1.2.0/24", .internal = true});
    engine::create_network(all, {.name = "front", .subnet = "10.1.1.0/24"});
    const auto web = m.starts(
        "web", serve,
        {.network = "back",
         .ip = "10.1.2.7",
         .more_networks = {{.network = "front", .aliases = {"page"}}, {.network = "bridge"}}});
    const auto db = m.starts("db", serve, {.network = "back", .network_aliases = {"page"}});
    const auto user = m.starts("user", serve, {.network = "front"});
    const auto said = [&](const engine::container& who, const std::string& script) {
        return all.runtime().exec(who.id, {"sh", "-c", script}, 20s).out;
    };
    const auto fetched = [&](const engine::container& who, const std::string& from) {
        return said(who, support::fetch_script(from));
    };
    REQUIRE(web.places.size() == 3);
    CHECK(web.ip == "10.1.2.7");
    CHECK(web.places[0].link == "eth0");
    CHECK(web.places[0].hardware_address == "02:70:0a:01:02:07");
    CHECK(web.places[1].link == "eth1");
    CHECK(runtime::ipv4_network::parse("10.1.1.0/24")
              .contains(runtime::ipv4_number(web.places[1].ip)));
    CHECK(fetched(web, "db") == db.id.substr(0, 12) + "\n");
    CHECK(fetched(web, "user") == user.id.substr(0, 12) + "\n");
    CHECK(fetched(db, "web") == web.id.substr(0, 12) + "\n");
    CHECK(fetched(user, "page") == web.id.substr(0, 12) + "\n");
    CHECK(said(user, "nslookup page").find("10.1.2.") ==
          std::string::npos);  // there the name is another one's
    CHECK(said(db, "nslookup page").find(db.ip + '\n') != std::string::npos);
    CHECK(said(user, "nslookup db").find("NXDOMAIN") != std::string::npos);
    CHECK(said(user, "nc -w 1 " + db.ip + " 80 < /dev/null || echo out") == "out\n");
    // Nobody is a router for it either.
    CHECK(said(web, "cat /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv4/conf/eth1/forwarding") ==
          "0\n0\n");
    CHECK(said(web, "grep -c " + web.id.substr(0, 12) + " /etc/hosts") == "3\n");

    const auto told = engine::inspect(all.get("web"));
    CHECK(told.at("HostConfig").at("NetworkMode") == "back");
    const auto& networks = told.at("NetworkSettings").at("Networks");
    CHECK(networks.size() == 3);
    CHECK(networks.at("back").at("IPAMConfig").at("IPv4Address") == "10.1.2.7");
    CHECK(networks.at("front").at("IPAddress") == web.places[1].ip);
    CHECK(networks.at("front").at("EndpointID") != networks.at("back").at("EndpointID"));
    CHECK(engine::inspect(engine::get_network(all, "front"), all)
              .at("Containers")
              .at(web.id)
              .at("IPv4Address") == web.places[1].ip + "/24");
    for (const char* name : {"front", "back"})
        CHECK(engine::get_network(all, name).containers.size() == 2);

    // Its own address is its own, and is there again when it is started again.
    const auto other =
        all.create(m.images->get("busybox"), "busybox",
                   {.name = "other", .command = {"true"}, .network = "back", .ip = "10.1.2.7"});
    CHECK_THROWS_WITH(all.start(other),
                      Catch::Contains("web has the address 10.1.2.7 in the network back already"));
    all.restart(web, 0s);
    const auto again = all.get("web");
    REQUIRE(again.places.size() == 3);
    CHECK(again.ip == "10.1.2.7");
    CHECK(fetched(db, "web") == web.id.substr(0, 12) + "\n");
    all.stop(web, 0s);
    REQUIRE(eventually([&] { return !engine::is_up(all.get("web")); }));
    for (const char* name : {"web", "db", "user", "other"}) all.remove(all.get(name), true);
    for (const char* name : {"front", "back"}) {
        const auto id = engine::get_network(all, name).id;
        CHECK(::if_nametoindex(("slipway-" + id.substr(0, 7)).c_str()) == 0);
        engine::remove_network(all, name);
    }
}

TEST_CASE("a container comes into networks and leaves them while it runs") {
    if (!support::keeps_changes()) return;
    support::engine_machine m;
    engine::containers& all = *m.containers;
    engine::create_network(all, {.name = "front", .subnet = "10.1.1.0/24"});
    engine::create_network(all,
                           {.name = "back", .subnet = "10.1.2.0/24", .range = "10.1.2.128/25"});
    // In none of them at first, with a port of this machine.
    const auto web = m.starts("web", "echo 10.9.9.9 mine >> /etc/hosts; " + std::string(serve),
                              {.ports = {{.port = 80}}});
    const auto user = m.starts("user", serve, {.network = "front"});
    const auto said = [&](const engine::container& who, const std::string& script) {
        return all.runtime().exec(who.id, {"sh", "-c", script}, 20s).out;
    };
    const auto fetched = [&](const engine::container& who, const std::string& from,
                             const std::string& port = "80") {
        return said(who, support::fetch_script(from, port));
    };
    const std::string page = web.id.substr(0, 12) + "\n";
    CHECK(fetched(user, "127.0.0.1") == user.id.substr(0, 12) + "\n");
    REQUIRE(eventually([&] { return said(web, "grep mine /etc/hosts") == "10.9.9.9 mine\n"; }));
    all.connect(web, {.network = "front", .aliases = {"page"}, .ip = "10.1.1.9"});
    CHECK(fetched(user, "page") == page);
    CHECK(fetched(web, "user") == user.id.substr(0, 12) + "\n");
    CHECK(said(web, "cat /etc/resolv.conf") == "nameserver 127.0.0.11\noptions ndots:0\n");
    const auto hosts = [&] { return said(web, "cut -f1 /etc/hosts | tail -n +3"); };
    CHECK(hosts() == web.ip + "\n10.1.1.9\n10.9.9.9 mine\n");
    const auto now = all.get("web");
    REQUIRE(now.places.size() == 2);
    CHECK(now.places[1].link == "eth1");
    CHECK(refusal([&] { all.connect(web, {.network = "front"}); }) == core::reason::already_exists);
    CHECK(refusal([&] { all.connect(web, {.network = "nosuch"}); }) == core::reason::not_found);
    CHECK(refusal([&] { all.connect(web, {.network = "none"}); }) == core::reason::invalid);
    CHECK(refusal([&] { all.connect(user, {.network = "back", .ip = "10.1.1.9"}); }) ==
          core::reason::invalid);
    CHECK(refusal([&] { all.disconnect(web, "back"); }) == core::reason::not_found);
    all.connect(web, {.network = "back"});
    CHECK(runtime::ipv4_network::parse("10.1.2.128/25")
              .contains(runtime::ipv4_number(all.get("web").places[2].ip)));
    CHECK(refusal([&] { engine::remove_network(all, "back"); }) == core::reason::conflict);
    CHECK_THROWS_WITH(all.connect(user, {.network = "back", .ip = all.get("web").places[2].ip}),
                      Catch::Contains("web has the address"));
    CHECK(engine::networks_of(all.get("user")).size() == 1);

    // Without the network that its port led to, the next one is it.
    const std::uint16_t port = web.ports.at(0).host_port;
    all.disconnect(web, "bridge");
    CHECK(all.get("web").ip == "10.1.1.9");
    CHECK(hosts() == "10.1.1.9\n" + all.get("web").places[1].ip + "\n10.9.9.9 mine\n");
    CHECK(said(web, "ip -o link | grep -c eth") == "2\n");
    CHECK(fetched(user, "page") == page);
    CHECK(support::eventually([&] {
        return core::run_command({"/usr/bin/busybox", "wget", "-q", "-O", "-",
                                  "http://127.0.0.1:" + std::to_string(port) + "/"},
                                 {}, 10s, 4096)
                   .output == page;
    }));

    // One that is started again is where it has been.
    all.restart(web, 0s);
    CHECK(fetched(user, "page") == page);
    CHECK(all.get("web").ip == "10.1.1.9");
    CHECK(all.get("web").places.size() == 2);
    // And one that does not run changes for its next start.
    all.stop(web, 0s);
    REQUIRE(eventually([&] { return !engine::is_up(all.get("web")); }));
    all.disconnect(web, "front");
    all.disconnect(web, "back");
    CHECK(engine::network_of(all.get("web")) == "none");
    all.start(all.get("web"));
    CHECK(said(web, "ip -o link | grep -c eth") == "0\n");
    all.connect(web, {.network = "front"});
    CHECK(fetched(user, "web") == page);
    all.disconnect(web, engine::get_network(all, "front").id);
    CHECK(said(user, "nslookup web").find("NXDOMAIN") != std::string::npos);
    CHECK(said(web, "ip -o link | grep -c eth") == "0\n");
}

TEST_CASE("no file of this machine is taken for one of a container that comes into a network") {
    if (!support::keeps_changes()) return;
    support::engine_machine m;
    engine::containers& all = *m.containers;
    engine::create_network(all, {.name = "front", .subnet = "10.1.1.0/24"});
    const auto outside = m.files / "outside/hosts";
    scratch_directory::write(outside, "untouched");
    const auto said = [&](const engine::container& who, const std::string& script) {
        return all.runtime().exec(who.id, {"sh", "-c", script}, 20s).out;
    };
    const auto ready = [&](const engine::container& who) {
        return eventually([&] { return said(who, "cat /tmp/ready") == "yes\n"; });
    };
    const std::string wait = "; echo yes > /tmp/ready; sleep 1000";
    const auto link = m.starts("link", "rm /etc/hosts /etc/resolv.conf; ln -s " + outside.string() +
                                           " /etc/hosts; ln -s /etc/hosts /etc/resolv.conf" + wait);
    const auto directory =
        m.starts("directory", "rm -r /etc/hosts; mv /etc /other; ln -s " +
                                  outside.parent_path().string() + " /etc" + wait);
    const auto node = m.starts(
        "node",
        "rm /etc/hosts; mknod /etc/hosts c 1 7; rm /etc/resolv.conf; mkfifo /etc/resolv.conf" +
            wait);
    const auto still = m.starts("still", "sleep 1000", {.read_only = true});
    for (const auto& each : {link, directory, node}) REQUIRE(ready(each));
    for (const auto& each : {link, directory, node, still}) all.connect(each, {.network = "front"});
    CHECK(net::read_small_file(outside) == "untouched");
    CHECK(said(node, "test -c /etc/hosts && test -p /etc/resolv.conf && echo there") == "there\n");
    CHECK(said(still, "grep -c " + still.id.substr(0, 12) + " /etc/hosts; cat /etc/resolv.conf") ==
          "2\nnameserver 127.0.0.11\noptions ndots:0\n");
}

TEST_CASE("what leaves the machine goes through the first network that leads out") {
    if (!support::keeps_changes()) return;
    support::engine_machine m;
    engine::containers& all = *m.containers;
    {  // a gateway, which nobody has to be behind
        runtime::detail::rtnetlink kernel;
        REQUIRE(kernel.add_bridge("uplink", "", {0x02, 1, 2, 3, 4, 5}));
        kernel.add_address(kernel.index_of("uplink"), runtime::ipv4_number("198.51.100.2"), 24);
        kernel.set_up(kernel.index_of("uplink"));
        kernel.add_route(kernel.index_of("uplink"), 0, 0, runtime::ipv4_number("198.51.100.1"));
    }
    engine::create_network(all, {.name = "shut", .subnet = "10.1.1.0/24", .internal = true});
    engine::create_network(all, {.name = "open", .subnet = "10.1.2.0/24"});
    engine::create_network(all, {.name = "more", .subnet = "10.1.3.0/24"});
    const auto c =
        m.starts("web", "sleep 1000",
                 {.network = "shut", .more_networks = {{.network = "open"}, {.network = "more"}}});
    const auto way = [&] {
        return all.runtime().exec(c.id, {"sh", "-c", "ip route | grep default"}, 20s).out;
    };
    if (way().empty()) {
        WARN("skipped: no network of pods has a way out here");
        return;
    }
    CHECK(way() == "default via 10.1.2.1 dev eth1 \n");
    all.disconnect(c, "open");
    CHECK(way() == "default via 10.1.3.1 dev eth2 \n");
    all.disconnect(c, "more");
    CHECK(way().empty());
    all.connect(c, {.network = "open"});
    CHECK(way() == "default via 10.1.2.1 dev eth1 \n");
}

TEST_CASE("networks and containers as they were written before there were several are read") {
    if (!support::keeps_changes()) return;
    support::engine_machine m;
    engine::containers& all = *m.containers;
    const auto front = engine::create_network(all, {.name = "front"});
    const auto web = all.create(m.images->get("busybox"), "busybox",
                                {.name = "web",
                                 .command = {"sh", "-c", serve},
                                 .network = "front",
                                 .network_aliases = {"page"}});
    const auto forget = [&](const std::filesystem::path& file,
                            const std::function<void(json::value&)>& change) {
        json::value d = json::read(*net::read_small_file(file));
        change(d);
        scratch_directory::write(file, json::write(d));
    };
    forget(m.root / "networks/front/network.json", [](json::value& d) { d.erase("range"); });
    forget(m.root / "containers/by-id" / web.id / "container.json", [](json::value& d) {
        for (const char* key : {"ip", "range", "id"}) d.at("pod").at("network").erase(key);
        d.at("pod").erase("moreNetworks");
    });
    CHECK(engine::get_network(all, "front").containers == std::vector<std::string>{web.id});
    CHECK(engine::networks_of(all.get("web")).front().id == front.id);
    engine::create_network(all, {.name = "back"});
    all.start(all.get("web"));
    all.connect(all.get("web"), {.network = "back"});
    CHECK(engine::inspect(all.get("web"))
              .at("NetworkSettings")
              .at("Networks")
              .at("front")
              .at("NetworkID") == front.id);
    CHECK(all.get("web").places.size() == 2);
}

TEST_CASE("what happens to networks is told") {
    if (!support::keeps_changes()) return;
    support::engine_machine m;
    engine::containers& all = *m.containers;
    std::mutex mutex;
    std::vector<std::string> told;
    const auto note = [&](const std::string& what) {
        std::lock_guard lock(mutex);
        told.push_back(what);
    };
    const auto telling = all.subscribe(
        [&](const engine::container_event& e) {
            note(engine::action_in_words(e) + ' ' + e.which.name);
        },
        [&](const engine::network_event& e) {
            note(std::string(engine::action_in_words(e)) + ' ' + e.name +
                 (e.container.empty() ? "" : " of " + e.container.substr(0, 4)));
        });
    const auto come = [&](std::vector<std::string> all_of) {
        const bool here = eventually([&] {
            std::lock_guard lock(mutex);
            return told.size() >= all_of.size();
        });
        std::lock_guard lock(mutex);
        CHECK(told == all_of);
        told.clear();
        return here;
    };
    engine::containers other(m.root, {});  // whoever does it
    engine::create_network(other, {.name = "front"});
    CHECK(come({"create front"}));
    engine::create_network(other, {.name = "back"});
    CHECK(come({"create back"}));
    const auto web =
        other.create(m.images->get("busybox"), "busybox",
                     {.name = "web", .command = {"sleep", "1000"}, .network = "front"});
    CHECK(come({"create web"}));
    const std::string of_it = " of " + web.id.substr(0, 4);
    other.start(web);
    CHECK(come({"connect front" + of_it, "start web"}));
    other.connect(web, {.network = "back"});
    CHECK(come({"connect back" + of_it}));
    other.disconnect(web, "front");
    CHECK(come({"disconnect front" + of_it}));
    other.stop(web, 0s);
    CHECK(come({"die web", "disconnect back" + of_it}));
    other.connect(web, {.network = "front"});
    other.disconnect(web, "front");
    other.remove(web);
    CHECK(come({"destroy web"}));
    CHECK(engine::prune_networks(other, [](const auto& n) { return n.name == "back"; }).size() ==
          1);
    CHECK(come({"destroy back", "prune "}));
    engine::remove_network(other, "front");
    CHECK(come({"destroy front"}));
}

TEST_CASE("containers that an OCI runtime program starts are in networks as others") {
    if (!support::keeps_changes()) return;
    const std::string program = GENERATE("runc", "crun");
    if (core::run_command({program, "--version"}, {}, 10s, 4096).not_started) {
        WARN("skipped: there is no " << program);
        return;
    }
    support::engine_machine m(program);
    engine::containers& all = *m.containers;
    engine::create_network(all, {.name = "front", .subnet = "10.1.1.0/24"});
    engine::create_network(all, {.name = "back", .subnet = "10.1.2.0/24", .internal = true});
    const auto web =
        m.starts("web", serve,
                 {.network = "front",
                  .more_networks = {{.network = "back", .aliases = {"page"}, .ip = "10.1.2.9"}}});
    const auto db = m.starts("db", serve, {.network = "back"});
    const auto user = m.starts("user", serve, {.ports = {{.port = 80}}, .network = "front"});
    const auto said = [&](const engine::container& who, const std::string& script) {
        return all.runtime().exec(who.id, {"sh", "-c", script}, 20s).out;
    };
    const auto fetched = [&](const engine::container& who, const std::string& from) {
        return said(who, support::fetch_script(from));
    };
    const auto page = [](const engine::container& of) { return of.id.substr(0, 12) + "\n"; };
    CHECK(fetched(web, "db") == page(db));
    CHECK(fetched(user, "web") == page(web));
    CHECK(fetched(db, "page") == page(web));
    CHECK(said(user, "nslookup db").find("NXDOMAIN") != std::string::npos);
    CHECK(said(user, "nc -w 1 " + db.ip + " 80 < /dev/null || echo out") == "out\n");
    CHECK(said(web, "ip -o addr show dev eth1 | grep -o 10.1.2.9") == "10.1.2.9\n");
    const std::string url = "http://127.0.0.1:" + std::to_string(user.ports.at(0).host_port) + "/";
    CHECK(eventually([&] {
        return core::run_command({"/usr/bin/busybox", "wget", "-q", "-O", "-", url}, {}, 10s, 4096)
                   .output == page(user);
    }));

    all.connect(user, {.network = "back", .aliases = {"second"}});
    CHECK(fetched(db, "second") == page(user));
    CHECK(fetched(user, "db") == page(db));
    CHECK(said(user, "grep -c " + user.id.substr(0, 12) + " /etc/hosts") == "2\n");
    all.disconnect(user, "front");
    CHECK(said(user, "ip -o link | grep -o 'eth[0-9]'") == "eth1\n");
    CHECK(said(web, "nslookup user").find(all.get("user").ip + '\n') != std::string::npos);
    all.restart(user, 0s);
    CHECK(fetched(db, "second") == page(user));
    all.rename(user, "other");
    CHECK(fetched(db, "other") == page(user));
}

}  // namespace networks_test
