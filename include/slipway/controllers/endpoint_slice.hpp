// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <slipway/api/core_v1.hpp>
#include <slipway/api/discovery_v1.hpp>
#include <slipway/controller/controller.hpp>
#include <slipway/controllers/detail/back_ends.hpp>

namespace slipway::controllers {

namespace detail {

inline constexpr char slice_manager[] = "endpointslice-controller.k8s.io";
inline constexpr char slice_manager_label[] = "endpointslice.kubernetes.io/managed-by";
inline constexpr char slice_service_label[] = "kubernetes.io/service-name";

inline api::EndpointSlice empty_slice(const api::Service& service,
                                      const std::vector<served_port>& ports, std::size_t part) {
    std::string told = std::to_string(part);
    api::EndpointSlice made{};
    made.addressType = "IPv4";
    for (const auto& [name, number, protocol] : ports) {
        api::discovery_v1::EndpointPort port{};
        port.name = name;
        port.port = number;
        port.protocol = protocol;
        made.ports.push_back(port);
        told += '/' + name + '/' + std::to_string(number) + '/' + protocol;
    }
    made.metadata.name = core::cat(service.metadata.name, "-", hash_name(told).substr(0, 5));
    made.metadata.namespace_ = service.metadata.namespace_;
    made.metadata.labels = service.metadata.labels;
    made.metadata.labels[slice_service_label] = service.metadata.name;
    made.metadata.labels[slice_manager_label] = slice_manager;
    made.metadata.ownerReferences.push_back(controller::owner_reference(service));
    return made;
}

inline api::discovery_v1::Endpoint endpoint_for(const api::Service& service, const back_end& b) {
    api::discovery_v1::Endpoint made{};
    made.addresses.push_back(b.pod->status.podIP);
    made.nodeName = b.pod->spec.nodeName;
    if (!b.pod->spec.hostname.empty() && b.pod->spec.subdomain == service.metadata.name)
        made.hostname = b.pod->spec.hostname;
    made.targetRef = reference_to<api::core_v1::ObjectReference>(*b.pod);
    auto& conditions = made.conditions.emplace();
    conditions.ready = service.spec.publishNotReadyAddresses || (b.up && !b.terminating);
    conditions.serving = b.up;
    conditions.terminating = b.terminating;
    return made;
}

/// At most 100 endpoints in each, as Kubernetes does.
inline std::map<std::string, api::EndpointSlice> slices_for(const api::Service& service,
                                                            const back_ends& all) {
    constexpr std::size_t most = 100;
    std::map<std::string, api::EndpointSlice> made;
    for (const auto& [ports, pods] : all)
        for (std::size_t first = 0; first < pods.size(); first += most) {
            api::EndpointSlice slice = empty_slice(service, ports, first / most);
            for (std::size_t i = first; i < std::min(pods.size(), first + most); ++i)
                slice.endpoints.push_back(endpoint_for(service, pods[i]));
            made.emplace(std::string(slice.metadata.name.view()), slice);
        }
    return made;
}

inline controller::outcome reconcile_slices(controller::context& ctx, const api::Service& service) {
    if (service.spec.selector.empty() || service.spec.type == "ExternalName")
        return controller::done();
    const std::string ns(service.metadata.namespace_.view());
    auto wanted = slices_for(service, behind(service, ctx.manager().informer<api::Pod>().by(
                                                          controller::by_namespace, ns)));
    for (const auto& there : ctx.owned<api::EndpointSlice>(service)) {
        const core::text* by = there->metadata.labels.find(slice_manager_label);
        if (!by || *by != slice_manager) continue;
        const auto found = wanted.find(std::string(there->metadata.name.view()));
        if (found == wanted.end()) {
            ctx.remove(*there);
            continue;
        }
        const api::EndpointSlice& w = found->second;
        if (!(same(there->endpoints, w.endpoints) && same(there->ports, w.ports) &&
              there->metadata.labels == w.metadata.labels)) {
            api::EndpointSlice next = *there;
            next.endpoints = w.endpoints;
            next.ports = w.ports;
            next.metadata.labels = w.metadata.labels;
            ctx.update(next);
        }
        wanted.erase(found);
    }
    for (const auto& [name, slice] : wanted) ctx.create(slice);
    return controller::done();
}

}  // namespace detail

/// Lists in EndpointSlices the addresses of the pods that each Service selects.
///
/// Flow: one slice for each hundred pods that serve the same ports; slices that are no longer
/// needed go.
/// Guarantees: touches only slices that carry its mark and belong to the service; a terminating pod
/// is listed as such, and as not ready, until it is gone.
/// Assumptions: the garbage collector removes the slices of services that are gone.
inline void endpoint_slice(controller::manager& m, int workers = 2) {
    controller::controller<api::Service>(m, "endpointslice-controller")
        .owns<api::EndpointSlice>()
        .watches<api::Pod>(detail::services_of(m))
        .workers(workers)
        .reconcile(detail::reconcile_slices);
}

}  // namespace slipway::controllers
