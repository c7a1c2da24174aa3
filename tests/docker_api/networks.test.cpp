// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/docker_api/service.hpp>

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/core/run_command.hpp>
#include <slipway/engine/networks.hpp>
#include <slipway/json/read.hpp>

#include <support/eventually.hpp>
#include <support/fetch_script.hpp>

#include "docker_machine.hpp"

namespace networks_test {

using namespace slipway;
using support::docker_machine;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

/// A script of busybox that serves a page, which names its first argument.
const std::string serve = "echo it is $0 > /tmp/index.html; exec httpd -f -p 80 -h /tmp";

/// `docker-compose` of version 1, for a project in a directory; empty where there is none.
std::string compose_program() {
    const char* const given = std::getenv("SLIPWAY_DOCKER_COMPOSE");
    const std::string program = given ? given : "docker-compose";
    const auto tried =
        core::run_command({program, "--version"}, {}, std::chrono::seconds(30), 4096);
    return tried.not_started == 0 && tried.exit_code == 0 ? program : "";
}

bool has_compose() {
    if (compose_program().empty())
        WARN("skipped: there is no docker-compose; SLIPWAY_DOCKER_COMPOSE names one");
    return !compose_program().empty();
}
/// What it does with the project `shop` of a machine: its exit code, and what it says.
std::pair<int, std::string> composed(const docker_machine& m, std::vector<std::string> words) {
    std::vector<std::string> all{compose_program(), "-f", m.files / "shop/docker-compose.yml", "-p",
                                 "shop"};
    all.insert(all.end(), words.begin(), words.end());
    const auto result = core::run_command(
        all, {{"DOCKER_HOST", m.service->url()}, {"HOME", m.files.path().string()}},
        std::chrono::seconds(120), 1 << 20);
    return {result.exit_code, result.output + result.complaints};
}

}  // namespace

TEST_CASE("docker makes networks, tells of them and removes them") {
    if (!support::has_docker()) return;
    docker_machine m;
    const std::string id = m.said({"network", "create", "--label", "tier=front", "front"});
    REQUIRE(id.size() == 64);
    CHECK(m.said({"network", "create", "--internal", "--subnet", "10.1.2.0/24", "--gateway",
                  "10.1.2.9", "back"})
              .size() == 64);
    CHECK(m.said({"network", "ls", "--format", "{{.Name}} {{.Driver}}"}) ==
          "back bridge\nbridge bridge\nfront bridge\nhost host\nnone null");
    CHECK(m.said({"network", "ls", "-q", "--no-trunc", "--filter", "label=tier=front"}) == id);
    CHECK(m.said({"network", "ls", "--filter", "type=custom", "--filter", "name=ac", "--format",
                  "{{.Name}}"}) == "back");
    CHECK(m.said(
              {"network", "inspect", "-f",
               "{{.Internal}} {{(index .IPAM.Config 0).Subnet}} {{(index .IPAM.Config 0).Gateway}}",
               "back"}) == "true 10.1.2.0/24 10.1.2.9");
    CHECK(m.said({"network", "inspect", "-f", "{{.Name}} {{index .Labels \"tier\"}}",
                  id.substr(0, 12)}) == "front front");
    CHECK(has(m.said({"network", "create", "front"}), "there is a network front already"));
    CHECK(has(m.said({"network", "create", "--subnet", "10.1.2.128/25", "more"}),
              "overlaps with 10.1.2.0/24, that of the network back"));
    for (const std::vector<std::string>& option :
         {std::vector<std::string>{"-d", "overlay"},
          {"--ipv6"},
          {"-o", "a=b"},
          {"--subnet", "10.1.3.0/24", "--ip-range", "10.1.4.0/25"},
          {"--subnet", "10.1.3.0/33"}}) {
        std::vector<std::string> words{"network", "create"};
        words.insert(words.end(), option.begin(), option.end());
        words.push_back("odd");
        CHECK((*m.docker)(words).exit_code == 1);
    }
    CHECK(has(m.said({"network", "rm", "bridge"}), "always there"));
    CHECK(has(m.said({"network", "inspect", "nosuch"}), "there is no network nosuch"));
    CHECK(m.said({"network", "rm", "back"}) == "back");
    CHECK(has(m.said({"network", "prune", "-f"}), "front"));
    CHECK(engine::networks(*m.containers).empty());
}

