// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

namespace slipway::dsl {

/// The rules for the objects of a cluster and between them. Each has its sentence in `sentence_of`
/// and in `detail::say`, and its page in docs/checks.md.
enum class rule : unsigned char {
    // objects
    name_missing,
    required_missing,
    refused_value,
    duplicate_object,
    duplicate_key,
    unknown_namespace,
    api_removed,
    api_not_served_yet,
    // pods
    no_containers,
    image_missing,
    duplicate_container,
    duplicate_port_name,
    port_clash,
    host_port_clash,
    duplicate_variable,
    variable_not_defined,
    duplicate_volume,
    duplicate_mount_path,
    mount_without_volume,
    probe_port_not_exposed,
    request_over_limit,
    runs_as_root,
    // what pods refer to
    unknown_config_map,
    unknown_secret,
    unknown_key,
    unknown_claim,
    claim_of_one_pod,
    unknown_service_account,
    unknown_priority_class,
    // workloads
    empty_selector,
    selector_misses_own_pods,
    pods_claimed_twice,
    rollout_cannot_progress,
    schedule_never_due,
    // services
    service_selects_no_pod,
    target_port_not_exposed,
    service_without_ports,
    duplicate_service_port,
    unnamed_service_port,
    node_port_not_open,
    node_port_twice,
    // what refers to services and workloads
    unknown_service,
    certificate_of_another_type,
    service_port_not_there,
    duplicate_path,
    unknown_role,
    unknown_scale_target,
    scaled_twice,
    autoscaler_bounds,
    autoscaler_without_requests,
    budget_protects_no_pod,
    budget_bounds,
    // room
    pool_bounds,
    no_node_suits,
    pod_fits_no_node,
    replicas_do_not_fit,
    replicas_do_not_spread,
    pods_exceed_nodes,
    quota_exceeded,
    quota_needs_amounts,
    outside_limit_range,
    // policies of the cluster's own
    policy_forbids,
    // warnings
    api_deprecated,
    service_selects_several,
    set_service_not_headless,
    set_service_selects_others,
    budget_blocks_every_drain,
    replicas_set_back,
    budgets_overlap,
    volume_not_mounted,
    claim_of_one_node,
    tls_host_without_rule,
    rule_grants_nothing,
    unknown_verb,
    policy_selects_no_pod,
    peer_selects_no_pod,
};

enum class severity : bool { warning, error };

constexpr severity severity_of(rule r) {
    return r >= rule::api_deprecated ? severity::warning : severity::error;
}

constexpr const char* sentence_of(rule r) {
    switch (r) {
        case rule::name_missing: return "this object has no name";
        case rule::required_missing: return "Kubernetes requires a field that is missing here";
        case rule::refused_value: return "Kubernetes does not take this value";
        case rule::duplicate_object:
            return "two objects of one kind and namespace have the same name";
        case rule::duplicate_key: return "this has the same key twice";
        case rule::unknown_namespace:
            return "this stands in a namespace that is not in the cluster";
        case rule::api_removed:
            return "the cluster's Kubernetes release serves this API version no longer";
        case rule::api_not_served_yet:
            return "the cluster's Kubernetes release does not serve this API version yet";
        case rule::no_containers: return "this Pod has no containers";
        case rule::image_missing: return "this container has no image";
        case rule::duplicate_container: return "two containers of one Pod have the same name";
        case rule::duplicate_port_name: return "two ports of one Pod have the same name";
        case rule::port_clash: return "two containers of one Pod listen on the same port";
        case rule::host_port_clash:
            return "several Pods ask for the same port of their node, and there are not enough nodes";
        case rule::duplicate_variable: return "this container sets an environment variable twice";
        case rule::variable_not_defined:
            return "this refers to an environment variable that is not defined before it";
        case rule::duplicate_volume: return "two volumes of one Pod have the same name";
        case rule::duplicate_mount_path:
            return "this container mounts two volumes at the same path";
        case rule::mount_without_volume:
            return "this container mounts a volume that its Pod does not have";
        case rule::probe_port_not_exposed:
            return "this probe uses a port name that its container does not expose";
        case rule::request_over_limit: return "this container requests more than its limit";
        case rule::runs_as_root: return "this runs as root, which its runAsNonRoot forbids";
        case rule::unknown_config_map:
            return "this refers to a ConfigMap that is not in the cluster";
        case rule::unknown_secret: return "this refers to a Secret that is not in the cluster";
        case rule::unknown_key: return "the ConfigMap or Secret has no such key";
        case rule::unknown_claim:
            return "this refers to a PersistentVolumeClaim that is not in the cluster";
        case rule::claim_of_one_pod:
            return "several Pods of this use a PersistentVolumeClaim that one Pod at a time may use";
        case rule::unknown_service_account:
            return "this refers to a ServiceAccount that is not in the cluster";
        case rule::unknown_priority_class:
            return "this refers to a PriorityClass that is not in the cluster";
        case rule::empty_selector: return "this workload has no labels to select its Pods by";
        case rule::selector_misses_own_pods:
            return "this workload's selector does not select its own Pods";
        case rule::pods_claimed_twice: return "two workloads select the same Pods";
        case rule::rollout_cannot_progress:
            return "maxSurge and maxUnavailable are both 0, so that a rollout could never progress";
        case rule::schedule_never_due:
            return "no month of this schedule has the days that it names, so that it never comes";
        case rule::service_selects_no_pod:
            return "this Service selects labels that no Pod of the cluster carries";
        case rule::target_port_not_exposed:
            return "this Service's target port is exposed by no container of the Pods that it selects";
        case rule::service_without_ports: return "this Service has no ports";
        case rule::duplicate_service_port:
            return "two ports of this Service have the same number or name";
        case rule::unnamed_service_port:
            return "each port of a Service with several ports needs a name";
        case rule::node_port_not_open:
            return "a Service has a node port only with the type NodePort or LoadBalancer";
        case rule::node_port_twice: return "two Services ask for the same node port";
        case rule::unknown_service: return "this refers to a Service that is not in the cluster";
        case rule::certificate_of_another_type:
            return "this Ingress takes its certificate from a Secret of another type";
        case rule::service_port_not_there: return "the Service has no such port";
        case rule::duplicate_path:
            return "two rules send the same host and path to different places";
        case rule::unknown_role:
            return "this binds a Role or ClusterRole that is not in the cluster";
        case rule::unknown_scale_target: return "this scales a workload that is not in the cluster";
        case rule::scaled_twice: return "two autoscalers scale the same workload";
        case rule::autoscaler_bounds:
            return "the minReplicas of an autoscaler are at least 1 and at most its maxReplicas";
        case rule::autoscaler_without_requests:
            return "this autoscaler works with shares of what containers request, and a container requests nothing of it";
        case rule::budget_protects_no_pod:
            return "this PodDisruptionBudget selects labels that no Pod of the cluster carries";
        case rule::budget_bounds:
            return "a PodDisruptionBudget has either minAvailable or maxUnavailable";
        case rule::pool_bounds: return "the min of a NodePool is between 0 and its max";
        case rule::no_node_suits:
            return "no node of the cluster has the labels that the Pods of this ask for, and no taints that they do not tolerate";
        case rule::pod_fits_no_node:
            return "one Pod of this asks for more than any node of the cluster has";
        case rule::replicas_do_not_fit:
            return "the replicas do not fit on the nodes that the cluster may have";
        case rule::replicas_do_not_spread:
            return "the topologySpreadConstraints of these Pods keep some replicas off every node that the cluster may have";
        case rule::pods_exceed_nodes:
            return "all Pods together ask for more than the nodes that they may run on have";
        case rule::quota_exceeded:
            return "the workloads of this namespace ask for more than its ResourceQuota allows";
        case rule::quota_needs_amounts:
            return "the ResourceQuota of this namespace needs every container to say how much it takes";
        case rule::outside_limit_range:
            return "this container asks for what the LimitRange of its namespace forbids";
        case rule::policy_forbids: return "a policy of this cluster forbids this";
        case rule::api_deprecated:
            return "the cluster's Kubernetes release still serves this API version, a later one does not";
        case rule::service_selects_several:
            return "this Service selects the Pods of several workloads";
        case rule::set_service_not_headless:
            return "the Service of this StatefulSet is not headless, so that it gives its Pods no names";
        case rule::set_service_selects_others:
            return "the Service of this StatefulSet does not select its Pods, so that it gives them no names";
        case rule::budget_blocks_every_drain:
            return "this PodDisruptionBudget lets no Pod be evicted, so that no node could be drained";
        case rule::replicas_set_back:
            return "this autoscaler decides on replicas that its workload says, so that each apply would set them back";
        case rule::budgets_overlap:
            return "two PodDisruptionBudgets select the same Pods, none of which can be evicted then";
        case rule::volume_not_mounted: return "no container of this Pod mounts this volume";
        case rule::claim_of_one_node:
            return "several Pods of this use a PersistentVolumeClaim that only the Pods of one node can use";
        case rule::tls_host_without_rule:
            return "this Ingress has a certificate for a host that none of its rules is for";
        case rule::rule_grants_nothing:
            return "this grants access to a resource that its API group does not have";
        case rule::unknown_verb: return "this grants a verb that Kubernetes does not know";
        case rule::policy_selects_no_pod:
            return "this NetworkPolicy selects labels that no Pod of the cluster carries";
        case rule::peer_selects_no_pod:
            return "this NetworkPolicy allows connections with labels that no Pod of its namespace carries";
    }
    return "";
}

/// The name of a rule as it is written in code and in reports: `service_selects_no_pod`.
constexpr const char* name_of(rule r) {
    switch (r) {
        case rule::name_missing: return "name_missing";
        case rule::required_missing: return "required_missing";
        case rule::refused_value: return "refused_value";
        case rule::duplicate_object: return "duplicate_object";
        case rule::duplicate_key: return "duplicate_key";
        case rule::unknown_namespace: return "unknown_namespace";
        case rule::api_removed: return "api_removed";
        case rule::api_not_served_yet: return "api_not_served_yet";
        case rule::no_containers: return "no_containers";
        case rule::image_missing: return "image_missing";
        case rule::duplicate_container: return "duplicate_container";
        case rule::duplicate_port_name: return "duplicate_port_name";
        case rule::port_clash: return "port_clash";
        case rule::host_port_clash: return "host_port_clash";
        case rule::duplicate_variable: return "duplicate_variable";
        case rule::variable_not_defined: return "variable_not_defined";
        case rule::duplicate_volume: return "duplicate_volume";
        case rule::duplicate_mount_path: return "duplicate_mount_path";
        case rule::mount_without_volume: return "mount_without_volume";
        case rule::probe_port_not_exposed: return "probe_port_not_exposed";
        case rule::request_over_limit: return "request_over_limit";
        case rule::runs_as_root: return "runs_as_root";
        case rule::unknown_config_map: return "unknown_config_map";
        case rule::unknown_secret: return "unknown_secret";
        case rule::unknown_key: return "unknown_key";
        case rule::unknown_claim: return "unknown_claim";
        case rule::claim_of_one_pod: return "claim_of_one_pod";
        case rule::unknown_service_account: return "unknown_service_account";
        case rule::unknown_priority_class: return "unknown_priority_class";
        case rule::empty_selector: return "empty_selector";
        case rule::selector_misses_own_pods: return "selector_misses_own_pods";
        case rule::pods_claimed_twice: return "pods_claimed_twice";
        case rule::rollout_cannot_progress: return "rollout_cannot_progress";
        case rule::schedule_never_due: return "schedule_never_due";
        case rule::service_selects_no_pod: return "service_selects_no_pod";
        case rule::target_port_not_exposed: return "target_port_not_exposed";
        case rule::service_without_ports: return "service_without_ports";
        case rule::duplicate_service_port: return "duplicate_service_port";
        case rule::unnamed_service_port: return "unnamed_service_port";
        case rule::node_port_not_open: return "node_port_not_open";
        case rule::node_port_twice: return "node_port_twice";
        case rule::unknown_service: return "unknown_service";
        case rule::certificate_of_another_type: return "certificate_of_another_type";
        case rule::service_port_not_there: return "service_port_not_there";
        case rule::duplicate_path: return "duplicate_path";
        case rule::unknown_role: return "unknown_role";
        case rule::unknown_scale_target: return "unknown_scale_target";
        case rule::scaled_twice: return "scaled_twice";
        case rule::autoscaler_bounds: return "autoscaler_bounds";
        case rule::autoscaler_without_requests: return "autoscaler_without_requests";
        case rule::budget_protects_no_pod: return "budget_protects_no_pod";
        case rule::budget_bounds: return "budget_bounds";
        case rule::pool_bounds: return "pool_bounds";
        case rule::no_node_suits: return "no_node_suits";
        case rule::pod_fits_no_node: return "pod_fits_no_node";
        case rule::replicas_do_not_fit: return "replicas_do_not_fit";
        case rule::replicas_do_not_spread: return "replicas_do_not_spread";
        case rule::pods_exceed_nodes: return "pods_exceed_nodes";
        case rule::quota_exceeded: return "quota_exceeded";
        case rule::quota_needs_amounts: return "quota_needs_amounts";
        case rule::outside_limit_range: return "outside_limit_range";
        case rule::policy_forbids: return "policy_forbids";
        case rule::api_deprecated: return "api_deprecated";
        case rule::service_selects_several: return "service_selects_several";
        case rule::set_service_not_headless: return "set_service_not_headless";
        case rule::set_service_selects_others: return "set_service_selects_others";
        case rule::budget_blocks_every_drain: return "budget_blocks_every_drain";
        case rule::replicas_set_back: return "replicas_set_back";
        case rule::budgets_overlap: return "budgets_overlap";
        case rule::volume_not_mounted: return "volume_not_mounted";
        case rule::claim_of_one_node: return "claim_of_one_node";
        case rule::tls_host_without_rule: return "tls_host_without_rule";
        case rule::rule_grants_nothing: return "rule_grants_nothing";
        case rule::unknown_verb: return "unknown_verb";
        case rule::policy_selects_no_pod: return "policy_selects_no_pod";
        case rule::peer_selects_no_pod: return "peer_selects_no_pod";
    }
    return "";
}

}  // namespace slipway::dsl
