// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/detail/check_pods.hpp>

namespace slipway::dsl::detail {

constexpr unsigned label_hash(std::string_view ns, std::string_view key, std::string_view value) {
    return hash(value, hash(key, hash(ns)));
}

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
            for (const core::entry<text>& l : o.pod_labels()) index_.put(label_hash(namespace_of(cluster, o), l.key, l.value), i);
        }
    }
    /// Calls `visit` for each workload of the namespace whose pods carry the selector.
    template <class Visit>
    constexpr void each(std::string_view ns, const core::map<text>& selector, Visit visit) const {
        index_.find(label_hash(ns, selector[0].key, selector[0].value), [&](std::size_t n) {
            const object& o = cluster_.resources[n];
            if (namespace_of(cluster_, o) == ns && carries_all(o.pod_labels(), selector)) visit(o);
            return false;
        });
    }

private:
    static constexpr std::size_t count(const Cluster& cluster) {
        std::size_t n = 0;
        for (const object& o : cluster.resources)
            if (o.pods()) n += o.pod_labels().size();
        return n;
    }
    const Cluster& cluster_;
    index index_;
};

constexpr void check_target(const object& service, const api::ServicePort& port, const object& workload, findings& found) {
    if (!port.targetPort.is_string()) return;
    nearest hint(port.targetPort.string);
    for (const api::Container& c : workload.pods()->containers)
        for (const api::ContainerPort& p : c.ports) {
            if (p.name == port.targetPort.string) return;
            hint.offer(p.name);
        }
    found.add({rule::target_port_not_exposed, title(service).add(" to ").add(workload.metadata().name.view()), words(port.targetPort.string.view()), hint.hint(), service.line});
}

constexpr words nearest_label(const Cluster& cluster, std::string_view wanted) {
    nearest hint(wanted);
    for (const object& o : cluster.resources)
        if (o.pods())
            for (const core::entry<text>& l : o.pod_labels()) hint.offer(words(l.key.view()).add("=").add(l.value.view()).view());
    return hint.hint();
}

constexpr void check_services(const Cluster& cluster, findings& found) {
    const by_label labels(cluster);
    index ports(cluster.resources.size() * 4 + 16);
    for (const object& o : cluster.resources) {
        if (o.kind != object::of::service) continue;
        const api::ServiceSpec& spec = o.service->spec;
        for (const api::ServicePort& p : spec.ports) {
            if (!p.nodePort.has_value()) continue;
            const auto number = static_cast<std::size_t>(static_cast<long>(p.nodePort));
            if (ports.find(static_cast<unsigned>(number), [&](std::size_t n) { return n == number; }) >= 0)
                found.add({rule::node_port_twice, title(o), words().add(static_cast<long>(number)), {}, o.line});
            ports.put(static_cast<unsigned>(number), number);
        }
        if (spec.selector.empty()) continue;  // its endpoints are made by others
        bool any = false;
        labels.each(namespace_of(cluster, o), spec.selector, [&](const object& workload) {
            any = true;
            for (const api::ServicePort& p : spec.ports) check_target(o, p, workload, found);
        });
        if (any) continue;
        const words wanted = selector_words(spec.selector);
        found.add({rule::service_selects_no_pod, title(o), wanted, nearest_label(cluster, wanted.view()), o.line});
    }
}

}  // namespace slipway::dsl::detail
