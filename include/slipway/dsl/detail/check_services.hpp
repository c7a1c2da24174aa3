// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/detail/check_pods.hpp>

namespace slipway::dsl::detail {

constexpr words selector_words(const core::map<text>& selector) {
    words made;
    for (const core::entry<text>& s : selector) made.add(made.size ? "," : "").add(s.key.view()).add("=").add(s.value.view());
    return made;
}

/// Workloads by each label of their pods.
class by_label {
public:
    constexpr explicit by_label(const Cluster& cluster) : cluster_(cluster), index_(count(cluster)) {
        for (std::size_t i = 0; i < cluster.resources.size(); ++i) {
            const object& o = cluster.resources[i];
            if (!o.pods()) continue;
            for (const core::entry<text>& l : o.pod_labels()) index_.put(key(namespace_of(cluster, o), l), i);
        }
    }
    /// Calls `visit` for each workload of the namespace whose pods carry the selector. It looks at those that carry the
    /// rarest of its labels, so that one which all of a cluster carries costs nothing.
    template <class Visit>
    constexpr void each(std::string_view ns, const core::map<text>& selector, Visit visit) const {
        unsigned rarest = key(ns, selector[0]);
        for (const core::entry<text>& each : selector)
            if (const unsigned k = key(ns, each); index_.count(k) < index_.count(rarest)) rarest = k;
        index_.find(rarest, [&](std::size_t n) {
            const object& o = cluster_.resources[n];
            if (namespace_of(cluster_, o) == ns && carries_all(o.pod_labels(), selector)) visit(o);
            return false;
        });
    }

private:
    static constexpr unsigned key(std::string_view ns, const core::entry<text>& label) { return hash(label.value, hash(label.key, hash(ns))); }
    static constexpr std::size_t count(const Cluster& cluster) {
        std::size_t n = 0;
        for (const object& o : cluster.resources)
            if (o.pods()) n += o.pod_labels().size();
        return n;
    }
    const Cluster& cluster_;
    index index_;
};

/// A name has to be exposed. A number too, by pods that tell their ports; those that tell none may listen anywhere.
constexpr void check_target(const examined& e, const api::ServicePort& port, const object& workload) {
    const bool named = port.targetPort.is_string();
    const long number = port.targetPort.is_number() ? port.targetPort.number : *port.port;
    bool any = false;
    for (const api::Container& c : workload.pods()->containers)
        for (const api::ContainerPort& p : c.ports) {
            any = true;
            if (named ? p.name == port.targetPort.string : p.containerPort == number) return;
        }
    if (!any && !named) return;
    words wanted;
    if (named) wanted.add(port.targetPort.string.view());
    else wanted.add(number);
    nearest hint(wanted.view());
    for (const api::Container& c : workload.pods()->containers)
        for (const api::ContainerPort& p : c.ports) hint.offer(named ? words(p.name).view() : words().add(*p.containerPort).view());
    e.report(rule::target_port_not_exposed, {e.it, " to ", workload.metadata().name}, wanted, hint.hint());
}

constexpr words nearest_label(const Cluster& cluster, std::string_view wanted) {
    nearest hint(wanted);
    for (const object& o : cluster.resources)
        if (o.pods())
            for (const core::entry<text>& l : o.pod_labels()) hint.offer(words(l.key).add("=").add(l.value.view()).view());
    return hint.hint();
}

constexpr bool same_protocol(const api::ServicePort& a, const api::ServicePort& b) {
    constexpr std::string_view usual = "TCP";
    return (a.protocol.empty() ? usual : a.protocol.view()) == (b.protocol.empty() ? usual : b.protocol.view());
}

/// The rules inside of one Service.
constexpr void check_ports(const examined& e) {
    const api::ServiceSpec& spec = e.it.service->spec;
    if (spec.ports.empty() && spec.clusterIP != "None" && spec.type != "ExternalName") e.report(rule::service_without_ports, e.here());
    for (std::size_t i = 0; i < spec.ports.size(); ++i) {
        const api::ServicePort& p = spec.ports[i];
        if (spec.ports.size() > 1 && p.name.empty()) e.report(rule::unnamed_service_port, e.here(), core::decimal(p.port).view());
        if (p.nodePort.has_value() && spec.type != "NodePort" && spec.type != "LoadBalancer")
            e.report(rule::node_port_not_open, e.here(), core::decimal(p.nodePort).view());
        for (std::size_t j = 0; j < i; ++j) {
            const api::ServicePort& before = spec.ports[j];
            if ((before.port == *p.port && same_protocol(before, p)) || (!p.name.empty() && before.name == p.name)) {
                e.report(rule::duplicate_service_port, e.here(), words(p.name).add(p.name.empty() ? "" : " ").add(*p.port));
                break;
            }
        }
    }
}

/// From one Service to the pods that it selects.
constexpr void check_selector(const examined& e, const by_label& labels) {
    const api::ServiceSpec& spec = e.it.service->spec;
    if (spec.selector.empty()) return;  // its endpoints are made by others
    bool any = false;
    labels.each(e.space(), spec.selector, [&](const object& workload) {
        any = true;
        for (const api::ServicePort& p : spec.ports) check_target(e, p, workload);
    });
    if (any) return;
    const words wanted = selector_words(spec.selector);
    e.report(rule::service_selects_no_pod, e.here(), wanted, nearest_label(e.cluster, wanted.view()));
}

/// Between the Services: node ports are one per cluster.
constexpr void check_node_ports(const Cluster& cluster, findings& found) {
    std::size_t count = 0;
    for (const object& o : cluster.resources)
        if (o.kind == object::of::service) count += o.service->spec.ports.size();
    index taken(count);
    for (const object& o : cluster.resources) {
        if (o.kind != object::of::service) continue;
        for (const api::ServicePort& p : o.service->spec.ports) {
            if (!p.nodePort.has_value()) continue;
            const auto number = static_cast<std::size_t>(*p.nodePort);
            if (taken.find(static_cast<unsigned>(number), [&](std::size_t n) { return n == number; }) >= 0)
                found.add({rule::node_port_twice, title(o), words(core::decimal(p.nodePort)), {}, o.line});
            taken.put(static_cast<unsigned>(number), number);
        }
    }
}

}  // namespace slipway::dsl::detail
