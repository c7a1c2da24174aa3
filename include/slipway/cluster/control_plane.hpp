// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>

#include <slipway/api/resource_of.hpp>
#include <slipway/apiserver/server.hpp>
#include <slipway/client/client.hpp>
#include <slipway/controller/manager.hpp>
#include <slipway/controllers/autoscaler.hpp>
#include <slipway/controllers/deployment.hpp>
#include <slipway/controllers/endpoint_slice.hpp>
#include <slipway/controllers/endpoints.hpp>
#include <slipway/controllers/event_expiry.hpp>
#include <slipway/controllers/garbage_collector.hpp>
#include <slipway/controllers/namespace.hpp>
#include <slipway/controllers/node_lifecycle.hpp>
#include <slipway/controllers/replica_set.hpp>
#include <slipway/controllers/scheduler.hpp>
#include <slipway/controllers/service.hpp>
#include <slipway/store/memory.hpp>

namespace slipway::cluster {

struct control_plane_options {
    std::string name = "slipway";
    std::string service_network = "10.96.0.0/16";
    controllers::autoscaler_options autoscaler{};  ///< without pools there is no autoscaler
    controllers::load_balancers load_balancers = controllers::loopback_load_balancers();
    controllers::node_patience patience{};
};

/// The part of a cluster that decides: API server, built-in controllers, scheduler and autoscaler, in this
/// process. Pods get nodes; what runs them there is not part of it.
class control_plane {
public:
    explicit control_plane(control_plane_options options = {})
        : options_(std::move(options)),
          server_(store_, time_, random_, {.service_network = options_.service_network}),
          client_(server_),
          manager_(client_, time_, random_) {
        for (const char* name : {"default", "kube-system", "kube-public", "kube-node-lease"}) {
            api::Namespace made;
            made.metadata.name = name;
            client_.create(made);
        }
        controllers::namespace_(manager_);
        controllers::deployment(manager_);
        controllers::replica_set(manager_);
        controllers::service(manager_, options_.load_balancers);
        controllers::endpoints(manager_);
        controllers::endpoint_slice(manager_);
        controllers::garbage_collector(manager_);
        controllers::node_lifecycle(manager_, options_.patience);
        controllers::scheduler(manager_);
        controllers::event_expiry(manager_);
        if (!options_.autoscaler.pools.empty()) controllers::autoscaler(manager_, options_.autoscaler);
    }
    control_plane(const control_plane&) = delete;
    ~control_plane() { stop(); }

    const client::client& client() const { return client_; }
    controller::manager& manager() { return manager_; }

    /// The verbs of the API, in process.
    apiserver::server& server() { return server_; }
    const std::string& name() const { return options_.name; }

    /// Starts the controllers, and what was added to the manager. The API answers before that.
    void start() { manager_.start(); }
    /// Ends them. The API goes on answering.
    void stop() { manager_.stop(); }

private:
    control_plane_options options_;
    core::system_time time_;
    core::random_source random_;
    store::memory store_;
    apiserver::server server_;
    slipway::client::client client_;
    controller::manager manager_;
};

}  // namespace slipway::cluster
