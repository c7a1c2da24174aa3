// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <slipway/api/apps_v1.hpp>
#include <slipway/api/core_v1.hpp>
#include <slipway/controller/controller.hpp>
#include <slipway/controllers/detail/objects.hpp>

namespace slipway::controllers {

namespace detail {

using pod_pointer = std::shared_ptr<const api::Pod>;

/// Orphans by namespace: pods that no controller owns.
inline constexpr char by_orphan[] = "orphan";

class replica_set_pass {
public:
    replica_set_pass(controller::context& ctx, const api::ReplicaSet& set) : ctx_(ctx), set_(set) {}

    controller::outcome run() {
        claim();
        std::exception_ptr failure;
        if (set_.metadata.deletionTimestamp.empty()) {
            try {
                scale();
            } catch (const std::exception& e) {
                failure = std::current_exception();
                failure_ = e.what();
            }
        }
        const std::optional<std::chrono::nanoseconds> next = report();
        if (failure) std::rethrow_exception(failure);
        return next ? controller::after(*next) : controller::done();
    }

private:
    void claim() {
        for (const pod_pointer& pod : ctx_.owned<api::Pod>(set_)) {
            const auto* owner = controller::controller_of(*pod);
            if (!owner || owner->uid != set_.metadata.uid) continue;
            if (!selects(*set_.spec.selector, pod->metadata.labels)) release(*pod);
            else if (active(*pod)) pods_.push_back(pod);
        }
        if (!set_.metadata.deletionTimestamp.empty()) return;
        const std::string ns(set_.metadata.namespace_.view());
        for (const pod_pointer& pod : ctx_.manager().informer<api::Pod>().by(by_orphan, ns))
            if (active(*pod) && selects(*set_.spec.selector, pod->metadata.labels)) adopt(*pod);
    }
    /// A label that no longer matches takes a pod out of the set, for somebody to look at.
    void release(api::Pod pod) {
        if (!pod.metadata.deletionTimestamp.empty()) return;
        const core::text uid = set_.metadata.uid;
        pod.metadata.ownerReferences.remove_if([&](const auto& owner) { return owner.uid == uid; });
        ctx_.update(pod);
    }
    void adopt(api::Pod pod) {
        pod.metadata.ownerReferences.push_back(controller::owner_reference(set_));
        pods_.push_back(std::make_shared<const api::Pod>(ctx_.update(pod)));
    }

    void scale() {
        const long wanted = set_.spec.replicas.value_or(1);
        const long have = static_cast<long>(pods_.size());
        if (have < wanted) grow(std::min(wanted - have, most_at_once));
        else if (have > wanted) shrink(std::min(have - wanted, most_at_once));
    }
    void grow(long count) {
        api::Pod pod{};
        pod.metadata.labels = set_.spec.template_.metadata.labels;
        pod.metadata.annotations = set_.spec.template_.metadata.annotations;
        pod.metadata.finalizers = set_.spec.template_.metadata.finalizers;
        pod.metadata.generateName = core::cat(set_.metadata.name, "-");
        pod.metadata.namespace_ = set_.metadata.namespace_;
        pod.metadata.ownerReferences.push_back(controller::owner_reference(set_));
        pod.spec = set_.spec.template_.spec;
        for (long i = 0; i < count && !ctx_.stop().stop_requested(); ++i) {
            try {
                const api::Pod made = ctx_.create(pod);
                pods_.push_back(std::make_shared<const api::Pod>(made));
                ctx_.event(set_, "Normal", "SuccessfulCreate",
                           core::cat("Created pod: ", made.metadata.name));
            } catch (const std::exception& e) {
                ctx_.event(set_, "Warning", "FailedCreate",
                           std::string("Error creating: ") + e.what());
                throw;
            }
        }
    }
    /// The least useful go first: not yet on a node, not running, not ready, ready for the shortest
    /// time.
    void shrink(long count) {
        auto rank = [](const pod_pointer& p) {
            const int phase = p->status.phase == "Running"   ? 2
                              : p->status.phase == "Unknown" ? 1
                                                             : 0;
            const bool up = ready(*p);
            const auto since =
                up ? instant(condition(p->status.conditions, "Ready")->lastTransitionTime)
                   : core::time_source::wall_time{};
            return std::tuple(!p->spec.nodeName.empty(), phase, up, cost(*p),
                              -since.time_since_epoch().count(),
                              -instant(p->metadata.creationTimestamp).time_since_epoch().count());
        };
        std::stable_sort(
            pods_.begin(), pods_.end(),
            [&](const pod_pointer& a, const pod_pointer& b) { return rank(a) < rank(b); });
        for (long i = 0; i < count && !ctx_.stop().stop_requested(); ++i) {
            const pod_pointer pod = pods_.front();
            ctx_.remove(*pod);
            pods_.erase(pods_.begin());
            ctx_.event(set_, "Normal", "SuccessfulDelete",
                       core::cat("Deleted pod: ", pod->metadata.name));
        }
    }
    static long cost(const api::Pod& pod) {
        const core::text* given =
            pod.metadata.annotations.find("controller.kubernetes.io/pod-deletion-cost");
        return given ? std::strtol(given->c_str(), nullptr, 10) : 0;
    }

