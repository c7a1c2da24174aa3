// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/detail/descriptions/description.hpp>

namespace slipway::api::detail {

/// What stands behind Services and Ingresses.
inline constexpr description about_endpoints[] = {
    {"Endpoint", "addresses", "Address of the pod or machine; readers use the first one only."},
    {"Endpoint", "conditions", "Whether it takes connections."},
    {"Endpoint", "deprecatedTopology", "Left from an older API; zone and nodeName say it."},
    {"Endpoint", "hints", "Who should use it."},
    {"Endpoint", "hostname", "Name of its own in DNS, such as that of a StatefulSet's pod."},
    {"Endpoint", "nodeName", "Node it runs on."},
    {"Endpoint", "targetRef", "The pod, if it is one."},
    {"Endpoint", "zone", "Zone it is in."},
    {"EndpointAddress", "hostname", "Name of its own in DNS."},
    {"EndpointAddress", "ip", "The address."},
    {"EndpointAddress", "nodeName", "Node it runs on."},
    {"EndpointAddress", "targetRef", "The pod, if it is one."},
    {"EndpointConditions", "ready", "Whether it takes new connections. Nothing said counts as yes."},
    {"EndpointConditions", "serving", "Whether its readiness probe succeeds, also while it is ending."},
    {"EndpointConditions", "terminating", "Whether it is ending."},
    {"EndpointHints", "forNodes", "Nodes whose connections should come here."},
    {"EndpointHints", "forZones", "Zones whose connections should come here."},
    {"EndpointPort", "appProtocol", "What is spoken on it, such as http or kubernetes.io/h2c."},
    {"EndpointPort", "name", "Name of the Service's port."},
    {"EndpointPort", "port", "Number of the port at the address."},
    {"EndpointPort", "protocol", "TCP (default), UDP or SCTP."},
    {"EndpointSlice", "", "Addresses behind a Service, a hundred a slice by default. The cluster makes them for Services with a selector."},
    {"EndpointSlice", "addressType", "IPv4, IPv6 or FQDN, the same for all of the slice. Never changes."},
    {"EndpointSlice", "endpoints", "The addresses; 1000 at most."},
    {"EndpointSlice", "ports", "Ports that each of the addresses has; 100 at most."},
    {"EndpointSubset", "addresses", "Addresses that take connections."},
    {"EndpointSubset", "notReadyAddresses", "Addresses that do not take connections now."},
    {"EndpointSubset", "ports", "Ports that each of the addresses has."},
    {"Endpoints", "", "Addresses behind a Service, all in one object. Deprecated since 1.33; EndpointSlices replace it."},
    {"Endpoints", "subsets", "Groups of addresses with the same ports."},
    {"ForNode", "name", "Name of the node."},
    {"ForZone", "name", "Name of the zone."},
    {"IPAddress", "", "Notes that an address is taken by a Service. Its name is the address; the cluster makes it."},
    {"IPAddressSpec", "parentRef", "Who has the address."},
    {"IngressClass", "", "A controller for Ingresses, which they choose by ingressClassName."},
    {"IngressClassParametersReference", "apiGroup", "API group of the object; empty for the core group."},
    {"IngressClassParametersReference", "kind", "Kind of the object."},
    {"IngressClassParametersReference", "name", "Name of the object."},
    {"IngressClassParametersReference", "namespace", "Namespace of the object; with the scope Namespace only."},
    {"IngressClassParametersReference", "scope", "Cluster (default) or Namespace."},
    {"IngressClassSpec", "controller", "Which controller, such as k8s.io/ingress-nginx. Never changes."},
    {"IngressClassSpec", "parameters", "Object with more settings, for controllers that take some."},
    {"ParentReference", "group", "API group of the object."},
    {"ParentReference", "name", "Name of the object."},
    {"ParentReference", "namespace", "Namespace of the object."},
    {"ParentReference", "resource", "Plural of the kind, such as services."},
    {"ServiceCIDR", "", "Addresses that Services of the type ClusterIP get theirs from; there may be several."},
    {"ServiceCIDRSpec", "cidrs", "One block of IPv4 or IPv6, or one of each, such as 10.96.0.0/16."},
    {"ServiceCIDRStatus", "conditions", "Ready, and what deleting it waits for."},
};

}  // namespace slipway::api::detail
