// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <slipway/dsl/finding.hpp>

namespace slipway::dsl::detail {

#if __cpp_static_assert >= 202306L

/// All of a finding in one line, for compilers that print texts which were put together in constant
/// evaluation.
struct message {
    char characters[512]{};
    unsigned length = 0;

    constexpr explicit message(const finding& f) {
        add("line ")
            .add(core::decimal(f.line).view())
            .add(": ")
            .add(f.where.view())
            .add(": ")
            .add(sentence_of(f.what));
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

template <const findings& Found, std::size_t I, severity Weight>
constexpr void say() {
    constexpr const finding& F = Weight == severity::error ? Found.kept[I] : Found.warned[I];
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
template <const findings& Found, std::size_t I, severity Weight>
constexpr void say() {
    constexpr const finding& F = Weight == severity::error ? Found.kept[I] : Found.warned[I];
    using here = problem<shown<F.where.size + 1>(F.where), shown<F.value.size + 1>(F.value),
                         shown<F.hint.size + 1>(F.hint), F.line>;
    if constexpr (F.what == rule::name_missing)
        static_assert(here::solved, "this object has no name");
    else if constexpr (F.what == rule::required_missing)
        static_assert(here::solved, "Kubernetes requires a field that is missing here");
    else if constexpr (F.what == rule::refused_value)
        static_assert(here::solved, "Kubernetes does not take this value");
    else if constexpr (F.what == rule::duplicate_object)
        static_assert(here::solved, "two objects of one kind and namespace have the same name");
    else if constexpr (F.what == rule::duplicate_key)
        static_assert(here::solved, "this has the same key twice");
    else if constexpr (F.what == rule::unknown_namespace)
        static_assert(here::solved, "this stands in a namespace that is not in the cluster");
    else if constexpr (F.what == rule::api_removed)
        static_assert(here::solved,
                      "the cluster's Kubernetes release serves this API version no longer");
    else if constexpr (F.what == rule::api_not_served_yet)
        static_assert(here::solved,
                      "the cluster's Kubernetes release does not serve this API version yet");
    else if constexpr (F.what == rule::no_containers)
        static_assert(here::solved, "this Pod has no containers");
    else if constexpr (F.what == rule::image_missing)
        static_assert(here::solved, "this container has no image");
    else if constexpr (F.what == rule::duplicate_container)
        static_assert(here::solved, "two containers of one Pod have the same name");
    else if constexpr (F.what == rule::duplicate_port_name)
        static_assert(here::solved, "two ports of one Pod have the same name");
    else if constexpr (F.what == rule::port_clash)
        static_assert(here::solved, "two containers of one Pod listen on the same port");
    else if constexpr (F.what == rule::host_port_clash)
        static_assert(
            here::solved,
            "several Pods ask for the same port of their node, and there are not enough nodes");
    else if constexpr (F.what == rule::duplicate_variable)
        static_assert(here::solved, "this container sets an environment variable twice");
    else if constexpr (F.what == rule::variable_not_defined)
        static_assert(here::solved,
                      "this refers to an environment variable that is not defined before it");
    else if constexpr (F.what == rule::duplicate_volume)
        static_assert(here::solved, "two volumes of one Pod have the same name");
    else if constexpr (F.what == rule::duplicate_mount_path)
        static_assert(here::solved, "this container mounts two volumes at the same path");
    else if constexpr (F.what == rule::mount_without_volume)
        static_assert(here::solved, "this container mounts a volume that its Pod does not have");
    else if constexpr (F.what == rule::probe_port_not_exposed)
        static_assert(here::solved,
                      "this probe uses a port name that its container does not expose");
    else if constexpr (F.what == rule::request_over_limit)
        static_assert(here::solved, "this container requests more than its limit");
    else if constexpr (F.what == rule::runs_as_root)
        static_assert(here::solved, "this runs as root, which its runAsNonRoot forbids");
    else if constexpr (F.what == rule::unknown_config_map)
        static_assert(here::solved, "this refers to a ConfigMap that is not in the cluster");
    else if constexpr (F.what == rule::unknown_secret)
        static_assert(here::solved, "this refers to a Secret that is not in the cluster");
    else if constexpr (F.what == rule::unknown_key)
        static_assert(here::solved, "the ConfigMap or Secret has no such key");
    else if constexpr (F.what == rule::unknown_claim)
        static_assert(here::solved,
                      "this refers to a PersistentVolumeClaim that is not in the cluster");
    else if constexpr (F.what == rule::claim_of_one_pod)
        static_assert(
            here::solved,
            "several Pods of this use a PersistentVolumeClaim that one Pod at a time may use");
    else if constexpr (F.what == rule::unknown_service_account)
        static_assert(here::solved, "this refers to a ServiceAccount that is not in the cluster");
    else if constexpr (F.what == rule::unknown_priority_class)
        static_assert(here::solved, "this refers to a PriorityClass that is not in the cluster");
    else if constexpr (F.what == rule::empty_selector)
        static_assert(here::solved, "this workload has no labels to select its Pods by");
    else if constexpr (F.what == rule::selector_misses_own_pods)
        static_assert(here::solved, "this workload's selector does not select its own Pods");
    else if constexpr (F.what == rule::pods_claimed_twice)
        static_assert(here::solved, "two workloads select the same Pods");
    else if constexpr (F.what == rule::rollout_cannot_progress)
        static_assert(
            here::solved,
            "maxSurge and maxUnavailable are both 0, so that a rollout could never progress");
    else if constexpr (F.what == rule::schedule_never_due)
        static_assert(
            here::solved,
            "no month of this schedule has the days that it names, so that it never comes");
    else if constexpr (F.what == rule::service_selects_no_pod)
        static_assert(here::solved,
                      "this Service selects labels that no Pod of the cluster carries");
    else if constexpr (F.what == rule::target_port_not_exposed)
        static_assert(
            here::solved,
            "this Service's target port is exposed by no container of the Pods that it selects");
    else if constexpr (F.what == rule::service_without_ports)
        static_assert(here::solved, "this Service has no ports");
    else if constexpr (F.what == rule::duplicate_service_port)
        static_assert(here::solved, "two ports of this Service have the same number or name");
    else if constexpr (F.what == rule::unnamed_service_port)
        static_assert(here::solved, "each port of a Service with several ports needs a name");
    else if constexpr (F.what == rule::node_port_not_open)
        static_assert(here::solved,
                      "a Service has a node port only with the type NodePort or LoadBalancer");
    else if constexpr (F.what == rule::node_port_twice)
        static_assert(here::solved, "two Services ask for the same node port");
    else if constexpr (F.what == rule::unknown_service)
        static_assert(here::solved, "this refers to a Service that is not in the cluster");
    else if constexpr (F.what == rule::certificate_of_another_type)
        static_assert(here::solved,
                      "this Ingress takes its certificate from a Secret of another type");
    else if constexpr (F.what == rule::service_port_not_there)
        static_assert(here::solved, "the Service has no such port");
    else if constexpr (F.what == rule::duplicate_path)
        static_assert(here::solved, "two rules send the same host and path to different places");
    else if constexpr (F.what == rule::unknown_role)
        static_assert(here::solved, "this binds a Role or ClusterRole that is not in the cluster");
    else if constexpr (F.what == rule::unknown_scale_target)
        static_assert(here::solved, "this scales a workload that is not in the cluster");
    else if constexpr (F.what == rule::scaled_twice)
        static_assert(here::solved, "two autoscalers scale the same workload");
    else if constexpr (F.what == rule::autoscaler_bounds)
        static_assert(
            here::solved,
            "the minReplicas of an autoscaler are at least 1 and at most its maxReplicas");
    else if constexpr (F.what == rule::autoscaler_without_requests)
        static_assert(
            here::solved,
            "this autoscaler works with shares of what containers request, and a container requests nothing of it");
    else if constexpr (F.what == rule::budget_protects_no_pod)
        static_assert(here::solved,
                      "this PodDisruptionBudget selects labels that no Pod of the cluster carries");
    else if constexpr (F.what == rule::budget_bounds)
        static_assert(here::solved,
                      "a PodDisruptionBudget has either minAvailable or maxUnavailable");
    else if constexpr (F.what == rule::pool_bounds)
        static_assert(here::solved, "the min of a NodePool is between 0 and its max");
    else if constexpr (F.what == rule::no_node_suits)
        static_assert(
            here::solved,
            "no node of the cluster has the labels that the Pods of this ask for, and no taints that they do not tolerate");
    else if constexpr (F.what == rule::pod_fits_no_node)
        static_assert(here::solved,
                      "one Pod of this asks for more than any node of the cluster has");
    else if constexpr (F.what == rule::replicas_do_not_fit)
        static_assert(here::solved,
                      "the replicas do not fit on the nodes that the cluster may have");
    else if constexpr (F.what == rule::replicas_do_not_spread)
        static_assert(
            here::solved,
            "the topologySpreadConstraints of these Pods keep some replicas off every node that the cluster may have");
    else if constexpr (F.what == rule::pods_exceed_nodes)
        static_assert(here::solved,
                      "all Pods together ask for more than the nodes that they may run on have");
    else if constexpr (F.what == rule::quota_exceeded)
        static_assert(here::solved,
                      "the workloads of this namespace ask for more than its ResourceQuota allows");
    else if constexpr (F.what == rule::quota_needs_amounts)
        static_assert(
            here::solved,
            "the ResourceQuota of this namespace needs every container to say how much it takes");
    else if constexpr (F.what == rule::outside_limit_range)
        static_assert(here::solved,
                      "this container asks for what the LimitRange of its namespace forbids");
    else if constexpr (F.what == rule::policy_forbids)
        static_assert(here::solved, "a policy of this cluster forbids this");
    else if constexpr (F.what == rule::api_deprecated)
        static_assert(
            here::solved,
            "the cluster's Kubernetes release still serves this API version, a later one does not");
    else if constexpr (F.what == rule::service_selects_several)
        static_assert(here::solved, "this Service selects the Pods of several workloads");
    else if constexpr (F.what == rule::set_service_not_headless)
        static_assert(
            here::solved,
            "the Service of this StatefulSet is not headless, so that it gives its Pods no names");
    else if constexpr (F.what == rule::set_service_selects_others)
        static_assert(
            here::solved,
            "the Service of this StatefulSet does not select its Pods, so that it gives them no names");
    else if constexpr (F.what == rule::budget_blocks_every_drain)
        static_assert(
            here::solved,
            "this PodDisruptionBudget lets no Pod be evicted, so that no node could be drained");
    else if constexpr (F.what == rule::replicas_set_back)
        static_assert(
            here::solved,
            "this autoscaler decides on replicas that its workload says, so that each apply would set them back");
    else if constexpr (F.what == rule::budgets_overlap)
        static_assert(
            here::solved,
            "two PodDisruptionBudgets select the same Pods, none of which can be evicted then");
    else if constexpr (F.what == rule::volume_not_mounted)
        static_assert(here::solved, "no container of this Pod mounts this volume");
    else if constexpr (F.what == rule::claim_of_one_node)
        static_assert(
            here::solved,
            "several Pods of this use a PersistentVolumeClaim that only the Pods of one node can use");
    else if constexpr (F.what == rule::tls_host_without_rule)
        static_assert(here::solved,
                      "this Ingress has a certificate for a host that none of its rules is for");
    else if constexpr (F.what == rule::rule_grants_nothing)
        static_assert(here::solved,
                      "this grants access to a resource that its API group does not have");
    else if constexpr (F.what == rule::unknown_verb)
        static_assert(here::solved, "this grants a verb that Kubernetes does not know");
    else if constexpr (F.what == rule::policy_selects_no_pod)
        static_assert(here::solved,
                      "this NetworkPolicy selects labels that no Pod of the cluster carries");
    else if constexpr (F.what == rule::peer_selects_no_pod)
        static_assert(
            here::solved,
            "this NetworkPolicy allows connections with labels that no Pod of its namespace carries");
}

#endif

}  // namespace slipway::dsl::detail
