// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/build/access.hpp>

#include <catch2/catch.hpp>

#include <dsl/build/yaml_of.hpp>
#include <slipway/dsl/build/config.hpp>

namespace build_access_test {

using namespace slipway::dsl;
using support::yaml_of;

TEST_CASE("sentences and values make the same ServiceAccount") {
    CHECK(yaml_of(build::service_account("a")
                      .imagePullSecret(build::secret("login"))
                      .imagePullSecret("other")
                      .automountServiceAccountToken(false)) ==
          yaml_of(ServiceAccount{.name = "a",
                                 .imagePullSecrets = {"login", "other"},
                                 .automountServiceAccountToken = false}));
    CHECK(ServiceAccount(build::service_account(ServiceAccount{.name = "a"}).label("x", "y"))
              .labels.size() == 1);
}

TEST_CASE("sentences and values make the same Role and ClusterRole") {
    CHECK(
        yaml_of(build::role("a")
                    .allows({"get", "list"}, {"pods", "pods/log"})
                    .allows({"*"}, {"deployments"}, {"apps"})
                    .rule({.resources = {"secrets"}, .verbs = {"get"}, .resourceNames = {"login"}})
                    .rules({{.resources = {"services"}, .verbs = {"watch"}}})
                    .in_namespace("prod")) ==
        yaml_of(
            Role{.name = "a",
                 .namespace_ = "prod",
                 .rules = {{.resources = {"pods", "pods/log"}, .verbs = {"get", "list"}},
                           {.apiGroups = {"apps"}, .resources = {"deployments"}, .verbs = {"*"}},
                           {.resources = {"secrets"}, .verbs = {"get"}, .resourceNames = {"login"}},
                           {.resources = {"services"}, .verbs = {"watch"}}}}));
    slipway::api::AggregationRule aggregated;
    aggregated.clusterRoleSelectors.append().matchLabels = {{"a", "b"}};
    CHECK(yaml_of(build::cluster_role("system:a")
                      .rule({.verbs = {"get"}, .nonResourceURLs = {"/healthz"}})
                      .aggregationRule(aggregated)
                      .label("x", "y")) ==
          yaml_of(ClusterRole{.name = "system:a",
                              .labels = {{"x", "y"}},
                              .rules = {{.verbs = {"get"}, .nonResourceURLs = {"/healthz"}}},
                              .aggregationRule = aggregated}));
    CHECK(Role(build::role(Role{.name = "a"}).allows({"get"}, {"pods"})).rules.size() == 1);
    CHECK(ClusterRole(build::cluster_role(ClusterRole{.name = "a"}).allows({"get"}, {"pods"}))
              .rules.size() == 1);
}

TEST_CASE("sentences and values make the same bindings") {
    const auto account = build::service_account("reader");
    const auto reader = build::role("reader");
    const ServiceAccount plain_account{.name = "reader"};
    const Role plain_reader{.name = "reader"};
    CHECK(
        yaml_of(build::role_binding("a").subject(account).subject(user("jane")).roleRef(reader)) ==
        yaml_of(RoleBinding{
            .name = "a", .roleRef = plain_reader, .subjects = {plain_account, user("jane")}}));
    CHECK(yaml_of(build::role_binding("a").roleRef(build::cluster_role("view"))) ==
          yaml_of(RoleBinding{.name = "a", .roleRef = ClusterRole{.name = "view"}}));
    CHECK(yaml_of(build::cluster_role_binding("a").roleRef("view").subject(group("developers"))) ==
          yaml_of(ClusterRoleBinding{
              .name = "a", .roleRef = "view", .subjects = {group("developers")}}));
    CHECK(yaml_of(build::cluster_role_binding("a")
                      .roleRef(build::cluster_role("view"))
                      .subject(account)) ==
          yaml_of(ClusterRoleBinding{.name = "a", .roleRef = "view", .subjects = {plain_account}}));
    CHECK(RoleBinding(build::role_binding(RoleBinding{.name = "a"}).subject(user("b")))
              .subjects.size() == 1);
    CHECK(ClusterRoleBinding(
              build::cluster_role_binding(ClusterRoleBinding{.name = "a"}).subject(user("b")))
              .subjects.size() == 1);
}

}  // namespace build_access_test
