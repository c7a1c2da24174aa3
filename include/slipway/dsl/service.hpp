// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/core_v1.hpp>
#include <slipway/api/members/core_v1.hpp>
#include <slipway/core/int_or_string.hpp>
#include <slipway/dsl/further.hpp>
#include <slipway/dsl/metadata.hpp>

namespace slipway::dsl {

enum ServiceType : unsigned char { ClusterIP, NodePort, LoadBalancer, Headless, ExternalName };

/// `LoadBalancer`, or as YAML says it: `"LoadBalancer"`.
class service_type {
public:
    constexpr service_type(ServiceType t = ClusterIP) : value_(t) {}
    template <std::size_t N>
    SLIPWAY_CONSTEVAL service_type(const char (&literal)[N])
        : value_(named<detail::refuse<wrong>>(std::string_view(literal, N - 1))) {}
    constexpr service_type(const text& computed) : value_(named<wrong>(computed)) {}
    constexpr operator ServiceType() const { return value_; }

private:
    static constexpr void (*wrong)(std::string_view) =
        error::the_type_of_a_Service_is_ClusterIP_NodePort_LoadBalancer_ExternalName_or_Headless;

    template <void (*Refuse)(std::string_view)>
    static constexpr ServiceType named(std::string_view s) {
        if (s == "NodePort") return NodePort;
        if (s == "LoadBalancer") return LoadBalancer;
        if (s == "Headless") return Headless;
        if (s == "ExternalName") return ExternalName;
        if (s != "ClusterIP") Refuse(s);
        return ClusterIP;
    }
    ServiceType value_;
};

/// The number that a port of a Service begins with.
class leading_port : public port_number {
public:
    using port_number::port_number;
    constexpr leading_port() = default;
    constexpr leading_port(const port_number& n) : port_number(n) {}
    /// For its sentence: ports of containers begin with their names.
    template <std::size_t N>
    constexpr leading_port(const char (&)[N]) : port_number(refused()) {
        static_assert(
            N == 0,
            "a port of a Service begins with its number, and its target follows: write {80, \"http\"}");
    }
};

struct service_port {
    leading_port port{};
    /// a name that the pods expose, or a number; `port` where it is left out
    core::int_or_string target{};
    dsl::port_name name{};
    dsl::node_port nodePort{};
    dsl::protocol protocol{};  ///< TCP where it is left out
};

struct Service {
    service_name name{};
    short_name namespace_{};
    dsl::labels labels{};
    dsl::annotations annotations{};
    service_type type{};
    dsl::labels selector{};
    core::list<service_port> ports{};
    host_name externalName{};  ///< the name outside of the cluster that it stands for
    traffic_policy externalTrafficPolicy{};
    load_balancer_class loadBalancerClass{};
    core::list<address_block> loadBalancerSourceRanges{};
    bool publishNotReadyAddresses = false;
    session_affinity sessionAffinity{};
    further<api::ServiceSpec> spec{};  ///< whatever else the API has
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

struct Exposure {
    service_name name{};  ///< the workload's where it is left out
    dsl::annotations annotations{};
    service_type type{};
    core::list<service_port> ports{};
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

/// The labels of the pods of a workload: what it says of them, or its own.
template <class Workload>
constexpr const labels& podLabelsOf(const Workload& workload) {
    if constexpr (requires { workload.podLabels; })
        if (!workload.podLabels.empty()) return workload.podLabels;
    return workload.labels;
}

/// The labels by which the pods of a workload are selected: what it says, or all that they have.
template <class Workload>
constexpr const labels& selectorOf(const Workload& workload) {
    if constexpr (requires { workload.selector; })
        if (!workload.selector.empty()) return workload.selector;
    return podLabelsOf(workload);
}

namespace detail {

/// What stands beside a workload is called as it is where no other name is given, and stands in its
/// namespace with its labels.
template <class Workload, class Name, class Made>
constexpr void put_beside(const Workload& workload, const Name& called, Made& made) {
    // Not by `?:`: what it copies is destroyed twice by GCC 12.
    if (called.empty()) made.name = workload.name;
    else made.name = called;
    made.namespace_ = workload.namespace_;
    made.labels = workload.labels;
}
template <class Made, class Workload, class Given>
constexpr Made beside(const Workload& workload, const Given& given) {
    Made made;
    put_beside(workload, given.name, made);
    made.line = given.line;
    made.file = given.file;
    return made;
}

/// What is said of a Service by the workload that it is in front of.
template <class Workload>
constexpr void expose(const Workload& workload, const service_name& called, Service& made) {
    if (podLabelsOf(workload).empty())
        error::what_is_exposed_needs_labels_to_be_selected_by(workload.name);
    put_beside(workload, called, made);
    made.selector = selectorOf(workload);
}

}  // namespace detail

/// The Service in front of a workload's pods: what it selects cannot be misspelled.
template <class Workload>
constexpr Service expose(const Workload& workload, const Exposure& e) {
    Service made;
    detail::expose(workload, e.name, made);
    made.annotations = e.annotations;
    made.type = e.type;
    made.ports = e.ports;
    made.line = e.line;
    made.file = e.file;
    return made;
}

template <std::same_as<service_port> Short>
constexpr void lower(const Short& from, api::ServicePort& made) {
    made.name = from.name;
    made.port = static_cast<long>(from.port);
    made.protocol = from.protocol;
    if (from.target.has_value()) made.targetPort = from.target;
    if (from.nodePort) made.nodePort = static_cast<long>(from.nodePort);
}

template <std::same_as<Service> Short>
constexpr void lower(const Short& from, api::Service& made) {
    detail::begin(from, made, "v1", "Service");
    api::ServiceSpec& spec = made.spec;
    if (from.spec.has_value()) spec = *from.spec;
    if (from.type == NodePort) spec.type = "NodePort";
    if (from.type == LoadBalancer) spec.type = "LoadBalancer";
    if (from.type == Headless) spec.clusterIP = "None";
    if (from.type == ExternalName || !from.externalName.empty()) spec.type = "ExternalName";
    if (!from.selector.empty()) spec.selector = from.selector;
    detail::lower_each(from.ports, spec.ports);
    if (!from.externalName.empty()) spec.externalName = from.externalName;
    if (!from.externalTrafficPolicy.empty())
        spec.externalTrafficPolicy = from.externalTrafficPolicy;
    if (!from.loadBalancerClass.empty()) spec.loadBalancerClass = from.loadBalancerClass;
    detail::lower_texts(from.loadBalancerSourceRanges, spec.loadBalancerSourceRanges);
    if (from.publishNotReadyAddresses) spec.publishNotReadyAddresses = true;
    if (!from.sessionAffinity.empty()) spec.sessionAffinity = from.sessionAffinity;
}
template <std::same_as<Service> Short>
constexpr api::Service lower(const Short& from) {
    api::Service made;
    lower(from, made);
    return made;
}
constexpr bool all_checked(const Service& s) { return !s.spec.has_value(); }

}  // namespace slipway::dsl
