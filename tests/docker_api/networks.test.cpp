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

#include "docker_machine.hpp"

namespace networks_test {

using namespace slipway;
using support::docker_machine;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

/// A script of busybox that asks a server, which may need a moment to come up, for its page.
std::string fetch(const std::string& from) {
    return "for i in $(seq 100); do printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc -w 2 " + from + " 80 | tail -1 | grep . && break; usleep 20000; done";
}
const std::string serve = "echo it is $0 > /tmp/index.html; exec httpd -f -p 80 -h /tmp";

/// `docker-compose` of version 1, for a project in a directory; empty where there is none.
std::string compose_program() {
    const char* const given = std::getenv("SLIPWAY_DOCKER_COMPOSE");
    const std::string program = given ? given : "docker-compose";
    const auto tried = core::run_command({program, "--version"}, {}, std::chrono::seconds(30), 4096);
    return tried.not_started == 0 && tried.exit_code == 0 ? program : "";
}

}  // namespace

TEST_CASE("docker makes networks, tells of them and removes them") {
    if (!support::has_docker()) return;
    docker_machine m;
    const std::string id = m.said({"network", "create", "--label", "tier=front", "front"});
    REQUIRE(id.size() == 64);
    CHECK(m.said({"network", "create", "--internal", "--subnet", "10.1.2.0/24", "--gateway", "10.1.2.9", "back"}).size() == 64);
    CHECK(m.said({"network", "ls", "--format", "{{.Name}} {{.Driver}}"}) == "back bridge\nbridge bridge\nfront bridge\nhost host\nnone null");
    CHECK(m.said({"network", "ls", "-q", "--no-trunc", "--filter", "label=tier=front"}) == id);
    CHECK(m.said({"network", "ls", "--filter", "type=custom", "--filter", "name=ac", "--format", "{{.Name}}"}) == "back");
    CHECK(m.said({"network", "inspect", "-f", "{{.Internal}} {{(index .IPAM.Config 0).Subnet}} {{(index .IPAM.Config 0).Gateway}}", "back"}) == "true 10.1.2.0/24 10.1.2.9");
    CHECK(m.said({"network", "inspect", "-f", "{{.Name}} {{index .Labels \"tier\"}}", id.substr(0, 12)}) == "front front");
    CHECK(has(m.said({"network", "create", "front"}), "there is a network front already"));
    CHECK(has(m.said({"network", "create", "--subnet", "10.1.2.128/25", "more"}), "overlaps with 10.1.2.0/24, that of the network back"));
    for (const std::vector<std::string>& option : {std::vector<std::string>{"-d", "overlay"}, {"--ipv6"}, {"-o", "a=b"}, {"--subnet", "10.1.3.0/24", "--ip-range", "10.1.3.0/25"}, {"--subnet", "10.1.3.0/33"}}) {
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
    for (const char* name : {"front", "back"}) REQUIRE(m.said({"network", "create", name}).size() == 64);
    const std::string id = m.said({"run", "-d", "--name", "web", "--network", "front", "--network-alias", "page", "busybox", "sh", "-c", serve, "web"});
    REQUIRE(id.size() == 64);
    for (const std::string& name : {std::string("web"), std::string("page"), id.substr(0, 12)})
        CHECK(m.said({"run", "--rm", "--network", "front", "busybox", "sh", "-c", fetch(name)}) == "it is web");
    const std::string ip = m.said({"inspect", "-f", "{{.NetworkSettings.Networks.front.IPAddress}}", "web"});
    CHECK(has(m.said({"inspect", "-f", "{{.HostConfig.NetworkMode}} {{.NetworkSettings.Networks.front.Aliases}}", "web"}), "front [page " + id.substr(0, 12)));
    CHECK(has(m.said({"network", "inspect", "-f", "{{json .Containers}}", "front"}), ip + "/24"));
    CHECK(m.said({"run", "--rm", "--network", "front", "busybox", "sh", "-c", "nc -w 1 " + ip + " 80 < /dev/null && echo in"}) == "in");
    CHECK(m.said({"run", "--rm", "--network", "back", "busybox", "sh", "-c", "nc -w 1 " + ip + " 80 < /dev/null || echo out"}) == "out");
    CHECK(m.said({"run", "--rm", "busybox", "sh", "-c", "nc -w 1 " + ip + " 80 < /dev/null || echo out"}) == "out");
    CHECK(m.said({"ps", "--filter", "network=front", "--format", "{{.Names}} {{.Networks}}"}) == "web front");
    CHECK(m.said({"ps", "-q", "--filter", "network=back"}).empty());
    CHECK(has(m.said({"network", "rm", "front"}), "network front is in use: web is in it"));

    CHECK(has(m.said({"network", "connect", "back", "web"}), "container web is running"));
    CHECK(has(m.said({"network", "disconnect", "front", "web"}), "container web is running"));
    CHECK(has(m.said({"create", "--network", "front", "--network", "back", "busybox"}), "a container is in one network here, and not in 2"));
    CHECK(has(m.said({"create", "--network", "front", "--ip", "10.1.2.3", "busybox"}), "next free address"));
    CHECK(has(m.said({"create", "--network", "nosuch", "busybox"}), "there is no network nosuch"));
    REQUIRE(m.said({"stop", "-t", "0", "web"}) == "web");
    CHECK(has(m.said({"network", "connect", "back", "web"}), "web is in front already"));
    CHECK(m.said({"network", "disconnect", "front", "web"}).empty());
    CHECK(m.said({"network", "connect", "--alias", "other", "back", "web"}).empty());
    REQUIRE(m.said({"start", "web"}) == "web");
    CHECK(m.said({"run", "--rm", "--network", "back", "busybox", "sh", "-c", fetch("other")}) == "it is web");
    CHECK(m.said({"rm", "-f", "web"}) == "web");
    CHECK(m.said({"network", "rm", "front", "back"}) == "front\nback");
}

TEST_CASE("docker-compose brings up a project with its default network, and takes it away") {
    if (!support::has_docker()) return;
    const std::string program = compose_program();
    if (program.empty()) {
        WARN("skipped: there is no docker-compose; SLIPWAY_DOCKER_COMPOSE names one");
        return;
    }
    docker_machine m;
    scratch_directory::write(m.files / "shop/docker-compose.yml", "version: '3.7'\n"
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
        std::vector<std::string> all{program, "-f", m.files / "shop/docker-compose.yml", "-p", "shop"};
        all.insert(all.end(), words.begin(), words.end());
        const auto result = core::run_command(all, {{"DOCKER_HOST", m.service->url()}, {"HOME", m.files.path().string()}}, std::chrono::seconds(120), 1 << 20);
        return std::pair(result.exit_code, result.output + result.complaints);
    };
    const auto up = compose({"up", "-d", "--scale", "web=2"});
    INFO(up.second);
    REQUIRE(up.first == 0);
    CHECK(m.said({"network", "ls", "--filter", "label=com.docker.compose.project=shop", "--format", "{{.Name}}"}) == "shop_default");
    const auto asked = [&](const std::string& script) { return m.said({"exec", "shop_asker_1", "sh", "-c", script}); };
    CHECK(asked(fetch("web")).size() == 12);  // the host name of one of the two
    CHECK(asked(fetch("shop_web_2")) == m.said({"inspect", "-f", "{{.Config.Hostname}}", "shop_web_2"}));
    const std::string both = asked("nslookup web");
    for (const char* each : {"shop_web_1", "shop_web_2"}) CHECK(has(both, m.said({"inspect", "-f", "{{.NetworkSettings.Networks.shop_default.IPAddress}}", each})));
    const auto again = compose({"up", "-d", "--force-recreate"});
    INFO(again.second);
    CHECK(again.first == 0);
    CHECK(asked(fetch("web")).size() == 12);
    const auto down = compose({"down", "-t", "0"});
    INFO(down.second);
    CHECK(down.first == 0);
    CHECK(m.containers->list().empty());
    CHECK(engine::networks(*m.containers).empty());
}

}  // namespace networks_test
