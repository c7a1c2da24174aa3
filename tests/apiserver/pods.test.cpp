// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/apiserver/kinds/pods.hpp>

#include <catch2/catch.hpp>

#include "kind.hpp"

namespace pods_test {

using namespace slipway;
using apiserver::kinds::pods;
using support::complaints;
using support::completed;
using support::printed;
using support::sentences;

namespace {

/// A pod of one container with these members.
std::string pod_of(const std::string& container, const std::string& spec = {}) {
    return R"({"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"nginx")" +
           container + "}]" + spec + "}}";
}
json::value container_of(const std::string& container) {
    return completed(pods, pod_of(container))["spec"]["containers"][0];
}
std::string quality_of(const std::string& container) {
    return completed(pods, pod_of(container))["status"]["qosClass"];
}

}  // namespace

TEST_CASE("a pod is completed with Kubernetes' defaults") {
    const json::value pod = completed(pods, pod_of(""));
    const json::value expected = json::read(R"({
        "containers": [{"name": "c", "image": "nginx", "imagePullPolicy": "Always", "terminationMessagePath": "/dev/termination-log",
                        "terminationMessagePolicy": "File", "resources": {}}],
        "restartPolicy": "Always", "terminationGracePeriodSeconds": 30, "dnsPolicy": "ClusterFirst", "securityContext": {},
        "schedulerName": "default-scheduler", "enableServiceLinks": true, "preemptionPolicy": "PreemptLowerPriority", "priority": 0,
        "serviceAccountName": "default", "serviceAccount": "default",
        "tolerations": [{"key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300},
                        {"key": "node.kubernetes.io/unreachable", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300}]})");
    CHECK(json::same(pod["spec"], expected));
    CHECK(json::same(pod["status"], json::read(R"({"phase":"Pending","qosClass":"BestEffort"})")));
}

