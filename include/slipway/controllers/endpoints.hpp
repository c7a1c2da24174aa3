// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <slipway/api/core_v1.hpp>
#include <slipway/controller/controller.hpp>
#include <slipway/controllers/detail/back_ends.hpp>
#include <slipway/json/codec.hpp>

namespace slipway::controllers {

namespace detail {

/// Kubernetes' mark of the Endpoints that its own loop has written.
inline constexpr char endpoints_manager[] = "endpoint-controller";
inline constexpr char endpoints_manager_label[] = "endpoints.kubernetes.io/managed-by";

inline api::Endpoints endpoints_for(const api::Service& service, const back_ends& all) {
    api::Endpoints made{};
    made.metadata.name = service.metadata.name;
    made.metadata.namespace_ = service.metadata.namespace_;
    made.metadata.labels = service.metadata.labels;
    made.metadata.labels[endpoints_manager_label] = endpoints_manager;
    for (const auto& [ports, pods] : all) {
        api::core_v1::EndpointSubset subset{};
        for (const auto& [name, number, protocol] : ports) {
            api::core_v1::EndpointPort port{};
            port.name = name;
            port.port = number;
            port.protocol = protocol;
            subset.ports.push_back(port);
        }
        for (const back_end& b : pods) {
            if (b.terminating && !service.spec.publishNotReadyAddresses) continue;
            api::core_v1::EndpointAddress address{};
            address.ip = b.pod->status.podIP;
            address.nodeName = b.pod->spec.nodeName;
            if (!b.pod->spec.hostname.empty() && b.pod->spec.subdomain == service.metadata.name)
                address.hostname = b.pod->spec.hostname;
            address.targetRef = reference_to<api::core_v1::ObjectReference>(*b.pod);
            if (b.up || service.spec.publishNotReadyAddresses) subset.addresses.push_back(address);
            else subset.notReadyAddresses.push_back(address);
        }
        if (!subset.addresses.empty() || !subset.notReadyAddresses.empty())
            made.subsets.push_back(subset);
    }
    return made;
}

inline controller::outcome reconcile_endpoints(controller::context& ctx,
                                               const api::Service& service) {
    if (service.spec.selector.empty() || service.spec.type == "ExternalName")
        return controller::done();
    const std::string ns(service.metadata.namespace_.view());
    api::Endpoints wanted = endpoints_for(
        service,
        behind(service, ctx.manager().informer<api::Pod>().by(controller::by_namespace, ns)));
    const auto there = ctx.find<api::Endpoints>(ns, service.metadata.name);
    if (!there) {
        ctx.create(wanted);
        return controller::done();
    }
    if (same(there->subsets, wanted.subsets) && there->metadata.labels == wanted.metadata.labels)
        return controller::done();
    api::Endpoints next = *there;
    next.subsets = wanted.subsets;
    next.metadata.labels = wanted.metadata.labels;
    ctx.update(next);
    return controller::done();
}

}  // namespace detail

/// Lists in an Endpoints object the addresses of the pods that each Service selects.
///
/// Flow: of the selected pods that have an address, those that are ready become `addresses`, others
/// `notReadyAddresses`; named ports are looked up in each pod.
/// Guarantees: Endpoints of services without a selector are never touched; those that the loop
/// wrote go with their service.
/// Assumptions: Endpoints named like a service with a selector belong to this loop.
inline void endpoints(controller::manager& m, int workers = 2) {
    m.informer<api::Endpoints>();
    controller::controller<api::Service>(m, "endpoint-controller")
        .watches<api::Pod>(detail::services_of(m))
        .watches<api::Endpoints>(
            [](const api::Endpoints& e) { return std::vector<std::string>{client::key_of(e)}; })
        .workers(workers)
        .gone([](controller::context& ctx, const std::string& key) {
            const client::split_key at(key);
            const auto left = ctx.find<api::Endpoints>(at.namespace_, at.name);
            // Those that somebody wrote by hand do not carry the mark.
            const core::text* by =
                left ? left->metadata.labels.find(detail::endpoints_manager_label) : nullptr;
            if (by && *by == detail::endpoints_manager) ctx.remove(*left);
            return controller::done();
        })
        .reconcile(detail::reconcile_endpoints);
}

}  // namespace slipway::controllers
