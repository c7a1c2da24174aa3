// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>
#include <utility>

#include <slipway/api/coordination_v1.hpp>
#include <slipway/api/core_v1.hpp>
#include <slipway/controller/controller.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/node/agent.hpp>
#include <slipway/node/detail/machine_facts.hpp>
#include <slipway/node/detail/pod_worker.hpp>
#include <slipway/oci/platform.hpp>
#include <slipway/version.hpp>

namespace slipway::node {

SLIPWAY_INLINE core::map<core::text> platform_labels() {
    return {{"kubernetes.io/os", "linux"},
            {"kubernetes.io/arch", oci::host_platform().architecture}};
}

struct agent::state {
    state(controller::manager& m, runtime::any_runtime runtime, runtime::image_store& images,
          registry::any_registry registry, agent_options options)
        : manager_(m),
          options_(std::move(options)),
          tools_{std::move(runtime),  images,          std::move(registry), options_.directory, {},
                 options_.in_service, options_.network} {
        tools_.node_address = tools_.runtime.info().node_address;
        m.informer<api::Service>();
        m.informer<api::ConfigMap>();
        m.informer<api::Secret>();
        auto pods = controller::controller<api::Pod>(m, "kubelet");
        pods.when([this](const auto& before, const auto& after) {
                return concerns(before) || concerns(after);
            })
            .workers(options_.workers)
            .gone([this](controller::context& ctx, const std::string& key) {
                return forget(ctx, key);
            })
            .reconcile(
                [this](controller::context& ctx, const api::Pod& pod) { return step(ctx, pod); });
        wake_ = pods.trigger();
        heart_ = std::make_shared<controller::loop>(m, "node-heartbeat");
        heart_->does([this](const std::string& name, std::stop_token) { return beat(name); });
        m.add(heart_);
        events_ = tools_.runtime.subscribe([this](const runtime::event& e) {
            if (e.kind != runtime::event_kind::exited) return;
            if (const std::string key = pod_of(e.sandbox); !key.empty()) wake_(key);
        });
    }
    state(const state&) = delete;

    void add_node(const node_spec& spec) {
        {
            std::lock_guard lock(mutex_);
            nodes_[spec.name] = spec;
        }
        const client::client& api = manager_.api();
        api::Node node;
        node.metadata.name = spec.name;
        node.metadata.labels = spec.labels;
        node.metadata.labels["kubernetes.io/hostname"] = spec.name;
        for (const auto& [key, value] : platform_labels()) node.metadata.labels[key] = value;
        node.spec.taints = spec.taints;
        if (!api.find<api::Node>({}, spec.name)) api.create(node);
        beat(spec.name);
        heart_->queue().add(spec.name);
    }
    void remove_node(const std::string& name) {
        {
            std::lock_guard lock(mutex_);
            nodes_.erase(name);
        }
        for (const api::resource* kind :
             {&api::resource_of<api::Node>, &api::resource_of<api::Lease>})
            try {
                manager_.api().remove(*kind, kind->namespaced ? "kube-node-lease" : "", name);
            } catch (const status_error& e) {
                if (!e.is(core::reason::not_found)) throw;
            }
    }

    struct place {
        std::mutex mutex;  // of the steps; a pod of the same name may follow
        std::unique_ptr<detail::pod_worker> worker;
    };

    bool concerns(const std::shared_ptr<const api::Pod>& pod) const {
        if (!pod || pod->spec.nodeName.empty()) return false;
        std::lock_guard lock(mutex_);
        return nodes_.count(std::string(pod->spec.nodeName.view())) > 0 ||
               places_.count(client::key_of(*pod)) > 0;
    }
    std::string pod_of(const std::string& uid) const {
        std::lock_guard lock(mutex_);
        const auto at = keys_.find(uid);
        return at == keys_.end() ? std::string() : at->second;
    }

    controller::outcome step(controller::context& ctx, const api::Pod& pod) {
        std::shared_ptr<place> at;
        {
            std::lock_guard lock(mutex_);
            const bool ours = nodes_.count(std::string(pod.spec.nodeName.view())) > 0;
            const auto known = places_.find(ctx.key());
            if (known == places_.end() && !ours) return controller::done();
            auto& kept = places_[ctx.key()];
            if (!kept) kept = std::make_shared<place>();
            at = kept;
        }
        std::lock_guard lock(at->mutex);
        const std::string uid(pod.metadata.uid.view());
        if (at->worker && at->worker->uid() != uid) drop(*at);
        if (!at->worker) {
            at->worker = std::make_unique<detail::pod_worker>(tools_, pod);
            std::lock_guard books(mutex_);
            keys_[uid] = ctx.key();
        }
        return at->worker->step(ctx, pod);
    }
    controller::outcome forget(controller::context&, const std::string& key) {
        std::shared_ptr<place> last;
        {
            std::lock_guard lock(mutex_);
            const auto at = places_.find(key);
            if (at == places_.end()) return controller::done();
            last = at->second;
            places_.erase(at);
        }
        std::lock_guard lock(last->mutex);
        if (last->worker) drop(*last);
        return controller::done();
    }
    void drop(place& at) {
        at.worker->destroy();
        {
            std::lock_guard lock(mutex_);
            keys_.erase(at.worker->uid());
        }
        at.worker.reset();
    }

