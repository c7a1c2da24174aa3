// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/apiserver/rows.hpp>

#include <set>

#include <catch2/catch.hpp>

#include <slipway/api/resources.hpp>
#include <slipway/apiserver/kinds/events.hpp>
#include <slipway/apiserver/kinds/leases.hpp>
#include <slipway/apiserver/kinds/namespaces.hpp>
#include <slipway/apiserver/kinds/nodes.hpp>
#include <slipway/apiserver/kinds/service_accounts.hpp>

#include "kind.hpp"

namespace rows_test {

using namespace slipway;
namespace kinds = apiserver::kinds;
using support::complaints;
using support::completed;
using support::printed;
using support::sentences;

TEST_CASE("every row is of a kind that the API has, once, with a cell for each column") {
    std::set<std::pair<std::string_view, std::string_view>> seen;
    for (const apiserver::kind_row& row : apiserver::kind_rows()) {
        INFO(row.plural);
        CHECK(seen.emplace(row.group, row.plural).second);
        CHECK(std::any_of(api::resources().begin(), api::resources().end(),
                          [&](const api::resource* r) {
                              return r->group == row.group && r->plural == row.plural;
                          }));
        CHECK(printed(row, "{}").size() == row.columns.size());
        CHECK(std::count_if(row.columns.begin(), row.columns.end(),
                            [](const apiserver::column& c) { return c.format == "name"; }) == 1);
    }
}

TEST_CASE("no row trips over members of wrong kinds") {
    for (
        const char* text :
        {"{}", R"({"metadata":{},"spec":[],"status":7})",
         R"({"spec":{"containers":{},"ports":7,"template":[],"selector":"x"},"status":{"conditions":[1]}})",
         R"({"spec":{"containers":[7,null,"x"],"volumes":[null],"ports":[[]]},"data":[],"subsets":[7],"endpoints":[{}],"secrets":{}})"})
        for (const apiserver::kind_row& row : apiserver::kind_rows()) {
            INFO(row.plural << " " << text);
            CHECK_NOTHROW(printed(row, text));
        }
}

TEST_CASE("a namespace is active, and named by a label") {
    const json::value made = completed(kinds::namespaces, R"({"metadata":{"name":"shop"}})");
    CHECK(made["status"]["phase"] == "Active");
    CHECK(made["spec"]["finalizers"] == json::value::array({"kubernetes"}));
    CHECK(made["metadata"]["labels"]["kubernetes.io/metadata.name"] == "shop");
    CHECK(complaints(kinds::namespaces, R"({"metadata":{"name":"a.b"}})", {}, 60) ==
          sentences{"metadata.name: Invalid value: \"a.b\": a lowercase RFC 1123 la"});
}

TEST_CASE("a node offers what it has, and its row tells its state") {
    CHECK(completed(kinds::nodes, R"({"metadata":{"name":"n"},"status":{"capacity":{"cpu":"4"}}})")
              ["status"]["allocatable"]["cpu"] == "4");
    const sentences row = printed(
        kinds::nodes,
        R"({"metadata":{"name":"n","labels":{"node-role.kubernetes.io/control-plane":""}},"spec":{"unschedulable":true},
        "status":{"conditions":[{"type":"Ready","status":"True"}],"addresses":[{"type":"InternalIP","address":"192.0.2.7"}],"nodeInfo":{"kubeletVersion":"v1.35.0"}}})");
    CHECK(row == sentences{"n", "Ready,SchedulingDisabled", "control-plane", "<unknown>", "v1.35.0",
                           "192.0.2.7", "<none>", "<unknown>", "<unknown>", "<unknown>"});
    CHECK(printed(kinds::nodes,
                  R"({"status":{"conditions":[{"type":"Ready","status":"Unknown"}]}})")[1] ==
          "NotReady");
}

TEST_CASE("an event stands beside what it is about") {
    auto event = [](const std::string& ns, const std::string& about) {
        return R"({"metadata":{"name":"e","namespace":")" + ns +
               R"("},"involvedObject":{"kind":"Pod","name":"p","namespace":")" + about +
               R"("},"reason":"Started"})";
    };
    CHECK(complaints(kinds::events, event("ns", "ns")).empty());
    CHECK(complaints(kinds::events, event("default", "")).empty());
    CHECK(
        complaints(kinds::events, event("ns", "other")) ==
        sentences{
            "involvedObject.namespace: Invalid value: \"other\": does not match event.namespace"});
    CHECK(complaints(kinds::events, event("ns", "")).size() == 1);
    CHECK(printed(kinds::events, event("ns", "ns"))[3] == "pod/p");
}

TEST_CASE("leases and service accounts") {
    CHECK(
        complaints(kinds::leases, R"({"metadata":{"name":"l"},"spec":{"leaseDurationSeconds":15}})")
            .empty());
    CHECK(
        complaints(
            kinds::leases,
            R"({"metadata":{"name":"l"},"spec":{"leaseDurationSeconds":0,"leaseTransitions":-1}})") ==
        sentences{"spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0",
                  "spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0"});
    CHECK(printed(kinds::leases, R"({"metadata":{"name":"l"},"spec":{"holderIdentity":"me"}})") ==
          sentences{"l", "me", "<unknown>"});
    CHECK(
        printed(kinds::service_accounts, R"({"metadata":{"name":"a"},"secrets":[{"name":"s"}]})") ==
        sentences{"a", "1", "<unknown>"});
}

}  // namespace rows_test
