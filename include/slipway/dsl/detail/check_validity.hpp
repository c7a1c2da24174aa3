// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/quantity.hpp>
#include <slipway/dsl/detail/address_range.hpp>
#include <slipway/dsl/detail/by_name.hpp>
#include <slipway/dsl/literals.hpp>

// What the API server refuses although each literal is right by itself: numbers out of bounds that
// no type has, and values that do not go together. The rules are those of its validation
// (Kubernetes, `pkg/apis/*/validation`), whatever the object was written as.

namespace slipway::dsl::detail {

constexpr void not_taken(const examined& e, const site& where, const words& value,
                         std::string_view what_is_right) {
    e.report(rule::refused_value, where, value, what_is_right);
}

constexpr bool is_percentage(std::string_view s) {
    if (s.size() < 2 || s.back() != '%') return false;
    for (const char c : s.substr(0, s.size() - 1))
        if (!core::is_digit(c)) return false;
    return true;
}
/// A number of pods or a share of them, which is at most all where that is asked.
constexpr void check_pods_or_share(const examined& e, std::string_view field,
                                   const core::int_or_string& share, bool at_most_all) {
    if (share.is_number() && share.number < 0)
        not_taken(e, e.here(), words(field).add(" ").add(share.number), "it is not negative");
    if (!share.is_string()) return;
    const std::string_view s = share.string;
    if (!is_percentage(s))
        not_taken(e, e.here(), words(field).add(" '").add(s).add("'"),
                  "a number, or a percentage such as 25%");
    else if (at_most_all && (s.size() > 4 || (s.size() == 4 && s != "100%")))
        not_taken(e, e.here(), words(field).add(" ").add(s), "at most 100%");
}
template <class Strategy>
constexpr void check_rolling_update(const examined& e, const core::optional<Strategy>& strategy) {
    if (!strategy.has_value() || !strategy->rollingUpdate.has_value()) return;
    if (!strategy->type.empty() && strategy->type != "RollingUpdate")
        not_taken(e, e.here(), words("maxSurge or maxUnavailable of ").add(strategy->type.view()),
                  "they are of a RollingUpdate");
    check_pods_or_share(e, "maxSurge", strategy->rollingUpdate->maxSurge, false);
    check_pods_or_share(e, "maxUnavailable", strategy->rollingUpdate->maxUnavailable, true);
}

constexpr void check_number(const examined& e, const site& where, std::string_view field,
                            const core::optional<long>& n, long least, long most,
                            std::string_view what_is_right) {
    if (n.has_value() && (*n < least || *n > most))
        not_taken(e, where, words(field).add(" ").add(*n), what_is_right);
}
/// A port by number or name.
constexpr void check_port(const examined& e, const site& where, std::string_view field,
                          const core::int_or_string& port) {
    if (port.is_number() && (port.number < 1 || port.number > 65535))
        not_taken(e, where, words(field).add(" ").add(port.number),
                  "a port number is between 1 and 65535");
    else if (port.is_string() && !core::is_port_name(port.string))
        not_taken(e, where, words(field).add(" '").add(port.string.view()).add("'"),
                  "a port's name is at most 15 lower case letters, digits and single dashes");
}

constexpr void check_probe_numbers(const examined& e, const api::Container& c,
                                   std::string_view field, const core::optional<api::Probe>& p,
                                   bool of_readiness, bool of_init) {
    if (!p.has_value()) return;
    constexpr std::string_view seconds = "a probe's numbers are not negative";
    constexpr long most = 2147483647;
    const site where = e.in(c);
    check_number(e, where, "initialDelaySeconds", p->initialDelaySeconds, 0, most, seconds);
    check_number(e, where, "periodSeconds", p->periodSeconds, 0, most, seconds);
    check_number(e, where, "timeoutSeconds", p->timeoutSeconds, 0, most, seconds);
    check_number(e, where, "failureThreshold", p->failureThreshold, 0, most, seconds);
    check_number(e, where, "successThreshold", p->successThreshold, 0, of_readiness ? most : 1,
                 of_readiness ? seconds : "more than 1 is for readiness probes");
    if (p->httpGet.has_value()) check_port(e, where, "port", p->httpGet->port);
    if (p->tcpSocket.has_value()) check_port(e, where, "port", p->tcpSocket->port);
    if (of_init)
        not_taken(e, where, field, "an init container has probes with the restartPolicy Always");
}

constexpr bool leads_outside(std::string_view path) {
    if (path.starts_with('/') || path == "..") return true;
    return path.starts_with("../") || path.ends_with("/..") ||
           path.find("/../") != std::string_view::npos;
}
constexpr void check_container_validity(const examined& e, const api::Container& c,
                                        const api::PodSpec& pod, bool of_init) {
    of_init = of_init && c.restartPolicy != "Always";
    check_probe_numbers(e, c, "startupProbe", c.startupProbe, false, of_init);
    check_probe_numbers(e, c, "livenessProbe", c.livenessProbe, false, of_init);
    check_probe_numbers(e, c, "readinessProbe", c.readinessProbe, true, of_init);
    for (const api::VolumeMount& m : c.volumeMounts)
        if (!m.subPath.empty() && leads_outside(m.subPath))
            not_taken(e, e.in(c), words("subPath '").add(m.subPath.view()).add("'"),
                      "a path inside of the volume, without .. and a slash before");
    if (pod.hostNetwork.value_or(false))
        for (const api::ContainerPort& p : c.ports)
            if (p.hostPort.has_value() && *p.hostPort != p.containerPort.value_or(0))
                not_taken(e, e.in(c), words("hostPort ").add(*p.hostPort),
                          "in the network of the node it is the containerPort");
    if (c.securityContext.has_value() && c.securityContext->privileged.value_or(false) &&
        !c.securityContext->allowPrivilegeEscalation.value_or(true))
        not_taken(e, e.in(c), "allowPrivilegeEscalation false",
                  "a privileged container may always escalate");
}

constexpr void check_toleration(const examined& e, const api::Toleration& t) {
    if (t.operator_ == "Exists" && !t.value.empty())
        not_taken(e, e.here(), words("toleration with the value ").add(t.value.view()),
                  "by the operator Exists it has none");
    if (t.tolerationSeconds.has_value() && t.effect != "NoExecute")
        not_taken(e, e.here(), words("tolerationSeconds ").add(*t.tolerationSeconds),
                  "its effect is NoExecute then");
}
constexpr char host_path_types[] =
    "DirectoryOrCreate Directory FileOrCreate File Socket CharDevice BlockDevice";
constexpr void check_pod_validity(const examined& e, const api::PodSpec& pod) {
    for (const api::Volume& v : pod.volumes)
        if (v.hostPath.has_value() && !v.hostPath->type.empty() &&
            !is_one_of<host_path_types>(v.hostPath->type))
            not_taken(e, e.in(v), words("type '").add(v.hostPath->type.view()).add("'"),
                      host_path_types);
    for (const api::Toleration& t : pod.tolerations) check_toleration(e, t);
    for (const api::Container& c : pod.initContainers) check_container_validity(e, c, pod, true);
    for (const api::Container& c : pod.containers) check_container_validity(e, c, pod, false);
}

constexpr void check_service_validity(const examined& e, const api::ServiceSpec& spec) {
    const bool balanced = spec.type == "LoadBalancer";
    for (const api::ServicePort& p : spec.ports) check_port(e, e.here(), "target", p.targetPort);
    if (!spec.externalTrafficPolicy.empty() && !balanced && spec.type != "NodePort" &&
        spec.externalIPs.empty())
        not_taken(e, e.here(), "externalTrafficPolicy",
                  "it is of the types NodePort and LoadBalancer");
    if (!spec.loadBalancerSourceRanges.empty() && !balanced)
        not_taken(e, e.here(), "loadBalancerSourceRanges", "they are of the type LoadBalancer");
    if (!spec.loadBalancerClass.empty() && !balanced)
        not_taken(e, e.here(), "loadBalancerClass", "it is of the type LoadBalancer");
}

constexpr void check_policy_ports(const examined& e,
                                  const core::list<api::NetworkPolicyPort>& ports) {
    for (const api::NetworkPolicyPort& p : ports) {
        if (p.port.has_value()) check_port(e, e.here(), "port", p.port);
        if (!p.endPort.has_value()) continue;
        if (!p.port.is_number() || *p.endPort < p.port.number)
            not_taken(e, e.here(), words("endPort ").add(*p.endPort),
                      "the last of a range, which begins with the number of port");
    }
}
constexpr void check_peer_addresses(const examined& e,
                                    const core::list<api::NetworkPolicyPeer>& peers) {
    for (const api::NetworkPolicyPeer& peer : peers) {
        if (!peer.ipBlock.has_value() || peer.ipBlock->cidr.empty()) continue;
        const std::string_view cidr = peer.ipBlock->cidr;
        const auto all = parse_address_range(cidr);
        if (!all && !e.it.checked())
            not_taken(e, e.here(), words("cidr '").add(cidr).add("'"), address_blocks);
        for (const text& part : peer.ipBlock->except_) {
            const auto less = parse_address_range(part);
            if (!less && !e.it.checked())
                not_taken(e, e.here(), words("except '").add(part.view()).add("'"), address_blocks);
            if (all && less && !all->holds_more_than(*less))
                not_taken(e, e.here(), words("except ").add(part.view()),
                          words("a part of ").add(cidr).add(", and not all of it").view());
        }
    }
}
constexpr void check_policy_validity(const examined& e, const api::NetworkPolicySpec& spec) {
    for (const api::NetworkPolicyIngressRule& r : spec.ingress) {
        check_policy_ports(e, r.ports);
        check_peer_addresses(e, r.from);
    }
    for (const api::NetworkPolicyEgressRule& r : spec.egress) {
        check_policy_ports(e, r.ports);
        check_peer_addresses(e, r.to);
    }
}

/// Each of `low` is at most what `high` has for the resource.
constexpr void check_order(const examined& e, std::string_view low_name, const core::map<text>& low,
                           std::string_view high_name, const core::map<text>& high) {
    for (const core::entry<text>& l : low) {
        const text* const h = high.find(l.key);
        if (!h) continue;
        const auto least = core::parse_quantity(l.value), most = core::parse_quantity(*h);
        if (least && most && *least > *most)
            not_taken(e, e.here(),
                      words(low_name).add(" ").add(l.key.view()).add(" ").add(l.value.view()),
                      words("at most the ").add(high_name).add(", ").add(h->view()).view());
    }
}
constexpr void check_limit_validity(const examined& e, const api::LimitRangeSpec& spec) {
    for (const api::LimitRangeItem& i : spec.limits) {
        check_order(e, "min", i.min, "max", i.max);
        check_order(e, "min", i.min, "default", i.default_);
        check_order(e, "min", i.min, "defaultRequest", i.defaultRequest);
        check_order(e, "default", i.default_, "max", i.max);
        check_order(e, "defaultRequest", i.defaultRequest, "default", i.default_);
        check_order(e, "defaultRequest", i.defaultRequest, "max", i.max);
        if (i.type == "Pod" && !(i.default_.empty() && i.defaultRequest.empty()))
            not_taken(e, e.here(), "default of a Pod", "defaults are of containers");
    }
}

constexpr void check_claim_validity(const examined& e, const api::PersistentVolumeClaimSpec& spec) {
    const text* const size =
        spec.resources.has_value() ? spec.resources->requests.find("storage") : nullptr;
    const auto parsed = size ? core::parse_quantity(*size) : std::nullopt;
    if (parsed && parsed->milli <= 0)
        not_taken(e, e.here(), words("storage ").add(size->view()), "more than nothing is claimed");
    for (const text& mode : spec.accessModes)
        if (mode == "ReadWriteOncePod" && spec.accessModes.size() > 1)
            not_taken(e, e.here(), "accessModes", "ReadWriteOncePod stands alone");
}

constexpr std::size_t size_of(const core::map<text>& data) {
    std::size_t size = 0;
    for (const core::entry<text>& d : data) size += d.value.size();
    return size;
}
/// Of what is in base64, as it is without.
constexpr std::size_t decoded_size_of(const core::map<text>& data) {
    std::size_t size = size_of(data) / 4 * 3;
    for (const core::entry<text>& d : data)
        size -= std::size_t{d.value.view().ends_with("=")} + d.value.view().ends_with("==");
    return size;
}
/// An object of etcd holds a little more than a mebibyte.
constexpr void check_size(const examined& e, std::string_view of, std::size_t size,
                          std::size_t most) {
    if (size > most)
        not_taken(e, e.here(), words(of).add(" of ").add(static_cast<long>(size)).add(" bytes"),
                  words("at most ").add(static_cast<long>(most)).add(" bytes").view());
}
constexpr void check_name_length(const examined& e, std::size_t most) {
    if (e.it.name().size() > most)
        not_taken(e, e.here(),
                  words("name of ").add(static_cast<long>(e.it.name().size())).add(" characters"),
                  words("at most ")
                      .add(static_cast<long>(most))
                      .add(", which those made from it need")
                      .view());
}

constexpr void check_validity(const examined& e) {
    std::size_t annotations = 0;
    for (const core::entry<text>& a : e.it.metadata().annotations)
        annotations += a.key.size() + a.value.size();
    check_size(e, "annotations", annotations, 262144);
    if (e.it.runs_pods()) {
        if (const api::PodSpec* const pod = e.it.pods()) check_pod_validity(e, *pod);
        if (const auto* d = e.it.as<api::Deployment>()) check_rolling_update(e, d->spec.strategy);
        else if (const auto* s = e.it.as<api::DaemonSet>())
            check_rolling_update(e, s->spec.updateStrategy);
        else if (e.it.is<api::CronJob>()) check_name_length(e, 52);
        else if (e.it.is<api::Job>()) check_name_length(e, 63);
    } else if (const auto* config = e.it.as<api::ConfigMap>()) {
        check_size(e, "data", size_of(config->data) + decoded_size_of(config->binaryData), 1048576);
    } else if (const auto* service = e.it.as<api::Service>()) {
        check_service_validity(e, service->spec);
    } else if (const auto* secret = e.it.as<api::Secret>()) {
        check_size(e, "data", decoded_size_of(secret->data) + size_of(secret->stringData), 1048576);
    } else if (const auto* policy = e.it.as<api::NetworkPolicy>()) {
        check_policy_validity(e, policy->spec);
    } else if (const auto* range = e.it.as<api::LimitRange>()) {
        check_limit_validity(e, range->spec);
    } else if (const auto* claim = e.it.as<api::PersistentVolumeClaim>()) {
        check_claim_validity(e, claim->spec);
    } else if (const auto* budget = e.it.as<api::PodDisruptionBudget>()) {
        check_pods_or_share(e, "minAvailable", budget->spec.minAvailable, true);
        check_pods_or_share(e, "maxUnavailable", budget->spec.maxUnavailable, true);
    }
}

}  // namespace slipway::dsl::detail
