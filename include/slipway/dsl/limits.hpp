// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/core_v1.hpp>
#include <slipway/api/members/core_v1.hpp>
#include <slipway/api/scheduling_v1.hpp>
#include <slipway/dsl/container.hpp>
#include <slipway/dsl/further.hpp>

namespace slipway::dsl {

/// How much of something: `{"requests.cpu", "10"}`, `{"pods", "20"}`.
struct amount {
    quota_name key{};
    quantity value{};
};

/// What the objects of a namespace may ask for together.
struct ResourceQuota {
    dsl::name name{};
    short_name namespace_{};
    dsl::labels labels{};
    dsl::annotations annotations{};
    entries<amount> hard{};
    further<api::ResourceQuotaSpec> spec{};  ///< whatever else the API has
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

struct limit {
    limit_type type = "Container";
    amounts default_{};        ///< the limit of a container that names none
    amounts defaultRequest{};  ///< and its request
    amounts max{};
    amounts min{};
};

/// What one container or Pod of a namespace may ask for.
struct LimitRange {
    dsl::name name{};
    short_name namespace_{};
    dsl::labels labels{};
    dsl::annotations annotations{};
    core::list<limit> limits{};
    further<api::LimitRangeSpec> spec{};  ///< whatever else the API has
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

/// Pods of a higher value are scheduled first, and may have others removed for them.
struct PriorityClass {
    dsl::name name{};
    dsl::labels labels{};
    dsl::annotations annotations{};
    priority_value value{};
    bool globalDefault = false;  ///< of pods that name no class
    text description{};
    preemption_policy preemptionPolicy{};
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

template <std::same_as<ResourceQuota> Short>
constexpr api::ResourceQuota lower(const Short& from) {
    api::ResourceQuota made;
    detail::begin(from, made, "v1", "ResourceQuota");
    if (from.spec.has_value()) made.spec = *from.spec;
    if (made.spec.hard.empty()) made.spec.hard = from.hard;
    else
        for (const core::entry<text>& e : from.hard) made.spec.hard[e.key] = e.value;
    return made;
}
constexpr bool all_checked(const ResourceQuota& q) { return !q.spec.has_value(); }

template <std::same_as<limit> Short>
constexpr void lower(const Short& from, api::LimitRangeItem& made) {
    made.type = from.type;
    lower(from.default_, made.default_);
    lower(from.defaultRequest, made.defaultRequest);
    lower(from.max, made.max);
    lower(from.min, made.min);
}
template <std::same_as<LimitRange> Short>
constexpr api::LimitRange lower(const Short& from) {
    api::LimitRange made;
    detail::begin(from, made, "v1", "LimitRange");
    if (from.spec.has_value()) made.spec = *from.spec;
    detail::lower_each(from.limits, made.spec.limits);
    return made;
}
constexpr bool all_checked(const LimitRange& l) { return !l.spec.has_value(); }

template <std::same_as<PriorityClass> Short>
constexpr api::PriorityClass lower(const Short& from) {
    api::PriorityClass made;
    detail::begin(from, made, "scheduling.k8s.io/v1", "PriorityClass");
    made.value = static_cast<long>(from.value);
    if (from.globalDefault) made.globalDefault = true;
    made.description = from.description;
    made.preemptionPolicy = from.preemptionPolicy;
    return made;
}
constexpr bool all_checked(const PriorityClass&) { return true; }

}  // namespace slipway::dsl