    // --- nodes

    controller::outcome beat(const std::string& name) {
        node_spec spec;
        {
            std::lock_guard lock(mutex_);
            const auto at = nodes_.find(name);
            if (at == nodes_.end()) return controller::done();
            spec = at->second;
        }
        const client::client& api = manager_.api();
        const std::string now = core::rfc3339_micro(manager_.time().wall());
        if (auto lease = api.find<api::Lease>("kube-node-lease", name)) {
            lease->spec.renewTime = now;
            api.update(*lease);
        } else {
            api::Lease made;
            made.metadata.name = name;
            made.metadata.namespace_ = "kube-node-lease";
            made.spec.holderIdentity = name;
            made.spec.leaseDurationSeconds = 40;
            made.spec.renewTime = now;
            api.create(made);
        }
        if (auto node = api.find<api::Node>({}, name)) report(*node, spec);
        return controller::after(options_.heartbeat);
    }
    /// The node's status is written when it says something new, and at least every five minutes.
    void report(api::Node& node, const node_spec& spec) {
        const auto wall = manager_.time().wall();
        const std::string now = core::rfc3339(wall);
        api::core_v1::NodeCondition* ready = nullptr;
        for (auto& c : node.status.conditions)
            if (c.type == "Ready") ready = &c;
        if (ready && ready->status == "True" &&
            wall - core::parse_rfc3339(std::string(ready->lastHeartbeatTime.view())) <
                std::chrono::minutes(5))
            return;
        node.status.capacity = node.status.allocatable = spec.capacity;
        node.status.addresses = {{.type = "InternalIP", .address = tools_.node_address},
                                 {.type = "Hostname", .address = spec.name}};
        node.status.conditions = {};
        for (const auto& [type, value, reason, message] :
             {std::tuple("MemoryPressure", "False", "KubeletHasSufficientMemory",
                         "kubelet has sufficient memory available"),
              std::tuple("DiskPressure", "False", "KubeletHasNoDiskPressure",
                         "kubelet has no disk pressure"),
              std::tuple("PIDPressure", "False", "KubeletHasSufficientPID",
                         "kubelet has sufficient PID available"),
              std::tuple("Ready", "True", "KubeletReady", "kubelet is posting ready status")}) {
            api::core_v1::NodeCondition c;
            c.type = type;
            c.status = value;
            c.reason = reason;
            c.message = message;
            c.lastHeartbeatTime = now;
            c.lastTransitionTime = now;
            node.status.conditions.push_back(c);
        }
        auto& info = node.status.nodeInfo.emplace();
        info.architecture = oci::host_platform().architecture;
        info.operatingSystem = "linux";
        info.containerRuntimeVersion = "slipway-" + tools_.runtime.info().name + "://" + version;
        info.kubeletVersion = std::string(kubernetes_version) + "+slipway." + version;
        const detail::machine_facts machine;
        info.kernelVersion = machine.kernel;
        info.osImage = machine.system;
        info.machineID = machine.id;
        info.bootID = machine.boot;
        manager_.api().update_status(node);
    }

    controller::manager& manager_;
    agent_options options_;
    detail::pod_tools tools_;
    mutable std::mutex mutex_;  // guards the three maps
    std::map<std::string, node_spec> nodes_;
    std::map<std::string, std::shared_ptr<place>> places_;  ///< by `namespace/name`
    std::map<std::string, std::string> keys_;               ///< `namespace/name` by uid
    std::function<void(const std::string&)> wake_;
    std::shared_ptr<controller::loop> heart_;
    core::subscription events_;
};

SLIPWAY_INLINE agent::agent(controller::manager& m, runtime::any_runtime runtime,
                            runtime::image_store& images, registry::any_registry registry,
                            agent_options options)
    : state_(std::make_unique<state>(m, std::move(runtime), images, std::move(registry),
                                     std::move(options))) {}
SLIPWAY_INLINE agent::~agent() = default;
SLIPWAY_INLINE void agent::add_node(const node_spec& spec) { state_->add_node(spec); }
SLIPWAY_INLINE void agent::remove_node(const std::string& name) { state_->remove_node(name); }

}  // namespace slipway::node
