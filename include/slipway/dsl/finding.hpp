// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <slipway/core/text.hpp>

namespace slipway::dsl {

/// The rules for the objects of a cluster and between them. Each has its sentence in `sentence_of` and in `detail::say`.
enum class rule : unsigned char {
    service_selects_no_pod,
    target_port_not_exposed,
    service_without_ports,
    duplicate_service_port,
    unnamed_service_port,
    node_port_not_open,
    node_port_twice,
    mount_without_volume,
    duplicate_mount_path,
    duplicate_volume,
    unknown_config_map,
    unknown_secret,
    unknown_key,
    unknown_namespace,
    probe_port_not_exposed,
    duplicate_object,
    duplicate_container,
    duplicate_port_name,
    duplicate_variable,
    duplicate_key,
    image_missing,
    no_containers,
    empty_selector,
    selector_misses_own_pods,
    request_over_limit,
    rollout_cannot_progress,
    refused_value,
    pool_bounds,
    pod_fits_no_node,
    replicas_do_not_fit,
    pods_exceed_nodes,
};

constexpr const char* sentence_of(rule r) {
    switch (r) {
        case rule::service_selects_no_pod: return "this Service selects labels that no Pod of the cluster carries";
        case rule::target_port_not_exposed: return "this Service's target port is exposed by no container of the Pods that it selects";
        case rule::service_without_ports: return "this Service has no ports";
        case rule::duplicate_service_port: return "two ports of this Service have the same number or name";
        case rule::unnamed_service_port: return "each port of a Service with several ports needs a name";
        case rule::node_port_not_open: return "a Service has a node port only with the type NodePort or LoadBalancer";
        case rule::node_port_twice: return "two Services ask for the same node port";
        case rule::mount_without_volume: return "this container mounts a volume that its Pod does not have";
        case rule::duplicate_mount_path: return "this container mounts two volumes at the same path";
        case rule::duplicate_volume: return "two volumes of one Pod have the same name";
        case rule::unknown_config_map: return "this refers to a ConfigMap that is not in the cluster";
        case rule::unknown_secret: return "this refers to a Secret that is not in the cluster";
        case rule::unknown_key: return "the ConfigMap or Secret has no such key";
        case rule::unknown_namespace: return "this stands in a namespace that is not in the cluster";
        case rule::probe_port_not_exposed: return "this probe uses a port name that its container does not expose";
        case rule::duplicate_object: return "two objects of one kind and namespace have the same name";
        case rule::duplicate_container: return "two containers of one Pod have the same name";
        case rule::duplicate_port_name: return "two ports of one Pod have the same name";
        case rule::duplicate_variable: return "this container sets an environment variable twice";
        case rule::duplicate_key: return "this has the same key twice";
        case rule::image_missing: return "this container has no image";
        case rule::no_containers: return "this Pod has no containers";
        case rule::empty_selector: return "this Deployment has no labels to select its Pods by";
        case rule::selector_misses_own_pods: return "this Deployment's selector does not select its own Pods";
        case rule::request_over_limit: return "this container requests more than its limit";
        case rule::rollout_cannot_progress: return "maxSurge and maxUnavailable are both 0, so that a rollout could never progress";
        case rule::refused_value: return "Kubernetes does not take this value";
        case rule::pool_bounds: return "the min of a NodePool is between 0 and its max";
        case rule::pod_fits_no_node: return "one Pod of this asks for more than any node of the cluster has";
        case rule::replicas_do_not_fit: return "the replicas do not fit on the nodes that the cluster may have";
        case rule::pods_exceed_nodes: return "all Pods together ask for more than the nodes that they may run on have";
    }
    return "";
}

/// A few words of a finding; what does not fit is cut off.
struct words {
    char characters[96]{};
    unsigned size = 0;

    constexpr words() = default;
    constexpr words(std::string_view s) { add(s); }
    constexpr words& add(std::string_view s) {
        for (char c : s)
            if (size + 1 < sizeof characters) characters[size++] = c;
        return *this;
    }
    constexpr words& add(long n) { return add(core::decimal(n).view()); }
    constexpr std::string_view view() const { return {characters, size}; }
};

struct finding {
    rule what{};
    words where{};   ///< `Deployment web, container app`
    words value{};   ///< what is wrong
    words hint{};    ///< `did you mean http?`
    int line = 0;    ///< of the object in its source
};

struct findings {
    static constexpr unsigned most = 8;  ///< more are counted, not kept
    finding kept[most]{};
    unsigned count = 0;

    constexpr void add(const finding& f) {
        if (count < most) kept[count] = f;
        ++count;
    }
    constexpr unsigned size() const { return count < most ? count : most; }
    constexpr bool empty() const { return count == 0; }
};

/// The edit distance of two short words (Levenshtein); 99 for long ones.
constexpr unsigned distance(std::string_view a, std::string_view b) {
    unsigned row[40]{};
    if (a.size() > 38 || b.size() > 38) return 99;
    for (unsigned j = 0; j <= b.size(); ++j) row[j] = j;
    for (unsigned i = 1; i <= a.size(); ++i) {
        unsigned diagonal = row[0];
        row[0] = i;
        for (unsigned j = 1; j <= b.size(); ++j) {
            const unsigned above = row[j], replaced = diagonal + (a[i - 1] != b[j - 1]);
            unsigned best = above + 1 < replaced ? above + 1 : replaced;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            row[j] = best;
            diagonal = above;
        }
    }
    return row[b.size()];
}

/// Finds the word that was probably meant.
class nearest {
public:
    constexpr explicit nearest(std::string_view word) : word_(word) {}
    constexpr void offer(std::string_view candidate) {
        any_ = true;
        const std::size_t longer = word_.size() > candidate.size() ? word_.size() - candidate.size() : candidate.size() - word_.size();
        if (longer >= best_distance_) return;  // the distance is at least that
        const unsigned d = distance(word_, candidate);
        if (d >= best_distance_) return;
        best_distance_ = d;
        best_ = words(candidate);
    }
    /// Whether at least half of the word was right.
    constexpr bool is_close() const { return best_distance_ <= word_.size() / 2; }
    constexpr words hint() const {
        if (!any_) return words("there is none");
        if (best_distance_ == 99) return {};
        return words(is_close() ? "did you mean " : "there is ").add(best_.view()).add(is_close() ? "?" : "");
    }

private:
    std::string_view word_;
    words best_{};
    unsigned best_distance_ = 99;
    bool any_ = false;
};

}  // namespace slipway::dsl
