// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/apiserver/kinds/workloads.hpp>

#include <catch2/catch.hpp>

#include "kind.hpp"

namespace workloads_test {

using namespace slipway;
using apiserver::kinds::deployments;
using apiserver::kinds::replica_sets;
using support::complaints;
using support::completed;
using support::sentences;

namespace {

/// A workload that selects `app: web`, with pods labelled `app: LABEL`, and more members of `spec`.
std::string workload(const std::string& spec = {}, const std::string& label = "web",
                     const std::string& pod = {}) {
    return R"({"metadata":{"name":"web"},"spec":{"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":")" +
           label + R"("}},"spec":{"containers":[{"name":"c","image":"nginx:1"}])" + pod + "}}" +
           spec + "}}";
}

}  // namespace

TEST_CASE("a deployment rolls by quarters and keeps ten revisions") {
    const json::value d = completed(deployments, workload());
    CHECK(d["spec"]["replicas"] == 1);
    CHECK(d["spec"]["revisionHistoryLimit"] == 10);
    CHECK(d["spec"]["progressDeadlineSeconds"] == 600);
    CHECK(json::same(
        d["spec"]["strategy"],
        json::read(
            R"({"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":"25%","maxSurge":"25%"}})")));
    CHECK(d["status"] == json::value::object());
    const json::value& pod = d["spec"]["template"]["spec"];
    CHECK(pod["restartPolicy"] == "Always");
    CHECK_FALSE(pod.contains("tolerations"));  // these are given to pods only
    CHECK_FALSE(
        completed(deployments, workload(R"(,"strategy":{"type":"Recreate"})"))["spec"]["strategy"]
            .contains("rollingUpdate"));
    CHECK(completed(deployments, workload(R"(,"replicas":0)"))["spec"]["replicas"] == 0);
}

TEST_CASE("a replica set wants one pod and has none yet") {
    const json::value r = completed(replica_sets, workload());
    CHECK(r["spec"]["replicas"] == 1);
    CHECK(r["status"]["replicas"] == 0);
    CHECK_FALSE(r["spec"].contains("strategy"));
}

TEST_CASE("wrong deployments are refused field by field") {
    CHECK(complaints(deployments, workload()).empty());
    CHECK(
        complaints(deployments, workload({}, "other")) ==
        sentences{
            "spec.template.metadata.labels: Invalid value: {\"app\":\"other\"}: `selector` does not match template `labels`"});
    CHECK(complaints(deployments, workload(R"(,"replicas":-1)")) ==
          sentences{"spec.replicas: Invalid value: -1: must be greater than or equal to 0"});
    CHECK(
        complaints(deployments, workload({}, "web", R"(,"restartPolicy":"Never")")) ==
        sentences{
            "spec.template.spec.restartPolicy: Unsupported value: \"Never\": supported values: \"Always\""});
    CHECK(
        complaints(deployments, workload(R"(,"strategy":{"type":"Sideways"})")) ==
        sentences{
            "spec.strategy.type: Unsupported value: \"Sideways\": supported values: \"Recreate\", \"RollingUpdate\""});
    CHECK(
        complaints(
            deployments,
            workload(R"(,"strategy":{"rollingUpdate":{"maxUnavailable":0,"maxSurge":"0%"}})")) ==
        sentences{
            "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0"});
    const sentences empty = complaints(deployments, R"({"metadata":{"name":"web"},"spec":{}})");
    CHECK(std::find(empty.begin(), empty.end(), "spec.selector: Required value") != empty.end());
    CHECK(std::find(empty.begin(), empty.end(), "spec.template.spec.containers: Required value") !=
          empty.end());
}

TEST_CASE("a selector stays as it was") {
    const std::string other =
        R"({"metadata":{"name":"web"},"spec":{"selector":{"matchLabels":{"app":"x"}},"template":{"metadata":{"labels":{"app":"x"}},
        "spec":{"containers":[{"name":"c","image":"nginx:1"}]}}}})";
    CHECK(
        complaints(deployments, other, workload()) ==
        sentences{
            "spec.selector: Invalid value: {\"matchLabels\":{\"app\":\"x\"}}: field is immutable"});
    CHECK(complaints(deployments, workload(R"(,"replicas":4)"), workload()).empty());
}

TEST_CASE("rows of workloads count pods") {
    const std::string text =
        R"({"metadata":{"name":"web"},"spec":{"replicas":3,"selector":{"matchLabels":{"app":"web"}},"template":{"spec":{"containers":
        [{"name":"a","image":"x:1"},{"name":"b","image":"y:2"}]}}},"status":{"replicas":3,"readyReplicas":2,"updatedReplicas":1,"availableReplicas":2}})";
    CHECK(support::printed(deployments, text) ==
          sentences{"web", "2/3", "1", "2", "<unknown>", "a,b", "x:1,y:2", "app=web"});
    CHECK(support::printed(replica_sets, text) ==
          sentences{"web", "3", "3", "2", "<unknown>", "a,b", "x:1,y:2", "app=web"});
}

}  // namespace workloads_test
