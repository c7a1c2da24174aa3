// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include <slipway/dsl/check.hpp>

namespace slipway::dsl {

namespace detail {

/// A text of a finding as a type, so that compilers print it.
template <unsigned N>
struct shown {
    char characters[N]{};
    constexpr shown(const words& w) {
        for (unsigned i = 0; i + 1 < N; ++i) characters[i] = w.characters[i];
    }
};
template <shown Where, shown Value, shown Hint, int Line>
struct problem {
    static constexpr bool solved = false;
};

/// One sentence for one finding; the type in its condition carries the names.
template <finding F>
constexpr void say() {
    using here = problem<shown<F.where.size + 1>(F.where), shown<F.value.size + 1>(F.value), shown<F.hint.size + 1>(F.hint), F.line>;
    if constexpr (F.what == rule::service_selects_no_pod) static_assert(here::solved, "this Service selects labels that no Pod of the cluster carries");
    else if constexpr (F.what == rule::target_port_not_exposed) static_assert(here::solved, "this Service's target port is exposed by no container of the Pods that it selects");
    else if constexpr (F.what == rule::mount_without_volume) static_assert(here::solved, "this container mounts a volume that its Pod does not have");
    else if constexpr (F.what == rule::unknown_config_map) static_assert(here::solved, "this refers to a ConfigMap that is not in the cluster");
    else if constexpr (F.what == rule::unknown_secret) static_assert(here::solved, "this refers to a Secret that is not in the cluster");
    else if constexpr (F.what == rule::unknown_key) static_assert(here::solved, "the ConfigMap or Secret has no such key");
    else if constexpr (F.what == rule::probe_port_not_exposed) static_assert(here::solved, "this probe uses a port name that its container does not expose");
    else if constexpr (F.what == rule::duplicate_object) static_assert(here::solved, "two objects of one kind and namespace have the same name");
    else if constexpr (F.what == rule::duplicate_port_name) static_assert(here::solved, "two ports of one Pod have the same name");
    else if constexpr (F.what == rule::duplicate_variable) static_assert(here::solved, "this container sets an environment variable twice");
    else if constexpr (F.what == rule::image_missing) static_assert(here::solved, "this container has no image");
    else if constexpr (F.what == rule::no_containers) static_assert(here::solved, "this Pod has no containers");
    else if constexpr (F.what == rule::selector_misses_own_pods) static_assert(here::solved, "this Deployment's selector does not select its own Pods");
    else if constexpr (F.what == rule::request_over_limit) static_assert(here::solved, "this container requests more than its limit");
    else if constexpr (F.what == rule::rollout_cannot_progress) static_assert(here::solved, "maxSurge and maxUnavailable are both 0, so that a rollout could never progress");
    else if constexpr (F.what == rule::node_port_twice) static_assert(here::solved, "two Services ask for the same node port");
    else if constexpr (F.what == rule::pod_fits_no_node) static_assert(here::solved, "one Pod of this asks for more than any node of the cluster has");
    else static_assert(here::solved, "the replicas do not fit on the nodes that the cluster may have");
}

template <Cluster (*Definition)()>
struct checked {
    static constexpr findings found = check(Definition());
    template <std::size_t... I>
    static constexpr bool say_all(std::index_sequence<I...>) {
        (say<found.kept[I]>(), ...);
        return true;  // what is wrong has been said; a second error would only hide it
    }
    static constexpr bool ok = say_all(std::make_index_sequence<found.size()>());
};

}  // namespace detail

/// Whether nothing is wrong with a cluster. What is wrong is said by the compiler: a sentence, the names and the
/// line of the object for each of the first findings.
template <Cluster (*Definition)()>
inline constexpr bool sound = detail::checked<Definition>::ok;

}  // namespace slipway::dsl
