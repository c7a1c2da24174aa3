// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <slipway/api/apps_v1.hpp>
#include <slipway/controller/controller.hpp>
#include <slipway/controllers/detail/deployment_status.hpp>
#include <slipway/controllers/detail/rollout.hpp>

namespace slipway::controllers {

namespace detail {

class deployment_pass {
public:
    deployment_pass(controller::context& ctx, const api::Deployment& d) : ctx_(ctx), d_(d) {}

    controller::outcome run() {
        claim();
        find();
        bool made = false;
        if (d_.metadata.deletionTimestamp.empty()) made = move();
        return report(made);
    }

private:
    /// All sets, oldest first.
    void claim() {
        for (const set_pointer& set : ctx_.owned<api::ReplicaSet>(d_)) {
            const auto* owner = controller::controller_of(*set);
            if (owner && owner->uid == d_.metadata.uid && set->metadata.deletionTimestamp.empty())
                all_.push_back(set);
        }
        if (d_.metadata.deletionTimestamp.empty()) adopt();
        std::stable_sort(all_.begin(), all_.end(), [](const set_pointer& a, const set_pointer& b) {
            return a->metadata.creationTimestamp < b->metadata.creationTimestamp;
        });
    }
    void adopt() {
        const std::string ns(d_.metadata.namespace_.view());
        for (const set_pointer& set :
             ctx_.manager().informer<api::ReplicaSet>().by(controller::by_namespace, ns)) {
            if (controller::controller_of(*set) || !set->metadata.deletionTimestamp.empty())
                continue;
            if (!selects(*d_.spec.selector, set->metadata.labels)) continue;
            api::ReplicaSet next = *set;
            next.metadata.ownerReferences.push_back(controller::owner_reference(d_));
            all_.push_back(std::make_shared<const api::ReplicaSet>(ctx_.update(next)));
        }
    }
    void find() {
        const std::string wanted = template_text(d_.spec.template_);
        for (const set_pointer& set : all_) {
            if (!fresh_ && template_text(set->spec.template_) == wanted) fresh_ = set;
            else old_.push_back(set);
        }
    }

    /// Gives whether a new set has been made.
    bool move() {
        rollout steps(ctx_, d_, old_, fresh_);
        if (d_.spec.paused) {
            if (steps.resized()) steps.resize();
            return false;
        }
        const bool recreate = d_.spec.strategy->type == "Recreate";
        if (recreate && !fresh_ && !steps.clear()) return false;
        const bool made = !fresh_;
        if (made) make();
        else keep_revision();
        if (!made && !recreate && steps.resized() && replicas_of(old_) > 0) steps.resize();
        else if (!recreate) steps.roll();
        else if (steps.clear()) steps.fill();
        if (complete(counted(d_, all(), fresh_))) tidy();
        return made;
    }
    void make() {
        api::ReplicaSet set{};
        const std::string mark =
            hash_name(template_text(d_.spec.template_) + std::to_string(d_.status.collisionCount));
        set.metadata.name = core::cat(d_.metadata.name, "-", mark);
        set.metadata.namespace_ = d_.metadata.namespace_;
        set.metadata.labels = d_.spec.template_.metadata.labels;
        set.metadata.labels[template_hash] = mark;
        set.metadata.annotations = d_.metadata.annotations;
        set.metadata.annotations.erase("kubectl.kubernetes.io/last-applied-configuration");
        set.metadata.annotations[revision_note] = core::decimal(latest() + 1);
        set.metadata.ownerReferences.push_back(controller::owner_reference(d_));
        set.spec.replicas = 0;
        set.spec.minReadySeconds = d_.spec.minReadySeconds;
        set.spec.selector = d_.spec.selector;
        set.spec.selector.emplace().matchLabels[template_hash] = mark;
        set.spec.template_ = d_.spec.template_;
        set.spec.template_.metadata.labels[template_hash] = mark;
        try {
            fresh_ = std::make_shared<const api::ReplicaSet>(ctx_.create(set));
        } catch (const core::status_error& e) {
            if (!e.is(core::reason::already_exists)) throw;
            collide(set);
        }
        note_revision(number(fresh_->metadata.annotations, revision_note));
    }
    /// The name is taken: by our own set, which the cache had not shown; or by another, and then
    /// the next attempt uses another name.
    void collide(const api::ReplicaSet& wanted) {
        const auto there =
            ctx_.client().get<api::ReplicaSet>(wanted.metadata.namespace_, wanted.metadata.name);
        const auto* owner = controller::controller_of(there);
        if (owner && owner->uid == d_.metadata.uid &&
            template_text(there.spec.template_) == template_text(d_.spec.template_)) {
            fresh_ = std::make_shared<const api::ReplicaSet>(there);
            return;
        }
        api::Deployment next = d_;
        next.status.collisionCount = d_.status.collisionCount + 1L;
        ctx_.update_status(next);
        throw core::status_error(core::reason::conflict,
                                 "the name " + std::string(wanted.metadata.name.view()) +
                                     " belongs to another replica set; taking another name");
    }
    long latest() const {
        long most = 0;
        for (const set_pointer& set : all_)
            most = std::max(most, number(set->metadata.annotations, revision_note));
        return most;
    }
    /// A set that is in use again, after a rollback, becomes the latest revision.
    void keep_revision() {
        long most = 0;
        for (const set_pointer& set : old_)
            most = std::max(most, number(set->metadata.annotations, revision_note));
        const long mine = number(fresh_->metadata.annotations, revision_note);
        if (mine <= most || fresh_->spec.minReadySeconds != d_.spec.minReadySeconds) {
            api::ReplicaSet next = *fresh_;
            next.metadata.annotations[revision_note] =
                core::decimal(mine <= most ? most + 1 : mine);
            next.spec.minReadySeconds = d_.spec.minReadySeconds;
            fresh_ = std::make_shared<const api::ReplicaSet>(ctx_.update(next));
        }
        note_revision(number(fresh_->metadata.annotations, revision_note));
    }
    void note_revision(long revision) {
        if (number(d_.metadata.annotations, revision_note) == revision) return;
        d_ = ctx_.patch(
            d_, api::patch_type::merge,
            {{"metadata", {{"annotations", {{revision_note, std::to_string(revision)}}}}}});
    }
    /// Removes what is beyond the history limit, oldest revisions first.
    void tidy() {
        std::vector<set_pointer> empty;
        for (const set_pointer& set : old_)
            if (set->spec.replicas < 1 && set->status.replicas < 1) empty.push_back(set);
        std::stable_sort(empty.begin(), empty.end(),
                         [](const set_pointer& a, const set_pointer& b) {
                             return number(a->metadata.annotations, revision_note) <
                                    number(b->metadata.annotations, revision_note);
                         });
        const auto limit = static_cast<std::size_t>(d_.spec.revisionHistoryLimit.value_or(10));
        for (std::size_t i = 0; i + limit < empty.size(); ++i) ctx_.remove(*empty[i]);
    }

