// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/check.hpp>

#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/api/resources.hpp>
#include <slipway/dsl/sound.hpp>

namespace check_test {

using namespace slipway;
using namespace slipway::dsl;

namespace {

constexpr Cluster sound_one() {
    ConfigMap settings{.name = "settings", .data = {{"LOG_LEVEL", "info"}}};
    Secret keys{.name = "keys", .data = {{"token", "secret"}}};
    Deployment web{.name = "web",
                   .labels = {{"app", "web"}},
                   .replicas = 2,
                   .containers = {{.name = "app",
                                   .image = "web:1",
                                   .ports = {{"http", 8080}},
                                   .env = {{"LOG_LEVEL", from(settings, "LOG_LEVEL")},
                                           {"TOKEN", from(keys, "token")}},
                                   .volumeMounts = {{"config", "/etc/app"}},
                                   .readinessProbe = httpGet("/", "http")}},
                   .volumes = {{"config", settings}}};
    return {.name = "shop",
            .resources = {settings, keys, web, expose(web, {.ports = {{80, "http"}}})},
            .nodePools = {{.name = "pool"}}};
}
static_assert(sound<sound_one>);

std::vector<rule> rules_of(const Cluster& c) {
    std::vector<rule> made;
    const findings found = check(c);
    for (unsigned i = 0; i < found.size(); ++i) made.push_back(found.kept[i].what);
    return made;
}

using rules = std::vector<rule>;

Cluster cluster(core::list<object> resources) { return {.name = "shop", .resources = resources}; }

Deployment web(long replicas = 1, Resources resources = {}) {
    return {
        .name = "web",
        .labels = {{"app", "web"}},
        .replicas = replicas,
        .containers = {
            {.name = "app", .image = "web:1", .ports = {{"http", 8080}}, .resources = resources}}};
}
/// A cluster of `web`, with something changed in it.
template <class Change>
Cluster changed(Change change) {
    Deployment d = web();
    change(d);
    return cluster({d});
}
api::Container named(text name) {
    api::Container c;
    c.name = name;
    c.image = "init:1";
    return c;
}

}  // namespace

TEST_CASE("a Service and the pods that it selects") {
    CHECK(rules_of(sound_one()).empty());
    CHECK(rules_of(cluster(
              {web(), Service{.name = "s", .selector = {{"app", "wbe"}}, .ports = {{80}}}})) ==
          rules{rule::service_selects_no_pod});
    CHECK(rules_of(cluster({web(), expose(web(), {.ports = {{80, "htpp"}}})})) ==
          rules{rule::target_port_not_exposed});
    CHECK(rules_of(cluster({web(), expose(web(), {.ports = {{80}}})})) ==
          rules{rule::target_port_not_exposed});
    CHECK(rules_of(cluster({web(), expose(web(), {.ports = {{80, 8080}}})})).empty());
    Deployment silent = web();
    silent.containers[0].ports = {};
    CHECK(rules_of(cluster({silent, expose(silent, {.ports = {{80}}})}))
              .empty());  // it may listen anywhere
    CHECK(rules_of(cluster({silent, expose(silent, {.ports = {{80, "http"}}})})) ==
          rules{rule::target_port_not_exposed});
}

TEST_CASE("a Service finds pods in its own namespace only") {
    Service s = expose(web(), {.ports = {{80, "http"}}});
    s.namespace_ = "other";
    CHECK(rules_of(cluster({Namespace{.name = "other"}, web(), s})) ==
          rules{rule::service_selects_no_pod});
    Deployment there = web();
    there.namespace_ = "other";
    CHECK(rules_of(cluster({Namespace{.name = "other"}, there, s})).empty());
}

TEST_CASE("the ports of a Service") {
    auto with = [](core::list<service_port> ports, ServiceType type = ClusterIP) {
        return cluster({Service{.name = "s", .type = type, .ports = ports}});
    };
    CHECK(rules_of(with({})) == rules{rule::service_without_ports});
    CHECK(rules_of(with({}, Headless)).empty());
    CHECK(rules_of(with({{80, {}, "a"}, {80, {}, "b"}})) == rules{rule::duplicate_service_port});
    CHECK(rules_of(with({{80, {}, "a"}, {81, {}, "a"}})) == rules{rule::duplicate_service_port});
    CHECK(rules_of(with({{80, {}, "a"}, {81}})) == rules{rule::unnamed_service_port});
    CHECK(rules_of(with({{.port = 80, .nodePort = 30080}})) == rules{rule::node_port_not_open});
    CHECK(rules_of(with({{.port = 80, .nodePort = 30080}}, NodePort)).empty());
    api::Service dns;
    dns.metadata.name = "dns";
    dns.spec.ports.append().port = 53L;
    dns.spec.ports.append().port = 53L;
    dns.spec.ports[0].name = "tcp";
    dns.spec.ports[1].name = "udp";
    dns.spec.ports[1].protocol = "UDP";
    CHECK(rules_of(cluster({dns})).empty());
}

TEST_CASE("node ports are one per cluster, however many a Service has") {
    const Service a{.name = "a", .type = NodePort, .ports = {{.port = 80, .nodePort = 30080}}};
    Service b = a;
    b.name = "b";
    CHECK(rules_of(cluster({a, b})) == rules{rule::node_port_twice});
    Service many{.name = "many", .type = NodePort};
    for (long i = 0; i < 200; ++i)
        many.ports.push_back(
            {.port = 1 + i, .name = core::cat("p", core::decimal(i)), .nodePort = 30000 + i});
    CHECK(rules_of(cluster({many})).empty());
}

TEST_CASE("names stand once") {
    CHECK(rules_of(cluster({web(), web()})) == rules{rule::duplicate_object});
    CHECK(rules_of(cluster({Namespace{.name = "n"}, Namespace{.name = "n"}})) ==
          rules{rule::duplicate_object});
    Deployment elsewhere = web();
    elsewhere.namespace_ = "kube-system";
    CHECK(rules_of(cluster({web(), elsewhere})).empty());

    CHECK(rules_of(changed([](Deployment& d) {
              d.containers.push_back({.name = "app", .image = "log:1"});
          })) == rules{rule::duplicate_container});
    CHECK(rules_of(changed([](Deployment& d) {
              d.pod.emplace().initContainers = {named("app")};
          })) == rules{rule::duplicate_container});
    CHECK(rules_of(changed([](Deployment& d) {
              d.volumes = {{"a", emptyDir{}}, {"a", emptyDir{}}};
          })) == rules{rule::duplicate_volume});
    CHECK(rules_of(changed([](Deployment& d) {
              d.containers[0].ports = {{"http", 1}, {"http", 2}};
          })) == rules{rule::duplicate_port_name});
    CHECK(rules_of(changed([](Deployment& d) {
              d.containers[0].env = {{"A", "1"}, {"A", "2"}};
          })) == rules{rule::duplicate_variable});
    CHECK(rules_of(cluster({ConfigMap{.name = "c", .data = {{"a", "1"}, {"a", "2"}}}})) ==
          rules{rule::duplicate_key});
    CHECK(rules_of(cluster({Secret{.name = "s", .data = {{"a", "1"}, {"a", "2"}}}})) ==
          rules{rule::duplicate_key});
    CHECK(rules_of(cluster({ConfigMap{.name = "c", .labels = {{"a", "1"}, {"a", "2"}}}})) ==
          rules{rule::duplicate_key});
    CHECK(rules_of(Cluster{.name = "shop", .nodePools = {{.name = "a"}, {.name = "a"}}}) ==
          rules{rule::duplicate_object});
}

TEST_CASE("a container has an image, and mounts what its pod has") {
    CHECK(rules_of(changed([](Deployment& d) { d.containers[0].image = {}; })) ==
          rules{rule::image_missing});
    CHECK(rules_of(changed([](Deployment& d) { d.containers = {}; })) ==
          rules{rule::no_containers});
    CHECK(rules_of(changed([](Deployment& d) {
              d.containers[0].volumeMounts = {{"config", "/etc"}};
          })) == rules{rule::mount_without_volume});
    CHECK(rules_of(changed([](Deployment& d) {
              d.volumes = {{"a", emptyDir{}}};
              d.containers[0].volumeMounts = {{"a", "/data"}, {"a", "/data"}};
          })) == rules{rule::duplicate_mount_path});
    CHECK(rules_of(changed([](Deployment& d) {
              d.containers[0].readinessProbe = httpGet("/", "htpp");
          })) == rules{rule::probe_port_not_exposed});
    CHECK(rules_of(changed([](Deployment& d) {
              d.containers[0].livenessProbe = tcpSocket("htpp");
          })) == rules{rule::probe_port_not_exposed});
    CHECK(rules_of(changed([](Deployment& d) {
              d.containers[0].startupProbe = tcpSocket(9);
          })).empty());
    CHECK(rules_of(cluster({web(1, {.requests = {.cpu = "2"}, .limits = {.cpu = "1"}})})) ==
          rules{rule::request_over_limit});
    CHECK(
        rules_of(cluster({web(1, {.requests = {.memory = "1Gi"}, .limits = {.memory = "1024Mi"}})}))
            .empty());
    // Containers that run before the others obey the same rules.
    CHECK(rules_of(changed([](Deployment& d) {
              d.pod.emplace().initContainers = {named("init")};
              d.pod.emplace().initContainers[0].volumeMounts.append().name = "config";
              d.pod.emplace().initContainers[0].volumeMounts[0].mountPath = "/etc";
          })) == rules{rule::mount_without_volume});
}

TEST_CASE("a Deployment selects its own pods, and can roll out") {
    CHECK(rules_of(changed([](Deployment& d) { d.selector = {{"app", "other"}}; })) ==
          rules{rule::selector_misses_own_pods});
    CHECK(rules_of(changed([](Deployment& d) { d.labels = {}; })) == rules{rule::empty_selector});
    CHECK(rules_of(changed([](Deployment& d) {
              d.strategy = {.maxSurge = 0, .maxUnavailable = 0};
          })) == rules{rule::rollout_cannot_progress});
    CHECK(rules_of(changed([](Deployment& d) {
              d.strategy = {.maxSurge = "0%", .maxUnavailable = "0%"};
          })) == rules{rule::rollout_cannot_progress});
    CHECK(rules_of(changed([](Deployment& d) {
              d.strategy = {.maxSurge = 0, .maxUnavailable = 1};
          })).empty());
}

TEST_CASE("references to ConfigMaps and Secrets, from wherever a pod has them") {
    const ConfigMap settings{.name = "settings", .data = {{"LOG_LEVEL", "info"}}};
    const Secret keys{.name = "keys", .data = {{"token", "secret"}}};
    auto check_all = [&](auto change, rules without, rules with) {
        Deployment d = web();
        change(d);
        CHECK(rules_of(cluster({d})) == without);
        CHECK(rules_of(cluster({settings, keys, d})) == with);
    };
    check_all([&](Deployment& d) { d.containers[0].env = {{"A", from(settings, "LOG_LEVL")}}; },
              {rule::unknown_config_map}, {rule::unknown_key});
    check_all([&](Deployment& d) { d.containers[0].env = {{"A", from(keys, "tokn")}}; },
              {rule::unknown_secret}, {rule::unknown_key});
    check_all([&](Deployment& d) { d.volumes = {{"c", settings}, {"k", keys}}; },
              {rule::unknown_config_map, rule::unknown_secret}, {});
    check_all(
        [&](Deployment& d) {
            d.containers[0].spec.emplace().envFrom.append().configMapRef.emplace().name =
                "settings";
        },
        {rule::unknown_config_map}, {});
    check_all(
        [&](Deployment& d) {
            d.containers[0].spec.emplace().envFrom.append().secretRef.emplace().name = "keys";
        },
        {rule::unknown_secret}, {});
    check_all(
        [&](Deployment& d) {
            api::Volume& v = d.pod.emplace().volumes.append();
            v.name = "v";
            v.configMap.emplace().name = "settings";
            api::KeyToPath& item = v.configMap.emplace().items.append();
            item.key = "LOG_LEVL", item.path = "level";
        },
        {rule::unknown_config_map}, {rule::unknown_key});
    check_all(
        [&](Deployment& d) {
            api::Volume& v = d.pod.emplace().volumes.append();
            v.name = "v";
            api::SecretProjection& secret = v.projected.emplace().sources.append().secret.emplace();
            secret.name = "keys";
            api::KeyToPath& item = secret.items.append();
            item.key = "tokn", item.path = "token";
        },
        {rule::unknown_secret}, {rule::unknown_key});
    check_all(
        [&](Deployment& d) {
            d.pod.emplace().initContainers = {named("init")};
            d.pod.emplace().initContainers[0].envFrom.append().configMapRef.emplace().name =
                "settings";
        },
        {rule::unknown_config_map}, {});
    // What is marked as optional may be missing.
    check_all(
        [&](Deployment& d) {
            api::ConfigMapEnvSource& some =
                d.containers[0].spec.emplace().envFrom.append().configMapRef.emplace();
            some.name = "settings";
            some.optional = true;
        },
        {}, {});
}

TEST_CASE("references stay inside of a namespace, which has to be there") {
    const ConfigMap settings{.name = "settings", .namespace_ = "other", .data = {{"A", "1"}}};
    Deployment d = web();
    d.containers[0].env = {{"A", from(settings, "A")}};
    CHECK(rules_of(cluster({Namespace{.name = "other"}, settings, d})) ==
          rules{rule::unknown_config_map});
    d.namespace_ = "other";
    CHECK(rules_of(cluster({Namespace{.name = "other"}, settings, d})).empty());
    CHECK(rules_of(cluster({settings})) == rules{rule::unknown_namespace});
    for (const char* there : {"shop", "default", "kube-system"}) {
        ConfigMap c = settings;
        c.namespace_ = text(there);
        CHECK(rules_of(cluster({c})).empty());
    }
}

TEST_CASE("values in the API's own structs are checked as literals are") {
    auto refused = [](const object& o) {
        const findings found = check(cluster({o}));
        REQUIRE(found.count == 1);
        CHECK(found.kept[0].what == rule::refused_value);
        return std::string(found.kept[0].value.view());
    };
    api::ConfigMap c;
    c.metadata.name = "Web_1";
    CHECK(refused(c) == "name 'Web_1'");
    c.metadata.name = "web";
    c.metadata.labels = {{"a b", "c"}};
    CHECK(refused(c) == "label 'a b'");
    c.metadata.labels = {{"a", "b c"}};
    CHECK(refused(c) == "label value 'b c'");
    c.metadata.labels = {};
    c.data = {{"a/b", "c"}};
    CHECK(refused(c) == "key 'a/b'");

    api::Service s;
    s.metadata.name = "1st";
    s.spec.ports.append().port = 80L;
    CHECK(refused(s) == "name '1st'");
    s.metadata.name = "first";
    s.spec.ports[0].port = 70'000L;
    CHECK(refused(s) == "port '70000'");

    auto with_init = [](auto change) {
        Pod p{.name = "p", .containers = {{.name = "c", .image = "a"}}};
        p.spec.emplace().initContainers = {named("init")};
        change(p.spec.emplace().initContainers[0]);
        return p;
    };
    CHECK(refused(with_init([](api::Container& x) { x.name = "my.init"; })) == "name 'my.init'");
    CHECK(refused(with_init([](api::Container& x) { x.image = "A/b"; })) == "image 'A/b'");
    CHECK(refused(with_init([](api::Container& x) { x.env.append().name = "A=B"; })) ==
          "env 'A=B'");
    CHECK(refused(with_init([](api::Container& x) { x.ports.append().containerPort = 0L; })) ==
          "containerPort '0'");
    CHECK(refused(with_init([](api::Container& x) {
              api::ContainerPort& port = x.ports.append();
              port.name = "Http", port.containerPort = 80L;
          })) == "port 'Http'");
    CHECK(refused(with_init([](api::Container& x) {
              x.resources.emplace().limits = {{"cpu", "lots"}};
          })) == "cpu 'lots'");
    Deployment d = web();
    d.pod.emplace().restartPolicy = "Never";
    CHECK(refused(d) == "restartPolicy 'Never'");
    Pod p{.name = "p", .containers = {{.name = "c", .image = "a"}}};
    p.containers[0].spec.emplace().ports.append().containerPort = 70'000L;
    CHECK(refused(p) == "containerPort '70000'");
}

TEST_CASE("what can never run on the nodes that the pools may grow to") {
    auto with_pool = [](Deployment d, NodePool p) {
        return Cluster{.name = "shop", .resources = {d}, .nodePools = {p}};
    };
    const NodePool small{
        .name = "small", .capacity = {.cpu = "1", .memory = "1Gi", .pods = 10}, .min = 1, .max = 4};
    CHECK(check(with_pool(web(40), small)).empty());
    const findings many = check(with_pool(web(41), small));
    REQUIRE(many.count == 1);
    CHECK(many.kept[0].what == rule::replicas_do_not_fit);
    CHECK(many.kept[0].value.view() == "pod 41 of 41 fits on no node: 10 pods per node, 4 nodes");
    CHECK(rules_of(with_pool(web(1, {.requests = {.cpu = "2"}}), small)) ==
          rules{rule::pod_fits_no_node});
    CHECK(rules_of(with_pool(web(1, {.limits = {.memory = "2Gi"}}), small)) ==
          rules{rule::pod_fits_no_node});
    CHECK(rules_of(with_pool(web(0, {.requests = {.cpu = "2"}}), small)).empty());
    CHECK(check(with_pool(web(4, {.requests = {.cpu = "600m"}}), small)).empty());
    CHECK(rules_of(with_pool(web(5, {.requests = {.cpu = "600m"}}), small)) ==
          rules{rule::replicas_do_not_fit});
    Deployment apart = web(5);
    auto& term = apart.pod.emplace()
                     .affinity.emplace()
                     .podAntiAffinity.emplace()
                     .requiredDuringSchedulingIgnoredDuringExecution.append();
    term.topologyKey = "kubernetes.io/hostname";
    term.labelSelector.emplace().matchLabels = {{"app", "web"}};
    CHECK(check(with_pool(apart, small)).kept[0].value.view() ==
          "pod 5 of 5 fits on no node: 1 pod per node, 4 nodes");
    term.labelSelector.emplace().matchLabels = {{"app", "db"}};
    CHECK(check(with_pool(apart, small)).empty());
    Deployment elsewhere = web();
    elsewhere.nodeSelector = {{"disk", "ssd"}};
    CHECK(rules_of(with_pool(elsewhere, small)) == rules{rule::no_node_suits});
    CHECK(check(with_pool(elsewhere, small)).kept[0].value.view() ==
          "NodePool small is not what its nodeSelector and affinity ask for");
    CHECK(rules_of(with_pool(web(), {.name = "p", .min = 2, .max = 1})) ==
          rules{rule::pool_bounds});
    CHECK(check(cluster({web(1'000'000, {.requests = {.memory = "1Ti"}})}))
              .empty());  // without pools nothing is known
    CHECK(rules_of(with_pool(web(1'000'000, {.requests = {.memory = "1Ti"}}),
                             {.name = "p", .capacity = {.memory = "8Ei"}, .max = 1'000'000}))
              .empty());
}

TEST_CASE("pods go to nodes of the labels that they ask for, with taints that they tolerate") {
    const NodePool plain{.name = "plain"},
        fast{.name = "fast", .labels = {{"disk", "ssd"}}, .taints = {{"dedicated", "db"}}};
    auto on = [](Deployment d, core::list<NodePool> pools) {
        return rules_of({.name = "shop", .resources = {d}, .nodePools = pools});
    };
    Deployment d = web();
    CHECK(on(d, {fast, plain}).empty());
    CHECK(on(d, {fast}) == rules{rule::no_node_suits});
    CHECK(check(Cluster{.name = "shop", .resources = {d}, .nodePools = {fast}})
              .kept[0]
              .value.view() == "NodePool fast has the taint dedicated");
    d.tolerations = {{"dedicated", "Equal", "db"}};
    CHECK(on(d, {fast}).empty());
    d.nodeSelector = {{"disk", "ssd"}};
    CHECK(on(d, {fast}).empty());
    CHECK(on(d, {plain}) == rules{rule::no_node_suits});
    // Every node has these of itself; its architecture is that of the machine.
    for (const char* key : {"kubernetes.io/os", "kubernetes.io/arch", "slipway.dev/pool"}) {
        d.nodeSelector = {
            {text(key), text(key == std::string_view("slipway.dev/pool") ? "fast" : "linux")}};
        CHECK(on(d, {fast}).empty());
    }
    d.nodeSelector = {{"kubernetes.io/os", "windows"}};
    CHECK(on(d, {fast, plain}) == rules{rule::no_node_suits});
    d.nodeSelector = {};
    api::PodSpec affine;
    auto& r = affine.affinity.emplace()
                  .nodeAffinity.emplace()
                  .requiredDuringSchedulingIgnoredDuringExecution.emplace()
                  .nodeSelectorTerms.append()
                  .matchExpressions.append();
    r.key = "disk";
    r.operator_ = "NotIn";
    r.values = {"ssd"};
    d.pod = affine;
    CHECK(on(d, {fast}) == rules{rule::no_node_suits});
    CHECK(on(d, {fast, plain}).empty());
}

TEST_CASE("a pod takes what its containers take together, or the largest before them") {
    const NodePool node{.name = "node", .capacity = {.cpu = "1", .memory = "1Gi"}};
    auto check_init = [&](std::vector<std::pair<const char*, bool>> before) {
        Pod p{.name = "p",
              .containers = {
                  {.name = "c", .image = "a", .resources = {.requests = {.cpu = "500m"}}}}};
        for (const auto& [cpu, stays] : before) {
            api::Container c = named(core::cat(
                "init-", core::decimal(static_cast<long>(p.spec.emplace().initContainers.size()))));
            c.resources.emplace().requests = {{"cpu", text(cpu)}};
            if (stays) c.restartPolicy = "Always";
            p.spec.emplace().initContainers.push_back(c);
        }
        return check(Cluster{.name = "shop", .resources = {p}, .nodePools = {node}}).empty();
    };
    CHECK(check_init({{"1", false}, {"900m", false}}));
    CHECK_FALSE(check_init({{"1100m", false}}));
    CHECK(check_init({{"500m", true}}));
    CHECK_FALSE(check_init({{"600m", true}}));
    CHECK_FALSE(check_init({{"300m", true}, {"800m", false}}));
    CHECK(check_init({{"800m", false}, {"300m", true}}));
}

TEST_CASE(
    "pods that fit one by one and not together are found, those that a good order places are not") {
    auto named_web = [](const char* name, long replicas, const char* cpu) {
        Deployment d = web(replicas, {.requests = {.cpu = quantity(text(cpu))}});
        d.name = text(name);
        d.labels = {{"app", text(name)}};
        return d;
    };
    const NodePool two{.name = "two", .capacity = {.cpu = "1", .memory = "1Gi"}, .max = 2};
    auto of = [&](core::list<object> resources) {
        return Cluster{.name = "shop", .resources = resources, .nodePools = {two}};
    };
    CHECK(check(of({named_web("large", 2, "600m"), named_web("small", 2, "400m")})).empty());
    const findings found =
        check(of({named_web("large", 2, "600m"), named_web("small", 3, "400m")}));
    REQUIRE(found.count == 1);
    CHECK(found.kept[0].what == rule::pods_exceed_nodes);
    CHECK(found.kept[0].where.view() == "Cluster shop");
    CHECK(found.kept[0].value.view() == "cpu 2400m of 2000m");

    // Those who want an SSD share one pool, however much room the other has.
    Cluster c = of({named_web("a", 1, "600m"), named_web("b", 1, "600m")});
    c.nodePools.push_back(
        {.name = "ssd", .capacity = {.cpu = "1", .memory = "1Gi"}, .labels = {{"disk", "ssd"}}});
    CHECK(check(c).empty());
    Deployment a = named_web("a", 1, "600m"), b = named_web("b", 1, "600m");
    a.nodeSelector = b.nodeSelector = {{"disk", "ssd"}};
    c.resources = {a, b};
    CHECK(rules_of(c) == rules{rule::pods_exceed_nodes});
}

TEST_CASE("a finding names the object, the value and the nearest right one") {
    const findings found = check(Cluster{
        .name = "shop",
        .resources = {web(),
                      Service{.name = "front", .selector = {{"app", "wbe"}}, .ports = {{80}}}}});
    REQUIRE(found.count == 1);
    CHECK(found.kept[0].where.view() == "Service front");
    CHECK(found.kept[0].value.view() == "app=wbe");
    CHECK(found.kept[0].hint.view() == "did you mean app=web?");
    CHECK(found.kept[0].line > 0);
}

TEST_CASE("a thousand services are checked at run time") {
    Cluster c{.name = "shop"};
    for (long i = 0; i < 1000; ++i) {
        Deployment d = web();
        d.name = dsl::name(core::cat("web-", core::decimal(i)));
        d.labels = {{"app", label_value(core::cat("web-", core::decimal(i)))}};
        c.resources.push_back(d);
        c.resources.push_back(expose(d, {.ports = {{80, "http"}}}));
    }
    CHECK(check(c).empty());
}

TEST_CASE("workloads that would take each other's pods") {
    auto labelled = [](const char* name, labels of, labels selector = {}) {
        Deployment d = web();
        d.name = text(name);
        d.labels = of;
        d.selector = selector;
        return d;
    };
    CHECK(
        rules_of(cluster({labelled("a", {{"app", "a"}}), labelled("b", {{"app", "b"}})})).empty());
    CHECK(rules_of(cluster({labelled("a", {{"app", "a"}}), labelled("b", {{"app", "a"}})})) ==
          rules{rule::pods_claimed_twice});  // once for two
    CHECK(rules_of(cluster({labelled("a", {{"app", "a"}, {"tier", "x"}}),
                            labelled("b", {{"app", "b"}, {"tier", "x"}}, {{"tier", "x"}})})) ==
          rules{rule::pods_claimed_twice});
    CHECK(rules_of(cluster({labelled("a", {{"app", "a"}}),
                            Pod{.name = "p",
                                .labels = {{"app", "a"}},
                                .containers = {{.name = "c", .image = "a:1"}}}})) ==
          rules{rule::pods_claimed_twice});
    Deployment other = labelled("b", {{"app", "a"}});
    other.namespace_ = "other";
    CHECK(rules_of(cluster({Namespace{.name = "other"}, labelled("a", {{"app", "a"}}), other}))
              .empty());
}

TEST_CASE("selectors with expressions") {
    auto with = [](const char* key, const char* op, core::list<text> values) {
        api::Deployment d = lower(web());
        d.spec.selector.emplace().matchLabels = {};
        api::LabelSelectorRequirement& r = d.spec.selector.emplace().matchExpressions.append();
        r.key = text(key);
        r.operator_ = text(op);
        r.values = values;
        return cluster({d});
    };
    CHECK(rules_of(with("app", "In", {"web", "cart"})).empty());
    CHECK(rules_of(with("app", "In", {"cart"})) == rules{rule::selector_misses_own_pods});
    CHECK(rules_of(with("app", "NotIn", {"cart"})).empty());
    CHECK(rules_of(with("app", "NotIn", {"web"})) == rules{rule::selector_misses_own_pods});
    CHECK(rules_of(with("app", "Exists", {})).empty());
    CHECK(rules_of(with("tier", "Exists", {})) == rules{rule::selector_misses_own_pods});
    CHECK(rules_of(with("tier", "DoesNotExist", {})).empty());
}

TEST_CASE("variables that refer to others") {
    auto with = [](core::list<env_variable> env, core::list<text> args = {}) {
        return cluster(
            {ConfigMap{.name = "all", .data = {{"FROM_MAP", "x"}}}, web(),
             expose(web(), {.name = "my-db", .ports = {{80, "http"}}}),
             Pod{.name = "p",
                 .containers = {{.name = "c", .image = "a:1", .args = args, .env = env}}}});
    };
    CHECK(rules_of(with({{"A", "1"}, {"B", "$(A)/x"}})).empty());
    CHECK(rules_of(with({{"B", "$(A)/x"}, {"A", "1"}})) ==
          rules{rule::variable_not_defined});  // in order
    CHECK(rules_of(with({{"B", "$$(A)"}, {"C", "$A ${A} $(not a name) $("}})).empty());
    CHECK(rules_of(with({{"B", "$(MY_DB_SERVICE_HOST):$(MY_DB_PORT)"},
                         {"C", "$(KUBERNETES_SERVICE_HOST)"}}))
              .empty());
    CHECK(rules_of(with({{"B", "$(OTHER_SERVICE_HOST)"}})) == rules{rule::variable_not_defined});
    CHECK(rules_of(with({{"A", "1"}}, {"--a=$(A)", "$(date)"})).empty());
    CHECK(rules_of(with({{"A", "1"}}, {"--a=$(AA)"})) == rules{rule::variable_not_defined});
}

TEST_CASE("replicas that are spread evenly need as much room on each node") {
    auto spread = [](long replicas) {
        Deployment d = web(replicas, {.requests = {.cpu = "1"}});
        auto& c = d.pod.emplace().topologySpreadConstraints.append();
        c.topologyKey = "kubernetes.io/hostname";
        c.maxSkew = 1L, c.whenUnsatisfiable = "DoNotSchedule";
        c.labelSelector.emplace().matchLabels = {{"app", "web"}};
        return d;
    };
    const NodePool small{.name = "small", .capacity = {.cpu = "2"}},
        large{.name = "large", .capacity = {.cpu = "8"}, .max = 2};
    auto on = [](Deployment d, core::list<NodePool> pools) {
        return Cluster{.name = "shop", .resources = {d}, .nodePools = pools};
    };
    auto with = [&](long replicas, auto change) {
        Deployment d = spread(replicas);
        change(d.pod.emplace().topologySpreadConstraints[0]);
        return d;
    };
    CHECK(check(on(spread(8), {small, large})).empty());
    const findings uneven = check(on(spread(9), {small, large}));
    REQUIRE(uneven.count == 1);
    CHECK(uneven.kept[0].what == rule::replicas_do_not_spread);
    CHECK(uneven.kept[0].value.view() ==
          "pod 9 of 9 has no node: 3 per node, since those of NodePool small have 2");
    CHECK(check(on(with(10, [](auto& c) { c.maxSkew = 2L; }), {small, large})).empty());
    CHECK(
        check(on(with(18, [](auto& c) { c.whenUnsatisfiable = "ScheduleAnyway"; }), {small, large}))
            .empty());
    CHECK(check(on(with(18, [](auto& c) { c.maxSkew = 2'147'483'647L; }), {small, large})).empty());
    CHECK(check(on(with(18, [](auto& c) { c.topologyKey = "zone"; }), {small, large})).empty());
    CHECK(
        check(on(with(18,
                      [](auto& c) { c.labelSelector.emplace().matchLabels = {{"app", "other"}}; }),
                 {small, large}))
            .empty());
    CHECK(rules_of(on(spread(19), {small, large})) == rules{rule::replicas_do_not_fit});

    SECTION("all nodes alike hold what they hold") {
        CHECK(check(on(spread(16), {large})).empty());
    }
    SECTION("a pool that may be empty does not count") {
        NodePool none = small;
        none.min = 0;
        CHECK(check(on(spread(18), {none, large})).empty());
    }
    SECTION("nodes that the pods do not choose count only where the constraint says so") {
        Deployment d = spread(16);
        d.pod.emplace().nodeSelector = {{"slipway.dev/pool", "large"}};
        CHECK(check(on(d, {small, large})).empty());
        d.pod.emplace().topologySpreadConstraints[0].nodeAffinityPolicy = "Ignore";
        CHECK(rules_of(on(d, {small, large})) == rules{rule::replicas_do_not_spread});
        d.pod.emplace().topologySpreadConstraints[0].nodeAffinityPolicy = "";
        d.pod.emplace().nodeSelector = {
            {"kubernetes.io/arch", "arm64"}};  // which pools have, nobody knows
        CHECK(check(on(d, {small, large})).empty());
    }
    SECTION("fewer nodes than there have to be count as one that has none") {
        const findings few = check(on(with(3, [](auto& c) { c.minDomains = 3L; }), {large}));
        REQUIRE(few.count == 1);
        CHECK(few.kept[0].value.view() ==
              "pod 3 of 3 has no node: 1 per node, since there are fewer nodes than minDomains");
        CHECK(check(on(with(2, [](auto& c) { c.minDomains = 3L; }), {large})).empty());
    }
    SECTION("what others have on the nodes is not known") {
        Cluster both = on(with(9, [](auto& c) { c.labelSelector.emplace().matchLabels.clear(); }),
                          {small, large});
        CHECK(rules_of(both) == rules{rule::replicas_do_not_spread});
        both.elsewhere.push_back(Pod{.name = "p", .containers = {{.name = "c", .image = "a:1"}}});
        CHECK(check(both).empty());
    }
}

TEST_CASE("replicas that are spread evenly over zones need as much room in each") {
    auto pool = [](const text& name, const text& zone, const text& cpu, long max = 1) {
        NodePool made{.name = name, .capacity = {.cpu = cpu}, .max = max};
        if (!zone.empty()) made.labels = {{"topology.kubernetes.io/zone", zone}};
        return made;
    };
    auto over_zones = [](long replicas) {
        Deployment d = web(replicas, {.requests = {.cpu = "1"}});
        auto& c = d.pod.emplace().topologySpreadConstraints.append();
        c.topologyKey = "topology.kubernetes.io/zone";
        c.maxSkew = 1L, c.whenUnsatisfiable = "DoNotSchedule";
        c.labelSelector.emplace().matchLabels = {{"app", "web"}};
        return d;
    };
    auto with = [&](long replicas, auto change) {
        Deployment d = over_zones(replicas);
        change(d.pod.emplace());
        return d;
    };
    auto constrained = [&](long replicas, auto change) {
        return with(replicas, [&](api::PodSpec& p) { change(p.topologySpreadConstraints[0]); });
    };
    auto on = [](Deployment d, core::list<NodePool> pools) {
        return Cluster{.name = "shop", .resources = {d}, .nodePools = pools};
    };
    auto said = [&](Deployment d, core::list<NodePool> pools) {
        const findings found = check(on(d, pools));
        REQUIRE(found.count == 1);
        CHECK(found.kept[0].what == rule::replicas_do_not_spread);
        return std::string(found.kept[0].value.view());
    };
    const core::list<NodePool> zones{pool("a1", "a", "2"), pool("a2", "a", "2", 2),
                                     pool("b1", "b", "8"), pool("c1", "c", "3")};

    CHECK(check(on(over_zones(11), zones)).empty());  // 4 in a and b, 3 in c
    CHECK(said(over_zones(12), zones) == "pod 12 of 12 has no node: 4 per zone, since c has 3");
    CHECK(check(on(constrained(14, [](auto& c) { c.maxSkew = 3L; }), zones)).empty());
    CHECK(check(on(constrained(17, [](auto& c) { c.whenUnsatisfiable = "ScheduleAnyway"; }), zones))
              .empty());
    CHECK(check(on(constrained(
                       17,
                       [](auto& c) { c.labelSelector.emplace().matchLabels = {{"app", "other"}}; }),
                   zones))
              .empty());
    CHECK(rules_of(on(over_zones(18), zones)) == rules{rule::replicas_do_not_fit});

    SECTION("the pools themselves may be the domains") {
        CHECK(said(constrained(10, [](auto& c) { c.topologyKey = "slipway.dev/pool"; }),
                   {zones[0], zones[2]}) == "pod 6 of 10 has no node: 3 per pool, since a1 has 2");
    }
    SECTION("nodes without the label have none of the pods, where others have it") {
        CHECK(said(over_zones(6), {pool("a", "a", "4"), pool("n", "", "8")}) ==
              "pod 5 of 6 has no node: those with a zone hold 4");
        CHECK(check(on(over_zones(6), {pool("n", "", "8")}))
                  .empty());  // where zones are, nobody knows
    }
    SECTION("a zone whose pools may all be empty does not count") {
        core::list<NodePool> some = zones;
        some[3].min = 0;
        CHECK(check(on(over_zones(16), some)).empty());
        CHECK(said(over_zones(17), some) == "pod 17 of 17 has no node: 7 per zone, since a has 6");
    }
    SECTION("zones that the pods do not choose count only where the constraint says so") {
        auto choosing = [&](long replicas, const char* policy) {
            return with(replicas, [&](api::PodSpec& p) {
                p.nodeSelector = {{"topology.kubernetes.io/zone", "b"}};
                p.topologySpreadConstraints[0].nodeAffinityPolicy = policy;
            });
        };
        CHECK(check(on(choosing(8, ""), zones)).empty());
        CHECK(said(choosing(8, "Ignore"), zones) ==
              "pod 2 of 8 has no node: 1 per zone, since a has 0");
    }
    SECTION("zones whose taints the pods do not bear count unless the constraint says so") {
        core::list<NodePool> some = zones;
        some[3].taints = {{.key = "gpu", .effect = "NoSchedule"}};
        CHECK(said(over_zones(3), some) == "pod 3 of 3 has no node: 1 per zone, since c has 0");
        CHECK(check(on(constrained(13, [](auto& c) { c.nodeTaintsPolicy = "Honor"; }), some))
                  .empty());
    }
    SECTION("fewer zones than there have to be count as one that has none") {
        CHECK(said(constrained(4, [](auto& c) { c.minDomains = 4L; }), zones) ==
              "pod 4 of 4 has no node: 1 per zone, since there are fewer than minDomains");
        CHECK(check(on(constrained(11, [](auto& c) { c.minDomains = 3L; }), zones)).empty());
    }
    SECTION("constraints over nodes and zones bound each other") {
        auto both = [&](long replicas) {
            return with(replicas, [](api::PodSpec& p) {
                auto& c = p.topologySpreadConstraints.append();
                c.topologyKey = "kubernetes.io/hostname";
                c.maxSkew = 1L, c.whenUnsatisfiable = "DoNotSchedule";
                c.labelSelector.emplace().matchLabels = {{"app", "web"}};
            });
        };
        CHECK(said(both(11), zones) == "pod 11 of 11 has no node: 4 per zone, since b has 3");
        CHECK(check(on(both(10), zones)).empty());  // at most 3 on a node, since those of a1 have 2
    }
    SECTION("pods that keep away from each other are one to a node") {
        auto alone = [&](long replicas) {
            return with(replicas, [](api::PodSpec& p) {
                auto& term = p.affinity.emplace()
                                 .podAntiAffinity.emplace()
                                 .requiredDuringSchedulingIgnoredDuringExecution.append();
                term.topologyKey = "kubernetes.io/hostname";
                term.labelSelector.emplace().matchLabels = {{"app", "web"}};
            });
        };
        CHECK(check(on(alone(4), zones)).empty());
        CHECK(said(alone(5), {pool("a", "a", "2", 4), pool("b", "b", "2")}) ==
              "pod 4 of 5 has no node: 2 per zone, since b has 1");
    }
    SECTION("other pods that are counted too may be anywhere") {
        Cluster more = on(
            constrained(12, [](auto& c) { c.labelSelector.emplace().matchLabels.clear(); }), zones);
        CHECK(rules_of(more) == rules{rule::replicas_do_not_spread});
        more.elsewhere.push_back(Pod{.name = "p", .containers = {{.name = "c", .image = "a:1"}}});
        CHECK(check(more).empty());
    }
}

TEST_CASE("ports of the node are given once") {
    auto with = [](long replicas, long nodes) {
        Deployment d = web(replicas);
        d.hostNetwork = true;
        return Cluster{
            .name = "shop", .resources = {d}, .nodePools = {{.name = "n", .min = 1, .max = nodes}}};
    };
    CHECK(check(with(3, 3)).empty());
    CHECK(rules_of(with(4, 3)) == rules{rule::host_port_clash});
    DaemonSet everywhere{
        .name = "e",
        .labels = {{"app", "e"}},
        .containers = {{.name = "c",
                        .image = "a:1",
                        .ports = {{.name = "p", .number = 9000, .hostPort = 8080}}}}};
    Cluster both = with(1, 3);
    both.resources.push_back(everywhere);
    CHECK(rules_of(both) == rules{rule::host_port_clash});
}

TEST_CASE("what runs on each node takes its part first") {
    DaemonSet agent{
        .name = "agent",
        .labels = {{"app", "agent"}},
        .containers = {{.name = "c", .image = "a:1", .resources = {.requests = {.cpu = "400m"}}}}};
    auto with = [&](long replicas) {
        return Cluster{.name = "shop",
                       .resources = {agent, web(replicas, {.requests = {.cpu = "300m"}})},
                       .nodePools = {{.name = "n", .capacity = {.cpu = "1"}, .max = 2}}};
    };
    CHECK(check(with(4)).empty());
    CHECK(rules_of(with(5)) == rules{rule::replicas_do_not_fit});
}

TEST_CASE("quotas count what workloads ask for, with the defaults of a LimitRange") {
    auto with = [](const char* key, const char* most, Resources asked,
                   core::list<object> more = {}) {
        core::list<object> all{web(3, asked),
                               ResourceQuota{.name = "q", .hard = {{text(key), text(most)}}}};
        for (const object& o : more) all.push_back(o);
        return cluster(all);
    };
    CHECK(check(with("requests.cpu", "300m", {.requests = {.cpu = "100m"}})).empty());
    CHECK(rules_of(with("cpu", "299m", {.requests = {.cpu = "100m"}})) ==
          rules{rule::quota_exceeded});
    CHECK(rules_of(with("limits.memory", "1Gi", {.limits = {.memory = "512Mi"}})) ==
          rules{rule::quota_exceeded});
    CHECK(rules_of(with("limits.memory", "1Gi", {})) == rules{rule::quota_needs_amounts});
    const object defaults = LimitRange{.name = "r", .limits = {{.default_ = {.memory = "300Mi"}}}};
    CHECK(check(with("limits.memory", "1Gi", {}, {defaults})).empty());
    CHECK(rules_of(with("limits.memory", "800Mi", {}, {defaults})) == rules{rule::quota_exceeded});
    CHECK(rules_of(with("count/deployments.apps", "0", {})) == rules{rule::quota_exceeded});
    CHECK(check(with("count/deployments.apps", "1", {})).empty());
    CHECK(check(with("services", "0", {})).empty());
}

TEST_CASE("quotas of a scope are for the pods of that scope") {
    auto with = [](core::list<text> scopes, Deployment d, const char* most = "2") {
        api::ResourceQuotaSpec spec;
        spec.scopes = scopes;
        return rules_of(
            cluster({d, ResourceQuota{.name = "q", .hard = {{"pods", text(most)}}, .spec = spec},
                     PriorityClass{.name = "urgent", .value = 1}}));
    };
    const Resources some{.requests = {.cpu = "1m"}};
    CHECK(with({"BestEffort"}, web(3)) == rules{rule::quota_exceeded});
    CHECK(with({"BestEffort"}, web(3, some)).empty());
    CHECK(with({"NotBestEffort"}, web(3)).empty());
    CHECK(with({"NotBestEffort"}, web(3, some)) == rules{rule::quota_exceeded});
    CHECK(with({"NotTerminating"}, web(3)) == rules{rule::quota_exceeded});
    CHECK(with({"Terminating"}, web(3)).empty());
    CHECK(with({"NotTerminating", "BestEffort"}, web(3, some)).empty());
    CHECK(with({"CrossNamespacePodAffinity"}, web(3)).empty());  // not known: nothing is said
    Deployment urgent = web(3);
    urgent.priorityClassName = PriorityClass{.name = "urgent", .value = 1};
    CHECK(with({"PriorityClass"}, web(3)).empty());
    CHECK(with({"PriorityClass"}, urgent) == rules{rule::quota_exceeded});

    auto selected = [&](const char* op, core::list<text> values, Deployment d) {
        api::ResourceQuotaSpec spec;
        auto& r = spec.scopeSelector.emplace().matchExpressions.append();
        r.scopeName = "PriorityClass";
        r.operator_ = op;
        r.values = values;
        return rules_of(
            cluster({d, ResourceQuota{.name = "q", .hard = {{"pods", "2"}}, .spec = spec},
                     PriorityClass{.name = "urgent", .value = 1}}));
    };
    const rules exceeded{rule::quota_exceeded};
    CHECK(selected("In", {"urgent"}, urgent) == exceeded);
    CHECK(selected("In", {"other"}, urgent).empty());
    CHECK(selected("NotIn", {"urgent"}, urgent).empty());
    CHECK(selected("NotIn", {"urgent"}, web(3)) == exceeded);
    CHECK(selected("Exists", {}, web(3)).empty());
    CHECK(selected("DoesNotExist", {}, web(3)) == exceeded);
}

TEST_CASE("limit ranges of Pods are for their containers together") {
    auto with = [](Resources asked, limit of) {
        Deployment d = web(1, asked);
        d.containers.push_back(d.containers[0]);
        d.containers[1].name = "second";
        d.containers[1].ports = {};
        return check(cluster({d, LimitRange{.name = "r", .limits = {of}}}));
    };
    const limit most{.type = "Pod", .max = {.cpu = "1"}},
        least{.type = "Pod", .min = {.memory = "100Mi"}};
    CHECK(with({.limits = {.cpu = "500m"}}, most).empty());
    CHECK(with({.limits = {.cpu = "600m"}}, most).kept[0].value.view() ==
          "cpu 1200m over the max 1 of a Pod");
    CHECK(with({}, most).kept[0].value.view() == "cpu without limits over the max 1 of a Pod");
    CHECK(with({.requests = {.memory = "50Mi"}}, least).empty());
    CHECK(with({.requests = {.memory = "40Mi"}}, least).kept[0].value.view() ==
          "memory 80Mi under the min 100Mi of a Pod");
    CHECK(with({.requests = {.memory = "40Mi"}}, least).kept[0].what == rule::outside_limit_range);
}

TEST_CASE("limit ranges have a least and a most") {
    auto with = [](Resources asked, limit of) {
        return cluster({web(1, asked), LimitRange{.name = "r", .limits = {of}}});
    };
    CHECK(check(with({.limits = {.cpu = "1"}}, {.max = {.cpu = "1"}})).empty());
    CHECK(rules_of(with({.limits = {.cpu = "1100m"}}, {.max = {.cpu = "1"}})) ==
          rules{rule::outside_limit_range});
    CHECK(rules_of(with({.requests = {.cpu = "50m"}}, {.min = {.cpu = "100m"}})) ==
          rules{rule::outside_limit_range});
}

TEST_CASE("bindings and their subjects") {
    ServiceAccount account{.name = "app"};
    Role role{.name = "r", .rules = {{.resources = {"pods"}, .verbs = {"get"}}}};
    CHECK(check(cluster({account, role,
                         RoleBinding{
                             .name = "b", .roleRef = role, .subjects = {account, user("jane")}}}))
              .empty());
    CHECK(rules_of(cluster(
              {account, RoleBinding{.name = "b", .roleRef = role, .subjects = {account}}})) ==
          rules{rule::unknown_role});
    CHECK(rules_of(
              cluster({role, RoleBinding{.name = "b", .roleRef = role, .subjects = {account}}})) ==
          rules{rule::unknown_service_account});
    CHECK(check(cluster({account,
                         ClusterRoleBinding{
                             .name = "b", .roleRef = "cluster-admin", .subjects = {group("all")}}}))
              .empty());
    CHECK(rules_of(cluster({ClusterRoleBinding{.name = "b", .roleRef = "mine"}})) ==
          rules{rule::unknown_role});
    CHECK(
        check(cluster({account,
                       ClusterRoleBinding{.name = "b", .roleRef = "view", .subjects = {account}}}))
            .empty());
    CHECK(rules_of(cluster(
              {ClusterRoleBinding{.name = "b", .roleRef = "view", .subjects = {account}}})) ==
          rules{rule::unknown_service_account});
    const ServiceAccount elsewhere{.name = "app", .namespace_ = "tools"};
    CHECK(rules_of(cluster(
              {Namespace{.name = "tools"}, account,
               ClusterRoleBinding{.name = "b", .roleRef = "view", .subjects = {elsewhere}}})) ==
          rules{rule::unknown_service_account});
}

TEST_CASE("budgets and autoscalers") {
    auto budget = [](Disruption d) {
        const findings found = check(cluster({web(3), disruptionBudget(web(3), d)}));
        return std::pair(found.count, found.warnings);
    };
    CHECK(budget({.minAvailable = 2}) == std::pair(0U, 0U));
    CHECK(budget({.minAvailable = 3}) == std::pair(0U, 1U));
    CHECK(budget({.minAvailable = "100%"}) == std::pair(0U, 1U));
    CHECK(budget({.maxUnavailable = "0%"}) == std::pair(0U, 1U));
    CHECK(budget({.maxUnavailable = "50%"}) == std::pair(0U, 0U));
    CHECK(budget({}) == std::pair(1U, 0U));
    const Resources cpu{.requests = {.cpu = "100m"}};
    CHECK(check(cluster({web(1, cpu), autoscale(web(), {.maxReplicas = 3, .cpuUtilization = 80})}))
              .empty());
    CHECK(rules_of(cluster(
              {web(1, cpu), autoscale(web(), {.maxReplicas = 3, .memoryUtilization = 80})})) ==
          rules{rule::autoscaler_without_requests});
    CHECK(rules_of(cluster({web(1, cpu), autoscale(web(), {.name = "a", .maxReplicas = 3}),
                            autoscale(web(), {.name = "b", .maxReplicas = 3})})) ==
          rules{rule::scaled_twice});
}

TEST_CASE("replicas that an autoscaler decides on are warned of where they are said") {
    const auto warned = [](long replicas) {
        Deployment scaled = web(1, {.requests = {.cpu = "100m"}});
        scaled.replicas = replicas;
        core::list<std::string> made;
        for (const finding& f : check_all(cluster({scaled, autoscale(scaled, {.maxReplicas = 3})})))
            made.push_back(std::string(name_of(f.what)) + ": " + std::string(f.value.view()));
        return made;
    };
    CHECK(warned(2) == core::list<std::string>{"replicas_set_back: replicas 2 of Deployment web"});
    CHECK(warned(0).empty());  // which stops the autoscaler
    Deployment silent = web(1, {.requests = {.cpu = "100m"}});
    silent.replicas = {};
    CHECK(check_all(cluster({silent, autoscale(silent, {.maxReplicas = 3})})).empty());
}

TEST_CASE("budgets share no pods") {
    const auto overlaps = [](core::list<object> more) {
        core::list<object> all{web(3), disruptionBudget(web(3), {.maxUnavailable = 1})};
        for (const object& o : more) all.push_back(o);
        core::list<std::string> made;
        for (const finding& f : check_all(cluster(all)))
            made.push_back(std::string(f.where.view()) + ' ' + name_of(f.what) + ' ' +
                           std::string(f.value.view()));
        return made;
    };
    CHECK(overlaps({}).empty());
    CHECK(overlaps({PodDisruptionBudget{
              .name = "b", .selector = {{"app", "web"}}, .maxUnavailable = 1}}) ==
          core::list<std::string>{
              "PodDisruptionBudget b budgets_overlap the Pods of Deployment web"});
    Deployment other = web(3);
    other.name = "other", other.labels = {{"app", "other"}}, other.namespace_ = "theirs";
    CHECK(overlaps({Namespace{.name = "theirs"}, other,
                    PodDisruptionBudget{.name = "b",
                                        .namespace_ = "theirs",
                                        .selector = {{"app", "other"}},
                                        .maxUnavailable = 1}})
              .empty());
}

TEST_CASE("schedules whose days no month has") {
    const auto at = [](const char* schedule, bool suspended = false) {
        return rules_of(cluster({CronJob{.name = "report",
                                         .schedule = text(schedule),
                                         .suspend = suspended,
                                         .containers = {{.name = "c", .image = "a:1"}}}}));
    };
    const rules never{rule::schedule_never_due};
    for (const char* s :
         {"0 0 31 2 *", "0 0 30 2 *", "0 0 30,31 FEB *", "0 0 31 4,6,9,11 *", "*/5 * 31 2 ?"})
        CHECK(at(s) == never);
    for (const char* s : {"0 0 29 2 *", "0 0 31 2-3 *", "0 0 31 2 MON", "0 0 31 */2 *", "0 0 * 2 *",
                          "0 0 30 4,6,9,11 *", "@yearly", "@every 1h"})
        CHECK(at(s).empty());
    CHECK(at("0 0 31 2 *", true).empty());  // only people start it
}

TEST_CASE("what must not be root is not") {
    const auto with = [](auto change) {
        Deployment d = web();
        d.containers.push_back({.name = "log", .image = "log:1"});
        change(d);
        core::list<std::string> made;
        for (const finding& f : check_all(cluster({d})))
            made.push_back(std::string(f.where.view()) + ' ' + name_of(f.what) + ' ' +
                           std::string(f.value.view()));
        return made;
    };
    using told = core::list<std::string>;
    CHECK(with([](Deployment& d) { d.securityContext = {.runAsNonRoot = true}; }).empty());
    CHECK(with([](Deployment& d) { d.securityContext = {.runAsUser = 0}; }).empty());
    CHECK(with([](Deployment& d) {
              d.securityContext = {.runAsNonRoot = true, .runAsUser = 1000};
          }).empty());
    CHECK(with([](Deployment& d) { d.securityContext = {.runAsNonRoot = true, .runAsUser = 0}; }) ==
          told{"Deployment web runs_as_root runAsUser 0"});  // once
    CHECK(with([](Deployment& d) {
              d.securityContext.runAsNonRoot = true, d.containers[1].securityContext.runAsUser = 0;
          }) == told{"Deployment web, container log runs_as_root runAsUser 0"});
    CHECK(with([](Deployment& d) {
              d.securityContext.runAsUser = 0, d.containers[1].securityContext.runAsNonRoot = true;
          }) == told{"Deployment web, container log runs_as_root runAsUser 0 of the Pod"});
    CHECK(with([](Deployment& d) {
              d.securityContext.runAsNonRoot = true,
              d.containers[1].securityContext = {.runAsNonRoot = false, .runAsUser = 0};
          }).empty());
    CHECK(with([](Deployment& d) {
              d.securityContext = {.runAsNonRoot = true, .runAsUser = 0};
              for (Container& c : d.containers) c.securityContext.runAsUser = 7;
          }).empty());
    CHECK(with([](Deployment& d) {
              d.initContainers = {{.name = "first",
                                   .image = "a:1",
                                   .securityContext = {.runAsNonRoot = true, .runAsUser = 0}}};
          }) == told{"Deployment web, container first runs_as_root runAsUser 0"});
}

namespace {

/// All findings, warnings too: where, which rule, what and the hint.
core::list<std::string> told_of(const Cluster& c) {
    core::list<std::string> made;
    for (const finding& f : check_all(c))
        made.push_back(std::string(f.where.view()) + ' ' + name_of(f.what) +
                       (f.value.size ? ' ' + std::string(f.value.view()) : "") +
                       (f.hint.size ? ' ' + std::string(f.hint.view()) : ""));
    return made;
}
using told = core::list<std::string>;

}  // namespace

TEST_CASE("volumes are mounted by a container, first or last") {
    const auto with = [](auto change) {
        Deployment d = web();
        d.volumes = {{"data", emptyDir{}}};
        change(d);
        return told_of(cluster({d}));
    };
    const told unused{"Deployment web, volume data volume_not_mounted"};
    CHECK(with([](Deployment&) {}) == unused);
    CHECK(with([](Deployment& d) { d.containers[0].volumeMounts = {{"data", "/data"}}; }).empty());
    CHECK(with([](Deployment& d) {
              d.initContainers = {
                  {.name = "first", .image = "a:1", .volumeMounts = {{"data", "/data"}}}};
          }).empty());
    CHECK(with([](Deployment& d) {
              d.containers[0].spec.emplace().volumeDevices = {
                  api::VolumeDevice{.name = "data", .devicePath = "/dev/data"}};
          }).empty());
    // A misspelled mount is told alone.
    CHECK(with([](Deployment& d) { d.containers[0].volumeMounts = {{"date", "/data"}}; }) ==
          told{"Deployment web, container app mount_without_volume date did you mean data?"});
    Deployment silent = web();
    silent.volumes = {{"data", emptyDir{}}};
    CHECK(told_of(cluster({silenced(silent, rule::volume_not_mounted,
                                    "a sidecar that is injected mounts it")}))
              .empty());

    Service names{.name = "db", .type = Headless, .selector = {{"app", "db"}}};
    StatefulSet db{.name = "db",
                   .labels = {{"app", "db"}},
                   .serviceName = names,
                   .containers = {{.name = "app", .image = "db:1"}},
                   .volumeClaimTemplates = {{.name = "data", .size = "1Gi"}}};
    CHECK(told_of(cluster({names, db})) == told{"StatefulSet db, volume data volume_not_mounted"});
    db.containers[0].volumeMounts = {{"data", "/data"}};
    CHECK(told_of(cluster({names, db})).empty());
}

TEST_CASE("claims are used by as many pods as they are for") {
    const auto with = [](core::list<access_mode> modes, long replicas, auto change) {
        PersistentVolumeClaim data{.name = "data", .accessModes = modes, .size = "1Gi"};
        Deployment d = web(replicas);
        d.containers[0].volumeMounts = {{"disk", "/data"}};
        d.volumes = {{"disk", data}};
        Cluster c{.name = "shop", .resources = {data, d}};
        change(c);
        return told_of(c);
    };
    const auto as_it_is = [](Cluster&) {};
    const told one_node{
        "Deployment web, volume disk claim_of_one_node data, used by 3 Pods such a claim is ReadWriteMany"};
    CHECK(with({}, 3, as_it_is) == one_node);
    CHECK(with({"ReadWriteOnce"}, 3, as_it_is) == one_node);
    CHECK(with({"ReadWriteOnce"}, 1, as_it_is).empty());
    CHECK(with({"ReadWriteOnce", "ReadOnlyMany"}, 3, as_it_is).empty());
    CHECK(with({"ReadWriteMany"}, 3, as_it_is).empty());
    CHECK(with({"ReadWriteOncePod"}, 1, as_it_is).empty());
    CHECK(with({"ReadWriteOncePod"}, 2, as_it_is) ==
          told{"Deployment web, volume disk claim_of_one_pod data, used by 2 Pods"});
    // On one node they can share it.
    CHECK(with({}, 3, [](Cluster& c) { c.nodePools = {{.name = "n"}}; }).empty());
    CHECK(with({}, 3, [](Cluster& c) { c.nodePools = {{.name = "n", .max = 2}}; }) == one_node);
    CHECK(with({}, 3, [](Cluster& c) {
              c.resources[1].edit_pods()->nodeSelector.push_back({"kubernetes.io/hostname", "a"});
          }).empty());
    CHECK(with({}, 3, [](Cluster& c) {
              c.resources[1].edit_pods()->affinity.emplace().podAffinity.emplace();
          }).empty());
    // What one elsewhere says of nodes is not known.
    const auto elsewhere = [](Cluster& c) {
        c.elsewhere.push_back(c.resources[0]), c.resources = {c.resources[1]};
    };
    CHECK(with({}, 3, elsewhere).empty());
    CHECK(with({"ReadWriteOncePod"}, 2, elsewhere).size() == 1);
}

TEST_CASE("certificates of an Ingress are some, for hosts that it has") {
    const auto with = [](const Secret& certificate, core::list<host_name> hosts,
                         core::list<host_name> of_rules, auto change) {
        Service front{.name = "front", .ports = {{80}}};
        Ingress in{.name = "in", .tls = {{.hosts = hosts, .secretName = certificate}}};
        for (const host_name& h : of_rules)
            in.rules.push_back({.host = h, .paths = {{.backend = backend(front)}}});
        change(in, front);
        return told_of(cluster({certificate, front, in}));
    };
    const auto as_it_is = [](Ingress&, const Service&) {};
    const Secret good{
        .name = "c", .type = "kubernetes.io/tls", .data = {{"tls.crt", "a"}, {"tls.key", "b"}}};
    const auto of = [&](const text& type, const entries<datum>& data) {
        return with({.name = "c", .type = type, .data = data}, {"a.com"}, {"a.com"}, as_it_is);
    };
    CHECK(of("kubernetes.io/tls", {{"tls.crt", "a"}, {"tls.key", "b"}}).empty());
    CHECK(of("Opaque", {{"tls.crt", "a"}, {"tls.key", "b"}}).empty());
    CHECK(of({}, {}).empty());  // another program fills it
    const std::string hint = " right is kubernetes.io/tls";
    CHECK(of({}, {{"token", "a"}}) ==
          told{"Ingress in certificate_of_another_type Secret c" + hint});
    CHECK(of("kubernetes.io/ssh-auth", {{"ssh-privatekey", "a"}}) ==
          told{"Ingress in certificate_of_another_type Secret c" + hint});

    const auto hosts = [&](core::list<host_name> of_tls, core::list<host_name> of_rules) {
        return with(good, of_tls, of_rules, as_it_is);
    };
    CHECK(hosts({"shop.com", "www.shop.com"}, {"shop.com"}) ==
          told{"Ingress in tls_host_without_rule www.shop.com did you mean shop.com?"});
    CHECK(hosts({"*.shop.com"}, {"www.shop.com"}).empty());
    CHECK(hosts({"www.shop.com"}, {"*.shop.com"}).empty());
    CHECK(hosts({"*.shop.com"}, {"*.shop.com"}).empty());
    CHECK(hosts({"*.shop.com"}, {"shop.com"}).size() == 1);
    CHECK(hosts({"*.shop.com"}, {"a.b.shop.com"}).size() == 1);
    CHECK(hosts({"shop.com"}, {host_name()}).empty());
    CHECK(hosts({}, {"shop.com"}).empty());
    CHECK(with(good, {"www.shop.com"}, {"shop.com"}, [](Ingress& in, const Service& s) {
              in.defaultBackend = backend(s);
          }).empty());
    CHECK(with(good, {"www.shop.com"}, {"shop.com"}, [](Ingress& in, const Service&) {
              in.annotations = {{"nginx.ingress.kubernetes.io/from-to-www-redirect", "true"}};
          }).empty());
}

TEST_CASE("the Service of a StatefulSet names its pods") {
    StatefulSet db{.name = "db",
                   .labels = {{"app", "db"}},
                   .serviceName = "db",
                   .containers = {{.name = "app", .image = "db:1"}}};
    const auto with = [&](const Service& s) { return told_of(cluster({db, web(), s})); };
    CHECK(with({.name = "db", .type = Headless, .selector = {{"app", "db"}}}).empty());
    CHECK(with({.name = "db", .type = Headless}).empty());  // its endpoints are made by others
    CHECK(with({.name = "db", .selector = {{"app", "db"}}, .ports = {{5432}}}) ==
          told{"StatefulSet db set_service_not_headless Service db say .type = Headless"});
    CHECK(with({.name = "db", .type = Headless, .selector = {{"app", "web"}}}) ==
          told{"StatefulSet db set_service_selects_others Service db selects app=web"});
    CHECK(with({.name = "db", .type = Headless, .selector = {{"app", "bd"}}}) ==
          told{"Service db service_selects_no_pod app=bd did you mean app=db?"});
    CHECK(
        told_of({.name = "shop", .resources = {db}, .elsewhere = {Service{.name = "db"}}}).empty());
}

TEST_CASE("rules of roles name what there is") {
    const auto with = [](core::list<api_group> groups, core::list<resource_name> resources) {
        return told_of(cluster(
            {Role{.name = "r",
                  .rules = {{.apiGroups = groups, .resources = resources, .verbs = {"get"}}}}}));
    };
    CHECK(with({}, {"pods", "pods/log", "pods/exec", "pods/*", "services", "users", "nodes/metrics",
                    "*"})
              .empty());
    CHECK(with({"", "apps", "batch"}, {"pods", "deployments", "deployments/finalizers", "cronjobs"})
              .empty());
    CHECK(with({"*"}, {"anything"}).empty());
    CHECK(with({"cache.example.com"}, {"caches"}).empty());
    CHECK(with({"extensions", "networking.k8s.io"}, {"ingresses"}).empty());
    CHECK(with({"metrics.k8s.io"}, {"pods", "nodes"}).empty());
    CHECK(with({"networking.aks.io"}, {"ingresses"}).empty());
    CHECK(with({"", "cache.example.com"}, {"caches", "pod"}).empty());  // it may be theirs
    CHECK(with({"scheduling.k8s.io"}, {"podgroups"}).empty());  // a later release may have it
    CHECK(with({}, {"pod"}) ==
          told{"Role r rule_grants_nothing pod of the core group did you mean pods?"});
    CHECK(with({}, {"pods/logs"}) ==
          told{"Role r rule_grants_nothing pods/logs of the core group did you mean log?"});
    CHECK(
        with({}, {"deployments"}) ==
        told{
            "Role r rule_grants_nothing deployments of the core group did you mean deployments of apps?"});
    CHECK(
        with({}, {"deployment/scale"}) ==
        told{
            "Role r rule_grants_nothing deployment/scale of the core group did you mean deployments of apps?"});
    CHECK(
        with({"apps"}, {"pods"}) ==
        told{"Role r rule_grants_nothing pods of apps did you mean pods of the core group \"\"?"});
    CHECK(
        with({"apps", "batch"}, {"ingress"}) ==
        told{
            "Role r rule_grants_nothing ingress of apps, batch did you mean ingresses of networking.k8s.io?"});
    CHECK(
        with({"core"}, {"pods", "services"}) ==
        told{"Role r rule_grants_nothing pods of core did you mean pods of the core group \"\"?"});
    CHECK(with({"app"}, {"deployments"}) ==
          told{"Role r rule_grants_nothing deployments of app did you mean deployments of apps?"});
    CHECK(with({"app"}, {"caches"}) ==
          told{"Role r rule_grants_nothing caches of app there is no such group"});
    CHECK(
        with({"rbac.authorisation.k8s.io"}, {"roles"}) ==
        told{
            "Role r rule_grants_nothing roles of rbac.authorisation.k8s.io did you mean roles of rbac.authorization.k8s.io?"});

    const auto verbs = [](core::list<text> of) {
        api::ClusterRole role;
        role.metadata.name = "r";
        api::PolicyRule& r = role.rules.append();
        r.apiGroups = {""}, r.resources = {"pods"}, r.verbs = of;
        return told_of(cluster({role}));
    };
    CHECK(verbs({"get", "list", "*", "deletecollection", "impersonate"}).empty());
    CHECK(verbs({"sync", "restart"}).empty());  // of a program's own
    CHECK(verbs({"wach", "udpate"}) ==
          told{"ClusterRole r unknown_verb wach did you mean watch?",
               "ClusterRole r unknown_verb udpate did you mean update?"});
}

TEST_CASE("roles may name all that Kubernetes serves") {
    for (const api::resource* r : api::resources()) {
        const detail::known_group* const group = detail::find_group(r->group);
        INFO(r->group << ' ' << r->plural);
        REQUIRE(group);
        CHECK(group->resources.contains(r->plural));
        if (r->group.empty() && r->plural == "pods")
            for (std::string_view part : r->subresources)
                CHECK(detail::known_pod_parts.contains(part));
    }
}

TEST_CASE("pods that a NetworkPolicy lets in are there") {
    const auto with = [](const network_peer& peer, core::list<object> more = {},
                         core::list<object> elsewhere = {}) {
        core::list<object> all{NetworkPolicy{.name = "p", .ingress = {{.from = {peer}}}}};
        for (const object& o : more) all.push_back(o);
        return told_of({.name = "shop", .resources = all, .elsewhere = elsewhere});
    };
    const told missing{"NetworkPolicy p peer_selects_no_pod app=wbe did you mean app=web?"};
    CHECK(with(pods({{"app", "wbe"}}), {web()}) == missing);
    CHECK(with(podsOf(web()), {web()}).empty());
    CHECK(with(pods({}), {web()}).empty());
    CHECK(with(ipBlock("10.0.0.0/8"), {web()}).empty());
    CHECK(with(namespaces({{"team", "a"}}), {web()}).empty());
    CHECK(with(pods({{"app", "wbe"}})).empty());  // others make the pods of this namespace
    Deployment other = web();
    other.labels = {{"app", "wbe"}};
    CHECK(with(pods({{"app", "wbe"}}), {web()}, {other}).empty());
    other.namespace_ = "theirs";
    CHECK(with(pods({{"app", "wbe"}}), {web(), Namespace{.name = "theirs"}, other}) == missing);
    network_peer there = pods({{"app", "wbe"}});
    there.namespaceSelector = allOf(Namespace{.name = "theirs"}).namespaceSelector;
    CHECK(with(there, {web()}).empty());
    const NetworkPolicy out{
        .name = "p", .policyTypes = {"Egress"}, .egress = {{.to = {pods({{"app", "wbe"}})}}}};
    CHECK(told_of(cluster({web(), out})) == missing);
    CHECK(told_of(
              cluster({web(), silenced(out, rule::peer_selects_no_pod, "an operator makes them")}))
              .empty());
}

TEST_CASE("only what has replicas is scaled, by CPU where nothing is said") {
    api::HorizontalPodAutoscalerSpec spec;
    spec.scaleTargetRef.emplace().kind = "DaemonSet";
    spec.scaleTargetRef.emplace().name = "web";
    spec.maxReplicas = 3;
    CHECK(rules_of(cluster({web(), HorizontalPodAutoscaler{.name = "a", .spec = spec}})) ==
          rules{rule::refused_value});
    spec.scaleTargetRef.emplace().kind = "Cache";
    CHECK(rules_of(cluster({web(), HorizontalPodAutoscaler{.name = "a", .spec = spec}})).empty());
    CHECK(rules_of(cluster({web(), autoscale(web(), {.maxReplicas = 3})})) ==
          rules{rule::autoscaler_without_requests});
    CHECK(rules_of(cluster({web(1, {.requests = {.cpu = "100m"}}),
                            autoscale(web(), {.maxReplicas = 3})}))
              .empty());
}

TEST_CASE("Secrets of a type have its keys, and a Service by another name has that") {
    const auto typed = [](const entries<datum>& data, const text& type) {
        return rules_of(cluster({Secret{.name = "s", .type = type, .data = data}}));
    };
    CHECK(typed({}, "Opaque").empty());
    CHECK(typed({}, "example.com/own").empty());
    CHECK(typed({{"tls.crt", "a"}, {"tls.key", "b"}}, "kubernetes.io/tls").empty());
    CHECK(typed({{"tls.crt", "a"}}, "kubernetes.io/tls") == rules{rule::required_missing});
    CHECK(typed({}, "kubernetes.io/tls") == rules{rule::required_missing, rule::required_missing});
    CHECK(typed({}, "kubernetes.io/dockerconfigjson") == rules{rule::required_missing});
    CHECK(typed({}, "kubernetes.io/dockercfg") == rules{rule::required_missing});
    CHECK(typed({}, "kubernetes.io/ssh-auth") == rules{rule::required_missing});
    CHECK(check({.name = "shop",
                 .resources = {},
                 .elsewhere = {Secret{.name = "s", .type = "kubernetes.io/tls"}}})
              .empty());
    api::ServiceSpec spec;
    spec.type = "ExternalName";
    CHECK(rules_of(cluster({Service{.name = "db", .spec = spec}})) ==
          rules{rule::required_missing});
    spec.externalName = "db.example.com";
    CHECK(rules_of(cluster({Service{.name = "db", .spec = spec}})).empty());
}

TEST_CASE("releases serve some versions of the API") {
    auto at = [](release r) {
        const findings found = check({.name = "shop",
                                      .kubernetes = r,
                                      .resources = {web(1, {.requests = {.cpu = "1"}}),
                                                    autoscale(web(), {.maxReplicas = 3})}});
        return found.count ? found.kept[0].value.view() : std::string_view("nothing");
    };
    CHECK(at("1.35") == "nothing");
    CHECK(at({}) == "nothing");
    CHECK(at("1.22") == "autoscaling/v2 HorizontalPodAutoscaler");
    CHECK_THROWS_AS(release(text("2.0")), mistake);
    CHECK_THROWS_AS(release(text("1.x")), mistake);
}

TEST_CASE("all findings are there where that is asked for") {
    core::list<object> many;
    for (int i = 0; i < 20; ++i)
        many.push_back(
            Pod{.name = text(core::cat("p-", core::decimal(i))), .containers = {{.name = "c"}}});
    CHECK(check(cluster(many)).count == 20);
    CHECK(check(cluster(many)).size() == findings::most);
    CHECK(check_all(cluster(many)).size() == 20);
}

TEST_CASE("a cluster that is checked in parts has the findings of the whole") {
    core::list<object> many;
    for (int i = 0; i < 50; ++i) {
        Deployment d = web(2, {.requests = {.cpu = "100m"}});
        d.name = text(core::cat("web-", core::decimal(i)));
        d.labels = {{"app", d.name}};
        if (i % 10 == 3) d.containers[0].image = image();
        many.push_back(d);
    }
    const Cluster whole{.name = "shop",
                        .resources = many,
                        .nodePools = {{.name = "n", .capacity = {.cpu = "1"}, .max = 9}}};
    const findings expected = check(whole);
    detail::checked_part all;
    for (std::size_t first = 0; first < 50; first += 7) {
        all.add(detail::check_part(whole, first, first + 7));
    }
    CHECK(all.together);
    const findings found = detail::check_rest(whole, all.asked, all.found);
    REQUIRE(found.count == expected.count);
    CHECK(found.count == 6);  // five images, and room for 90 of 100 pods
    for (unsigned i = 0; i < found.size(); ++i)
        CHECK(found.kept[i].where.view() == expected.kept[i].where.view());
}

TEST_CASE("parts tell whether there is anything that only the whole shows") {
    const auto is_together = [](const object& last) {
        return detail::check_part(cluster({web(), web(), last}), 1, 3).together;
    };
    CHECK_FALSE(
        is_together(Service{.name = "web", .selector = {{"app", "web"}}, .ports = {{80, "http"}}}));
    CHECK(is_together(Service{.name = "web",
                              .type = NodePort,
                              .selector = {{"app", "web"}},
                              .ports = {{.port = 80, .target = "http", .nodePort = 30080}}}));
    CHECK(is_together(Ingress{.name = "web"}));
    CHECK(is_together(HorizontalPodAutoscaler{.name = "web"}));
    const auto names = [](std::size_t first) {
        return detail::check_part(cluster({web(), web()}), first, first + 1).found.count;
    };
    CHECK(names(0) == 1);  // two of one name
    CHECK(names(1) == 0);
}

}  // namespace check_test
