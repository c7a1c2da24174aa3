// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/selects.hpp>
#include <slipway/dsl/detail/by_name.hpp>

namespace slipway::dsl::detail {

using api::carries_all;
using api::selects;

constexpr words in_words(const core::map<text>& selector) {
    words made;
    for (const core::entry<text>& s : selector)
        made.add(made.size ? "," : "").add(s.key.view()).add("=").add(s.value.view());
    return made;
}
constexpr words in_words(const api::LabelSelector& selector) {
    words made = in_words(selector.matchLabels);
    for (const api::LabelSelectorRequirement& r : selector.matchExpressions) {
        made.add(made.size ? "," : "").add(r.key.view()).add(" ").add(r.operator_.view());
        for (const text& v : r.values) made.add(" ").add(v.view());
    }
    return made;
}

/// Workloads by each label of their pods.
class by_label {
public:
    constexpr explicit by_label(const Cluster& cluster)
        : cluster_(cluster), index_(count(cluster)) {
        for (std::size_t i = 0; i < cluster.resources.size(); ++i) {
            const object& o = cluster.resources[i];
            if (!o.runs_pods()) continue;
            for (const core::entry<text>& l : o.pod_labels()) index_.put(key(l), i);
        }
    }
    /// Calls `visit` for each workload of the namespace whose pods carry the selector. It looks at
    /// those that carry the rarest of its labels, so that one which all of a cluster carries costs
    /// nothing.
    template <class Visit>
    constexpr void each(std::string_view space, const core::map<text>& selector,
                        Visit visit) const {
        const unsigned rarest = rarest_of(selector);
        std::size_t last = cluster_.resources.size();
        index_.find(rarest, [&](std::size_t n) {
            if (n == last)
                return false;  // found by another of its labels, which stand beside each other
            last = n;
            const object& o = cluster_.resources[n];
            if (core::same_characters(space_of(cluster_, o), space) &&
                carries_all(o.pod_labels(), selector))
                visit(o);
            return false;
        });
    }
    /// The same for selectors with expressions; one that is empty selects all of the namespace.
    template <class Visit>
    constexpr void each(std::string_view space, const api::LabelSelector& selector,
                        Visit visit) const {
        if (!selector.matchLabels.empty())
            return each(space, selector.matchLabels, [&](const object& o) {
                if (selector.matchExpressions.empty() || selects(selector, o.pod_labels()))
                    visit(o);
            });
        for (const object& o : cluster_.resources)
            if (o.runs_pods() && space_of(cluster_, o) == space &&
                selects(selector, o.pod_labels()))
                visit(o);
    }
    /// Whether the one workload whose pods carry the selector is the only one, in any namespace. It
    /// may be so where this says no.
    constexpr bool is_of_one(const api::LabelSelector& selector) const {
        return !selector.matchLabels.empty() && index_.count(rarest_of(selector.matchLabels)) == 1;
    }
    /// `did you mean app=web?`
    constexpr words nearest_label(std::string_view space, std::string_view wanted) const {
        nearest hint(wanted);
        for (const object& o : cluster_.resources)
            if (o.runs_pods() && space_of(cluster_, o) == space)
                for (const core::entry<text>& l : o.pod_labels())
                    hint.offer(words(l.key).add("=").add(l.value.view()).view());
        return hint.hint();
    }

private:
    constexpr unsigned rarest_of(const core::map<text>& selector) const {
        unsigned rarest = key(selector[0]);
        for (std::size_t i = 1; i < selector.size() && index_.count(rarest) > 1; ++i)
            if (const unsigned k = key(selector[i]); index_.count(k) < index_.count(rarest))
                rarest = k;
        return rarest;
    }
    static constexpr unsigned key(const core::entry<text>& label) {
        return hash(label.value, rough_hash(label.key));
    }
    static constexpr std::size_t count(const Cluster& cluster) {
        std::size_t n = 0;
        for (const object& o : cluster.resources)
            if (o.runs_pods()) n += o.pod_labels().size();
        return n;
    }
    const Cluster& cluster_;
    index index_;
};

}  // namespace slipway::dsl::detail
