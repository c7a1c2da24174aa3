// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/apiserver/service_addresses.hpp>

#include <catch2/catch.hpp>

#include <slipway/json/read.hpp>

namespace service_addresses_test {

using namespace slipway;
using apiserver::service_addresses;

namespace {

/// Allocates for a service and gives what is wrong with it.
std::string allocate(service_addresses& from, json::value& service,
                     const json::value* old = nullptr) {
    apiserver::errors found;
    from.allocate(service, old, found);
    std::string out;
    for (const core::status_cause& c : found) out += c.field + ": " + c.message + "\n";
    return out;
}
json::value service(const char* spec) {
    return {{"metadata", {{"name", "s"}}}, {"spec", json::read(spec)}};
}

}  // namespace

TEST_CASE("each service gets an address of its own inside the network") {
    service_addresses addresses("10.1.2.0/24");
    std::set<std::string> seen;
    for (int i = 0; i < 200; ++i) {
        json::value s = service("{}");
        CHECK(allocate(addresses, s).empty());
        const std::string ip = s["spec"]["clusterIP"];
        CHECK(ip.starts_with("10.1.2."));
        CHECK(s["spec"]["clusterIPs"] == json::value::array({ip}));
        CHECK(seen.insert(ip).second);
    }
    CHECK_FALSE(seen.count("10.1.2.0"));
    CHECK_FALSE(seen.count("10.1.2.1"));
    CHECK_FALSE(seen.count("10.1.2.255"));
}

TEST_CASE("a network that is full says so, and an address given back is used again") {
    service_addresses addresses("10.1.2.0/28");
    std::vector<json::value> all;
    auto fill = [&] {
        for (int i = 0; i < 100; ++i) {
            json::value s = service("{}");
            allocate(addresses, s);
            all.push_back(std::move(s));
        }
    };
    CHECK_THROWS_WITH(fill(), "all cluster addresses are in use");
    REQUIRE_FALSE(all.empty());
    const std::string first = all[0]["spec"]["clusterIP"];
    addresses.release(all[0], nullptr);
    json::value s = service("{}");
    allocate(addresses, s);
    CHECK(s["spec"]["clusterIP"] == first);
}

TEST_CASE("an address that was asked for must be free and of the network") {
    service_addresses addresses("10.1.2.0/24");
    json::value a = service(R"({"clusterIP":"10.1.2.77"})"), b = a,
                c = service(R"({"clusterIP":"10.2.0.1"})"), d = service(R"({"clusterIP":"x"})");
    CHECK(allocate(addresses, a).empty());
    CHECK(allocate(addresses, b) ==
          "spec.clusterIP: Invalid value: \"10.1.2.77\": provided IP is already allocated\n");
    CHECK(allocate(addresses, c) ==
          "spec.clusterIP: Invalid value: \"10.2.0.1\": not an address of the cluster's network\n");
    CHECK_FALSE(allocate(addresses, d).empty());
    CHECK(allocate(addresses, b, &a).empty());
}

TEST_CASE("headless and external services have no address") {
    service_addresses addresses("10.1.2.0/24");
    json::value headless = service(R"({"clusterIP":"None"})"),
                external = service(R"({"type":"ExternalName","clusterIP":"10.1.2.3"})");
    CHECK(allocate(addresses, headless).empty());
    CHECK(headless["spec"]["clusterIP"] == "None");
    CHECK(headless["spec"]["clusterIPs"] == json::value::array({"None"}));
    CHECK(allocate(addresses, external).empty());
    CHECK_FALSE(external["spec"].contains("clusterIP"));
}

TEST_CASE("node ports are unique, kept over updates and given back") {
    service_addresses addresses("10.1.2.0/24");
    json::value a = service(
        R"({"type":"NodePort","ports":[{"port":80,"protocol":"TCP"},{"port":81,"protocol":"TCP"}]})");
    CHECK(allocate(addresses, a).empty());
    const long first = a["spec"]["ports"][0]["nodePort"],
               second = a["spec"]["ports"][1]["nodePort"];
    CHECK(first >= service_addresses::first_node_port);
    CHECK(second <= service_addresses::last_node_port);
    CHECK(first != second);

    json::value again = service(R"({"type":"NodePort","ports":[{"port":81,"protocol":"TCP"}]})");
    CHECK(allocate(addresses, again, &a).empty());
    CHECK(again["spec"]["ports"][0]["nodePort"] == second);
    addresses.release(a, &again);

    json::value taken =
        service(R"({"type":"NodePort","ports":[{"port":1},{"port":2},{"port":3}]})");
    taken["spec"]["ports"][0]["nodePort"] = first;
    taken["spec"]["ports"][1]["nodePort"] = second;
    taken["spec"]["ports"][2]["nodePort"] = 80;
    CHECK(
        allocate(addresses, taken) ==
        "spec.ports[1].nodePort: Invalid value: " + std::to_string(second) +
            ": provided port is already allocated\n"
            "spec.ports[2].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767\n");
}

TEST_CASE("a service that becomes inner loses its node ports") {
    service_addresses addresses("10.1.2.0/24");
    json::value s = service(R"({"type":"ClusterIP","ports":[{"port":80,"nodePort":30080}]})");
    CHECK(allocate(addresses, s).empty());
    CHECK_FALSE(s["spec"]["ports"][0].contains("nodePort"));
}

TEST_CASE("what is no network is refused") {
    for (const char* bad :
         {"", "10.0.0.0", "10.0.0.0/", "10.0.0.0/7", "10.0.0.0/31", "10.0.0/16", "fd00::/64"}) {
        INFO(bad);
        CHECK_THROWS_AS(service_addresses(bad), status_error);
    }
}

}  // namespace service_addresses_test
