// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <slipway/api/apps_v1.hpp>
#include <slipway/api/core_v1.hpp>
#include <slipway/controller/context.hpp>
#include <slipway/controllers/detail/objects.hpp>
#include <slipway/controllers/detail/replica_sets.hpp>

namespace slipway::controllers::detail {

/// Moves replicas from the old sets of a Deployment to the new one.
class rollout {
public:
    rollout(controller::context& ctx, const api::Deployment& d, std::vector<set_pointer>& old,
            set_pointer& fresh)
        : ctx_(ctx),
          d_(d),
          old_(old),
          fresh_(fresh),
          wanted_(d.spec.replicas.value_or(1)),
          bounds_(bounds(d)) {}

    /// One step of a rolling update: the new set grows as far as `maxSurge` allows, then the old
    /// ones shrink as far as `maxUnavailable` allows. Pods that do not work go first, for they
    /// serve nobody.
    void roll() {
        if (fresh_->spec.replicas > wanted_) return scale(fresh_, wanted_);
        if (fresh_->spec.replicas < wanted_) {
            const long room = wanted_ + bounds_.surge - present();
            if (room > 0)
                return scale(fresh_,
                             std::min(wanted_, static_cast<long>(fresh_->spec.replicas) + room));
        }
        shrink(wanted_ - bounds_.unavailable);
    }

    /// Recreate: nothing old is left before anything new begins. Gives whether the old ones are
    /// gone.
    bool clear() {
        for (set_pointer& set : old_)
            if (set->spec.replicas > 0) scale(set, 0);
        for (const set_pointer& set : old_)
            for (const auto& pod : ctx_.owned<api::Pod>(*set))
                if (!finished(*pod)) return false;
        return true;
    }
    void fill() {
        if (fresh_->spec.replicas != wanted_) scale(fresh_, wanted_);
    }

    /// A change of `replicas` in the midst of a rollout, or while paused: the sets keep their
    /// proportions.
    void resize() {
        std::vector<set_pointer*> held;
        if (fresh_ && fresh_->spec.replicas > 0) held.push_back(&fresh_);
        for (set_pointer& set : old_)
            if (set->spec.replicas > 0) held.push_back(&set);
        if (held.empty()) {
            if (fresh_) scale(fresh_, wanted_);
            return;
        }
        const long most = held.size() > 1 ? wanted_ + bounds_.surge : wanted_;
        const long before = total();
        long left = most;
        for (std::size_t i = held.size(); i-- > 1;) {
            const long share = before == 0 ? 0 : (*held[i])->spec.replicas * most / before;
            left -= share;
            scale(*held[i], share);
        }
        scale(*held[0], left);
    }
    bool resized() const {
        auto differs = [&](const set_pointer& set) {
            return set && set->spec.replicas > 0 &&
                   set->metadata.annotations.contains(desired_note) &&
                   number(set->metadata.annotations, desired_note) != wanted_;
        };
        return differs(fresh_) || std::any_of(old_.begin(), old_.end(), differs);
    }

private:
    /// What the sets ask for bounds how much may go, for their statuses may lag behind.
    void shrink(long minimum) {
        long most = replicas_of(old_) +
                    std::min<long>(fresh_->spec.replicas, fresh_->status.availableReplicas) -
                    minimum;
        for (set_pointer& set : old_) {
            const long broken = std::min(most, set->spec.replicas - set->status.availableReplicas);
            if (broken <= 0) continue;
            most -= broken;
            scale(set, set->spec.replicas - broken);
        }
        long spare =
            std::min<long>(fresh_->spec.replicas, fresh_->status.availableReplicas) - minimum;
        for (const set_pointer& set : old_)
            spare += std::min<long>(set->spec.replicas, set->status.availableReplicas);
        spare = std::min(spare, most);
        for (set_pointer& set : old_) {
            const long step = std::min(spare, static_cast<long>(set->spec.replicas));
            if (step <= 0) continue;
            spare -= step;
            scale(set, set->spec.replicas - step);
        }
    }

    /// Pods that there are or will be: a set that was told to shrink has them until its status says
    /// less.
    long present() const {
        long sum = std::max<long>(fresh_->spec.replicas, fresh_->status.replicas);
        for (const set_pointer& set : old_)
            sum += std::max<long>(set->spec.replicas, set->status.replicas);
        return sum;
    }
    long total() const {
        return replicas_of(old_) + (fresh_ ? static_cast<long>(fresh_->spec.replicas) : 0L);
    }

    void scale(set_pointer& set, long to) {
        const long from = set->spec.replicas;
        api::ReplicaSet next = *set;
        next.spec.replicas = to;
        next.metadata.annotations[desired_note] = core::decimal(wanted_);
        next.metadata.annotations[max_note] = core::decimal(wanted_ + bounds_.surge);
        set = std::make_shared<const api::ReplicaSet>(ctx_.update(next));
        if (from == to) return;
        ctx_.event(
            d_, "Normal", "ScalingReplicaSet",
            core::cat("Scaled ", from < to ? "up" : "down", " replica set ", set->metadata.name,
                      " from ", core::decimal(from), " to ", core::decimal(to)));
    }

    controller::context& ctx_;
    const api::Deployment& d_;
    std::vector<set_pointer>& old_;
    set_pointer& fresh_;
    long wanted_;
    rollout_bounds bounds_;
};

}  // namespace slipway::controllers::detail
