// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <slipway/config.hpp>

namespace slipway::dsl::detail {

// What objects take of a constant evaluation, roughly, where a small ConfigMap takes 1. Compilers
// limit an evaluation by what is done in it, and ten Services take less than one Deployment with
// many containers.

template <class Containers>
constexpr std::size_t weight_of(const Containers& containers) {
    std::size_t all = 0;
    for (const auto& c : containers)
        all += 2 + (c.ports.size() + c.env.size() + c.volumeMounts.size()) / 2;
    return all;
}
template <class Pods>
constexpr std::size_t weight_of_pods(const Pods& pods) {
    return 3 + weight_of(pods.containers) + weight_of(pods.initContainers);
}
template <class Kind>
constexpr std::size_t weight_of_other(const Kind& o) {
    if constexpr (requires { o.data.size(); }) return 1 + o.data.size() / 4;
    else if constexpr (requires { o.ports.size(); }) return 1 + o.ports.size() / 4;
    else if constexpr (requires { o.rules.size(); }) return 1 + o.rules.size();
    else if constexpr (requires { o.fields.size(); }) return 1 + o.fields.size() / 32;
    else return 1;
}

/// How much is checked in one constant evaluation of a definition that weighs so much in all: it
/// makes all objects first.
constexpr std::size_t weight_per_evaluation(std::size_t all) {
    constexpr std::size_t most = SLIPWAY_WEIGHT_PER_EVALUATION;
#ifdef __clang__
    const std::size_t made = all / 2, least = most / 7;
#else
    const std::size_t made = all * 3 / 5, least = most * 2 / 9;
#endif
    return made + least < most ? most - made : least;
}

}  // namespace slipway::dsl::detail
