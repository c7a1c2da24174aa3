// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/command/network_ls.hpp>

#include <string>

#include <catch2/catch.hpp>

#include <slipway/json/read.hpp>

#include <support/fetch_script.hpp>

#include "command_machine.hpp"

namespace network_verbs_test {

using namespace slipway;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE("network verbs: networks are made, listed, told about and removed") {
    if (!support::may_have_machine()) return;
    const support::command_machine m;
    const std::string id = m.says({"network", "create", "-l", "tier=front", "front"}).out;
    REQUIRE(id.size() == 65);
    CHECK(m.says({"network", "create", "--internal", "--subnet", "10.1.2.0/28", "--gateway",
                  "10.1.2.3", "back"})
              .code == 0);
    CHECK(has(m.says({"network", "create", "front"}).err, "there is a network front already"));
    CHECK(has(m.says({"network", "create", "--subnet", "10.1.2.0/30", "more"}).err, "overlaps"));
    CHECK(has(m.says({"network", "create", "host"}).err, "always there"));
    CHECK(m.says({"network", "create"}).code != 0);
    CHECK(m.says({"network", "create", "--subnet", "10.1.3.0/24", "--ip-range", "10.1.3.128/25",
                  "ranged"})
              .code == 0);
    CHECK(json::read(m.says({"network", "inspect", "ranged"}).out)
              .at(0)
              .at("IPAM")
              .at("Config")
              .at(0)
              .at("IPRange") == "10.1.3.128/25");
    CHECK(m.says({"network", "rm", "ranged"}).code == 0);
    const std::string listed = m.says({"network", "ls"}).out;
    CHECK(listed.starts_with("NETWORK ID"));
    CHECK(has(listed, id.substr(0, 12)));
    CHECK(has(listed, "10.1.2.0/28"));
    const auto known = json::read(m.says({"network", "inspect", "back", id.substr(0, 6)}).out);
    CHECK(known.at(0).at("Internal") == true);
    CHECK(known.at(0).at("IPAM").at("Config") ==
          json::value::array({{{"Subnet", "10.1.2.0/28"}, {"Gateway", "10.1.2.3"}}}));
    CHECK(known.at(1).at("Labels") == json::value{{"tier", "front"}});

    REQUIRE(m.says({"run", "-d", "--name", "web", "--network", "front", "--network-alias", "page",
                    "busybox", "sh", "-c",
                    "echo served > /tmp/index.html; exec httpd -f -p 80 -h /tmp"})
                .code == 0);
    const std::string fetch = support::fetch_script("page");
    CHECK(m.says({"run", "--rm", "--network", "front", "busybox", "sh", "-c", fetch}).out ==
          "served\n");
    CHECK(has(m.says({"run", "--rm", "--network", "back", "busybox", "nslookup", "web"}).out,
              "NXDOMAIN"));
    CHECK(json::read(m.says({"network", "inspect", "front"}).out)
              .at(0)
              .at("Containers")
              .begin()
              ->at("Name") == "web");
    CHECK(json::read(m.says({"network", "ls", "--format", "json", "--dangling"}).out).at("Name") ==
          "back");
    CHECK(has(m.says({"run", "--network", "nosuch", "busybox", "true"}).err,
              "there is no network nosuch"));
    CHECK(has(m.says({"run", "--network-alias", "page", "busybox", "true"}).err,
              "--network-alias does not go with --network bridge"));
    CHECK(has(m.says({"run", "--ip", "10.1.2.4", "busybox", "true"}).err,
              "--ip does not go with --network bridge"));
    CHECK(has(m.says({"run", "--network", "front", "--network", "host", "busybox", "true"}).err,
              "in the network host is in no other one"));
    CHECK(has(m.says({"run", "--network", "name=front,door=open", "busybox", "true"}).err,
              "'door=open' says nothing"));
    CHECK(has(m.says({"network", "create", "--subnet", "fd00:1::/64", "six"}).err,
              "and none of IPv6"));
    CHECK(has(m.says({"events", "--filter", "type=image"}).err,
              "'type=image' would show nothing: events are of containers and networks"));
    CHECK(m.says({"network", "ls", "--filter", "type=custom", "--format", "{{.Name}}"}).out ==
          "back\nfront\n");
    CHECK(m.says({"network", "ls", "--filter", "name=ront", "--format", "{{.Name}}"}).out ==
          "front\n");
    CHECK(has(m.says({"network", "ls", "--filter", "colour=red"}).err,
              "invalid filter 'colour': there are dangling, driver, "));
    CHECK(m.says({"network", "prune", "-f", "--filter", "until=1h"}).out.empty());
    CHECK(m.says({"network", "rm", "-f", "nosuch"}).code == 0);
    CHECK(has(m.says({"network", "rm", "front"}).err, "network front is in use: web is in it"));

    // In several networks, as it runs or from the beginning.
    CHECK(m.says({"network", "connect", "--alias", "moved", "--ip", "10.1.2.9", "back", "web"})
              .code == 0);
    CHECK(has(m.says({"network", "connect", "back", "web"}).err,
              "container web is in the network back already"));
    CHECK(m.says({"run", "--rm", "--network", "back", "busybox", "nslookup", "moved"})
              .out.find("10.1.2.9\n") != std::string::npos);
    CHECK(
        has(m.says({"run", "--network", "back", "--ip", "10.1.2.9", "--rm", "busybox", "true"}).err,
            "web has the address 10.1.2.9 in the network back already"));
    CHECK(
        m.says(
             {"run", "--rm", "--network", "back", "--network", "name=front,alias=both", "--ip",
              "10.1.2.8", "busybox", "sh", "-c",
              "nslookup both | grep -c 10.1.2.8; ip -o addr show dev eth0 | grep -o 10.1.2.8; ip -o link | grep -c eth"})
            .out == "0\n10.1.2.8\n2\n");
    CHECK(m.says({"network", "disconnect", "back", "web"}).code == 0);
    CHECK(has(m.says({"network", "disconnect", "back", "web"}).err,
              "container web is not in the network back"));
    CHECK(m.says({"network", "prune", "-f"}).out == "deleted: back\n");
    CHECK(m.says({"rm", "-f", "web"}).code == 0);
    CHECK(m.says({"network", "rm", "front"}).out == "front\n");
    CHECK(m.says({"network", "create", "more"}).code == 0);
    CHECK(has(m.says({"system", "prune", "-f"}).out, "deleted: more\n"));
    CHECK(m.says({"network", "ls", "-q"}).out == "bridge\nhost\nnone\n");

    // No two links of a network have one address.
    CHECK(m.says({"network", "create", "shop"}).code == 0);
    const auto runs = [&](const std::string& name, const std::string& network,
                          const std::string& link) {
        return m.says({"run", "-d", "--name", name, "--network", network, "--mac-address", link,
                       "busybox", "sleep", "60"});
    };
    CHECK(runs("first", "shop", "02:42:ac:11:00:02").code == 0);
    CHECK(has(runs("second", "shop", "02-42-AC-11-00-02").err,
              "first has a link with the address 02:42:ac:11:00:02 in the network shop already"));
    CHECK(m.says({"rm", "-f", "second"}).code == 0);
    CHECK(runs("elsewhere", "bridge", "02:42:ac:11:00:02").code == 0);
    CHECK(has(runs("second", "bridge", "02:42:ac:11:00:02").err, "in the network bridge already"));
    const std::string own =
        m.says({"run", "-d", "--name", "third", "--network", "shop", "busybox", "sleep", "60"}).out;
    const std::string its =
        m.says({"inspect", "-f", "{{.NetworkSettings.Networks.shop.MacAddress}}", "third"}).out;
    CHECK(has(runs("fourth", "shop", its.substr(0, 17)).err, "third has a link with the address"));
    CHECK(m.says({"rm", "-f", "first", "third"}).code == 0);
    CHECK(runs("fifth", "shop", "02:42:ac:11:00:02").code == 0);
    CHECK(m.says({"rm", "-f", "second", "elsewhere", "fourth", "fifth"}).code == 0);
    CHECK(m.says({"network", "rm", "shop"}).code == 0);

    // Those that are always there.
    CHECK(m.says({"run", "-d", "--name", "alone", "--network", "none", "busybox", "sleep", "60"})
              .code == 0);
    CHECK(m.says({"network", "ls", "--format", "{{.Name}} {{.Driver}} {{.Containers}}"}).out ==
          "bridge bridge 0\nhost host 0\nnone null 1\n");
    CHECK(m.says({"network", "ls", "--dangling", "-q"}).out.empty());
    const auto none = json::read(m.says({"network", "inspect", "none"}).out).at(0);
    CHECK(none.at("Driver") == "null");
    CHECK(none.at("Containers").begin()->at("Name") == "alone");
    CHECK(none.at("IPAM").at("Config").empty());
    for (const char* const name : {"bridge", "host", "none"}) {
        CHECK(has(m.says({"network", "create", name}).err,
                  std::string("the network ") + name + " is always there: it cannot be made"));
        CHECK(has(m.says({"network", "rm", name}).err, "is always there: it cannot be removed"));
    }
    CHECK(m.says({"network", "prune", "-f"}).out.empty());
    CHECK(m.says({"network", "ls", "-q"}).out == "bridge\nhost\nnone\n");
}

}  // namespace network_verbs_test
