// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cluster/control_plane.hpp>

#include <set>

#include <catch2/catch.hpp>

#include <slipway/api/custom_resource.hpp>
#include <slipway/api/resources/apiextensions_v1.hpp>
#include <slipway/controller/controller.hpp>
#include <slipway/dsl/custom_resource.hpp>
#include <support/eventually.hpp>
#include <support/refusal.hpp>

namespace control_plane_test {

using namespace slipway;
using support::eventually;

namespace {

/// Plays a node that has just said that it is well.
void comes_up(const client::client& c, const std::string& name, const char* cpu = "4",
              const core::map<core::text>& labels = {}) {
    api::Node made;
    made.metadata.name = name;
    made.metadata.labels = labels;
    made = c.create(made);
    made.status.capacity =
        made.status.allocatable = {{"cpu", cpu}, {"memory", "8Gi"}, {"pods", "110"}};
    api::core_v1::NodeCondition ready;
    ready.type = "Ready";
    ready.status = "True";
    ready.lastHeartbeatTime = core::rfc3339(core::system_time().wall());
    made.status.conditions = {ready};
    c.update_status(made);
}
api::Deployment deployment(long replicas) {
    api::Deployment d;
    d.metadata.name = "web";
    d.metadata.namespace_ = "default";
    d.spec.replicas = replicas;
    d.spec.selector.emplace().matchLabels = {{"app", "web"}};
    d.spec.template_.metadata.labels = {{"app", "web"}};
    api::Container c;
    c.name = "app";
    c.image = "web:1";
    d.spec.template_.spec.containers = {c};
    return d;
}

struct CacheSpec {
    BOOST_HANA_DEFINE_STRUCT(CacheSpec, (int, size), (text, image));
};
struct CacheStatus {
    BOOST_HANA_DEFINE_STRUCT(CacheStatus, (long, replicas),
                             (core::list<api::Condition>, conditions));
};
using Cache = api::custom_resource<"cache.example.com/v1", "Cache", CacheSpec, CacheStatus>;

constexpr char flush[] = "cache.example.com/flush";

/// Keeps a Deployment, says so, and cleans up before the object goes.
controller::outcome keep_cache(controller::context& ctx, const Cache& cache) {
    Cache changed = cache;
    if (!cache.metadata.deletionTimestamp.empty()) {
        changed.metadata.finalizers = {};
        if (!cache.metadata.finalizers.empty()) ctx.update(changed);
        return controller::done();
    }
    if (cache.metadata.finalizers.empty()) {
        changed.metadata.finalizers = {flush};
        ctx.update(changed);
        return controller::done();
    }
    api::Deployment d = deployment(cache.spec.size);
    d.metadata.name = cache.metadata.name;
    changed.status.replicas = ctx.apply(d).spec.replicas;
    if (changed.status.replicas == cache.status.replicas) return controller::done();
    api::Condition kept;
    kept.type = "Kept";
    kept.status = "True";
    kept.reason = "Applied";
    kept.message = "the Deployment is there";
    kept.lastTransitionTime = core::rfc3339(ctx.time().wall());
    changed.status.conditions = {kept};
    ctx.event(cache, "Normal", kept.reason, kept.message);
    ctx.update_status(changed);
    return controller::done();
}

}  // namespace

TEST_CASE("the API answers before the start, and has the namespaces that there always are") {
    cluster::control_plane plane({.name = "shop"});
    CHECK(plane.name() == "shop");
    std::vector<std::string> names;
    for (const auto& n : plane.client().list<api::Namespace>().items)
        names.emplace_back(n.metadata.name.view());
    CHECK(names ==
          std::vector<std::string>{"default", "kube-node-lease", "kube-public", "kube-system"});
    plane.client().create(deployment(1));
    CHECK(plane.client().list<api::Pod>("default").items.empty());
}

TEST_CASE("a deployment becomes pods, and pods get nodes") {
    cluster::control_plane plane;
    const auto& c = plane.client();
    plane.start();
    c.create(deployment(3));
    REQUIRE(eventually([&] { return c.list<api::Pod>("default").items.size() == 3; }));
    CHECK(c.list<api::Pod>("default").items[0].spec.nodeName.empty());
    comes_up(c, "n1");
    CHECK(eventually([&] {
        long bound = 0;
        for (const auto& p : c.list<api::Pod>("default").items) bound += p.spec.nodeName == "n1";
        return bound == 3;
    }));
    c.remove<api::Deployment>("default", "web");
    CHECK(eventually([&] { return c.list<api::ReplicaSet>("default").items.empty(); }));
}

TEST_CASE("services get addresses of the network that was asked for") {
    cluster::control_plane plane({.service_network = "10.50.0.0/24"});
    api::Service s;
    s.metadata.name = "web";
    s.metadata.namespace_ = "default";
    api::ServicePort port;
    port.port = 80;
    s.spec.ports = {port};
    CHECK(std::string(plane.client().create(s).spec.clusterIP.view()).starts_with("10.50.0."));
}

TEST_CASE("nodes come and go as pods need them, where there are pools") {
    controllers::node_pool pool;
    pool.name = "small";
    pool.capacity = {{"cpu", "2"}, {"memory", "4Gi"}, {"pods", "10"}};
    pool.min = 0;
    pool.max = 3;
    cluster::control_plane_options o;
    o.autoscaler.pools = {pool};
    cluster::control_plane* made = nullptr;
    o.autoscaler.add_node = [&](const controllers::node_pool& of, const std::string& name) {
        comes_up(made->client(), name, "2", {{controllers::pool_label, of.name}});
    };
    o.autoscaler.remove_node = [&](const std::string& name) {
        made->client().remove<api::Node>({}, name);
    };
    cluster::control_plane plane(o);
    made = &plane;
    plane.start();
    api::Deployment d = deployment(2);
    d.spec.template_.spec.containers[0].resources.emplace().requests = {{"cpu", "1500m"}};
    plane.client().create(d);
    CHECK(eventually([&] {
        std::set<std::string> used;
        for (const auto& p : plane.client().list<api::Pod>("default").items)
            used.emplace(p.spec.nodeName.view());
        return used.size() == 2 && used.count("") == 0;
    }));
}

TEST_CASE("after the end of the controllers the API still answers, and nothing else happens") {
    cluster::control_plane plane;
    plane.start();
    plane.stop();
    plane.client().create(deployment(1));
    CHECK(plane.client().list<api::ReplicaSet>("default").items.empty());
    plane.stop();
}

TEST_CASE("an operator keeps objects of a kind of its own, by structs that are described") {
    cluster::control_plane plane;
    const auto& client = plane.client();
    client.create(api::CustomResourceDefinition(lower(dsl::definitionOf<Cache>())));
    controller::controller<Cache>(plane.manager(), "caches")
        .owns<api::Deployment>()
        .reconcile(keep_cache);
    plane.start();

    Cache front;
    front.metadata.name = "front";
    front.metadata.namespace_ = "default";
    front.spec.size = 2;
    front.spec.image = "cache:1";
    client.create(front);
    CHECK(eventually([&] {
        const auto now = client.get<Cache>("default", "front");
        return now.status.replicas == 2 && now.status.conditions[0].type == "Kept";
    }));
    const auto made = client.get<api::Deployment>("default", "front");
    CHECK(made.metadata.ownerReferences[0].apiVersion == "cache.example.com/v1");
    CHECK(eventually([&] {
        for (const auto& e : client.list<api::Event>("default").items)
            if (e.involvedObject->kind == "Cache" && e.reason == "Applied") return true;
        return false;
    }));

    client.patch<Cache>("default", "front", api::patch_type::merge, {{"spec", {{"size", 3}}}});
    CHECK(eventually(
        [&] { return client.get<api::Deployment>("default", "front").spec.replicas == 3L; }));
    json::value wrong = json::encode(front);
    wrong["metadata"]["name"] = "wrong";
    wrong["spec"]["size"] = "many";
    CHECK(support::refusal([&] { client.create(api::resource_of<Cache>, wrong); }) ==
          core::reason::invalid);

    client.remove<Cache>("default", "front");
    CHECK(eventually([&] { return !client.find<Cache>("default", "front"); }));
    CHECK(eventually([&] { return !client.find<api::Deployment>("default", "front"); }));
}

}  // namespace control_plane_test
