// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/api/host_ports.hpp>

#include <string>

#include <catch2/catch.hpp>

#include <slipway/api.hpp>

namespace host_ports_test {

namespace api = slipway::api;

namespace {

api::core_v1::ContainerPort port(const char* name, long number) {
    api::core_v1::ContainerPort made;
    made.name = name;
    made.containerPort = number;
    return made;
}
std::string taken(const api::core_v1::PodSpec& pod) {
    std::string all;
    api::each_host_port(pod, [&](const api::core_v1::ContainerPort& p, long number) {
        all += std::string(p.name.view()) + ' ' + std::to_string(number) + ' ';
    });
    return all;
}

}  // namespace

TEST_CASE(
    "a pod takes the ports of its node that its containers name, or all in its node's network") {
    api::core_v1::PodSpec pod;
    api::core_v1::Container& app = pod.containers.append();
    app.ports = {port("http", 80), port("https", 443)};
    CHECK(taken(pod).empty());
    app.ports[1].hostPort = 8443;
    CHECK(taken(pod) == "https 8443 ");
    api::core_v1::Container& before = pod.initContainers.append();
    before.ports = {port("admin", 9000)};
    before.ports[0].hostPort = 9000;
    CHECK(taken(pod) == "https 8443 ");
    before.restartPolicy = "Always";
    CHECK(taken(pod) == "admin 9000 https 8443 ");
    app.ports[1].hostPort = {};
    pod.hostNetwork = true;
    CHECK(taken(pod) == "admin 9000 http 80 https 443 ");
}

}  // namespace host_ports_test
