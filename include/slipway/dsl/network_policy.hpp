// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/members/networking_v1.hpp>
#include <slipway/api/networking_v1.hpp>
#include <slipway/dsl/further.hpp>
#include <slipway/dsl/namespace.hpp>
#include <slipway/dsl/service.hpp>

namespace slipway::dsl {

/// With whom pods may speak: pods, those of namespaces, or addresses.
struct network_peer {
    core::optional<labels> podSelector{};        ///< present and empty: all
    core::optional<labels> namespaceSelector{};  ///< the policy's own namespace where it is absent
    address_block cidr{};
    core::list<address_block> except_{};  ///< parts of `cidr` that are not meant
};

constexpr network_peer namespaces(const labels& selector) {
    network_peer made;
    made.namespaceSelector.emplace() = selector;
    return made;
}
/// Pods of the policy's own namespace; all of them for `{}`.
constexpr network_peer pods(const labels& selector) {
    network_peer made;
    made.podSelector.emplace() = selector;
    return made;
}
/// The label by which Kubernetes lets a namespace be selected by its name.
constexpr network_peer allOf(const Namespace& space) {
    return namespaces({{"kubernetes.io/metadata.name", label_value(space.name)}});
}
/// The pods of a workload, where it stands.
template <class Workload>
constexpr network_peer podsOf(const Workload& workload) {
    if (podLabelsOf(workload).empty())
        error::what_is_protected_needs_labels_to_be_selected_by(workload.name);
    network_peer made = pods(selectorOf(workload));
    if (!workload.namespace_.empty())
        made.namespaceSelector = allOf(Namespace{.name = workload.namespace_}).namespaceSelector;
    return made;
}
constexpr network_peer ipBlock(const address_block& cidr,
                               const core::list<address_block>& except = {}) {
    network_peer made;
    made.cidr = cidr;
    made.except_ = except;
    return made;
}

struct network_port {
    core::int_or_string port{};  ///< a number, or a name that the pods expose
    dsl::protocol protocol{};    ///< TCP where it is left out
    port_number endPort{};       ///< the last of a range
};

struct network_ingress {
    core::list<network_peer> from{};   ///< anybody where it is left out
    core::list<network_port> ports{};  ///< all where it is left out
};
struct network_egress {
    core::list<network_peer> to{};
    core::list<network_port> ports{};
};

/// Pods that a policy selects take and make the connections that policies allow, and no others.
struct NetworkPolicy {
    dsl::name name{};
    short_name namespace_{};
    dsl::labels labels{};
    dsl::annotations annotations{};
    dsl::labels podSelector{};  ///< all of the namespace where it is left out
    /// `Ingress`, and `Egress` where `egress` is given, where it is left out
    core::list<policy_type> policyTypes{};
    core::list<network_ingress> ingress{};
    core::list<network_egress> egress{};
    further<api::NetworkPolicySpec> spec{};  ///< whatever else the API has
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

/// No connection to any pod of a namespace, and none from one, but what other policies allow.
constexpr NetworkPolicy denyAll(const name& called = "deny-all", int line = __builtin_LINE(),
                                const char* file = __builtin_FILE()) {
    return {.name = called, .policyTypes = {"Ingress", "Egress"}, .line = line, .file = file};
}
constexpr NetworkPolicy denyIngress(const name& called = "deny-ingress",
                                    int line = __builtin_LINE(),
                                    const char* file = __builtin_FILE()) {
    return {.name = called, .policyTypes = {"Ingress"}, .line = line, .file = file};
}
constexpr NetworkPolicy denyEgress(const name& called = "deny-egress", int line = __builtin_LINE(),
                                   const char* file = __builtin_FILE()) {
    return {.name = called, .policyTypes = {"Egress"}, .line = line, .file = file};
}

template <std::same_as<network_peer> Short>
constexpr void lower(const Short& from, api::NetworkPolicyPeer& made) {
    if (from.podSelector.has_value()) made.podSelector.emplace().matchLabels = *from.podSelector;
    if (from.namespaceSelector.has_value())
        made.namespaceSelector.emplace().matchLabels = *from.namespaceSelector;
    if (from.cidr.empty()) return;
    api::IPBlock& block = made.ipBlock.emplace();
    block.cidr = from.cidr;
    detail::lower_texts(from.except_, block.except_);
}
template <std::same_as<network_port> Short>
constexpr void lower(const Short& from, api::NetworkPolicyPort& made) {
    made.port = from.port;
    made.protocol = from.protocol;
    if (from.endPort) made.endPort = static_cast<long>(from.endPort);
}
template <std::same_as<network_ingress> Short>
constexpr void lower(const Short& from, api::NetworkPolicyIngressRule& made) {
    detail::lower_each(from.from, made.from);
    detail::lower_each(from.ports, made.ports);
}
template <std::same_as<network_egress> Short>
constexpr void lower(const Short& from, api::NetworkPolicyEgressRule& made) {
    detail::lower_each(from.to, made.to);
    detail::lower_each(from.ports, made.ports);
}

template <std::same_as<NetworkPolicy> Short>
constexpr api::NetworkPolicy lower(const Short& from) {
    api::NetworkPolicy made;
    detail::begin(from, made, "networking.k8s.io/v1", "NetworkPolicy");
    api::NetworkPolicySpec& spec = made.spec;
    if (from.spec.has_value()) spec = *from.spec;
    // Written also where it is empty: it selects all pods then.
    api::LabelSelector& selector = spec.podSelector.emplace();
    if (!from.podSelector.empty()) selector.matchLabels = from.podSelector;
    detail::lower_texts(from.policyTypes, spec.policyTypes);
    detail::lower_each(from.ingress, spec.ingress);
    detail::lower_each(from.egress, spec.egress);
    return made;
}
constexpr bool all_checked(const NetworkPolicy& p) { return !p.spec.has_value(); }

}  // namespace slipway::dsl
