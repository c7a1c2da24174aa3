// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include <slipway/core/quantity.hpp>
#include <slipway/dsl/cluster.hpp>

namespace slipway::dsl::detail {

/// Wide enough for the memory of a million pods in thousandths of a byte.
__extension__ using wide = __int128;

/// What pods ask for, or nodes have.
struct room {
    wide cpu = 0, memory = 0;  ///< thousandths
    wide pods = 1;

    constexpr bool holds(const room& other) const {
        return cpu >= other.cpu && memory >= other.memory && pods >= other.pods;
    }
    constexpr room times(long n) const { return {cpu * n, memory * n, pods * n}; }
    constexpr room& operator+=(const room& other) {
        cpu += other.cpu;
        memory += other.memory;
        pods += other.pods;
        return *this;
    }
    constexpr room& operator-=(const room& other) { return *this += other.times(-1); }
};

constexpr std::int64_t amount_of(const core::map<text>& amounts, std::string_view name) {
    const text* written = amounts.find(name);
    if (!written) return 0;
    const auto parsed = core::parse_quantity(*written);
    return parsed ? parsed->milli : 0;
}

constexpr room requested(const api::Container& c) {
    if (!c.resources.has_value()) return {};
    // What is limited and not requested is requested up to the limit.
    const auto& requests = c.resources->requests;
    const auto& limits = c.resources->limits;
    return {amount_of(requests.contains("cpu") ? requests : limits, "cpu"),
            amount_of(requests.contains("memory") ? requests : limits, "memory"), 1};
}

/// What one pod takes of its node: its containers together, or the largest of those that run before
/// them, one after the other; with those of the latter that stay (sidecars, `restartPolicy:
/// Always`) in both.
constexpr room requested(const api::PodSpec& pod) {
    room all, sidecars, before;
    for (const api::Container& c : pod.initContainers) {
        const room one = requested(c);
        const bool stays = c.restartPolicy == "Always";
        if (sidecars.cpu + one.cpu > before.cpu) before.cpu = sidecars.cpu + one.cpu;
        if (sidecars.memory + one.memory > before.memory)
            before.memory = sidecars.memory + one.memory;
        if (stays) sidecars += one;
    }
    all = sidecars;
    for (const api::Container& c : pod.containers) all += requested(c);
    return {all.cpu > before.cpu ? all.cpu : before.cpu,
            all.memory > before.memory ? all.memory : before.memory, 1};
}

}  // namespace slipway::dsl::detail
