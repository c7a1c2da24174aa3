// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cluster/embedded.hpp>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <slipway/net/http_client.hpp>
#include <slipway/net/http_error.hpp>
#include <slipway/oci/from_executable.hpp>
#include <slipway/runtime/enter_user_namespace.hpp>
#include <slipway/runtime/in_network.hpp>

#include <support/eventually.hpp>
#include <support/scratch_directory.hpp>
#include <support/without_root.hpp>

namespace without_root_test {

using namespace slipway;
using namespace std::chrono_literals;
using support::eventually;

namespace {

std::string get(const std::string& address, std::uint16_t port) {
    try {
        return net::http_client({false, address, port}).send({.method = "GET", .target = "/"}).body;
    } catch (const net::http_error&) {
        return {};
    }
}

/// A cluster of two nodes, by the namespaces that this program has entered.
struct world {
    explicit world(std::shared_ptr<const runtime::rootless_surroundings> entered,
                   const std::string& runtime = "linux")
        : made(options(std::move(entered), runtime)) {
        made.add_image("busybox", oci::from_busybox("/usr/bin/busybox"));
    }
    static cluster::options options(std::shared_ptr<const runtime::rootless_surroundings> entered,
                                    const std::string& runtime) {
        controllers::node_pool pool;
        pool.name = "pool";
        pool.capacity = {{"cpu", "2"}, {"memory", "2Gi"}, {"pods", "5"}};
        pool.min = pool.max = 2;
        cluster::options o;
        o.runtime = runtime;
        o.pools = {pool};
        o.rootless = std::move(entered);
        return o;
    }

    api::core_v1::PodSpec serving(const std::string& page = "served by $(hostname)",
                                  int port = 80) const {
        api::Container c;
        c.name = "c";
        c.image = "busybox";
        c.imagePullPolicy = "IfNotPresent";
        c.command = {"sh", "-c",
                     "echo " + page + " > /tmp/index.html; exec httpd -f -p " +
                         std::to_string(port) + " -h /tmp"};
        auto& readiness = c.readinessProbe.emplace();
        readiness.httpGet.emplace().port = port;
        readiness.periodSeconds = 1;
        c.livenessProbe.emplace().tcpSocket.emplace().port = port;
        api::core_v1::PodSpec spec;
        spec.containers = {c};
        spec.terminationGracePeriodSeconds = 1;
        return spec;
    }
    /// Two pods that serve, on as many nodes.
    void deploy() {
        api::Deployment d;
        d.metadata.name = "web";
        d.metadata.namespace_ = "default";
        d.spec.replicas = 2;
        d.spec.selector.emplace().matchLabels = {{"app", "web"}};
        d.spec.template_.metadata.labels = {{"app", "web"}};
        d.spec.template_.spec = serving();
        auto& apart = d.spec.template_.spec.affinity.emplace()
                          .podAntiAffinity.emplace()
                          .requiredDuringSchedulingIgnoredDuringExecution.append();
        apart.topologyKey = "kubernetes.io/hostname";
        apart.labelSelector.emplace().matchLabels = {{"app", "web"}};
        made.client().create(d);
    }
    api::Service expose() {
        api::Service s;
        s.metadata.name = "web";
        s.metadata.namespace_ = "default";
        s.spec.type = "LoadBalancer";
        s.spec.selector = {{"app", "web"}};
        api::ServicePort p;
        p.port = 8080;
        p.targetPort = 80;
        s.spec.ports = {p};
        made.client().create(s);
        REQUIRE(eventually([&] {
            return !made.client()
                        .get<api::Service>("default", "web")
                        .status.loadBalancer->ingress.empty();
        }));
        return made.client().get<api::Service>("default", "web");
    }
    std::vector<api::Pod> ready() const {
        std::vector<api::Pod> found;
        for (const api::Pod& p : made.client().list<api::Pod>("default").items)
            if (std::any_of(p.status.conditions.begin(), p.status.conditions.end(),
                            [](const auto& c) { return c.type == "Ready" && c.status == "True"; }))
                found.push_back(p);
        return found;
    }
    std::string run(const api::Pod& in, const std::string& script) {
        const std::string id(in.status.containerStatuses[0].containerID.view());
        const auto result =
            made.runtime().exec(id.substr(id.find("//") + 2), {"sh", "-c", script}, 20s);
        return result.exit_code == 0
                   ? result.out
                   : "exit " + std::to_string(result.exit_code) + ": " + result.out + result.err;
    }