    controller::outcome report(bool made) {
        const auto wall = ctx_.time().wall();
        api::Deployment next = counted(d_, all(), fresh_);
        set_available(next, core::rfc3339(wall));
        const auto left = set_progress(next, d_, fresh_, made, wall);
        if (!(json::encode(next.status) == json::encode(d_.status))) ctx_.update_status(next);
        return left ? controller::after(*left) : controller::done();
    }
    std::vector<set_pointer> all() const {
        std::vector<set_pointer> sets = old_;
        if (fresh_) sets.push_back(fresh_);
        return sets;
    }

    controller::context& ctx_;
    api::Deployment d_;
    std::vector<set_pointer> all_;
    std::vector<set_pointer> old_;
    set_pointer fresh_;
};

}  // namespace detail

/// Rolls out the template of each Deployment.
///
/// Flow: find the ReplicaSet of the current template, make it if it is missing; move replicas to it
/// by the strategy, one bounded step per pass; write the status; remove sets beyond the history
/// limit.
/// Guarantees: a rolling update has never more than `replicas + maxSurge` pods, and takes none away
/// that would leave fewer than `replicas - maxUnavailable` available ones; Recreate starts nothing
/// before all is gone.
/// Assumptions: the ReplicaSet loop runs and reports availability.
inline void deployment(controller::manager& m, int workers = 2) {
    m.informer<api::Pod>();
    controller::controller<api::Deployment>(m, "deployment-controller")
        .owns<api::ReplicaSet>()
        .watches<api::Pod>(
            [sets = &m.informer<api::ReplicaSet>(), all = &m.informer<api::Deployment>()](
                const api::Pod& pod) -> std::vector<std::string> {
                // Recreate waits for the last old pod to go.
                const auto* owner = controller::controller_of(pod);
                if (!owner || owner->kind != "ReplicaSet") return {};
                const auto set = sets->get(pod.metadata.namespace_, owner->name);
                const auto* above = set ? controller::controller_of(*set) : nullptr;
                if (!above) return {};
                const auto d = all->get(pod.metadata.namespace_, above->name);
                if (!d || d->spec.strategy->type != "Recreate") return {};
                return {client::key_of(*d)};
            })
        .workers(workers)
        .reconcile([](controller::context& ctx, const api::Deployment& d) {
            return detail::deployment_pass(ctx, d).run();
        });
}

}  // namespace slipway::controllers
