// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <slipway/api/core_v1.hpp>
#include <slipway/controller/context.hpp>
#include <slipway/controller/loop.hpp>
#include <slipway/controller/manager.hpp>
#include <slipway/controllers/autoscaler_options.hpp>
#include <slipway/controllers/detail/fit.hpp>
#include <slipway/controllers/detail/neighbourhood.hpp>
#include <slipway/controllers/detail/objects.hpp>

namespace slipway::controllers {

namespace detail {

class autoscaler_loop {
public:
    autoscaler_loop(controller::manager& m, autoscaler_options o)
        : manager_(m), options_(std::move(o)), events_(m.recorder("cluster-autoscaler")) {}

    controller::outcome run() {
        const auto now = manager_.time().now();
        count(now);
        for (const node_pool& pool : options_.pools)
            while (size(pool.name) < pool.min) add(pool, now);
        grow(now);
        std::optional<std::chrono::nanoseconds> next = shrink(now);
        for (const auto& [name, a] : awaited_)
            next = next ? std::min(*next, a.until - now) : a.until - now;
        return next ? controller::after(*next) : controller::done();
    }

private:
    using steady = core::time_source::steady_time;
    struct awaited {
        std::string pool;
        steady until;
    };

    const node_pool* pool_named(std::string_view name) const {
        for (const node_pool& pool : options_.pools)
            if (pool.name == name) return &pool;
        return nullptr;
    }
    void count(steady now) {
        members_.clear();
        for (const auto& node : manager_.informer<api::Node>().list()) {
            const core::text* pool = node->metadata.labels.find(pool_label);
            if (!pool || !pool_named(pool->view())) continue;
            const std::string name(node->metadata.name.view());
            if (!removed_.count(name)) members_[std::string(pool->view())].insert(name);
            awaited_.erase(name);
        }
        for (auto it = removed_.begin(); it != removed_.end();)
            it = manager_.informer<api::Node>().get({}, *it) ? std::next(it) : removed_.erase(it);
        for (auto it = awaited_.begin(); it != awaited_.end();)
            it = it->second.until <= now ? awaited_.erase(it) : std::next(it);
    }
    int size(const std::string& pool) const {
        const auto found = members_.find(pool);
        int n = found == members_.end() ? 0 : static_cast<int>(found->second.size());
        for (const auto& [name, a] : awaited_) n += a.pool == pool;
        return n;
    }
    std::string add(const node_pool& pool, steady now) {
        const std::string name = pool.name + '-' + manager_.random().suffix();
        options_.add_node(pool, name);
        awaited_[name] = {pool.name, now + options_.start_limit};
        return name;
    }
    static room room_for(const node_pool& pool, const std::string& name) {
        room made;
        made.name = name;
        made.labels = pool.labels;
        made.labels[pool_label] = pool.name;
        made.labels["kubernetes.io/hostname"] = name;
        made.taints = pool.taints;
        made.total = resources::read(pool.capacity);
        return made;
    }

    /// Packs the pods that fit nowhere into the nodes that are on their way, then into new ones.
    void grow(steady now) {
        std::vector<room> coming;
        for (const auto& [name, a] : awaited_)
            coming.push_back(room_for(*pool_named(a.pool), name));
        for (const auto& node : fresh_nodes()) coming.push_back(node);
        for (const auto& pod : manager_.informer<api::Pod>().list()) {
            if (!pod->spec.nodeName.empty() || !active(*pod)) continue;
            const auto* scheduled = condition(pod->status.conditions, "PodScheduled");
            if (!scheduled || scheduled->reason != "Unschedulable") continue;
            const resources demand = demand_of(*pod);
            const std::string uid(pod->metadata.uid.view());
            const neighbourhood company(
                *pod, [&](auto f) { std::for_each(coming.begin(), coming.end(), f); });
            const auto takes = [&](const room& at) {
                return misfit(*pod, demand, at).empty() && !company.objection(at);
            };
            bool placed = false;
            for (room& at : coming) {
                if (placed || !takes(at)) continue;
                at.take_in(uid, demand, resident::of(*pod));
                placed = true;
            }
            if (placed) continue;
            for (const node_pool& pool : options_.pools) {
                const int before = size(pool.name);
                if (before >= pool.max || !takes(room_for(pool, pool.name))) continue;
                room made = room_for(pool, add(pool, now));
                made.take_in(uid, demand, resident::of(*pod));
                coming.push_back(std::move(made));
                events_.record(*pod, "Normal", "TriggeredScaleUp",
                               "pod triggered scale-up: [{" + pool.name + ' ' +
                                   std::to_string(before) + "->" + std::to_string(before + 1) +
                                   " (max: " + std::to_string(pool.max) + ")}]");
                break;
            }
        }
    }
    /// Room on nodes that are there already: a pod that fits one is the scheduler's, who has not
    /// got to it yet.
    std::vector<room> fresh_nodes() {
        std::map<std::string, room> rooms;
        for (const auto& node : manager_.informer<api::Node>().list())
            rooms[std::string(node->metadata.name.view())] = room_of(*node);
        for (const auto& pod : manager_.informer<api::Pod>().list())
            if (!pod->spec.nodeName.empty() && !finished(*pod))
                if (const auto at = rooms.find(std::string(pod->spec.nodeName.view()));
                    at != rooms.end())
                    at->second.take_in(std::string(pod->metadata.uid.view()), demand_of(*pod),
                                       resident::of(*pod));
        std::vector<room> made;
        for (auto& [name, r] : rooms) made.push_back(std::move(r));
        return made;
    }