TEST_CASE("docker's containers of a network find each other by name, and nobody in another") {
    if (!support::has_docker()) return;
    docker_machine m;
    for (const char* name : {"front", "back"})
        REQUIRE(m.said({"network", "create", name}).size() == 64);
    const std::string id = m.said({"run", "-d", "--name", "web", "--network", "front",
                                   "--network-alias", "page", "busybox", "sh", "-c", serve, "web"});
    REQUIRE(id.size() == 64);
    for (const std::string& name : {std::string("web"), std::string("page"), id.substr(0, 12)})
        CHECK(m.said({"run", "--rm", "--network", "front", "busybox", "sh", "-c",
                      support::fetch_script(name)}) == "it is web");
    const std::string ip =
        m.said({"inspect", "-f", "{{.NetworkSettings.Networks.front.IPAddress}}", "web"});
    CHECK(has(
        m.said({"inspect", "-f",
                "{{.HostConfig.NetworkMode}} {{.NetworkSettings.Networks.front.Aliases}}", "web"}),
        "front [page " + id.substr(0, 12)));
    CHECK(has(m.said({"network", "inspect", "-f", "{{json .Containers}}", "front"}), ip + "/24"));
    CHECK(m.said({"run", "--rm", "--network", "front", "busybox", "sh", "-c",
                  "nc -w 1 " + ip + " 80 < /dev/null && echo in"}) == "in");
    CHECK(m.said({"run", "--rm", "--network", "back", "busybox", "sh", "-c",
                  "nc -w 1 " + ip + " 80 < /dev/null || echo out"}) == "out");
    CHECK(m.said({"run", "--rm", "busybox", "sh", "-c",
                  "nc -w 1 " + ip + " 80 < /dev/null || echo out"}) == "out");
    CHECK(m.said({"ps", "--filter", "network=front", "--format", "{{.Names}} {{.Networks}}"}) ==
          "web front");
    CHECK(m.said({"ps", "-q", "--filter", "network=back"}).empty());
    CHECK(has(m.said({"network", "rm", "front"}), "network front is in use: web is in it"));

    CHECK(has(m.said({"create", "--network", "nosuch", "busybox"}), "there is no network nosuch"));
    CHECK(has(m.said({"create", "--network", "front", "--network", "nosuch", "busybox"}),
              "there is no network nosuch"));
    // One that runs comes into another one, and leaves the first.
    CHECK(has(m.said({"network", "disconnect", "back", "web"}),
              "container web is not in the network back"));
    CHECK(m.said({"network", "connect", "--alias", "moved", "back", "web"}).empty());
    CHECK(has(m.said({"network", "connect", "back", "web"}),
              "container web is in the network back already"));
    CHECK(m.said({"run", "--rm", "--network", "back", "busybox", "sh", "-c",
                  support::fetch_script("moved")}) == "it is web");
    const std::string in =
        m.said({"ps", "--filter", "network=back", "--format", "{{.Names}} {{.Networks}}"});
    CHECK((in == "web back,front" || in == "web front,back"));
    CHECK(m.said({"network", "disconnect", "front", "web"}).empty());
    CHECK(m.said({"network", "inspect", "-f", "{{len .Containers}}", "front"}) == "0");
    CHECK(m.said({"run", "--rm", "--network", "front", "busybox", "sh", "-c",
                  "nc -w 1 " + ip + " 80 < /dev/null || echo out"}) == "out");
    REQUIRE(m.said({"stop", "-t", "0", "web"}) == "web");
    CHECK(m.said({"network", "disconnect", "-f", "back", "web"}).empty());
    CHECK(m.said({"network", "connect", "--alias", "other", "back", "web"}).empty());
    REQUIRE(m.said({"start", "web"}) == "web");
    CHECK(m.said({"run", "--rm", "--network", "back", "busybox", "sh", "-c",
                  support::fetch_script("other")}) == "it is web");
    CHECK(m.said({"rm", "-f", "web"}) == "web");
    CHECK(m.said({"network", "rm", "front", "back"}) == "front\nback");
}

