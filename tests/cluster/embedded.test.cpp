// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cluster/embedded.hpp>

#include <catch2/catch.hpp>

#include <slipway/cluster/pod_logs.hpp>
#include <slipway/net/http_client.hpp>
#include <slipway/net/tcp_proxy.hpp>
#include <slipway/node/agent.hpp>
#include <slipway/oci/from_executable.hpp>

#include <slipway/registry/copy.hpp>
#include <slipway/registry/http.hpp>

#include <support/docker_registry.hpp>
#include <support/eventually.hpp>
#include <support/own_network.hpp>
#include <support/podman_service.hpp>

namespace embedded_test {

using namespace slipway;
using namespace std::chrono_literals;
using support::eventually;

namespace {

/// A cluster in a network of the test's own, with the runtimes that this user may have.
struct world {
    explicit world(const std::string& runtime, cluster::options o = {})
        : made(with(std::move(o), runtime)) {
        made.add_image("busybox", oci::from_busybox("/usr/bin/busybox"));
    }
    static cluster::options with(cluster::options o, const std::string& runtime) {
        o.runtime = runtime;
        return o;
    }
    api::Pod pod(const std::string& name, std::vector<const char*> command) {
        api::Pod p;
        p.metadata.name = name;
        p.metadata.namespace_ = "default";
        p.metadata.labels = {{"app", "web"}};
        api::Container c;
        c.name = "c";
        c.image = "busybox";
        c.imagePullPolicy = "IfNotPresent";
        for (const char* word : command) c.command.push_back(word);
        p.spec.containers = {c};
        return p;
    }
    api::Pod seen(const std::string& name) { return made.client().get<api::Pod>("default", name); }
    bool becomes(const std::string& name, const char* phase) {
        return eventually([&] { return seen(name).status.phase == phase; });
    }
    std::vector<std::string> log(const std::string& name, apiserver::log_request r = {}) {
        r.namespace_ = "default";
        r.pod = name;
        std::string all;
        cluster::pod_logs(made.client(), made.runtime())(r)(
            [&](std::string_view s) {
                all += s;
                return true;
            },
            [] {});
        std::vector<std::string> lines;
        for (std::size_t at = 0, end; (end = all.find('\n', at)) != all.npos; at = end + 1)
            lines.push_back(all.substr(at, end - at));
        return lines;
    }
    std::string events(const std::string& name) {
        std::string all;
        for (const auto& e : made.client().list<api::core_v1::Event>("default").items)
            if (e.involvedObject->name == name)
                all += std::string(e.reason.view()) + ": " + std::string(e.message.view()) + '\n';
        return all;
    }

