// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// Two experiments with a Service, in a whole cluster inside of this program:
// a bare pod behind it is deleted, and nobody brings it back; a Deployment's pod is deleted, and
// the endpoints move to the new one, while a client that asks all the time does not notice.
#include <atomic>
#include <cstdio>
#include <string>
#include <thread>

#include <httplib.h>

#include <slipway/cluster.hpp>
#include <slipway/oci.hpp>

namespace {

namespace api = slipway::api;
namespace oci = slipway::oci;
using slipway::cluster::embedded;

api::PodTemplateSpec app(const char* label) {
    api::PodTemplateSpec made;
    made.metadata.labels = {{"app", label}};
    api::Container c;
    c.name = "app";
    c.image = "hello:1";
    c.readinessProbe.emplace().httpGet.emplace().path = "/healthz";
    c.readinessProbe.emplace().httpGet.emplace().port = 8080;
    made.spec.containers = {c};
    return made;
}

void bare_pod(embedded& cluster, const char* label) {
    api::Pod pod;
    pod.metadata.name = "bare";
    pod.metadata.namespace_ = "default";
    pod.metadata.labels = {{"app", label}};
    pod.spec = app(label).spec;
    cluster.client().create(pod);
}

void expose(embedded& cluster, const char* name, const char* label) {
    api::Service s;
    s.metadata.name = name;
    s.metadata.namespace_ = "default";
    s.spec.type = "LoadBalancer";
    s.spec.selector = {{"app", label}};
    api::ServicePort port;
    port.port = 8080;
    s.spec.ports = {port};
    cluster.client().create(s);
}

std::size_t endpoints(embedded& cluster, const char* name) {
    std::size_t n = 0;
    if (const auto e = cluster.client().find<api::Endpoints>("default", name))
        for (const auto& subset : e->subsets) n += subset.addresses.size();
    return n;
}

template <class Condition>
void wait_until(Condition holds) {
    for (int i = 0; i < 3000; ++i) {
        if (holds()) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    throw std::runtime_error("the cluster did not come to what was expected within 30 s");
}

std::string address_of(embedded& cluster, const char* name) {
    wait_until([&] {
        return !cluster.client()
                    .get<api::Service>("default", name)
                    .status.loadBalancer->ingress.empty();
    });
    return std::string(cluster.client()
                           .get<api::Service>("default", name)
                           .status.loadBalancer->ingress[0]
                           .ip.view());
}
bool answers(const std::string& address) {
    return static_cast<bool>(httplib::Client(address, 8080).Get("/"));
}

}  // namespace

int main() try {
    embedded cluster;
    cluster.add_image("hello:1",
                      oci::from_executable(oci::own_executable().parent_path() / "hello_http"));

    bare_pod(cluster, "bare");
    expose(cluster, "bare", "bare");
    wait_until([&] { return endpoints(cluster, "bare") == 1; });
    const std::string bare = address_of(cluster, "bare");
    wait_until([&] { return answers(bare); });
    std::printf("a bare pod behind a Service: 1 endpoint, it answers\n");
    cluster.client().remove<api::Pod>("default", "bare");
    wait_until([&] {
        return endpoints(cluster, "bare") == 0 &&
               !cluster.client().find<api::Pod>("default", "bare");
    });
    std::printf("deleted: %zu endpoints, %s\n", endpoints(cluster, "bare"),
                answers(bare) ? "it answers" : "nobody answers");
    bare_pod(cluster, "again");
    wait_until([&] {
        return cluster.client().get<api::Pod>("default", "bare").status.phase == "Running";
    });
    std::printf("made again with another label: %zu endpoints\n", endpoints(cluster, "bare"));
    expose(cluster, "again", "again");
    wait_until([&] { return endpoints(cluster, "again") == 1; });
    std::printf("exposed again: 1 endpoint\n");

    api::Deployment web;
    web.metadata.name = "web";
    web.metadata.namespace_ = "default";
    web.spec.replicas = 2;
    web.spec.selector.emplace().matchLabels = {{"app", "web"}};
    web.spec.template_ = app("web");
    cluster.client().create(web);
    expose(cluster, "web", "web");
    wait_until([&] { return endpoints(cluster, "web") == 2; });
    const std::string address = address_of(cluster, "web");
    wait_until([&] { return answers(address); });
    std::printf("a Deployment behind a Service: 2 endpoints\n");

    std::atomic<int> asked = 0, failed = 0;
    std::jthread client([&](std::stop_token stop) {
        while (!stop.stop_requested()) {
            ++asked;
            failed += !answers(address);
        }
    });
    const auto pods =
        cluster.client().list<api::Pod>("default", {.label_selector = "app=web"}).items;
    const std::string victim(pods[0].metadata.name.view()), its_ip(pods[0].status.podIP.view());
    cluster.client().remove<api::Pod>("default", victim);
    wait_until([&] {
        const auto e = cluster.client().get<api::Endpoints>("default", "web");
        for (const auto& subset : e.subsets)
            for (const auto& a : subset.addresses)
                if (a.ip == its_ip) return false;
        return endpoints(cluster, "web") == 2 &&
               !cluster.client().find<api::Pod>("default", victim);
    });
    client.request_stop();
    client.join();
    std::printf("one of its pods deleted: the endpoints have moved; failed requests: %d\n",
                failed.load());
    return asked > 0 && failed == 0 ? 0 : 1;
} catch (const std::exception& e) {
    std::fprintf(stderr, "services: %s\n", e.what());
    return 1;
}