TEST_CASE("docker's containers are in several networks, with addresses of their own") {
    if (!support::has_docker()) return;
    docker_machine m;
    REQUIRE(m.said({"network", "create", "--subnet", "10.1.1.0/24", "--ip-range", "10.1.1.128/25",
                    "front"})
                .size() == 64);
    REQUIRE(m.said({"network", "create", "--subnet", "10.1.2.0/24", "back"}).size() == 64);
    CHECK(m.said({"network", "inspect", "-f", "{{(index .IPAM.Config 0).IPRange}} {{.EnableIPv6}}",
                  "front"}) == "10.1.1.128/25 false");
    CHECK(has(m.said({"network", "create", "--ipv6", "six"}), "and none of IPv6"));
    CHECK(has(m.said({"network", "create", "--subnet", "fd00:1::/64", "six"}), "and none of IPv6"));
    REQUIRE(m.said({"run", "-d", "--name", "web", "--network", "name=front,alias=page", "--network",
                    "name=back,ip=10.1.2.9", "busybox", "sh", "-c", serve, "web"})
                .size() == 64);
    CHECK(
        m.said(
            {"inspect", "-f",
             "{{.HostConfig.NetworkMode}} {{.NetworkSettings.Networks.back.IPAddress}} {{.NetworkSettings.Networks.back.IPAMConfig.IPv4Address}} {{.NetworkSettings.Networks.back.MacAddress}}",
             "web"}) == "front 10.1.2.9 10.1.2.9 02:70:0a:01:02:09");
    CHECK(has(m.said({"inspect", "-f", "{{.NetworkSettings.Networks.front.IPAddress}}", "web"}),
              "10.1.1.1"));
    CHECK(m.said({"run", "--rm", "--network", "front", "busybox", "sh", "-c",
                  support::fetch_script("page")}) == "it is web");
    CHECK(m.said({"run", "--rm", "--network", "back", "busybox", "sh", "-c",
                  support::fetch_script("10.1.2.9")}) == "it is web");
    CHECK(m.said({"run", "--rm", "--network", "front", "busybox", "sh", "-c",
                  "nc -w 1 10.1.2.9 80 < /dev/null || echo out"}) == "out");
    CHECK(has(m.said({"run", "--rm", "--network", "back", "--ip", "10.1.2.9", "busybox", "true"}),
              "web has the address 10.1.2.9 in the network back already"));
    CHECK(has(m.said({"create", "--network", "back", "--ip", "10.1.3.9", "busybox", "true"}),
              "its addresses are those of 10.1.2.0/24"));
    CHECK(has(m.said({"create", "--ip", "10.1.2.9", "busybox", "true"}),
              "only in a network of one's own"));
    CHECK(m.said({"restart", "-t", "0", "web"}) == "web");
    CHECK(m.said({"run", "--rm", "--network", "back", "busybox", "sh", "-c",
                  support::fetch_script("web")}) == "it is web");
}

TEST_CASE("docker hears what happens to networks") {
    if (!support::has_docker()) return;
    docker_machine m;
    const std::string id = m.said({"network", "create", "front"});
    REQUIRE(m.said({"run", "-d", "--name", "web", "busybox", "sleep", "1000"}).size() == 64);
    CHECK(m.said({"network", "connect", "front", "web"}).empty());
    CHECK(m.said({"network", "disconnect", "front", "web"}).empty());
    CHECK(has(m.said({"network", "prune", "-f"}), "front"));
    const auto told = [&](std::vector<std::string> filters, const std::string& format) {
        std::vector<std::string> words{"events", "--since",  "1h",  "--until",
                                       "0s",     "--format", format};
        for (const std::string& each : filters) words.insert(words.end(), {"--filter", each});
        return m.said(words);
    };
    const std::string of_front = "create front\nconnect front\ndisconnect front\ndestroy front";
    CHECK(support::eventually([&] {
        return told({"type=network", "network=front"}, "{{.Action}} {{.Actor.Attributes.name}}") ==
               of_front;
    }));
    CHECK(told({"type=network", "network=" + id.substr(0, 12)},
               "{{.Action}} {{.Actor.Attributes.name}}") == of_front);
    CHECK(support::eventually([&] {
        return told({"type=network", "event=prune"},
                    "{{.Action}} {{.Actor.Attributes.reclaimed}}") == "prune 0";
    }));
    CHECK(told({"type=network", "event=connect", "network=bridge"},
               "{{.Type}} {{.Actor.ID}} {{.Actor.Attributes.type}} {{.Scope}}") ==
          "network bridge bridge local");
    const std::string web = m.said({"inspect", "-f", "{{.Id}}", "web"});
    CHECK(told({"type=network", "event=connect", "network=front"},
               "{{.Actor.ID}} {{.Actor.Attributes.container}}") == id + ' ' + web);
    CHECK_FALSE(has(told({"type=container"}, "{{.Type}}"), "network"));
}