    cluster::embedded made;
};

/// What a pod has by the service `kubernetes`.
std::string namespace_by_service(const world& w, const std::string& address) {
    const auto admin = w.made.admin();
    net::http_client_options o;
    o.tls.ca_pem = admin.ca_pem;
    o.tls.own = net::key_pair{admin.client_certificate_pem, admin.client_key_pem};
    try {
        return net::http_client({true, address, 443}, o)
            .send({.method = "GET", .target = "/api/v1/namespaces/default"})
            .body;
    } catch (const net::http_error& e) {
        return e.what();
    }
}

/// A pod in the node's network, where it reaches the others, and is reached, by the node's address.
void look_at_node_network(world& w, const api::Pod& other) {
    api::Pod p;
    p.metadata.name = "on-node";
    p.metadata.namespace_ = "default";
    p.spec = w.serving("served on the node", 8090);
    p.spec.hostNetwork = true;
    w.made.client().create(p);
    const auto there = [&] { return w.made.client().get<api::Pod>("default", "on-node"); };
    REQUIRE(eventually([&] { return w.ready().size() == 3; }, 60s));
    const api::Pod made = there();
    CHECK(made.status.podIP.view() == made.status.hostIP.view());
    CHECK(w.run(other, "wget -qO - http://" + std::string(made.status.podIP.view()) + ":8090") ==
          "served on the node\n");
    CHECK(w.run(made, "wget -qO - http://" + std::string(other.status.podIP.view())) ==
          "served by " + std::string(other.metadata.name.view()) + "\n");
    w.made.client().remove<api::Pod>("default", "on-node");
    REQUIRE(eventually([&] { return w.ready().size() == 2; }, 60s));
}

void look_at(world& w, int network) {
    w.deploy();
    REQUIRE(eventually([&] { return w.ready().size() == 2; }, 60s));
    const auto pods = w.ready();
    CHECK(pods[0].spec.nodeName != pods[1].spec.nodeName);
    CHECK(w.run(pods[0], "cat /proc/1/comm; id -u") == "httpd\n0\n");
    const auto served_by = [](const api::Pod& p) {
        return "served by " + std::string(p.metadata.name.view()) + "\n";
    };
    CHECK(w.run(pods[0], "wget -qO - http://" + std::string(pods[1].status.podIP.view())) ==
          served_by(pods[1]));
    look_at_node_network(w, pods[1]);

    const api::Service web = w.expose();
    const std::string cluster_ip(web.spec.clusterIP.view());
    const auto node_port = static_cast<std::uint16_t>(web.spec.ports[0].nodePort.value_or(0));
    for (const auto& p : pods) {
        CHECK(eventually([&] { return get("127.0.0.1", node_port) == served_by(p); }));
        CHECK(eventually([&] {
            return get(std::string(web.status.loadBalancer->ingress[0].ip.view()), 8080) ==
                   served_by(p);
        }));
        CHECK(eventually([&] {
            return w.run(pods[0], "wget -qO - http://" + cluster_ip + ":8080") == served_by(p);
        }));
    }
    const std::string node(pods[0].status.hostIP.view());
    CHECK(w.run(pods[0], "wget -qO - http://" + node + ":" + std::to_string(node_port))
              .starts_with("served by web-"));

    const std::string api(
        w.made.client().get<api::Service>("default", "kubernetes").spec.clusterIP.view());
    CHECK(w.run(pods[0], "echo $KUBERNETES_SERVICE_HOST") == api + "\n");
    CHECK(runtime::in_network(network, [&] {
              return namespace_by_service(w, api);
          }).find("\"kind\":\"Namespace\"") != std::string::npos);

    // One whose probe fails gets nothing any more.
    CHECK(w.run(pods[1], "rm /tmp/index.html") == "");
    CHECK(eventually([&] { return w.ready().size() == 1; }));
    CHECK(eventually([&] {
        return get("127.0.0.1", node_port) == served_by(pods[0]) &&
               get("127.0.0.1", node_port) == served_by(pods[0]);
    }));

    w.made.client().remove<api::Deployment>("default", "web");
    w.made.client().remove<api::Service>("default", "web");
    CHECK(eventually([&] {
        return w.made.runtime().sandboxes().empty() && get("127.0.0.1", node_port).empty();
    }));
}

}  // namespace

TEST_CASE("a cluster without root has pods with addresses, and services that lead to them",
          "[.][cluster without root]") {
    if (::geteuid() == 0) return;
    const scratch_directory files;
    ::setenv("TMPDIR", files.path().c_str(), 1);
    ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);  // what is left of it would be this program's
    std::shared_ptr<const runtime::rootless_surroundings> entered;
    try {
        entered = runtime::enter_user_namespace();
    } catch (const status_error& e) {
        WARN("skipped: " << e.message());
        return;
    }
    if (!entered) {
        WARN("skipped: the thread of a sanitizer, beside which nobody can enter a user namespace");
        return;
    }
    CHECK(::geteuid() == 0);
    CHECK(runtime::enter_user_namespace() == nullptr);
    std::optional<world> made;
    try {
        made.emplace(entered);
    } catch (const status_error& e) {
        WARN("skipped: " << e.message());
        return;
    }
    look_at(*made, entered->network);
    made.reset();
    for (const std::string program : {"runc", "crun"}) {
        INFO(program);
        try {
            made.emplace(entered, program);
        } catch (const status_error& e) {
            WARN("skipped with " << program << ": " << e.message());
            continue;
        }
        made->deploy();
        REQUIRE(eventually([&] { return made->ready().size() == 2; }, 60s));
        const auto pods = made->ready();
        CHECK(made->run(pods[0], "wget -qO - http://" + std::string(pods[1].status.podIP.view())) ==
              "served by " + std::string(pods[1].metadata.name.view()) + "\n");
        made.reset();
    }
    entered.reset();
    CHECK(std::filesystem::is_empty(files.path()));
    CHECK(eventually([] { return ::waitpid(-1, nullptr, WNOHANG) < 0 && errno == ECHILD; }));
}

TEST_CASE("somebody who is not root has clusters") {
    support::run_without_root("[cluster without root]", "sailor:100000:65536\n");
    support::run_without_root("[cluster without root]", "");
}

}  // namespace without_root_test
