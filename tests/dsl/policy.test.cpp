// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/policy.hpp>

#include <slipway/dsl/check.hpp>

#include <catch2/catch.hpp>

namespace policy_test {

using namespace slipway;
using namespace slipway::dsl;

namespace {

Deployment web(long replicas = 1, const char* from = "web:1") {
    return {.name = "web",
            .labels = {{"app", "web"}},
            .replicas = replicas,
            .containers = {{.name = "app", .image = text(from)}}};
}
std::string found(policy p, core::list<object> resources) {
    const findings f = check({.name = "shop", .resources = resources, .policies = {p}});
    if (f.count != 1 || f.kept[0].what != rule::policy_forbids) return f.count ? "others" : "";
    return std::string(f.kept[0].where.view()) + ": " + std::string(f.kept[0].value.view());
}

constexpr void two_replicas(const examined& e) {
    const auto* d = e.it.as<api::Deployment>();
    if (d && d->spec.replicas.value_or(1) < 2)
        forbid(e, e.here(), "one replica", "production runs two at least");
}

}  // namespace

TEST_CASE("images say their version") {
    CHECK(found(forbid_latest, {web()}).empty());
    CHECK(found(forbid_latest, {web(1, "web")}) == "Deployment web, container app: image web");
    CHECK(found(forbid_latest, {web(1, "web:latest")}) ==
          "Deployment web, container app: image web:latest");
    CHECK(found(forbid_latest, {web(1, "registry.example.com:5000/web")}) ==
          "Deployment web, container app: image registry.example.com:5000/web");
    CHECK(found(forbid_latest, {web(1, "web@sha256:0123")}).empty());
}

TEST_CASE("nothing is privileged") {
    CHECK(found(forbid_privileged, {web()}).empty());
    Deployment d = web();
    d.containers[0].securityContext.privileged = true;
    CHECK(found(forbid_privileged, {d}) == "Deployment web, container app: privileged");
    d = web();
    d.hostNetwork = true;
    CHECK(found(forbid_privileged, {d}) == "Deployment web: hostNetwork");
}

TEST_CASE("memory is limited, and what is served by several survives drains") {
    CHECK(found(require_memory_limits, {web()}) ==
          "Deployment web, container app: no memory limit");
    Deployment d = web();
    d.containers[0].resources.limits.memory = "1Gi";
    CHECK(found(require_memory_limits, {d}).empty());
    CHECK(found(require_budgets, {web(1)}).empty());
    CHECK(found(require_budgets, {web(2)}) == "Deployment web: no PodDisruptionBudget");
    CHECK(
        found(require_budgets, {web(2), disruptionBudget(web(2), {.maxUnavailable = 1})}).empty());
}

TEST_CASE("a policy of one's own") {
    CHECK(found(two_replicas, {web(1)}) == "Deployment web: one replica");
    CHECK(found(two_replicas, {web(2)}).empty());
}

}  // namespace policy_test