TEST_CASE("docker-compose brings up a project with its default network, and takes it away") {
    if (!support::has_docker() || !has_compose()) return;
    docker_machine m;
    scratch_directory::write(
        m.files / "shop/docker-compose.yml",
        "version: '3.7'\n"
        "services:\n"
        "  web:\n"
        "    image: busybox\n"
        "    init: true\n"
        "    command: [sh, -c, 'hostname > /tmp/index.html; exec httpd -f -p 80 -h /tmp']\n"
        "  asker:\n"
        "    image: busybox\n"
        "    init: true\n"
        "    depends_on: [web]\n"
        "    command: [sleep, '1000']\n");
    const auto compose = [&](std::vector<std::string> words) {
        return composed(m, std::move(words));
    };
    const auto up = compose({"up", "-d", "--scale", "web=2"});
    INFO(up.second);
    REQUIRE(up.first == 0);
    CHECK(m.said({"network", "ls", "--filter", "label=com.docker.compose.project=shop", "--format",
                  "{{.Name}}"}) == "shop_default");
    const auto asked = [&](const std::string& script) {
        return m.said({"exec", "shop_asker_1", "sh", "-c", script});
    };
    CHECK(asked(support::fetch_script("web")).size() == 12);  // the host name of one of the two
    CHECK(asked(support::fetch_script("shop_web_2")) ==
          m.said({"inspect", "-f", "{{.Config.Hostname}}", "shop_web_2"}));
    const std::string both = asked("nslookup web");
    for (const char* each : {"shop_web_1", "shop_web_2"})
        CHECK(has(both, m.said({"inspect", "-f",
                                "{{.NetworkSettings.Networks.shop_default.IPAddress}}", each})));
    const auto again = compose({"up", "-d", "--force-recreate"});
    INFO(again.second);
    CHECK(again.first == 0);
    CHECK(asked(support::fetch_script("web")).size() == 12);
    const auto down = compose({"down", "-t", "0"});
    INFO(down.second);
    CHECK(down.first == 0);
    CHECK(m.containers->list().empty());
    CHECK(engine::networks(*m.containers).empty());
}

TEST_CASE("docker-compose puts services into several networks, which are apart") {
    if (!support::has_docker() || !has_compose()) return;
    docker_machine m;
    const auto service = [](const std::string& name, const std::string& networks) {
        return "  " + name +
               ":\n    image: busybox\n    init: true\n    command: [sh, -c, 'echo it is " + name +
               " > /tmp/index.html; exec httpd -f -p 80 -h /tmp']\n    networks:\n" + networks;
    };
    scratch_directory::write(
        m.files / "shop/docker-compose.yml",
        "version: '3.7'\nservices:\n" +
            service(
                "web",
                "      front:\n        aliases: [page]\n      back:\n        ipv4_address: 10.1.2.77\n") +
            service("db", "      back: {}\n") + service("user", "      front: {}\n") +
            "networks:\n  front: {}\n  back:\n    internal: true\n    ipam:\n      config: [{subnet: 10.1.2.0/24}]\n");
    const auto up = composed(m, {"up", "-d"});
    INFO(up.second);
    REQUIRE(up.first == 0);
    const auto asked = [&](const std::string& who, const std::string& script) {
        return m.said({"exec", "shop_" + who + "_1", "sh", "-c", script});
    };
    CHECK(asked("web", support::fetch_script("db")) == "it is db");
    CHECK(asked("web", support::fetch_script("user")) == "it is user");
    CHECK(asked("user", support::fetch_script("page")) == "it is web");
    CHECK(asked("db", support::fetch_script("web")) == "it is web");
    CHECK(asked("db", support::fetch_script("10.1.2.77")) == "it is web");
    CHECK(has(asked("user", "nslookup db"), "NXDOMAIN"));
    const std::string db =
        m.said({"inspect", "-f", "{{.NetworkSettings.Networks.shop_back.IPAddress}}", "shop_db_1"});
    for (const std::string& address : {db, std::string("10.1.2.77")})
        CHECK(asked("user", "nc -w 1 " + address + " 80 < /dev/null && echo in || echo out") ==
              "out");
    const auto again = composed(m, {"up", "-d", "--force-recreate"});
    INFO(again.second);
    CHECK(again.first == 0);
    CHECK(asked("web", support::fetch_script("db")) == "it is db");
    const auto down = composed(m, {"down", "-t", "0"});
    INFO(down.second);
    CHECK(down.first == 0);
    CHECK(engine::networks(*m.containers).empty());
}

}  // namespace networks_test
