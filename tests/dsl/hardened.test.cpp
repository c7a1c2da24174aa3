// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/hardened.hpp>

#include <catch2/catch.hpp>

#include <slipway/dsl/check.hpp>

namespace hardened_test {

using namespace slipway;
using namespace slipway::dsl;

TEST_CASE("what a definition does not say is set to what is safe") {
    Pod p{.name = "p", .containers = {{.name = "c", .image = "a:1"}}};
    const Cluster c = Cluster{.name = "shop", .resources = {p, ConfigMap{.name = "c"}}} | hardened;
    const api::PodSpec& pod = *c.resources[0].pods();
    CHECK(pod.securityContext->runAsNonRoot == true);
    CHECK(pod.securityContext->seccompProfile->type == "RuntimeDefault");
    CHECK(pod.automountServiceAccountToken == false);
    CHECK(pod.containers[0].securityContext->allowPrivilegeEscalation == false);
    CHECK(pod.containers[0].securityContext->readOnlyRootFilesystem == true);
    CHECK(pod.containers[0].securityContext->capabilities->drop == core::list<text>{"ALL"});
}

TEST_CASE("what a definition says stays") {
    Pod p{.name = "p",
          .containers = {{.name = "root", .image = "a:1", .securityContext = {.privileged = true}},
                         {.name = "writes",
                          .image = "a:1",
                          .securityContext = {.readOnlyRootFilesystem = false}}},
          .securityContext = {.runAsUser = 0},
          .serviceAccountName = "app"};
    const Cluster c = Cluster{.name = "shop", .resources = {p}} | hardened;
    const api::PodSpec& pod = *c.resources[0].pods();
    CHECK_FALSE(pod.securityContext->runAsNonRoot.has_value());
    CHECK_FALSE(pod.automountServiceAccountToken.has_value());
    CHECK_FALSE(pod.containers[0].securityContext->capabilities.has_value());
    CHECK(pod.containers[1].securityContext->readOnlyRootFilesystem == false);
    CHECK(pod.containers[1].securityContext->allowPrivilegeEscalation == false);
}

TEST_CASE("a container that is root by its own word stays so, and others do not become it") {
    Pod p{
        .name = "p",
        .initContainers = {{.name = "first", .image = "a:1", .securityContext = {.runAsUser = 0}}},
        .containers = {
            {.name = "app", .image = "a:1"},
            {.name = "wrong", .image = "a:1", .securityContext = {.runAsNonRoot = true}}}};
    const Cluster c = Cluster{.name = "shop", .resources = {p}} | hardened;
    const api::PodSpec& pod = *c.resources[0].pods();
    CHECK(pod.securityContext->runAsNonRoot == true);
    CHECK(pod.initContainers[0].securityContext->runAsNonRoot == false);
    CHECK_FALSE(pod.containers[0].securityContext->runAsNonRoot.has_value());
    CHECK(pod.containers[1].securityContext->runAsNonRoot == true);
    CHECK(check(c).empty());
}

}  // namespace hardened_test
