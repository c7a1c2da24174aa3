// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/detail/check_workload.hpp>
#include <slipway/dsl/detail/room.hpp>

namespace slipway::dsl::detail {

/// `requests.cpu` and `limits.cpu` apart: what is asked for, and of which resource. `cpu` alone
/// means requests (Kubernetes documentation, "Resource Quotas").
struct quota_item {
    bool limits = false;
    std::string_view resource{};
};
constexpr quota_item quota_item_of(std::string_view name) {
    if (name.starts_with("limits.")) return {true, name.substr(7)};
    if (name.starts_with("requests.")) return {false, name.substr(9)};
    return {false, name};
}

/// What a LimitRange gives to containers that say nothing.
constexpr const text* default_of(const examined& e, std::string_view resource, bool limits) {
    for (const object& o : e.cluster.resources) {
        const auto* const range = o.as<api::LimitRange>();
        if (!range || space_of(e.cluster, o) != e.space()) continue;
        for (const api::LimitRangeItem& item : range->spec.limits) {
            if (item.type != "Container") continue;
            const text* const given = item.default_.find(resource);
            const text* const asked = limits ? nullptr : item.defaultRequest.find(resource);
            if (asked || given) return asked ? asked : given;
        }
    }
    return nullptr;
}

/// What one container takes of a quota; null where it says nothing.
constexpr const text* taken(const examined& e, const api::Container& c, const quota_item& item) {
    if (c.resources.has_value()) {
        if (!item.limits)
            if (const text* asked = c.resources->requests.find(item.resource)) return asked;
        if (const text* most = c.resources->limits.find(item.resource)) return most;
    }
    return default_of(e, item.resource, item.limits);
}

/// Whether no container asks for anything of its node (quality of service `BestEffort`).
constexpr bool is_best_effort(const examined& e, const api::PodSpec& pod) {
    for (const core::list<api::Container>* containers : {&pod.initContainers, &pod.containers})
        for (const api::Container& c : *containers)
            for (const std::string_view resource : {"cpu", "memory"})
                if (taken(e, c, {false, resource}) || taken(e, c, {true, resource})) return false;
    return true;
}

/// Whether a pod is of a scope. Of scopes that are about something else, nothing is known.
constexpr core::optional<bool> is_of(const examined& e, const api::PodSpec& pod,
                                     std::string_view scope) {
    if (scope == "BestEffort") return is_best_effort(e, pod);
    if (scope == "NotBestEffort") return !is_best_effort(e, pod);
    if (scope == "Terminating") return pod.activeDeadlineSeconds.has_value();
    if (scope == "NotTerminating") return !pod.activeDeadlineSeconds.has_value();
    if (scope == "PriorityClass") return !pod.priorityClassName.empty();
    return {};
}

/// Whether a quota is for a pod: it is of all the scopes (Kubernetes documentation, "Quota
/// scopes"). One that is not known keeps the quota from being looked at.
constexpr bool counts(const examined& e, const api::ResourceQuotaSpec& quota,
                      const api::PodSpec& pod) {
    for (const text& scope : quota.scopes)
        if (!is_of(e, pod, scope)) return false;
    if (!quota.scopeSelector.has_value()) return true;
    for (const auto& r : quota.scopeSelector->matchExpressions) {
        bool listed = false;
        for (const text& v : r.values) listed = listed || v == pod.priorityClassName;
        const bool of = is_of(e, pod, r.scopeName);
        if (r.operator_ == "Exists" && !of) return false;
        if (r.operator_ == "DoesNotExist" && of) return false;
        if (r.operator_ == "In" && !(of && listed)) return false;
        if (r.operator_ == "NotIn" && of && listed) return false;
    }
    return true;
}

/// Whether all is known that decides for which pods a quota is.
constexpr bool is_known(const examined& e, const api::ResourceQuotaSpec& quota) {
    const api::PodSpec any;
    for (const text& scope : quota.scopes)
        if (!is_of(e, any, scope).has_value()) return false;
    if (!quota.scopeSelector.has_value()) return true;
    for (const auto& r : quota.scopeSelector->matchExpressions)
        if (!is_of(e, any, r.scopeName).has_value()) return false;
    return true;
}

/// The sum over the pods of a quota. A container that says nothing would be refused, which is
/// reported.
constexpr wide sum_of(const examined& e, const api::ResourceQuotaSpec& quota,
                      const quota_item& item) {
    wide sum = 0;
    for (const object& o : e.cluster.resources) {
        const api::PodSpec* const pod = o.pods();
        if (!pod || space_of(e.cluster, o) != e.space() || !counts(e, quota, *pod)) continue;
        const long replicas = replicas_of(o);
        for (const api::Container& c : pod->containers) {
            const text* const amount = taken(e, c, item);
            const auto parsed = amount ? core::parse_quantity(*amount) : std::nullopt;
            if (parsed) sum += wide{parsed->milli} * replicas;
            if (!amount)
                e.report(rule::quota_needs_amounts, {e.it, ", container ", c.name},
                         words(title(o))
                             .add(item.limits ? " limits no " : " requests no ")
                             .add(item.resource));
        }
    }
    return sum;
}

/// How many objects of a kind stand in the namespace, by the names of quotas: `pods`, `services`,
/// `count/deployments.apps`.
constexpr long count_of(const examined& e, const api::ResourceQuotaSpec& quota,
                        std::string_view resource) {
    const bool by_group = resource.starts_with("count/");
    if (by_group) resource.remove_prefix(6);
    long count = 0;
    for (const object& o : e.cluster.resources) {
        if (space_of(e.cluster, o) != e.space()) continue;
        const api::kind_facts& kind = o.facts();
        const std::string_view group = kind.api_version.substr(0, kind.api_version.find('/'));
        if (resource == "pods") {
            count += o.runs_pods() && counts(e, quota, *o.pods()) ? replicas_of(o) : 0;
        } else if (resource.starts_with(kind.plural)) {
            const std::string_view rest = resource.substr(kind.plural.size());
            count += rest.empty() || (by_group && rest.size() > 1 && rest.substr(1) == group);
        }
    }
    return count;
}

/// What an amount in thousandths is to people: `5200m`, or `12` pods.
constexpr words amount_words(wide milli, std::string_view resource) {
    if (resource == "memory" || resource == "ephemeral-storage")
        return words().add(static_cast<long>(milli / (wide{1000} << 20))).add("Mi");
    if (milli % 1000 == 0) return words().add(static_cast<long>(milli / 1000));
    return words().add(static_cast<long>(milli)).add("m");
}

constexpr void check_quota(const examined& e) {
    const auto& spec = e.it.as<api::ResourceQuota>()->spec;
    for (const core::entry<text>& h : spec.hard)
        if (h.key.empty() || h.value.empty())
            e.report(rule::required_missing, e.here(),
                     words("spec.hard: a ").add(h.key.empty() ? "key" : "quantity"));
    if (!is_known(e, spec)) return;
    for (const core::entry<text>& h : spec.hard) {
        const auto most = core::parse_quantity(h.value);
        if (!most) continue;
        const quota_item item = quota_item_of(h.key);
        const wide sum = is_computed(item.resource) ? sum_of(e, spec, item)
                                                    : wide{count_of(e, spec, h.key)} * 1000;
        if (sum <= most->milli) continue;
        e.report(rule::quota_exceeded, e.here(),
                 words(h.key)
                     .add(" ")
                     .add(amount_words(sum, item.resource).view())
                     .add(" of ")
                     .add(h.value.view()));
    }
}

/// One container against the bounds of one resource.
constexpr void check_bounds(const examined& e, const object& o, const api::Container& c,
                            const api::LimitRangeItem& item) {
    const auto compare = [&](const core::map<text>& bounds, bool limits, bool most) {
        for (const core::entry<text>& b : bounds) {
            const text* const amount = taken(e, c, {limits, b.key});
            const auto bound = core::parse_quantity(b.value),
                       parsed = amount ? core::parse_quantity(*amount) : std::nullopt;
            if (!bound || !parsed ||
                (most ? parsed->milli <= bound->milli : parsed->milli >= bound->milli))
                continue;
            report(e.found, o, rule::outside_limit_range,
                   words(title(o)).add(", container ").add(c.name.view()),
                   words(b.key)
                       .add(" ")
                       .add(amount->view())
                       .add(most ? " over the max " : " under the min ")
                       .add(b.value.view()),
                   words("LimitRange ").add(e.it.name()));
        }
    };
    compare(item.max, true, true);
    compare(item.min, false, false);
}

/// What the containers of a pod take together; nothing where none says anything.
constexpr core::optional<long> taken_together(const examined& e, const api::PodSpec& pod,
                                              const quota_item& item) {
    core::optional<long> sum;
    for (const api::Container& c : pod.containers) {
        const text* const amount = taken(e, c, item);
        const auto parsed = amount ? core::parse_quantity(*amount) : std::nullopt;
        if (parsed) sum = sum + static_cast<long>(parsed->milli);
    }
    return sum;
}

/// The containers of a pod together against the bounds of one resource. A pod that says nothing is
/// refused too.
constexpr void check_pod_bounds(const examined& e, const object& o,
                                const api::LimitRangeItem& item) {
    const auto compare = [&](const core::map<text>& bounds, bool limits, bool most) {
        for (const core::entry<text>& b : bounds) {
            const core::optional<long> sum = taken_together(e, *o.pods(), {limits, b.key});
            const auto bound = core::parse_quantity(b.value);
            if (!bound || (sum.has_value() && (most ? sum <= bound->milli : sum >= bound->milli)))
                continue;
            words amount = words(b.key);
            if (sum.has_value()) amount.add(" ").add(amount_words(sum, b.key).view());
            else amount.add(limits ? " without limits" : " without requests");
            report(e.found, o, rule::outside_limit_range, title(o),
                   amount.add(most ? " over the max " : " under the min ")
                       .add(b.value.view())
                       .add(" of a Pod"),
                   words("LimitRange ").add(e.it.name()));
        }
    };
    compare(item.max, true, true);
    compare(item.min, false, false);
}

constexpr void check_limit_range(const examined& e) {
    for (const api::LimitRangeItem& item : e.it.as<api::LimitRange>()->spec.limits) {
        for (const object& o : e.cluster.resources) {
            const api::PodSpec* const pod = o.pods();
            if (!pod || space_of(e.cluster, o) != e.space()) continue;
            if (item.type == "Pod") check_pod_bounds(e, o, item);
            if (item.type != "Container") continue;
            for (const api::Container& c : pod->containers) check_bounds(e, o, c, item);
        }
    }
}

}  // namespace slipway::dsl::detail
