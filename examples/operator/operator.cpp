// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// An operator inside of an application: a Deployment that says `example.com/expose: "8080"` gets a
// Service in front of it. It shows this with a control plane in the same process; `operator
// --kubeconfig FILE` does it for a real cluster, until it is interrupted.
#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <thread>

#include <slipway/cluster.hpp>
#include <slipway/operator.hpp>

namespace {

namespace api = slipway::api;
namespace client = slipway::client;
namespace cluster = slipway::cluster;
namespace controller = slipway::controller;

constexpr char wish[] = "example.com/expose";

api::Service service_for(const api::Deployment& d, long port) {
    api::Service made;
    made.metadata.name = d.metadata.name;
    made.spec.selector = d.spec.selector->matchLabels;
    api::ServicePort p;
    p.port = port;
    made.spec.ports = {p};
    return made;
}

/// Flow: the Service is brought about while it is wished for, and removed when it is not.
/// Guarantees: a Service that somebody else made is left alone; what is made here goes with its
/// Deployment.
/// Assumptions: the annotation is a port; an event says so where it is not.
controller::outcome reconcile(controller::context& ctx, const api::Deployment& d) {
    const auto* text = d.metadata.annotations.find(wish);
    if (!text) {
        for (const auto& s : ctx.owned<api::Service>(d)) ctx.remove(*s);
        return controller::done();
    }
    const long port = std::strtol(text->c_str(), nullptr, 10);
    if (port < 1 || port > 65535) {
        ctx.event(d, "Warning", "WrongPort",
                  std::string(wish) + " is a port number, not '" + text->c_str() + "'");
        return controller::done();
    }
    ctx.apply(service_for(d, port));
    return controller::done();
}

void wait_until(const std::function<bool()>& holds) {
    for (int i = 0; i < 1000; ++i, std::this_thread::sleep_for(std::chrono::milliseconds(10)))
        if (holds()) return;
    throw std::runtime_error("the cluster did not come to what was expected within 10 s");
}

api::Deployment web() {
    api::Deployment d;
    d.metadata.name = "web";
    d.metadata.namespace_ = "default";
    d.metadata.annotations = {{wish, "8080"}};
    d.spec.selector.emplace().matchLabels = {{"app", "web"}};
    d.spec.template_.metadata.labels = {{"app", "web"}};
    api::Container c;
    c.name = "app";
    c.image = "web:1";
    d.spec.template_.spec.containers = {c};
    return d;
}

/// The same loop for a cluster elsewhere.
int serve(const std::string& kubeconfig) {
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);  // for all threads: this one waits for them

    client::http_transport cluster(client::kubeconfig::load({.file = kubeconfig}));
    slipway::core::system_time time;
    slipway::core::random_source random;
    controller::manager manager(client::client(cluster), time, random);
    controller::controller<api::Deployment>(manager, "exposer")
        .owns<api::Service>()
        .reconcile(reconcile);
    manager.start();
    std::printf("working for %s (%s)\n", cluster.to().server.str().c_str(),
                cluster.to().origin.c_str());
    std::fflush(stdout);
    int signal = 0;
    sigwait(&ends, &signal);
    manager.stop();
    return 0;
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc == 3 && std::string(argv[1]) == "--kubeconfig") return serve(argv[2]);
    if (argc != 1) throw std::runtime_error("usage: operator [--kubeconfig FILE]");
    cluster::control_plane plane;
    controller::controller<api::Deployment>(plane.manager(), "exposer")
        .owns<api::Service>()
        .reconcile(reconcile);
    plane.start();
    const auto& client = plane.client();
    auto service = [&] { return client.find<api::Service>("default", "web"); };

    client.create(web());
    wait_until([&] { return service().has_value(); });
    std::printf("a Deployment wishes for it: Service web on port %ld\n",
                service()->spec.ports[0].port.value_or(0));

    client.remove<api::Service>("default", "web");
    wait_until([&] { return service().has_value(); });
    std::printf("the Service is deleted: it is made again\n");

    client.patch<api::Deployment>("default", "web", api::patch_type::merge,
                                  {{"metadata", {{"annotations", {{wish, "9090"}}}}}});
    wait_until([&] { return service()->spec.ports[0].port == 9090L; });
    std::printf("another wish: port 9090\n");

    client.remove<api::Deployment>("default", "web");
    wait_until([&] { return !service(); });
    std::printf("the Deployment is deleted: the Service goes with it\n");
    return 0;
} catch (const std::exception& e) {
    std::fprintf(stderr, "operator: %s\n", e.what());
    return 1;
}
