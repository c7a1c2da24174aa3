// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// The API as the kubectls of several releases use it.
#include <slipway/apiserver/http_frontend.hpp>

#include <fstream>
#include <string>

#include <catch2/catch.hpp>

#include "kubectls.hpp"

namespace kubectl_test {

using namespace slipway;

namespace {

using support::kubectls;
using session = support::kubectl_session;

bool contains(const std::string& all, const std::string& piece) {
    return all.find(piece) != std::string::npos;
}

}  // namespace

TEST_CASE("kubectl works against the API server") {
    const auto programs = kubectls();
    if (programs.empty())
        WARN(
            "skipped: SLIPWAY_KUBECTLS names no kubectl (cmake/run packages fetches some, cmake/run environment names them)");
    for (const std::string& program : programs) {
        INFO(program);
        const session kubectl(program);

        CHECK(contains(kubectl("version"), "v1.35.0"));
        CHECK(contains(kubectl("api-resources"), "deployments"));
        CHECK(kubectl("create ns shop") == "namespace/shop created\n");
        CHECK(kubectl("run front --image=busybox:1 -n shop") == "pod/front created\n");
        CHECK(kubectl("expose pod front --port=80 --type=LoadBalancer --name front -n shop") ==
              "service/front exposed\n");
        CHECK(contains(kubectl("get pods -n shop -o wide"), "front   0/1     Pending"));
        CHECK(contains(kubectl("get pod front -n shop -o yaml"), "image: busybox:1"));
        CHECK(contains(kubectl("get pod front -n shop -o json"), "\"image\": \"busybox:1\""));
        CHECK(contains(kubectl("get all -n shop"), "service/front   LoadBalancer   10.96."));
        CHECK(contains(kubectl("describe pod front -n shop"), "busybox:1"));
        CHECK(contains(kubectl("describe svc front -n shop"), "LoadBalancer"));
        const auto file = kubectl.home.path() / "web.yaml";
        std::ofstream(file)
            << "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec:\n  replicas: 2\n  selector: {matchLabels: {app: web}}\n"
               "  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - {name: app, image: 'web:1'}\n";
        CHECK(kubectl("apply -f " + file.string()) == "deployment.apps/web created\n");
        CHECK(kubectl("apply -f " + file.string()) == "deployment.apps/web unchanged\n");
        CHECK(kubectl("scale deploy web --replicas=3 -n shop") == "deployment.apps/web scaled\n");
        CHECK(kubectl("set image deploy/web app=web:2 -n shop") ==
              "deployment.apps/web image updated\n");
        CHECK(contains(kubectl("describe deploy web -n shop"), "web:2"));
        CHECK(contains(kubectl("get deploy web -n shop"), "web    0/3"));
        CHECK(contains(kubectl("label pod front tier=front -n shop"), "labeled"));
        CHECK(contains(kubectl("get pods -n shop -w --request-timeout=1s"), "front"));
        CHECK(contains(kubectl("get pod nobody -n shop"),
                       "Error from server (NotFound): pods \"nobody\" not found"));
        CHECK(contains(kubectl("delete pod front -n shop"), "deleted"));
        CHECK(contains(kubectl("delete -f " + file.string()), "deleted"));
    }
}

TEST_CASE("kubectl explains what the API server says of fields") {
    for (const std::string& program : kubectls()) {
        if (!support::explains(program)) continue;
        INFO(program);
        const session kubectl(program);

        const std::string deployment = kubectl("explain deployment");
        CHECK(contains(deployment, "KIND:       Deployment\nVERSION:    v1\n"));
        CHECK(contains(deployment, "Keeps a number of equal pods running"));
        const std::string pod = kubectl("explain pod.spec");
        CHECK(contains(pod, "FIELD: spec <PodSpec>"));
        CHECK(contains(
            pod,
            "  containers\t<[]Container> -required-\n    The containers that make up the pod; at least one."));
        const std::string limits = kubectl("explain pod.spec.containers.resources.limits");
        CHECK(contains(limits, "FIELD: limits <map[string]Quantity>"));
        CHECK(contains(limits, "The most it may use"));
        CHECK(contains(kubectl("explain hpa.spec.minReplicas --api-version=autoscaling/v2"),
                       "The fewest pods. Default: 1."));
        CHECK(contains(kubectl("explain storageclass.volumeBindingMode"),
                       "Immediate (default), or WaitForFirstConsumer"));
        CHECK(contains(kubectl("explain node.spec --recursive"), "  unschedulable\t<boolean>"));
        CHECK(contains(kubectl("explain crd.spec.versions.schema.openAPIV3Schema --recursive"),
                       "maxLength\t<integer>"));
        CHECK(contains(kubectl("explain pod.nonsense"), "field \"nonsense\" does not exist"));
    }
}

TEST_CASE("kubectl merges lists by their keys when it applies") {
    for (const std::string& program : kubectls()) {
        INFO(program);
        const session kubectl(program);
        const auto apply = [&](const std::string& containers) {
            const auto file = kubectl.home.path() / "web.yaml";
            std::ofstream(file)
                << "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: default}\nspec:\n  selector: {matchLabels: {app: web}}\n"
                   "  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n" +
                       containers;
            return kubectl("apply -f " + file.string());
        };
        const auto images = [&] {
            return kubectl("get deploy web -o jsonpath={.spec.template.spec.containers[*].image}");
        };

        CHECK(apply("      - {name: app, image: 'web:1'}\n      - {name: old, image: 'old:1'}\n") ==
              "deployment.apps/web created\n");
        CHECK(contains(
            kubectl(
                "patch deploy web -p '{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"by-hand\",\"image\":\"hand:1\"}]}}}}'"),
            "patched"));
        CHECK(contains(images(), "hand:1"));
        CHECK(apply("      - {name: app, image: 'web:2', ports: [{containerPort: 80}]}\n") ==
              "deployment.apps/web configured\n");
        CHECK(contains(images(), "web:2"));
        CHECK(contains(images(), "hand:1"));
        CHECK_FALSE(contains(images(), "old:1"));
    }
}

}  // namespace kubectl_test
