// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/object.hpp>

#include <slipway/api/members/storage_v1.hpp>
#include <slipway/dsl/cluster.hpp>
#include <slipway/dsl/render.hpp>

#include <iterator>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

namespace object_test {

using namespace slipway;
using namespace slipway::dsl;

TEST_CASE("every short form is an object") {
    constexpr int before = __LINE__;
    const core::list<object> all{Namespace{.name = "xa"},
                                 ConfigMap{.name = "xb"},
                                 Secret{.name = "xc"},
                                 Pod{.name = "xd"},
                                 Deployment{.name = "xe"},
                                 Service{.name = "xf"},
                                 StatefulSet{.name = "xg"},
                                 DaemonSet{.name = "xh"},
                                 Job{.name = "xi"},
                                 CronJob{.name = "xj", .schedule = "@daily"},
                                 Ingress{.name = "xk"},
                                 NetworkPolicy{.name = "xl"},
                                 PersistentVolumeClaim{.name = "xm", .size = "1Gi"},
                                 ServiceAccount{.name = "xn"},
                                 Role{.name = "xo"},
                                 ClusterRole{.name = "xp"},
                                 RoleBinding{.name = "xq"},
                                 ClusterRoleBinding{.name = "xr"},
                                 HorizontalPodAutoscaler{.name = "xs"},
                                 PodDisruptionBudget{.name = "xt"},
                                 ResourceQuota{.name = "xu"},
                                 LimitRange{.name = "xv"},
                                 PriorityClass{.name = "xw"}};
    constexpr int behind = __LINE__;
    const char* const kinds[] = {"Namespace",
                                 "ConfigMap",
                                 "Secret",
                                 "Pod",
                                 "Deployment",
                                 "Service",
                                 "StatefulSet",
                                 "DaemonSet",
                                 "Job",
                                 "CronJob",
                                 "Ingress",
                                 "NetworkPolicy",
                                 "PersistentVolumeClaim",
                                 "ServiceAccount",
                                 "Role",
                                 "ClusterRole",
                                 "RoleBinding",
                                 "ClusterRoleBinding",
                                 "HorizontalPodAutoscaler",
                                 "PodDisruptionBudget",
                                 "ResourceQuota",
                                 "LimitRange",
                                 "PriorityClass"};
    REQUIRE(all.size() == std::size(kinds));
    for (std::size_t i = 0; i < all.size(); ++i) {
        INFO(kinds[i]);
        const std::string name{'x', static_cast<char>('a' + i)};
        CHECK(all[i].facts().kind == kinds[i]);
        CHECK(all[i].name() == name);
        CHECK(all[i].line() > before);
        CHECK(all[i].line() < behind);
        CHECK(std::string_view(all[i].file()) == __FILE__);
        CHECK(all[i].checked());
        output out;
        render_yaml({.name = "shop", .resources = {all[i]}}, out);
        CHECK(out.view().find("apiVersion: " + std::string(all[i].facts().api_version) +
                              "\nkind: " + kinds[i] + "\nmetadata:\n  name: " + name + '\n') !=
              std::string_view::npos);
    }
}

TEST_CASE("what runs pods tells them and their labels") {
    const core::list<Container> containers{{.name = "one", .image = "a:1"}};
    const core::list<object> all{
        Pod{.name = "p", .labels = {{"app", "a"}}, .containers = containers},
        Deployment{.name = "d", .labels = {{"app", "a"}}, .containers = containers},
        StatefulSet{.name = "s", .labels = {{"app", "a"}}, .containers = containers},
        DaemonSet{.name = "e", .labels = {{"app", "a"}}, .containers = containers},
        Job{.name = "j", .labels = {{"app", "a"}}, .containers = containers},
        CronJob{
            .name = "c", .labels = {{"app", "a"}}, .schedule = "@daily", .containers = containers}};
    for (const object& o : all) {
        INFO(o.facts().kind);
        CHECK(o.runs_pods());
        REQUIRE(o.pods());
        CHECK(o.pods()->containers[0].name == "one");
        CHECK(*o.pod_labels().find("app") == "a");
        object lowered = o;  // the same from the API's struct as from the short form
        lowered.edit_metadata();
        CHECK(lowered.pod_labels() == o.pod_labels());
    }
    CHECK_FALSE(object(Service{.name = "s"}).pods());
    CHECK_FALSE(object(api::CronJob{}).pods());
}

TEST_CASE("structs of the API stand beside the short forms") {
    api::StorageClass fast;
    fast.metadata.name = "fast";
    fast.provisioner = "example.com/disk";
    const object made = fast;
    CHECK(made.facts().kind == "StorageClass");
    CHECK(made.line() == __LINE__ - 2);
    CHECK_FALSE(made.checked());
    REQUIRE(made.as<api::StorageClass>());
    CHECK(made.as<api::StorageClass>()->apiVersion == "storage.k8s.io/v1");
    CHECK_FALSE(made.as<api::Pod>());
    output out;
    render_yaml({.name = "shop", .resources = {made}}, out);
    CHECK(
        out.view().find(
            "---\napiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: fast\nprovisioner: example.com/disk\n") !=
        std::string_view::npos);
}

TEST_CASE("what no type has checked is known") {
    Pod p{.name = "p", .containers = {{.name = "a", .image = "a"}}};
    CHECK(object(p).checked());
    p.containers[0].spec.emplace().env.append().name = "A";
    CHECK_FALSE(object(p).checked());
}

TEST_CASE("writing to an object leaves those that share it as they are") {
    const object one = Deployment{
        .name = "d", .labels = {{"app", "a"}}, .containers = {{.name = "one", .image = "a:1"}}};
    object other = one;
    REQUIRE(other.edit<api::Deployment>());
    other.edit<api::Deployment>()->spec.replicas = 7L;
    other.edit_pods()->containers[0].image = "a:2";
    other.edit_pod_metadata()->labels["tier"] = "front";
    other.edit_metadata().name = "e";
    CHECK_FALSE(one.as<api::Deployment>()->spec.replicas.has_value());
    CHECK(one.pods()->containers[0].image == "a:1");
    CHECK(one.name() == "d");
    CHECK_FALSE(one.pod_labels().contains("tier"));
    CHECK(other.as<api::Deployment>()->spec.replicas == 7L);
    CHECK(other.pods()->containers[0].image == "a:2");
    CHECK(other.name() == "e");
    CHECK(other.pod_labels().contains("tier"));
    CHECK_FALSE(other.checked());
    CHECK_FALSE(other.edit<api::Pod>());
    CHECK(other.line() == one.line());
}

TEST_CASE("warnings are silenced with a reason, errors are not") {
    const object quiet =
        silenced(Service{.name = "s"}, rule::service_selects_several, "blue and green");
    CHECK(quiet.silences(rule::service_selects_several));
    CHECK_FALSE(quiet.silences(rule::budget_blocks_every_drain));
    CHECK_THROWS_AS(silenced(Service{.name = "s"}, rule::service_selects_several, ""), mistake);
    CHECK_THROWS_AS(silenced(Service{.name = "s"}, rule::service_selects_no_pod, "because"),
                    mistake);
}

static_assert([] {
    object o = Deployment{
        .name = "d", .labels = {{"app", "a"}}, .containers = {{.name = "one", .image = "a:1"}}};
    object p = o;
    p.edit_pods()->containers[0].image = "a:2";
    return o.pods()->containers[0].image == "a:1" && p.pods()->containers[0].image == "a:2";
}());

}  // namespace object_test
