// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include <slipway/api/core_v1.hpp>
#include <slipway/controller/manager.hpp>
#include <slipway/registry/any_registry.hpp>
#include <slipway/runtime/any_runtime.hpp>
#include <slipway/runtime/image_store.hpp>

namespace slipway::node {

/// A node that an agent stands for.
struct node_spec {
    std::string name{};
    core::map<core::text> labels{};
    core::list<api::core_v1::Taint> taints{};
    core::map<core::text> capacity{};  ///< quantities of `cpu`, `memory`, `pods`
};

/// What the labels of all nodes of this machine say of it: operating system and architecture
/// (Kubernetes documentation, "Well-Known Labels").
core::map<core::text> platform_labels();

struct agent_options {
    std::filesystem::path directory{};  ///< for the pods' volumes
    int workers = 8;                    ///< pods that are looked after at once
    std::chrono::seconds heartbeat{10};
    /// Whether a service still sends new connections to a pod's address; an ending pod is signalled
    /// when none does.
    std::function<bool(const std::string& ip)> in_service{};
    /// A descriptor of the network namespace in which pods have their addresses, where that is not
    /// this program's: probes go there.
    int network = -1;
};

/// The part of a node that runs pods: what the kubelet is to Kubernetes. One agent stands for any
/// number of nodes of this machine, each with its own name, capacity and heartbeat.
///
/// Flow: a change of a pod that is bound to one of the nodes, of its processes, or a probe that is
/// due, lead to a step of that pod: look at the runtime, start, probe, stop or remove what has to
/// be, report the status.
/// Guarantees: pods of one name come one after the other: the next starts when the last is gone.
/// Containers are restarted as the policy says, after 0, 10, 20, ... at most 300 seconds. A deleted
/// pod gets its grace period.
/// Assumptions: nobody else uses the runtime; the manager has stopped before the agent goes.
class agent {
public:
    agent(controller::manager& m, runtime::any_runtime runtime, runtime::image_store& images,
          registry::any_registry registry, agent_options options);
    agent(const agent&) = delete;
    ~agent();

    /// Registers a node, ready for pods.
    void add_node(const node_spec& spec);
    /// Takes a node away: its object, its heartbeat, and the pods on it.
    void remove_node(const std::string& name);

private:
    struct state;
    std::unique_ptr<state> state_;
};

}  // namespace slipway::node

#ifndef SLIPWAY_COMPILED
#include <slipway/node/detail/agent.hpp>
#endif
