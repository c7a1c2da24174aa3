// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/placement.hpp>
#include <slipway/dsl/detail/room.hpp>

namespace slipway::dsl::detail {

constexpr room room_of(const NodePool& p) {
    const auto cpu = core::parse_quantity(p.capacity.cpu),
               memory = core::parse_quantity(p.capacity.memory);
    return {cpu ? cpu->milli : 0, memory ? memory->milli : 0, p.capacity.pods};
}

/// Whether the pool's nodes carry what the pod wants of its node. `guessed` is set where that
/// depends on what is known of no node before it is there, and is taken for what the pod wants.
constexpr bool chooses(const NodePool& pool, const api::PodSpec& pod, bool& guessed) {
    constexpr text system = "linux";
    const auto unknown = [&]() -> api::node_label {
        return guessed = true, api::node_label{nullptr, true};
    };
    const auto label = [&](std::string_view key) -> api::node_label {
        if (key == "kubernetes.io/os") return {&system};
        if (key == "slipway.dev/pool") return {&pool.name};
        for (const core::entry<text>& l : pool.labels)
            if (l.key == key) return {&l.value};
        if (key.starts_with("kubernetes.io/")) return unknown();  // its name and architecture
        return {};
    };
    return api::chooses(pod, label, [&](std::string_view) { return unknown(); });
}

/// The same, and nothing that the pod does not bear.
constexpr bool suits(const NodePool& pool, const api::PodSpec& pod) {
    bool guessed = false;
    return !api::untolerated(pod, pool.taints) && chooses(pool, pod, guessed);
}

/// How many of `count` such pods one empty node holds.
constexpr long fit_of(const room& node, const room& pod, long count) {
    wide fit = node.pods < count ? node.pods : count;
    if (pod.cpu > 0 && node.cpu / pod.cpu < fit) fit = node.cpu / pod.cpu;
    if (pod.memory > 0 && node.memory / pod.memory < fit) fit = node.memory / pod.memory;
    return static_cast<long>(fit);
}

}  // namespace slipway::dsl::detail
