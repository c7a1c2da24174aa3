// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <slipway/api/core_v1.hpp>
#include <slipway/api/selects.hpp>
#include <slipway/core/clock.hpp>
#include <slipway/core/fnv_hash.hpp>
#include <slipway/core/map.hpp>
#include <slipway/core/selector.hpp>
#include <slipway/json/codec.hpp>

/// What several loops ask of objects.
namespace slipway::controllers::detail {

template <class Pod>
bool finished(const Pod& pod) {
    return pod.status.phase == "Succeeded" || pod.status.phase == "Failed";
}
/// Counts as a replica.
template <class Pod>
bool active(const Pod& pod) {
    return !finished(pod) && pod.metadata.deletionTimestamp.empty();
}

/// The condition of this type, or null.
template <class Conditions>
const auto* condition(const Conditions& all, std::string_view type) {
    using each = typename Conditions::value_type;
    for (const each& c : all)
        if (c.type.view() == type) return &c;
    return static_cast<const each*>(nullptr);
}

template <class Pod>
bool ready(const Pod& pod) {
    const auto* c = condition(pod.status.conditions, "Ready");
    return c && c->status == "True";
}

/// An instant in an object; the beginning of time where it has none or no sound one.
inline core::time_source::wall_time instant(const core::text& t) {
    try {
        if (!t.empty()) return core::parse_rfc3339(std::string(t.view()));
    } catch (const std::invalid_argument&) {
    }
    return {};
}

/// How long the pod has to stay ready until it counts as available; zero when it does, nothing when
/// not ready.
template <class Pod>
std::optional<std::chrono::nanoseconds> until_available(const Pod& pod, long min_ready_seconds,
                                                        core::time_source::wall_time now) {
    if (!ready(pod)) return std::nullopt;
    if (min_ready_seconds == 0) return std::chrono::nanoseconds(0);
    const auto at = instant(condition(pod.status.conditions, "Ready")->lastTransitionTime) +
                    std::chrono::seconds(min_ready_seconds);
    return at <= now ? std::chrono::nanoseconds(0) : std::chrono::nanoseconds(at - now);
}

/// An empty selector selects nothing here: none of the kinds that use it allows that.
inline bool selects(const api::meta_v1::LabelSelector& s, const core::map<core::text>& labels) {
    return !(s.matchLabels.empty() && s.matchExpressions.empty()) && api::selects(s, labels);
}

/// The plain selectors of Service.
inline bool selects_all(const core::map<core::text>& wanted, const core::map<core::text>& labels) {
    return !wanted.empty() && api::carries_all(labels, wanted);
}

/// Whether two lists of structs say the same.
template <class T>
bool same(const core::list<T>& a, const core::list<T>& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (json::encode(a[i]) != json::encode(b[i])) return false;
    return true;
}

/// A hash as a part of a name, of the characters that generated names have.
inline std::string hash_name(std::string_view s) {
    static constexpr char alphabet[] = "bcdfghjklmnpqrstvwxz2456789";
    std::uint64_t h = core::fnv_hash(s);
    std::string made;
    for (int i = 0; i < 10; ++i, h /= 27) made += alphabet[h % 27];
    return made;
}

/// Sets the condition; its `lastTransitionTime` moves only with its status.
template <class Conditions>
void set_condition(Conditions& all, std::string_view type, std::string_view status,
                   std::string_view reason, std::string_view message, const std::string& now) {
    using each = typename Conditions::value_type;
    each fresh{};
    fresh.type = type;
    fresh.status = status;
    fresh.reason = reason;
    fresh.message = message;
    fresh.lastTransitionTime = now;
    if (const each* old = condition(all, type); old && old->status == fresh.status)
        fresh.lastTransitionTime = old->lastTransitionTime;
    all.remove_if([type](const each& c) { return c.type.view() == type; });
    all.push_back(fresh);
}

}  // namespace slipway::controllers::detail
