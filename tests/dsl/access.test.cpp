// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/access.hpp>

#include <catch2/catch.hpp>

#include <slipway/dsl/render.hpp>

namespace access_test {

using namespace slipway;
using namespace slipway::dsl;

namespace {

constexpr bool lowered_by_the_compiler() {
    const ServiceAccount robot{.name = "robot", .namespace_ = "shop"};
    const Role reader{.name = "reader",
                      .rules = {{.resources = {"pods", "pods/log"}, .verbs = {"get", "list"}}}};
    const api::Role role = lower(reader);
    const api::RoleBinding binding =
        lower(RoleBinding{.name = "robot-reads",
                          .roleRef = reader,
                          .subjects = {robot, user("jane"), group("admins")}});
    const api::ClusterRole wide = lower(ClusterRole{
        .name = "metrics", .rules = {{.verbs = {"get"}, .nonResourceURLs = {"/metrics"}}}});
    const api::ClusterRoleBinding all =
        lower(ClusterRoleBinding{.name = "all", .roleRef = "view", .subjects = {robot}});
    return role.rules[0].resources[1] == "pods/log" && binding.subjects.size() == 3 &&
           wide.rules[0].apiGroups.empty() && all.roleRef->name == "view" &&
           lower(robot).metadata.name == "robot";
}
static_assert(lowered_by_the_compiler());

}  // namespace

TEST_CASE("a ServiceAccount pulls images, and may do without a token") {
    const api::ServiceAccount made =
        lower(ServiceAccount{.name = "robot",
                             .imagePullSecrets = {Secret{.name = "login"}},
                             .automountServiceAccountToken = false});
    CHECK(made.kind == "ServiceAccount");
    CHECK(made.imagePullSecrets[0].name == "login");
    CHECK(made.automountServiceAccountToken.has_value());
    CHECK_FALSE(made.automountServiceAccountToken);
    CHECK_FALSE(lower(ServiceAccount{.name = "robot"}).automountServiceAccountToken.has_value());
}

TEST_CASE("the rules of a Role are of the core group where they name none") {
    const api::Role made = lower(
        Role{.name = "system:reader",
             .namespace_ = "shop",
             .rules = {{.resources = {"pods"}, .verbs = {"get", "*"}, .resourceNames = {"web"}},
                       {.apiGroups = {"apps", ""}, .resources = {"*/scale"}, .verbs = {"patch"}}}});
    CHECK(made.apiVersion == "rbac.authorization.k8s.io/v1");
    CHECK(made.kind == "Role");
    CHECK(made.metadata.name == "system:reader");
    CHECK(made.rules[0].apiGroups == core::list<text>{""});
    CHECK(made.rules[0].resources == core::list<text>{"pods"});
    CHECK(made.rules[0].verbs == core::list<text>{"get", "*"});
    CHECK(made.rules[0].resourceNames == core::list<text>{"web"});
    CHECK(made.rules[1].apiGroups == core::list<text>{"apps", ""});
}

TEST_CASE("a ClusterRole may be made of others") {
    api::AggregationRule of;
    of.clusterRoleSelectors.append().matchLabels = {{"a", "b"}};
    const ClusterRole all{.name = "all", .aggregationRule = of};
    CHECK(lower(all).aggregationRule->clusterRoleSelectors[0].matchLabels ==
          core::map<text>{{"a", "b"}});
    CHECK(lower(all).metadata.namespace_.empty());
    CHECK_FALSE(all_checked(all));
}

TEST_CASE("a RoleBinding grants a Role or a ClusterRole to subjects") {
    const Role reader{.name = "reader"};
    const api::RoleBinding made =
        lower(RoleBinding{.name = "b",
                          .namespace_ = "shop",
                          .roleRef = reader,
                          .subjects = {ServiceAccount{.name = "here"},
                                       ServiceAccount{.name = "there", .namespace_ = "other"},
                                       user("jane"), group("admins")}});
    CHECK(made.kind == "RoleBinding");
    CHECK(made.roleRef->kind == "Role");
    CHECK(made.roleRef->name == "reader");
    CHECK(made.roleRef->apiGroup == "rbac.authorization.k8s.io");
    REQUIRE(made.subjects.size() == 4);
    CHECK(made.subjects[0].kind == "ServiceAccount");
    CHECK(made.subjects[0].namespace_ == "shop");
    CHECK(made.subjects[0].apiGroup.empty());
    CHECK(made.subjects[1].namespace_ == "other");
    CHECK(made.subjects[2].kind == "User");
    CHECK(made.subjects[2].name == "jane");
    CHECK(made.subjects[2].apiGroup == "rbac.authorization.k8s.io");
    CHECK(made.subjects[3].kind == "Group");
    CHECK(lower(RoleBinding{.name = "b", .roleRef = ClusterRole{.name = "view"}}).roleRef->kind ==
          "ClusterRole");
}

TEST_CASE("a ClusterRoleBinding grants a ClusterRole everywhere") {
    const api::ClusterRoleBinding made =
        lower(ClusterRoleBinding{.name = "b",
                                 .roleRef = ClusterRole{.name = "system:admin"},
                                 .subjects = {group("admins")}});
    CHECK(made.kind == "ClusterRoleBinding");
    CHECK(made.roleRef->kind == "ClusterRole");
    CHECK(made.roleRef->name == "system:admin");
}

TEST_CASE("a ServiceAccount among subjects is written with a namespace, as the API wants it") {
    const ServiceAccount robot{.name = "robot"};
    const Cluster cluster{
        .name = "shop",
        .resources = {
            robot,
            ClusterRoleBinding{.name = "all", .roleRef = "view", .subjects = {robot, user("jane")}},
            RoleBinding{.name = "own", .roleRef = ClusterRole{.name = "view"}, .subjects = {robot}},
            RoleBinding{.name = "other",
                        .namespace_ = "tools",
                        .roleRef = ClusterRole{.name = "view"},
                        .subjects = {robot}}}};
    const auto yaml_of = [&](std::size_t i) {
        output out;
        detail::tape recorded;
        detail::recorder to(recorded);
        cluster.resources[i].record(to, cluster.name);
        detail::reel from(recorded);
        detail::printer(out, detail::format::yaml).document(from, 0);
        return std::string(out.view());
    };
    const std::string subject = "- kind: ServiceAccount\n  name: robot\n  namespace: ";
    CHECK_THAT(yaml_of(1), Catch::Contains(subject + "shop\n"));
    CHECK_THAT(yaml_of(1), Catch::Contains("- kind: User\n  name: jane\n  apiGroup:"));
    CHECK_THAT(yaml_of(2), Catch::Contains(subject + "shop\n"));
    CHECK_THAT(yaml_of(3), Catch::Contains(subject + "tools\n"));
    CHECK(cluster.resources[2]
              .as<api::RoleBinding>()
              ->subjects[0]
              .namespace_.empty());  // the definition stays as it was written
}

}  // namespace access_test