    cluster::embedded made;
};

std::vector<std::string> runtimes() {
    if (::geteuid() == 0) return {"process", "linux"};
    WARN("skipped: the linux runtime needs root");
    return {"process"};
}

/// Pods of all kinds of ends.
void run_pods(const std::string& runtime) {
    CAPTURE(runtime);
    world w(runtime);
    api::Pod hello = w.pod("hello", {"echo", "Hello world"});
    hello.spec.restartPolicy = "Never";
    w.made.client().create(hello);
    CHECK(w.becomes("hello", "Succeeded"));
    CHECK(w.log("hello") == std::vector<std::string>{"Hello world"});
    CHECK(w.seen("hello").status.containerStatuses[0].state->terminated->reason == "Completed");

    api::Pod bad = w.pod("bad", {"sh", "-c", "exit 3"});
    bad.spec.restartPolicy = "Never";
    w.made.client().create(bad);
    CHECK(w.becomes("bad", "Failed"));
    CHECK(w.seen("bad").status.containerStatuses[0].state->terminated->exitCode == 3L);

    w.made.client().create(w.pod("crashing", {"sh", "-c", "echo once; exit 1"}));
    CHECK(eventually([&] {
        return w.seen("crashing").status.containerStatuses.size() == 1 &&
               w.seen("crashing").status.containerStatuses[0].state->waiting->reason ==
                   "CrashLoopBackOff";
    }));
    CHECK(w.seen("crashing").status.containerStatuses[0].restartCount == 1L);
    CHECK(w.log("crashing", {.previous = true}) == std::vector<std::string>{"once"});

    w.made.client().create(w.pod("missing", {"no-such-program"}));
    CHECK(eventually([&] {
        return w.events("missing").find("executable file not found in $PATH") != std::string::npos;
    }));

    api::Pod lost = w.pod("lost", {"true"});
    lost.spec.containers[0].image = "registry.example.com/nothing:1";
    w.made.client().create(lost);
    CHECK(eventually([&] {
        return w.seen("lost").status.containerStatuses.size() == 1 &&
               w.seen("lost").status.containerStatuses[0].state->waiting->reason == "ErrImagePull";
    }));
    for (const char* name : {"crashing", "missing", "lost", "hello", "bad"})
        w.made.client().remove<api::Pod>("default", name);
    CHECK(eventually([&] { return w.made.client().list<api::Pod>("default").items.empty(); }));
    CHECK(eventually([&] { return w.made.runtime().sandboxes().empty(); }));
}

}  // namespace

TEST_CASE("pods run, end, fail and are restarted, as their policy says") {
    std::optional<support::own_network> network;
    if (::geteuid() == 0) network.emplace();
    for (const std::string& runtime : runtimes()) run_pods(runtime);
}

TEST_CASE("pods run by a Docker daemon") {
    if (!support::has_podman()) return;
    const support::podman_service daemon;
    run_pods("docker:" + daemon.socket().string());
    CHECK(daemon.containers() == 0);
}

TEST_CASE("a cluster runs on a runtime that the program brings along") {
    cluster::options o;
    o.own_runtime = runtime::any_runtime(std::make_shared<runtime::runtime_archetype>());
    cluster::embedded cluster(std::move(o));
    CHECK(cluster.why_runtime() == "archetype: the program's own");
    CHECK(eventually([&] { return cluster.client().list<api::Node>().items.size() == 1; }));
}

TEST_CASE("a pool without nodes gets one for a pod that asks for what its nodes will carry") {
    controllers::node_pool fast;
    fast.name = "fast";
    fast.labels = {{"disk", "ssd"}};
    auto& taint = fast.taints.append();
    taint.key = "dedicated";
    taint.value = "db";
    taint.effect = "NoSchedule";
    fast.capacity = {{"cpu", "1"}, {"memory", "1Gi"}, {"pods", "5"}};
    fast.max = 1;
    cluster::options o;
    o.pools = {fast};
    world w("memory", std::move(o));

    api::Pod stranger = w.pod("stranger", {"sleep", "1"});
    w.made.client().create(stranger);
    REQUIRE(eventually(
        [&] { return w.events("stranger").find("FailedScheduling") != std::string::npos; }));
    CHECK(w.made.client().list<api::Node>().items.empty());

    api::Pod db = w.pod("db", {"sleep", "1"});
    db.spec.nodeSelector = {
        {"disk", "ssd"}, {"kubernetes.io/os", "linux"}, {"slipway.dev/pool", "fast"}};
    for (const auto& [key, value] : node::platform_labels()) db.spec.nodeSelector[key] = value;
    auto& toleration = db.spec.tolerations.append();
    toleration.key = "dedicated";
    toleration.operator_ = "Exists";
    w.made.client().create(db);
    REQUIRE(eventually([&] { return !w.seen("db").spec.nodeName.empty(); }));
    const api::Node node =
        w.made.client().get<api::Node>({}, std::string(w.seen("db").spec.nodeName.view()));
    CHECK(*node.metadata.labels.find("slipway.dev/pool") == "fast");
    CHECK(*node.metadata.labels.find("kubernetes.io/os") == "linux");
    CHECK(node.spec.taints[0].key == "dedicated");
    CHECK(eventually([&] {
        return w.events("stranger").find("untolerated taint {dedicated: db}") != std::string::npos;
    }));
    CHECK(w.seen("stranger").spec.nodeName.empty());
}

TEST_CASE("images that are not here come from their registries") {
    if (support::docker_registry_program().empty()) {
        WARN("skipped: docker-registry is not there");
        return;
    }
    std::optional<support::own_network> network;
    if (::geteuid() == 0) network.emplace();
    const support::docker_registry peer;
    const std::string image = peer.host() + "/tools/busybox";
    registry::http_registry elsewhere;
    registry::push(elsewhere, oci::reference::parse(image + ":1"),
                   oci::from_busybox("/usr/bin/busybox"));
    for (const std::string& runtime : runtimes()) {
        CAPTURE(runtime);
        cluster::options o;
        o.elsewhere.emplace(std::make_shared<registry::http_registry>());
        world w(runtime, std::move(o));
        for (const auto& [name, from] : {std::pair<std::string, std::string>{"near", "busybox"},
                                         {"far", image + ":1"},
                                         {"absent", image + ":2"}}) {
            api::Pod p = w.pod(name, {"echo", "Hello world"});
            p.spec.restartPolicy = "Never";
            p.spec.containers[0].image = from;
            w.made.client().create(p);
        }
        CHECK(w.becomes("near", "Succeeded"));
        CHECK(w.becomes("far", "Succeeded"));
        CHECK(w.log("far") == std::vector<std::string>{"Hello world"});
        CHECK(eventually([&] {
            return w.events("absent").find("has no manifest 2 in " + image) != std::string::npos;
        }));
    }
}

TEST_CASE("a port of this machine leads to the pod that asks for it, once nobody else has it") {
    std::optional<support::own_network> network;
    if (::geteuid() == 0) network.emplace();
    for (const std::string& runtime : runtimes()) {
        CAPTURE(runtime);
        net::io_threads io;
        std::optional<net::tcp_proxy> somebody(std::in_place, io, net::endpoint{"127.0.0.1", 0},
                                               [] { return std::vector<net::endpoint>(); });
        const std::uint16_t port = somebody->port();
        const std::string at = "127.0.0.1:" + std::to_string(port);
        world w(runtime);
        api::Pod web = w.pod(
            "web",
            {"sh", "-c", "echo from the pod >index.html; exec httpd -f -p $POD_IP:8080 -h ."});
        auto& address = web.spec.containers[0].env.append();
        address.name = "POD_IP";
        address.valueFrom.emplace().fieldRef.emplace().fieldPath = "status.podIP";
        auto& published = web.spec.containers[0].ports.append();
        published.containerPort = 8080;
        published.hostPort = port;
        w.made.client().create(web);
        CHECK(eventually([&] {
            return w.events("web").find(
                       "FailedCreatePodSandBox: Failed to create pod sandbox: cannot listen on " +
                       at + ": Address already in use") != std::string::npos;
        }));
        somebody.reset();
        REQUIRE(w.becomes("web", "Running"));
        const auto answer = [&]() -> std::string {
            try {
                return net::http_client({false, "127.0.0.1", port})
                    .send({.method = "GET", .target = "/index.html"})
                    .body;
            } catch (const net::http_error&) {
                return {};
            }
        };
        CHECK(eventually([&] { return answer() == "from the pod\n"; }));
        w.made.client().remove<api::Pod>("default", "web", {.grace_period_seconds = 0});
        CHECK(eventually([&] { return answer().empty(); }));
        io.stop();
    }
}

TEST_CASE("the service of the API comes back when it is deleted") {
    cluster::embedded c({.runtime = "memory"});
    const auto before = c.client().get<api::Service>("default", "kubernetes");
    c.client().remove<api::Service>("default", "kubernetes");
    CHECK(eventually([&] {
        const auto now = c.client().find<api::Service>("default", "kubernetes");
        return now && now->metadata.uid != before.metadata.uid.view() &&
               now->spec.clusterIP == before.spec.clusterIP.view();
    }));
}

}  // namespace embedded_test
