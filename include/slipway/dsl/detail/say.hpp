// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <slipway/dsl/finding.hpp>

namespace slipway::dsl::detail {

#if __cpp_static_assert >= 202306L

/// All of a finding in one line, for compilers that print texts which were put together in constant evaluation.
struct message {
    char characters[512]{};
    unsigned length = 0;

    constexpr explicit message(const finding& f) {
        add("line ").add(core::decimal(f.line).view()).add(": ").add(f.where.view()).add(": ").add(sentence_of(f.what));
        if (f.value.size) add(": ").add(f.value.view());
        if (f.hint.size) add("; ").add(f.hint.view());
    }
    constexpr message& add(std::string_view s) {
        for (char c : s)
            if (length < sizeof characters) characters[length++] = c;
        return *this;
    }
    constexpr std::size_t size() const { return length; }
    constexpr const char* data() const { return characters; }
};

template <finding F>
constexpr void say() {
    static_assert(F.line < 0, message(F));
}

#else

/// A text of a finding as a type, so that compilers print it.
template <unsigned N>
struct shown {
    char characters[N]{};
    constexpr shown(const words& w) {
        for (unsigned i = 0; i + 1 < N; ++i) characters[i] = w.characters[i];
        characters[N - 1] = '\0';  // written, or Clang prints numbers where N - 1 is a power of two
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
    else if constexpr (F.what == rule::service_without_ports) static_assert(here::solved, "this Service has no ports");
    else if constexpr (F.what == rule::duplicate_service_port) static_assert(here::solved, "two ports of this Service have the same number or name");
    else if constexpr (F.what == rule::unnamed_service_port) static_assert(here::solved, "each port of a Service with several ports needs a name");
    else if constexpr (F.what == rule::node_port_not_open) static_assert(here::solved, "a Service has a node port only with the type NodePort or LoadBalancer");
    else if constexpr (F.what == rule::node_port_twice) static_assert(here::solved, "two Services ask for the same node port");
    else if constexpr (F.what == rule::mount_without_volume) static_assert(here::solved, "this container mounts a volume that its Pod does not have");
    else if constexpr (F.what == rule::duplicate_mount_path) static_assert(here::solved, "this container mounts two volumes at the same path");
    else if constexpr (F.what == rule::duplicate_volume) static_assert(here::solved, "two volumes of one Pod have the same name");
    else if constexpr (F.what == rule::unknown_config_map) static_assert(here::solved, "this refers to a ConfigMap that is not in the cluster");
    else if constexpr (F.what == rule::unknown_secret) static_assert(here::solved, "this refers to a Secret that is not in the cluster");
    else if constexpr (F.what == rule::unknown_key) static_assert(here::solved, "the ConfigMap or Secret has no such key");
    else if constexpr (F.what == rule::unknown_namespace) static_assert(here::solved, "this stands in a namespace that is not in the cluster");
    else if constexpr (F.what == rule::probe_port_not_exposed) static_assert(here::solved, "this probe uses a port name that its container does not expose");
    else if constexpr (F.what == rule::duplicate_object) static_assert(here::solved, "two objects of one kind and namespace have the same name");
    else if constexpr (F.what == rule::duplicate_container) static_assert(here::solved, "two containers of one Pod have the same name");
    else if constexpr (F.what == rule::duplicate_port_name) static_assert(here::solved, "two ports of one Pod have the same name");
    else if constexpr (F.what == rule::duplicate_variable) static_assert(here::solved, "this container sets an environment variable twice");
    else if constexpr (F.what == rule::duplicate_key) static_assert(here::solved, "this has the same key twice");
    else if constexpr (F.what == rule::image_missing) static_assert(here::solved, "this container has no image");
    else if constexpr (F.what == rule::no_containers) static_assert(here::solved, "this Pod has no containers");
    else if constexpr (F.what == rule::empty_selector) static_assert(here::solved, "this Deployment has no labels to select its Pods by");
    else if constexpr (F.what == rule::selector_misses_own_pods) static_assert(here::solved, "this Deployment's selector does not select its own Pods");
    else if constexpr (F.what == rule::request_over_limit) static_assert(here::solved, "this container requests more than its limit");
    else if constexpr (F.what == rule::rollout_cannot_progress) static_assert(here::solved, "maxSurge and maxUnavailable are both 0, so that a rollout could never progress");
    else if constexpr (F.what == rule::refused_value) static_assert(here::solved, "Kubernetes does not take this value");
    else if constexpr (F.what == rule::pool_bounds) static_assert(here::solved, "the min of a NodePool is between 0 and its max");
    else if constexpr (F.what == rule::pod_fits_no_node) static_assert(here::solved, "one Pod of this asks for more than any node of the cluster has");
    else if constexpr (F.what == rule::replicas_do_not_fit) static_assert(here::solved, "the replicas do not fit on the nodes that the cluster may have");
    else static_assert(here::solved, "all Pods together ask for more than the nodes that they may run on have");
}

#endif

}  // namespace slipway::dsl::detail
