// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/apiserver/server.hpp>
#include <slipway/client/client.hpp>
#include <slipway/controller/manager.hpp>
#include <slipway/controllers/autoscaler_options.hpp>
#include <slipway/controllers/load_balancers.hpp>
#include <slipway/controllers/node_patience.hpp>
#include <slipway/store/memory.hpp>

namespace slipway::cluster {

struct control_plane_options {
    std::string name = "slipway";
    std::string service_network = "10.96.0.0/16";
    controllers::autoscaler_options autoscaler{};  ///< without pools there is no autoscaler
    controllers::load_balancers load_balancers = controllers::loopback_load_balancers();
    controllers::node_patience patience{};
};

/// The part of a cluster that decides: API server, built-in controllers, scheduler and autoscaler,
/// in this process. Pods get nodes; what runs them there is not part of it.
class control_plane {
public:
    explicit control_plane(control_plane_options options = {});
    control_plane(const control_plane&) = delete;
    ~control_plane() { stop(); }

    const client::client& client() const { return client_; }
    controller::manager& manager() { return manager_; }

    /// The verbs of the API, in process.
    apiserver::server& server() { return server_; }
    const std::string& name() const { return options_.name; }
    /// That of the Service `kubernetes`, by which pods find the API: the first one of the network
    /// of Services, `10.96.0.1` of `10.96.0.0/16`.
    std::string service_address() const {
        const std::string base =
            options_.service_network.substr(0, options_.service_network.find('/'));
        return base.substr(0, base.rfind('.')) + ".1";
    }

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

#ifndef SLIPWAY_COMPILED
#include <slipway/cluster/detail/control_plane.hpp>
#endif