TEST_CASE("what somebody has set is left alone") {
    const json::value spec = completed(
        pods, pod_of(R"(,"imagePullPolicy":"Never")", R"(,"restartPolicy":"Never","priority":7,
        "tolerations":[{"key":"node.kubernetes.io/not-ready","operator":"Exists"}])"))["spec"];
    CHECK(spec["containers"][0]["imagePullPolicy"] == "Never");
    CHECK(spec["restartPolicy"] == "Never");
    CHECK(spec["priority"] == 7);
    CHECK(spec["tolerations"].size() == 2);
    CHECK_FALSE(spec["tolerations"][0].contains("tolerationSeconds"));
}

TEST_CASE("an image is pulled always where its tag moves") {
    using apiserver::kinds::moving_tag;
    CHECK(moving_tag("nginx"));
    CHECK(moving_tag("nginx:latest"));
    CHECK(moving_tag("registry:5000/nginx"));
    CHECK_FALSE(moving_tag("nginx:1.25"));
    CHECK_FALSE(moving_tag("registry:5000/nginx:1.25"));
    CHECK_FALSE(moving_tag("nginx@sha256:0000"));
}

TEST_CASE("probes, ports, field references and limits are completed") {
    const json::value c =
        container_of(R"(,"ports":[{"containerPort":80}],"livenessProbe":{"httpGet":{"port":80}},
        "env":[{"name":"N","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}],"resources":{"limits":{"cpu":"1"}})");
    CHECK(c["ports"][0]["protocol"] == "TCP");
    CHECK_FALSE(c["ports"][0].contains("hostPort"));
    const json::value in_the_node =
        completed(pods, pod_of(R"(,"ports":[{"containerPort":80}])", R"(,"hostNetwork":true)"));
    CHECK(in_the_node["spec"]["containers"][0]["ports"][0]["hostPort"] == 80);
    CHECK(json::same(
        c["livenessProbe"],
        json::read(R"({"httpGet":{"port":80,"path":"/","scheme":"HTTP"},"timeoutSeconds":1,
        "periodSeconds":10,"successThreshold":1,"failureThreshold":3})")));
    CHECK(c["env"][0]["valueFrom"]["fieldRef"]["apiVersion"] == "v1");
    CHECK(c["resources"]["requests"]["cpu"] == "1");
}

TEST_CASE("volumes are completed by their source") {
    const json::value volumes = completed(
        pods, pod_of("", R"(,"volumes":[{"name":"e"},{"name":"s","secret":{"secretName":"x"}},
        {"name":"h","hostPath":{"path":"/x"}},{"name":"d","downwardAPI":{"items":[{"path":"x","fieldRef":{"fieldPath":"metadata.name"}}]}},
        {"name":"p","projected":{"sources":[{"serviceAccountToken":{"path":"token"}}]}}])"))
        ["spec"]["volumes"];
    CHECK(volumes[0]["emptyDir"] == json::value::object());
    CHECK(volumes[1]["secret"]["defaultMode"] == 420);
    CHECK(volumes[2]["hostPath"]["type"] == "");
    CHECK(volumes[3]["downwardAPI"]["items"][0]["fieldRef"]["apiVersion"] == "v1");
    CHECK(volumes[4]["projected"]["sources"][0]["serviceAccountToken"]["expirationSeconds"] ==
          3600);
}

TEST_CASE("the quality of service follows from requests and limits") {
    CHECK(quality_of("") == "BestEffort");
    CHECK(quality_of(R"(,"resources":{"requests":{"cpu":"1"}})") == "Burstable");
    CHECK(quality_of(R"(,"resources":{"limits":{"cpu":"1"}})") == "Burstable");
    CHECK(quality_of(R"(,"resources":{"limits":{"cpu":"1","memory":"1Gi"}})") == "Guaranteed");
    CHECK(quality_of(
              R"(,"resources":{"limits":{"cpu":"1","memory":"1Gi"},"requests":{"cpu":"1000m"}})") ==
          "Guaranteed");
    CHECK(quality_of(
              R"(,"resources":{"limits":{"cpu":"1","memory":"1Gi"},"requests":{"cpu":"1m"}})") ==
          "Burstable");
}

TEST_CASE("wrong pods are refused field by field") {
    CHECK(complaints(pods, pod_of("")).empty());
    CHECK(complaints(pods, R"({"metadata":{"name":"p"}})") ==
          sentences{"spec.containers: Required value"});
    CHECK(complaints(pods, R"({"metadata":{"name":"p"},"spec":{"containers":[{}]}})") ==
          sentences{"spec.containers[0].name: Required value",
                    "spec.containers[0].image: Required value"});
    CHECK(
        complaints(
            pods,
            R"({"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"},{"name":"c","image":"i"}]}})") ==
        sentences{"spec.containers[1].name: Duplicate value: \"c\""});
    CHECK(
        complaints(pods, pod_of(R"(,"ports":[{"containerPort":70000}])")) ==
        sentences{
            "spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive"});
    CHECK(
        complaints(pods, pod_of(R"(,"ports":[{"containerPort":80,"hostPort":70000}])")) ==
        sentences{
            "spec.containers[0].ports[0].hostPort: Invalid value: 70000: must be between 1 and 65535, inclusive"});
    CHECK(
        complaints(
            pods,
            pod_of(
                R"(,"ports":[{"containerPort":80,"hostPort":8080},{"containerPort":81,"hostPort":8080},{"containerPort":81,"hostPort":8080,"protocol":"UDP"}])")) ==
        sentences{"spec.containers[0].ports[1].hostPort: Duplicate value: \"TCP//8080\""});
    CHECK(
        complaints(pods, pod_of(R"(,"ports":[{"containerPort":80,"hostPort":8080}])",
                                R"(,"hostNetwork":true)")) ==
        sentences{
            "spec.containers[0].ports[0].hostPort: Invalid value: 8080: must match `containerPort` when `hostNetwork` is true"});
    CHECK(complaints(pods, pod_of(R"(,"volumeMounts":[{"name":"v","mountPath":"/v"}])")) ==
          sentences{"spec.containers[0].volumeMounts[0].name: Not found: \"v\""});
    CHECK(
        complaints(pods, pod_of(R"(,"resources":{"limits":{"cpu":"1"},"requests":{"cpu":"2"}})")) ==
        sentences{
            "spec.containers[0].resources.requests[cpu]: Invalid value: \"2\": must be less than or equal to cpu limit of 1"});
    CHECK(
        complaints(pods, pod_of(R"(,"imagePullPolicy":"Sometimes")")) ==
        sentences{
            "spec.containers[0].imagePullPolicy: Unsupported value: \"Sometimes\": supported values: \"Always\", \"IfNotPresent\", \"Never\""});
    CHECK(complaints(pods, pod_of("", R"(,"volumes":[{"name":""},{"name":"v"},{"name":"v"}])")) ==
          sentences{"spec.volumes[0].name: Required value",
                    "spec.volumes[2].name: Duplicate value: \"v\""});
}

TEST_CASE("of a pod that exists only images, the deadline and tolerations change") {
    const std::string old = pod_of("", R"(,"tolerations":[{"key":"a","operator":"Exists"}])");
    CHECK(complaints(
              pods,
              pod_of(R"(,"command":["x"])", R"(,"tolerations":[{"key":"a","operator":"Exists"}])"),
              old, 37) == sentences{"spec: Forbidden: pod updates may not "});
    CHECK(complaints(
              pods,
              pod_of("", R"(,"nodeName":"n","tolerations":[{"key":"a","operator":"Exists"}])"), old)
              .size() == 1);
    CHECK(
        complaints(
            pods,
            pod_of(
                "",
                R"(,"activeDeadlineSeconds":5,"tolerations":[{"key":"a","operator":"Exists","tolerationSeconds":3},{"key":"b","operator":"Exists"}])"),
            old)
            .empty());
    CHECK(
        complaints(pods, pod_of(""), old) ==
        sentences{
            "spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds"});
}

TEST_CASE("a node's report does not change the quality of service") {
    json::value reported = json::read(R"({"status":{"phase":"Running"}})");
    pods.prepare_status(reported, json::read(R"({"status":{"qosClass":"Burstable"}})"));
    CHECK(reported["status"]["qosClass"] == "Burstable");
}

TEST_CASE("a pod's row shows what keeps it from running") {
    auto state = [](const std::string& status, const std::string& metadata = "{}") {
        return printed(
            pods,
            R"({"metadata":)" + metadata +
                R"(,"spec":{"initContainers":[{"name":"i"}],"containers":[{"name":"c"}]},"status":)" +
                status + "}");
    };
    CHECK(state(R"({"phase":"Pending"})")[2] == "Pending");
    CHECK(
        state(
            R"({"phase":"Pending","containerStatuses":[{"state":{"waiting":{"reason":"ImagePullBackOff"}}}]})")
            [2] == "ImagePullBackOff");
    CHECK(state(R"({"phase":"Pending","initContainerStatuses":[{"state":{"running":{}}}]})")[2] ==
          "Init:0/1");
    CHECK(
        state(
            R"({"phase":"Pending","initContainerStatuses":[{"state":{"terminated":{"exitCode":3}}}]})")
            [2] == "Init:ExitCode:3");
    CHECK(
        state(
            R"({"phase":"Failed","containerStatuses":[{"state":{"terminated":{"exitCode":1,"reason":"Error"}}}]})")
            [2] == "Error");
    CHECK(state(R"({"phase":"Running"})", R"({"deletionTimestamp":"2026-01-01T00:00:00Z"})")[2] ==
          "Terminating");
    const sentences running = state(
        R"({"phase":"Running","podIP":"10.0.0.1","containerStatuses":[{"ready":true,"restartCount":2,"state":{"running":{}}}]})");
    CHECK(running[1] == "1/1");
    CHECK(running[2] == "Running");
    CHECK(running[3] == "2");
    CHECK(running[5] == "10.0.0.1");
    CHECK(running.size() == pods.columns.size());
}

}  // namespace pods_test
