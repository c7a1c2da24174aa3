// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/apiserver/kinds/services.hpp>

#include <catch2/catch.hpp>

#include "kind.hpp"

namespace services_test {

using namespace slipway;
using apiserver::kinds::services;
using support::complaints;
using support::completed;
using support::printed;
using support::sentences;

namespace {

std::string service(const std::string& spec, const char* name = "web") {
    return std::string(R"({"metadata":{"name":")") + name + R"("},"spec":{)" + spec + "}}";
}

}  // namespace

TEST_CASE("a service is completed by its type") {
    const json::value plain = completed(services, service(R"("ports":[{"port":80}])"));
    CHECK(json::same(
        plain["spec"],
        json::read(
            R"({"ports":[{"port":80,"protocol":"TCP","targetPort":80}],"type":"ClusterIP","sessionAffinity":"None",
        "internalTrafficPolicy":"Cluster","ipFamilies":["IPv4"],"ipFamilyPolicy":"SingleStack"})")));
    CHECK(plain["status"]["loadBalancer"] == json::value::object());
    CHECK(completed(services, service(R"("type":"NodePort")"))["spec"]["externalTrafficPolicy"] ==
          "Cluster");
    CHECK(completed(services,
                    service(R"("type":"LoadBalancer")"))["spec"]["allocateLoadBalancerNodePorts"] ==
          true);
    CHECK(json::same(
        completed(services, service(R"("type":"ExternalName","externalName":"x.example")"))["spec"],
        json::read(
            R"({"type":"ExternalName","externalName":"x.example","sessionAffinity":"None"})")));
    CHECK(completed(services,
                    service(R"("ports":[{"port":80,"targetPort":"http"}])"))["spec"]["ports"][0]
                                                                            ["targetPort"] ==
          "http");
}

TEST_CASE("wrong services are refused field by field") {
    CHECK(complaints(services, service(R"("ports":[{"port":80}])")).empty());
    CHECK(complaints(services, service(R"("clusterIP":"None")")).empty());
    CHECK(complaints(services, service("")) == sentences{"spec.ports: Required value"});
    CHECK(complaints(services, service(R"("ports":[{"port":80}])", "1web"), {}, 60) ==
          sentences{"metadata.name: Invalid value: \"1web\": a DNS-1035 label must "});
    CHECK(
        complaints(services, service(R"("type":"Magic","ports":[{"port":80}])")) ==
        sentences{
            "spec.type: Unsupported value: \"Magic\": supported values: \"ClusterIP\", \"ExternalName\", \"LoadBalancer\", \"NodePort\""});
    CHECK(complaints(services, service(R"("type":"ExternalName")")) ==
          sentences{"spec.externalName: Required value"});
    CHECK(
        complaints(services, service(R"("ports":[{"port":0}])")) ==
        sentences{
            "spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive",
            "spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive"});
    CHECK(complaints(services, service(R"("ports":[{"port":80},{"port":81}])")) ==
          sentences{"spec.ports[0].name: Required value", "spec.ports[1].name: Required value"});
    CHECK(complaints(services,
                     service(R"("ports":[{"name":"a","port":80},{"name":"a","port":81}])")) ==
          sentences{"spec.ports[1].name: Duplicate value: \"a\""});
    CHECK(complaints(services, service(R"("ports":[{"port":80,"targetPort":"No_Port"}])")).size() ==
          1);
}

TEST_CASE("clients keep their endpoint for three hours, unless told otherwise, and a day at most") {
    const auto with = [](const std::string& words) {
        return service(R"("ports":[{"port":80}],"sessionAffinity":)" + words);
    };
    CHECK(completed(services, with(R"("ClientIP")"))["spec"]["sessionAffinityConfig"]["clientIP"]
                                                    ["timeoutSeconds"] == 10800);
    CHECK(completed(services,
                    with(R"("ClientIP","sessionAffinityConfig":{"clientIP":{"timeoutSeconds":5}})"))
              ["spec"]["sessionAffinityConfig"]["clientIP"]["timeoutSeconds"] == 5);
    CHECK_FALSE(completed(services, with(R"("None")"))["spec"].contains("sessionAffinityConfig"));
    CHECK(complaints(
              services,
              with(R"("ClientIP","sessionAffinityConfig":{"clientIP":{"timeoutSeconds":86400}})"))
              .empty());
    CHECK(
        complaints(
            services,
            with(R"("ClientIP","sessionAffinityConfig":{"clientIP":{"timeoutSeconds":86401}})")) ==
        sentences{
            "spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 86401: must be greater than 0 and less than 86400"});
    CHECK(
        complaints(services, with(R"("Client")")) ==
        sentences{
            "spec.sessionAffinity: Unsupported value: \"Client\": supported values: \"ClientIP\", \"None\""});
}

TEST_CASE("a cluster address stays") {
    const std::string old = service(R"("clusterIP":"10.96.0.9","ports":[{"port":80}])");
    CHECK(complaints(services, service(R"("clusterIP":"10.96.0.10","ports":[{"port":80}])"), old) ==
          sentences{"spec.clusterIP: Invalid value: \"10.96.0.10\": may not change once set"});
    CHECK(complaints(services, service(R"("ports":[{"port":81}])"), old).empty());
}

TEST_CASE("a service's row shows where it is reached") {
    CHECK(
        printed(
            services,
            service(
                R"("type":"NodePort","clusterIP":"10.96.0.9","selector":{"app":"web"},"ports":[{"port":80,"nodePort":30080,"protocol":"TCP"},{"port":53,"protocol":"UDP"}])")) ==
        sentences{"web", "NodePort", "10.96.0.9", "<none>", "80:30080/TCP,53/UDP", "<unknown>",
                  "app=web"});
    CHECK(printed(services, service(R"("type":"LoadBalancer")"))[3] == "<pending>");
    CHECK(printed(services, service(R"("type":"ExternalName","externalName":"x.example")"))[3] ==
          "x.example");
    CHECK(
        printed(
            services,
            R"({"spec":{"type":"LoadBalancer"},"status":{"loadBalancer":{"ingress":[{"ip":"192.0.2.1"},{"hostname":"h"}]}}})")
            [3] == "192.0.2.1,h");
}

}  // namespace services_test
