// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/apiserver/kinds/endpoints.hpp>

#include <catch2/catch.hpp>

#include "kind.hpp"

namespace endpoints_test {

using namespace slipway;
using apiserver::kinds::endpoint_slices;
using apiserver::kinds::endpoints;
using support::complaints;
using support::completed;
using support::printed;
using support::sentences;

TEST_CASE("endpoints are completed, checked and shown") {
    const std::string good =
        R"({"metadata":{"name":"web"},"subsets":[{"addresses":[{"ip":"10.0.0.1"},{"ip":"2001:db8::1"}],"ports":[{"port":80}]}]})";
    CHECK(completed(endpoints, good)["subsets"][0]["ports"][0]["protocol"] == "TCP");
    CHECK(complaints(endpoints, good).empty());
    CHECK(complaints(endpoints, R"({"metadata":{"name":"web"}})").empty());
    CHECK(complaints(endpoints,
                     R"({"metadata":{"name":"web"},"subsets":[{"ports":[{"port":80}]}]})") ==
          sentences{"subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`"});
    CHECK(
        complaints(
            endpoints,
            R"({"metadata":{"name":"web"},"subsets":[{"addresses":[{"ip":"10.0.0"}],"ports":[{"port":0},{"name":"b","port":1,"protocol":"X"}]}]})",
            {}, 60) == sentences{"subsets[0].addresses[0].ip: Invalid value: \"10.0.0\": must be",
                                 "subsets[0].ports[0].name: Required value",
                                 "subsets[0].ports[0].port: Invalid value: 0: must be between ",
                                 "subsets[0].ports[1].protocol: Unsupported value: \"X\": suppor"});
    CHECK(printed(endpoints, good) == sentences{"web", "10.0.0.1:80,2001:db8::1:80", "<unknown>"});
    CHECK(printed(endpoints, R"({"metadata":{"name":"web"}})")[1] == "<none>");
    CHECK(
        printed(
            endpoints,
            R"({"subsets":[{"addresses":[{"ip":"a"},{"ip":"b"},{"ip":"c"},{"ip":"d"},{"ip":"e"}]}]})")
            [1] == "a,b,c + 2 more...");
}

TEST_CASE("endpoint slices are completed, checked and shown") {
    const std::string good =
        R"({"metadata":{"name":"web"},"addressType":"IPv4","endpoints":[{"addresses":["10.0.0.1"]}],"ports":[{"port":80}]})";
    const json::value port = completed(endpoint_slices, good)["ports"][0];
    CHECK(port["protocol"] == "TCP");
    CHECK(port["name"] == "");
    CHECK(complaints(endpoint_slices, good).empty());
    CHECK(complaints(endpoint_slices, R"({"metadata":{"name":"web"}})") ==
          sentences{"addressType: Required value"});
    CHECK(
        complaints(endpoint_slices, R"({"metadata":{"name":"web"},"addressType":"X"})") ==
        sentences{
            "addressType: Unsupported value: \"X\": supported values: \"FQDN\", \"IPv4\", \"IPv6\""});
    CHECK(
        complaints(
            endpoint_slices,
            R"({"metadata":{"name":"web"},"addressType":"IPv6","endpoints":[{"addresses":["10.0.0.1"]},{"addresses":[]}]})") ==
        sentences{"endpoints[0].addresses[0]: Invalid value: \"10.0.0.1\": must be an IPv6 address",
                  "endpoints[1].addresses: Required value: must contain at least 1 address"});
    CHECK(
        complaints(endpoint_slices, R"({"metadata":{"name":"web"},"addressType":"FQDN"})", good) ==
        sentences{"addressType: Invalid value: \"FQDN\": field is immutable"});
    CHECK(printed(endpoint_slices, good) ==
          sentences{"web", "IPv4", "80", "10.0.0.1", "<unknown>"});
    CHECK(printed(endpoint_slices, R"({"addressType":"IPv4"})") ==
          sentences{"", "IPv4", "<unset>", "<unset>", "<unknown>"});
}

}  // namespace endpoints_test