    /// Writes the status where it has changed; gives when to look again for pods that become
    /// available.
    std::optional<std::chrono::nanoseconds> report() {
        api::ReplicaSet next = set_;
        std::optional<std::chrono::nanoseconds> again;
        long labeled = 0, up = 0, available = 0;
        for (const pod_pointer& pod : pods_) {
            labeled += contains(set_.spec.template_.metadata.labels, pod->metadata.labels);
            up += ready(*pod);
            const auto left = until_available(*pod, set_.spec.minReadySeconds, ctx_.time().wall());
            if (!left) continue;
            if (left->count() == 0) ++available;
            else if (!again || *left < *again) again = *left;
        }
        next.status.replicas = static_cast<long>(pods_.size());
        next.status.fullyLabeledReplicas = labeled;
        next.status.readyReplicas = up;
        next.status.availableReplicas = available;
        next.status.observedGeneration = set_.metadata.generation;
        if (failure_.empty())
            next.status.conditions.remove_if(
                [](const auto& c) { return c.type == "ReplicaFailure"; });
        else
            set_condition(next.status.conditions, "ReplicaFailure", "True", "FailedCreate",
                          failure_, core::rfc3339(ctx_.time().wall()));
        if (!(json::encode(next.status) == json::encode(set_.status))) ctx_.update_status(next);
        return again;
    }
    static bool contains(const core::map<core::text>& wanted, const core::map<core::text>& labels) {
        return wanted.empty() || selects_all(wanted, labels);
    }

    static constexpr long most_at_once = 500;

    controller::context& ctx_;
    const api::ReplicaSet& set_;
    std::vector<pod_pointer> pods_;
    std::string failure_;
};

}  // namespace detail

/// Keeps as many pods of each ReplicaSet as it asks for.
///
/// Flow: take in matching pods without a controller and let go of owned ones that match no more;
/// create or delete the difference; write the status.
/// Guarantees: never creates a pod for one that exists: what a pass wrote, the next pass reads,
/// also before the watch shows it. Deletes first what serves least.
/// Assumptions: no other controller writes pods with this owner.
inline void replica_set(controller::manager& m, int workers = 4) {
    m.informer<api::Pod>().objects().add_index(detail::by_orphan, [](const api::Pod& pod) {
        if (controller::controller_of(pod)) return std::vector<std::string>{};
        return std::vector<std::string>{std::string(pod.metadata.namespace_.view())};
    });
    auto* sets = &m.informer<api::ReplicaSet>();
    controller::controller<api::ReplicaSet>(m, "replicaset-controller")
        .owns<api::Pod>()
        .watches<api::Pod>([sets](const api::Pod& pod) {
            std::vector<std::string> keys;
            if (controller::controller_of(pod)) return keys;
            for (const auto& set :
                 sets->by(controller::by_namespace, std::string(pod.metadata.namespace_.view())))
                if (detail::selects(*set->spec.selector, pod.metadata.labels))
                    keys.push_back(client::key_of(*set));
            return keys;
        })
        .workers(workers)
        .reconcile([](controller::context& ctx, const api::ReplicaSet& set) {
            return detail::replica_set_pass(ctx, set).run();
        });
}

}  // namespace slipway::controllers
