// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include <slipway/api/core_v1.hpp>
#include <slipway/cluster/control_plane.hpp>
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
#include <slipway/core/compiled.hpp>

namespace slipway::cluster {

SLIPWAY_INLINE control_plane::control_plane(control_plane_options options)
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

}  // namespace slipway::cluster
