// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/api/apps_v1.hpp>
#include <slipway/api/core_v1.hpp>
#include <slipway/controller/manager.hpp>

namespace slipway::cli {

/// Follows a cluster on its way, tells each step once, and knows when everything is ready.
class progress : public std::enable_shared_from_this<progress> {
public:
    /// `say` gets sentences, `changed` is called when `ready` may have become true; both by a
    /// thread of the manager.
    progress(controller::manager& m, std::function<void(const std::string&)> say,
             std::function<void()> changed)
        : manager_(m), say_(std::move(say)), changed_(std::move(changed)) {}

    void start() {
        const auto self = shared_from_this();
        manager_.informer<api::Node>().on_change([self](const auto& before, const auto& after) {
            if (!before && after)
                self->say_("node/" + std::string(after->metadata.name.view()) + " is there");
            if (before && !after)
                self->say_("node/" + std::string(before->metadata.name.view()) + " is gone");
        });
        manager_.informer<api::Pod>().on_change([self](const auto& before, const auto& after) {
            self->pod(before ? before : after, after);
        });
        manager_.informer<api::Deployment>().on_change(
            [self](const auto&, const auto&) { self->changed_(); });
        manager_.informer<api::Service>().on_change(
            [self](const auto&, const auto&) { self->changed_(); });
    }

    /// The caches run after the cluster: until an object that is expected has come into them, not
    /// everything is ready.
    void expect(const std::string& kind, std::string_view ns, std::string_view name) {
        std::lock_guard lock(mutex_);
        if (kind == "Deployment" || kind == "Pod" || kind == "Service")
            expected_.emplace(kind, client::key_of(ns, name));
    }

    /// Whether all Deployments and Pods are as they should be, and all load balancers have
    /// addresses.
    bool ready() const { return missing().empty(); }

    /// What is not ready, a line each.
    std::string missing() const {
        std::string all;
        auto add = [&all](const std::string& name, const std::string& why) {
            all += "  " + name + ' ' + why + '\n';
        };
        for (const auto& [kind, key] : unknown()) add(kind + ' ' + key, "is not known yet");
        for (const auto& p : manager_.informer<api::Pod>().list())
            if (const std::string state = state_of(*p);
                state != "ready" && !(p->status.phase == "Succeeded"))
                add(name_of("pod", *p), state);
        for (const auto& d : manager_.informer<api::Deployment>().list())
            if (const std::string why = what_lacks(*d); !why.empty())
                add(name_of("deployment", *d), why);
        for (const auto& s : manager_.informer<api::Service>().list())
            if (s->spec.type == "LoadBalancer" && s->status.loadBalancer->ingress.empty())
                add(name_of("service", *s), "waits for an address");
        return all;
    }

private:
    /// Those of what is expected that the caches do not have yet.
    std::set<std::pair<std::string, std::string>> unknown() const {
        std::lock_guard lock(mutex_);
        std::erase_if(expected_, [this](const auto& one) {
            const auto& [kind, key] = one;
            if (kind == "Deployment")
                return manager_.informer<api::Deployment>().get(key) != nullptr;
            if (kind == "Pod") return manager_.informer<api::Pod>().get(key) != nullptr;
            return manager_.informer<api::Service>().get(key) != nullptr;
        });
        return expected_;
    }
    template <class T>
    static std::string name_of(const char* kind, const T& object) {
        return std::string(object.metadata.namespace_.view()) + '/' + kind + '/' +
               std::string(object.metadata.name.view());
    }
    static std::string what_lacks(const api::Deployment& d) {
        const long wanted = d.spec.replicas.value_or(1),
                   available = d.status.availableReplicas.value_or(0);
        if (d.status.observedGeneration.value_or(0) < d.metadata.generation.value_or(0))
            return "has not been seen by its controller";
        if (d.status.updatedReplicas.value_or(0) < wanted)
            return "has " + std::to_string(d.status.updatedReplicas.value_or(0)) + " of " +
                   std::to_string(wanted) + " pods of its newest template";
        if (available < wanted)
            return "has " + std::to_string(available) + " of " + std::to_string(wanted) +
                   " pods available";
        return {};
    }
    static std::string state_of(const api::Pod& p) {
        if (!p.metadata.deletionTimestamp.empty()) return "is ending";
        for (const api::PodCondition& c : p.status.conditions)
            if (c.type == "PodScheduled" && c.status == "False")
                return "waits for a node: " + std::string(c.message.view());
        for (const api::ContainerStatus& c : p.status.containerStatuses)
            if (const auto& w = *c.state->waiting; !w.reason.empty() &&
                                                   !(w.reason == "ContainerCreating") &&
                                                   !(w.reason == "PodInitializing"))
                return "waits: " + std::string(w.reason.view()) + (w.message.empty() ? "" : ": ") +
                       std::string(w.message.view());
        for (const api::PodCondition& c : p.status.conditions)
            if (c.type == "Ready" && c.status == "True") return "ready";
        if (p.status.phase == "Running") return "runs";
        if (p.status.phase == "Succeeded" || p.status.phase == "Failed")
            return "has ended: " + std::string(p.status.phase.view());
        return p.spec.nodeName.empty() ? "waits for a node"
                                       : "starts on " + std::string(p.spec.nodeName.view());
    }
    void pod(const std::shared_ptr<const api::Pod>& one,
             const std::shared_ptr<const api::Pod>& after) {
        const std::string name = name_of("pod", *one);
        const std::string state = after ? state_of(*after) : "is gone";
        {
            std::lock_guard lock(mutex_);
            if (std::exchange(told_[name], state) == state) return;
            if (!after) told_.erase(name);
        }
        say_(name + (state == "ready" ? " is ready" : ' ' + state));
        changed_();
    }

    controller::manager& manager_;
    std::function<void(const std::string&)> say_;
    std::function<void()> changed_;
    mutable std::mutex mutex_;
    std::map<std::string, std::string> told_;
    /// kind and key of those not seen yet
    mutable std::set<std::pair<std::string, std::string>> expected_;
};

}  // namespace slipway::cli
