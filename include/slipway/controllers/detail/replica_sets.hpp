// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/api/apps_v1.hpp>
#include <slipway/controllers/detail/objects.hpp>
#include <slipway/core/int_or_string.hpp>

/// What the Deployment loop knows of the ReplicaSets under it.
namespace slipway::controllers::detail {

using set_pointer = std::shared_ptr<const api::ReplicaSet>;

inline constexpr char template_hash[] = "pod-template-hash";
inline constexpr char revision_note[] = "deployment.kubernetes.io/revision";
inline constexpr char desired_note[] = "deployment.kubernetes.io/desired-replicas";
inline constexpr char max_note[] = "deployment.kubernetes.io/max-replicas";

inline long number(const core::map<core::text>& annotations, std::string_view key) {
    const core::text* found = annotations.find(key);
    return found ? std::strtol(found->c_str(), nullptr, 10) : 0;
}

/// The template as text that tells it from all others, without the label that the loop adds.
template <class Template>
std::string template_text(Template t) {
    t.metadata.labels.erase(template_hash);
    json::value v = json::encode(t);
    auto& metadata = v["metadata"];
    metadata.erase("creationTimestamp");
    return nlohmann::json(v).dump();
}

/// A number of pods, or a percentage of `of`.
inline long scaled(const core::int_or_string& given, long of, bool up) {
    if (given.is_number()) return given.number;
    const long percent = std::strtol(given.string.c_str(), nullptr, 10);
    return up ? (of * percent + 99) / 100 : of * percent / 100;
}

struct rollout_bounds {
    long surge = 0;
    long unavailable = 0;
};

/// How far a rolling update may stray from the number of replicas. Never zero both: it could not
/// move.
inline rollout_bounds bounds(const api::Deployment& d) {
    const long replicas = d.spec.replicas.value_or(1);
    if (d.spec.strategy->type == "Recreate") return {};
    const auto& given = *d.spec.strategy->rollingUpdate;
    const core::int_or_string quarter("25%");
    rollout_bounds made{
        scaled(given.maxSurge.has_value() ? given.maxSurge : quarter, replicas, true),
        scaled(given.maxUnavailable.has_value() ? given.maxUnavailable : quarter, replicas, false)};
    if (made.surge == 0 && made.unavailable == 0) made.unavailable = 1;
    made.unavailable = std::min(made.unavailable, replicas);
    return made;
}

inline long replicas_of(const std::vector<set_pointer>& sets) {
    long sum = 0;
    for (const set_pointer& s : sets) sum += s->spec.replicas;
    return sum;
}
inline long available_of(const std::vector<set_pointer>& sets) {
    long sum = 0;
    for (const set_pointer& s : sets) sum += s->status.availableReplicas;
    return sum;
}

}  // namespace slipway::controllers::detail
