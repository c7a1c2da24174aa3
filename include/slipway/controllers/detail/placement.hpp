// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <slipway/api/core_v1.hpp>
#include <slipway/api/fields/core_v1.hpp>
#include <slipway/controller/indexes.hpp>
#include <slipway/controllers/detail/fit.hpp>
#include <slipway/controllers/detail/neighbourhood.hpp>
#include <slipway/controllers/detail/objects.hpp>

namespace slipway::controllers::detail {

/// What runs where, with the decisions that no watch has confirmed yet: so that no node is given
/// away twice.
class placement {
public:
    struct choice {
        std::string node;     ///< empty: none fits, or it has one already
        std::string why_not;  ///< Kubernetes' sentence, where none fits
    };

    /// Chooses a node and reserves it. A pod that fits nowhere is remembered until `take_waiting`.
    choice choose(const api::Pod& pod, const std::string& key) {
        const resources demand = demand_of(pod);
        const auto* owner = controller::controller_of(pod);
        const std::string group = owner ? std::string(owner->uid.view()) : std::string();
        std::lock_guard lock(mutex_);
        if (pods_.count(std::string(pod.metadata.uid.view()))) return {};
        const neighbourhood company(pod, [&](auto f) {
            for (const auto& [name, each] : nodes_)
                if (each.known) f(each);
        });
        std::map<std::string, int> reasons;
        node* best = nullptr;
        double best_score = 0;
        for (auto& [name, each] : nodes_) {
            if (!each.known) continue;
            auto missing = misfit(pod, demand, each);
            if (missing.empty())
                if (auto why = company.objection(each)) missing.push_back(*std::move(why));
            for (const std::string& m : missing) ++reasons[m];
            if (!missing.empty()) continue;
            const double score = worth(each, demand, group);
            if (best && score <= best_score) continue;
            best = &each;
            best_score = score;
        }
        if (!best) {
            waiting_.insert(key);
            waits_for_company_ = waits_for_company_ || neighbourhood::matters_to(pod);
            return {{}, sentence(reasons)};
        }
        const std::string chosen(best->name.view());
        put(std::string(pod.metadata.uid.view()), {chosen, demand, group}, resident::of(pod));
        waiting_.erase(key);
        return {chosen, {}};
    }
    /// The decision came to nothing.
    void forget(const std::string& uid) {
        std::lock_guard lock(mutex_);
        take(uid);
    }
    /// Pods that fitted nowhere; they are forgotten.
    std::set<std::string> take_waiting() {
        std::lock_guard lock(mutex_);
        waits_for_company_ = false;
        return std::exchange(waiting_, {});
    }

    /// Gives whether room may have come free.
    bool see(const std::shared_ptr<const api::Pod>& before,
             const std::shared_ptr<const api::Pod>& after) {
        const api::Pod& pod = after ? *after : *before;
        const std::string uid(pod.metadata.uid.view());
        std::lock_guard lock(mutex_);
        if (before && after && before->metadata.uid != after->metadata.uid)
            take(std::string(before->metadata.uid.view()));
        if (!after || finished(pod)) {
            if (!after) waiting_.erase(client::key_of(pod));
            return take(uid);
        }
        if (pod.spec.nodeName.empty()) return false;
        const auto* owner = controller::controller_of(pod);
        const std::string at(pod.spec.nodeName.view());
        const auto known = pods_.find(uid);
        if (known != pods_.end() && known->second.node == at &&
            nodes_[at].residents.at(uid).labels == pod.metadata.labels)
            return std::exchange(waits_for_company_, false);
        take(uid);
        put(uid, {at, demand_of(pod), owner ? std::string(owner->uid.view()) : std::string()},
            resident::of(pod));
        return std::exchange(waits_for_company_, false);
    }
    bool see(const std::shared_ptr<const api::Node>& before,
             const std::shared_ptr<const api::Node>& after) {
        std::lock_guard lock(mutex_);
        if (!after) {
            nodes_[std::string(before->metadata.name.view())].known = false;
            return false;
        }
        node& each = nodes_[std::string(after->metadata.name.view())];
        room now = room_of(*after);
        now.used = each.used;
        now.residents = std::move(each.residents);
        now.shy = each.shy;
        static_cast<room&>(each) = std::move(now);
        each.known = true;
        if (!before) return true;
        return before->metadata.labels != after->metadata.labels ||
               before->metadata.generation != after->metadata.generation ||
               before->spec.unschedulable != after->spec.unschedulable ||
               json::encode(before->spec) != json::encode(after->spec) ||
               before->status.allocatable != after->status.allocatable ||
               before->status.capacity != after->status.capacity;
    }

private:
    struct node : room {
        bool known = false;                             ///< exists; pods may outlive it
        std::unordered_map<std::string, int> by_group;  ///< pods per controller
    };
    struct placed {
        std::string node;
        resources demand;
        std::string group;
    };

    void put(const std::string& uid, placed p, resident seen) {
        node& n = nodes_[p.node];
        n.take_in(uid, p.demand, std::move(seen));
        if (!p.group.empty()) ++n.by_group[p.group];
        pods_[uid] = std::move(p);
    }
    bool take(const std::string& uid) {
        const auto found = pods_.find(uid);
        if (found == pods_.end()) return false;
        node& n = nodes_[found->second.node];
        n.let_out(uid, found->second.demand);
        if (!found->second.group.empty() && --n.by_group[found->second.group] == 0)
            n.by_group.erase(found->second.group);
        pods_.erase(found);
        return true;
    }
    /// The emptier the better, and better apart from pods of the same controller.
    static double worth(const node& n, const resources& demand, const std::string& group) {
        auto free = [](std::int64_t total, std::int64_t used) {
            return total <= 0 ? 0.0
                              : static_cast<double>(total - used) / static_cast<double>(total);
        };
        const double emptiness = (free(n.total.cpu, n.used.cpu + demand.cpu) +
                                  free(n.total.memory, n.used.memory + demand.memory) +
                                  free(n.total.pods, n.used.pods + 1)) /
                                 3;
        const auto same = group.empty() ? n.by_group.end() : n.by_group.find(group);
        return emptiness - (same == n.by_group.end() ? 0.0 : 0.25 * same->second);
    }
    std::string sentence(const std::map<std::string, int>& reasons) const {
        int nodes = 0;
        for (const auto& [name, each] : nodes_) nodes += each.known;
        if (nodes == 0) return "no nodes available to schedule pods";
        std::vector<std::string> parts;
        for (const auto& [reason, count] : reasons)
            parts.push_back(std::to_string(count) + " " + reason);
        std::sort(parts.begin(), parts.end());
        std::string made = "0/" + std::to_string(nodes) + " nodes are available: ";
        for (std::size_t i = 0; i < parts.size(); ++i) made += (i ? ", " : "") + parts[i];
        return made + ".";
    }

    std::mutex mutex_;
    std::map<std::string, node> nodes_;
    std::unordered_map<std::string, placed> pods_;
    std::set<std::string> waiting_;
    bool waits_for_company_ = false;  ///< one of them may fit when another pod has come
};

}  // namespace slipway::controllers::detail
