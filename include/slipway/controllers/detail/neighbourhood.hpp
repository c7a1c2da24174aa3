// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <slipway/controllers/detail/fit.hpp>

namespace slipway::controllers::detail {

/// What a pod's required affinity, anti-affinity and spreading come to among the pods that have a
/// node, and what the anti-affinity of these comes to for it (Kubernetes documentation, "Inter-pod
/// affinity and anti-affinity", "Pod Topology Spread Constraints").
class neighbourhood {
public:
    /// `each_room(f)` calls `f` for every node.
    template <class EachRoom>
    neighbourhood(const api::Pod& pod, EachRoom each_room) {
        const api::pod_seen own{pod.metadata.namespace_.view(), pod.metadata.labels};
        if (pod.spec.affinity.has_value()) {
            if (const auto& near = pod.spec.affinity->podAffinity; near.has_value())
                for (const auto& t : near->requiredDuringSchedulingIgnoredDuringExecution)
                    sought_.push_back({&t, {}, api::concerns(t, own, own)});
            if (const auto& far = pod.spec.affinity->podAntiAffinity; far.has_value())
                for (const auto& t : far->requiredDuringSchedulingIgnoredDuringExecution)
                    avoided_.push_back(&t);
        }
        for (const auto& c : pod.spec.topologySpreadConstraints)
            if (c.whenUnsatisfiable != "ScheduleAnyway")
                spread_.push_back({&c,
                                   {},
                                   c.labelSelector.has_value() &&
                                       api::selects(*c.labelSelector, pod.metadata.labels)});
        each_room([&](const room& at) {
            if (at.shy > 0 || !sought_.empty() || !avoided_.empty()) look_at_residents(own, at);
            count(pod, own, at);
        });
    }

    /// Whether the pod looks at others at all.
    static bool matters_to(const api::Pod& pod) {
        const bool near =
            pod.spec.affinity.has_value() && (pod.spec.affinity->podAffinity.has_value() ||
                                              pod.spec.affinity->podAntiAffinity.has_value());
        return near || !pod.spec.topologySpreadConstraints.empty();
    }

    /// Why the pod cannot go to the node, in Kubernetes' words; nothing where it can.
    std::optional<std::string> objection(const room& at) const {
        for (const spreading& s : spread_) {
            const core::text* own = at.labels.find(s.constraint->topologyKey);
            if (!own)
                return "node(s) didn't match pod topology spread constraints (missing required label)";
            if (s.skew_at(own->view()) > s.constraint->maxSkew.value_or(1))
                return "node(s) didn't match pod topology spread constraints";
        }
        for (const company& c : sought_)
            if (!found(c, at)) return "node(s) didn't match pod affinity rules";
        if (is_in(shunned_, at)) return "node(s) didn't match pod anti-affinity rules";
        if (is_in(shunned_by_, at))
            return "node(s) didn't satisfy existing pods anti-affinity rules";
        return std::nullopt;
    }

private:
    struct company {
        const api::core_v1::PodAffinityTerm* term;
        std::set<std::string> places;  ///< values of its topology key where somebody is
        bool itself;                   ///< the pod is one of those that it looks for
    };
    struct spreading {
        const api::core_v1::TopologySpreadConstraint* constraint;
        std::map<std::string, long, std::less<>> counts;  ///< by the value of its topology key
        bool itself;

        long skew_at(std::string_view value) const {
            long least = counts.empty() ? 0 : counts.begin()->second;
            for (const auto& [each, n] : counts) least = std::min(least, n);
            if (static_cast<long>(counts.size()) < constraint->minDomains.value_or(1)) least = 0;
            const auto there = counts.find(value);
            return (there == counts.end() ? 0 : there->second) + (itself ? 1 : 0) - least;
        }
    };
    using place = std::pair<core::text, core::text>;  // a topology key, and its value

    void look_at_residents(const api::pod_seen& own, const room& at) {
        const auto note = [&](std::vector<place>& to, const core::text& key) {
            if (const core::text* value = at.labels.find(key)) to.emplace_back(key, *value);
        };
        for (const auto& [uid, other] : at.residents) {
            const api::pod_seen its{other.space.view(), other.labels};
            for (const auto& t : other.avoids)
                if (api::concerns(t, its, own)) note(shunned_by_, t.topologyKey);
            for (const auto* t : avoided_)
                if (api::concerns(*t, own, its)) note(shunned_, t->topologyKey);
            for (company& c : sought_)
                if (const core::text* value = at.labels.find(c.term->topologyKey);
                    value && api::concerns(*c.term, own, its))
                    c.places.emplace(value->view());
        }
    }
    /// Nodes that the pod may not go to are no place to spread over; those with taints are.
    void count(const api::Pod& pod, const api::pod_seen& own, const room& at) {
        for (spreading& s : spread_) {
            const core::text* value = at.labels.find(s.constraint->topologyKey);
            if (!value || !likes(pod, at.labels, at.name)) continue;
            long& n = s.counts.try_emplace(std::string(value->view()), 0).first->second;
            for (const auto& [uid, other] : at.residents)
                n += s.constraint->labelSelector.has_value() && other.space.view() == own.space &&
                     api::selects(*s.constraint->labelSelector, other.labels);
        }
    }
    static bool is_in(const std::vector<place>& places, const room& at) {
        return std::any_of(places.begin(), places.end(), [&](const place& p) {
            const core::text* own = at.labels.find(p.first);
            return own && *own == p.second;
        });
    }
    /// The first of pods that look for each other has nobody to find.
    static bool found(const company& c, const room& at) {
        const core::text* own = at.labels.find(c.term->topologyKey);
        return own &&
               (c.places.count(std::string(own->view())) != 0 || (c.places.empty() && c.itself));
    }

    std::vector<company> sought_;
    std::vector<const api::core_v1::PodAffinityTerm*> avoided_;
    std::vector<spreading> spread_;
    std::vector<place> shunned_, shunned_by_;
};

}  // namespace slipway::controllers::detail
