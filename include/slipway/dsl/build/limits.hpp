// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: a tenth of a second for those who write no sentences.

#include <slipway/dsl/build/builder.hpp>
#include <slipway/dsl/limits.hpp>

namespace slipway::dsl::build {

/// `build::resource_quota("quota").hard("pods", "20").hard("requests.cpu", "4")`
template <unsigned Missing>
class [[nodiscard]] resource_quota_builder
    : public namespaced_words<resource_quota_builder, ResourceQuota, Missing>,
      public builder<resource_quota_builder, ResourceQuota, Missing> {
public:
    using builder<resource_quota_builder, ResourceQuota, Missing>::builder;

    constexpr resource_quota_builder hard(const quota_name& what, const quantity& most) && {
        return this->edit().hard.push_back({what, most}), this->said();
    }
    constexpr resource_quota_builder hard(const entries<amount>& more) && {
        return detail::add_all(this->edit().hard, more), this->said();
    }
    /// Whatever else the API has.
    constexpr resource_quota_builder spec(const api::ResourceQuotaSpec& s) && {
        return this->edit().spec = s, this->said();
    }
};
constexpr resource_quota_builder<needs::nothing> resource_quota(
    const name& called, int line = __builtin_LINE(), const char* file = __builtin_FILE()) {
    return begin_at<resource_quota_builder<needs::nothing>>(called, line, file);
}
constexpr resource_quota_builder<needs::nothing> resource_quota(const ResourceQuota& begun) {
    return resource_quota_builder<needs::nothing>(begun);
}

template <unsigned Missing>
class [[nodiscard]] limit_range_builder
    : public namespaced_words<limit_range_builder, LimitRange, Missing>,
      public builder<limit_range_builder, LimitRange, Missing> {
public:
    using builder<limit_range_builder, LimitRange, Missing>::builder;

    constexpr limit_range_builder limit(const dsl::limit& l) && {
        return this->edit().limits.push_back(l), this->said();
    }
    /// Whatever else the API has.
    constexpr limit_range_builder spec(const api::LimitRangeSpec& s) && {
        return this->edit().spec = s, this->said();
    }
};
constexpr limit_range_builder<needs::nothing> limit_range(const name& called,
                                                          int line = __builtin_LINE(),
                                                          const char* file = __builtin_FILE()) {
    return begin_at<limit_range_builder<needs::nothing>>(called, line, file);
}
constexpr limit_range_builder<needs::nothing> limit_range(const LimitRange& begun) {
    return limit_range_builder<needs::nothing>(begun);
}

template <unsigned Missing>
class [[nodiscard]] priority_class_builder
    : public object_words<priority_class_builder, PriorityClass, Missing>,
      public builder<priority_class_builder, PriorityClass, Missing> {
    using valued = priority_class_builder<Missing & ~needs::a_value>;

public:
    using builder<priority_class_builder, PriorityClass, Missing>::builder;

    constexpr valued value(priority_value v) && {
        return this->edit().value = v, valued(this->taken());
    }
    constexpr priority_class_builder globalDefault(bool on = true) && {
        return this->edit().globalDefault = on, this->said();
    }
    constexpr priority_class_builder description(const text& d) && {
        return this->edit().description = d, this->said();
    }
    constexpr priority_class_builder preemptionPolicy(const preemption_policy& p) && {
        return this->edit().preemptionPolicy = p, this->said();
    }
};
constexpr priority_class_builder<needs::a_value> priority_class(
    const name& called, int line = __builtin_LINE(), const char* file = __builtin_FILE()) {
    return begin_at<priority_class_builder<needs::a_value>>(called, line, file);
}
constexpr priority_class_builder<needs::nothing> priority_class(const PriorityClass& begun) {
    return priority_class_builder<needs::nothing>(begun);
}

}  // namespace slipway::dsl::build