    static bool keeps_busy(const api::Pod& pod) {
        const auto* owner = controller::controller_of(pod);
        return !finished(pod) && !(owner && owner->kind == "DaemonSet");
    }
    /// Gives when the next idle node is to go.
    std::optional<std::chrono::nanoseconds> shrink(steady now) {
        std::set<std::string> busy;
        bool anybody_waits = false;
        for (const auto& pod : manager_.informer<api::Pod>().list()) {
            if (keeps_busy(*pod)) busy.insert(std::string(pod->spec.nodeName.view()));
            anybody_waits = anybody_waits || (pod->spec.nodeName.empty() && active(*pod));
        }
        std::optional<std::chrono::nanoseconds> next;
        for (const node_pool& pool : options_.pools)
            for (const std::string& name : std::set<std::string>(members_[pool.name])) {
                if (busy.count(name) || anybody_waits) {
                    idle_since_.erase(name);
                    continue;
                }
                const auto due =
                    idle_since_.try_emplace(name, now).first->second + options_.idle_for;
                if (size(pool.name) <= pool.min) continue;
                if (due > now) next = next ? std::min(*next, due - now) : due - now;
                else drop(pool, name);
            }
        return next;
    }
    void drop(const node_pool& pool, const std::string& name) {
        const auto node = manager_.informer<api::Node>().get({}, name);
        // No pod may come onto it from now on; one that came meanwhile keeps it.
        if (!node) return;
        const auto cordoned = manager_.api().patch<api::Node>(
            {}, name, api::patch_type::merge, {{"spec", {{"unschedulable", true}}}});
        for (const auto& pod :
             manager_.api().list<api::Pod>({}, {.field_selector = "spec.nodeName=" + name}).items)
            if (keeps_busy(pod)) {
                manager_.api().patch<api::Node>({}, name, api::patch_type::merge,
                                                {{"spec", {{"unschedulable", nullptr}}}});
                idle_since_.erase(name);
                return;
            }
        events_.record(cordoned, "Normal", "ScaleDown", "node removed by cluster autoscaler");
        options_.remove_node(name);
        removed_.insert(name);
        members_[pool.name].erase(name);
        idle_since_.erase(name);
    }

    controller::manager& manager_;
    autoscaler_options options_;
    controller::event_recorder events_;
    std::map<std::string, std::set<std::string>> members_;
    std::map<std::string, awaited> awaited_;
    std::set<std::string> removed_;
    std::map<std::string, steady> idle_since_;
};

}  // namespace detail

/// Adds nodes while pods wait for one, and removes nodes that stay idle.
///
/// Flow: pack pods that the scheduler calls Unschedulable into the nodes on their way; for those
/// left over add a node of the first pool that would take them. A node without pods, those of
/// DaemonSets not counted, goes after `idle_for`; it is cordoned first, so that no pod is lost.
/// Guarantees: pools stay between `min` and `max`, a pod that no pool could take adds nothing, and
/// a node that has not come after `start_limit` is asked for anew.
/// Assumptions: `add_node` brings up a node with the pool's labels, `pool_label` among them;
/// `remove_node` also deletes its Node object.
inline void autoscaler(controller::manager& m, autoscaler_options options) {
    auto loop = std::make_shared<controller::loop>(m, "cluster-autoscaler");
    auto state = std::make_shared<detail::autoscaler_loop>(m, std::move(options));
    const auto wake = [loop](const auto&, const auto&) { loop->queue().add("pools"); };
    m.informer<api::Pod>().on_change(wake);
    m.informer<api::Node>().on_change(wake);
    loop->does([state](const std::string&, std::stop_token) { return state->run(); });
    loop->queue().add("pools");
    m.add(loop);
}

}  // namespace slipway::controllers
