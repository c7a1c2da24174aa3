// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/quantity.hpp>
#include <slipway/dsl/detail/index.hpp>

namespace slipway::dsl::detail {

constexpr bool exposes(const api::Container& c, std::string_view port) {
    for (const api::ContainerPort& p : c.ports)
        if (p.name == port) return true;
    return false;
}

constexpr bool is_zero(const core::int_or_string& n) {
    return (n.is_number() && n.number == 0) || (n.is_string() && (n.string == "0%" || n.string == "0"));
}

constexpr bool carries(const core::map<text>& labels, std::string_view key, std::string_view value) {
    const text* found = labels.find(key);
    return found && *found == value;
}
constexpr bool carries_all(const core::map<text>& labels, const core::map<text>& wanted) {
    for (const core::entry<text>& w : wanted)
        if (!carries(labels, w.key, w.value)) return false;
    return true;
}

/// The rules inside of one workload, and from it to what it refers to.
class pod_checker {
public:
    constexpr pod_checker(const Cluster& cluster, const by_name& names, const object& o, findings& found)
        : cluster_(cluster), names_(names), object_(o), pod_(*o.pods()), found_(found) {}

    constexpr void run() {
        if (pod_.containers.empty()) report(rule::no_containers, title(object_), {}, {});
        if (object_.kind == object::of::deployment) check_deployment();
        for (const api::Volume& v : pod_.volumes) check_volume(v);
        for (const api::Container& c : pod_.containers) check_container(c);
        check_port_names();
    }

private:
    constexpr void report(rule r, const words& where, const words& value, const words& hint) {
        found_.add({r, where, value, hint, object_.line});
    }
    constexpr words title_of(const api::Container& c) const { return title(object_).add(", container ").add(c.name.view()); }

    constexpr void check_deployment() {
        const api::DeploymentSpec& spec = object_.deployment->spec;
        if (spec.selector.has_value() && !carries_all(spec.template_.metadata.labels, spec.selector->matchLabels)) {
            const auto& first = spec.selector->matchLabels[0];
            report(rule::selector_misses_own_pods, title(object_), words(first.key.view()).add("=").add(first.value.view()), {});
        }
        if (!spec.strategy.has_value() || !spec.strategy->rollingUpdate.has_value()) return;
        const api::RollingUpdateDeployment& rolling = *spec.strategy->rollingUpdate;
        if (is_zero(rolling.maxSurge) && is_zero(rolling.maxUnavailable)) report(rule::rollout_cannot_progress, title(object_), {}, {});
    }

    constexpr const object* need(object::of kind, std::string_view name, const words& where) {
        const object* target = names_.find(kind, namespace_of(cluster_, object_), name);
        if (target) return target;
        nearest hint(name);
        for (const object& o : cluster_.resources)
            if (o.kind == kind) hint.offer(o.metadata().name);
        report(kind == object::of::secret ? rule::unknown_secret : rule::unknown_config_map, where, words(name), hint.hint());
        return nullptr;
    }

    constexpr void check_volume(const api::Volume& v) {
        const words where = title(object_).add(", volume ").add(v.name.view());
        if (v.configMap.has_value() && !v.configMap->optional) need(object::of::config_map, v.configMap->name, where);
        if (v.secret.has_value() && !v.secret->optional) need(object::of::secret, v.secret->secretName, where);
    }

    constexpr void check_container(const api::Container& c) {
        if (c.image.empty()) report(rule::image_missing, title_of(c), {}, {});
        for (const auto* probe : {&c.startupProbe, &c.readinessProbe, &c.livenessProbe})
            if (probe->has_value()) check_probe(c, **probe);
        for (const api::VolumeMount& m : c.volumeMounts) check_mount(c, m);
        for (std::size_t i = 0; i < c.env.size(); ++i) {
            check_reference(c, c.env[i]);
            for (std::size_t j = 0; j < i; ++j)
                if (c.env[j].name == c.env[i].name) report(rule::duplicate_variable, title_of(c), words(c.env[i].name.view()), {});
        }
        if (c.resources.has_value()) check_amounts(c);
    }

    constexpr void check_probe(const api::Container& c, const api::Probe& p) {
        const core::int_or_string* port = p.httpGet.has_value() ? &p.httpGet->port : p.tcpSocket.has_value() ? &p.tcpSocket->port : nullptr;
        if (!port || !port->is_string() || exposes(c, port->string)) return;
        nearest hint(port->string);
        for (const api::ContainerPort& known : c.ports) hint.offer(known.name);
        report(rule::probe_port_not_exposed, title_of(c), words(port->string.view()), hint.hint());
    }

    constexpr void check_mount(const api::Container& c, const api::VolumeMount& m) {
        nearest hint(m.name);
        for (const api::Volume& v : pod_.volumes) {
            if (v.name == m.name) return;
            hint.offer(v.name);
        }
        report(rule::mount_without_volume, title_of(c), words(m.name.view()), hint.hint());
    }

    constexpr void check_reference(const api::Container& c, const api::EnvVar& e) {
        if (!e.valueFrom.has_value()) return;
        const api::EnvVarSource& from = *e.valueFrom;
        const bool secret = from.secretKeyRef.has_value();
        if (!secret && !from.configMapKeyRef.has_value()) return;
        const text name = secret ? from.secretKeyRef->name : from.configMapKeyRef->name;
        const text key = secret ? from.secretKeyRef->key : from.configMapKeyRef->key;
        if (secret ? bool(from.secretKeyRef->optional) : bool(from.configMapKeyRef->optional)) return;
        const object* target = need(secret ? object::of::secret : object::of::config_map, name, title_of(c));
        if (!target) return;
        nearest hint(key);
        for (const core::entry<text>& d : secret ? target->secret->data : target->config_map->data) {
            if (d.key == key) return;
            hint.offer(d.key);
        }
        report(rule::unknown_key, title_of(c), words(name.view()).add("[").add(key.view()).add("]"), hint.hint());
    }

    constexpr void check_amounts(const api::Container& c) {
        for (const core::entry<text>& request : c.resources->requests) {
            const text* limit = c.resources->limits.find(request.key);
            if (!limit) continue;
            const auto wanted = core::parse_quantity(request.value), most = core::parse_quantity(*limit);
            if (wanted && most && *wanted > *most)
                report(rule::request_over_limit, title_of(c), words(request.key.view()).add(" ").add(request.value.view()).add(" over ").add(limit->view()), {});
        }
    }

    constexpr void check_port_names() {
        for (std::size_t a = 0; a < pod_.containers.size(); ++a)
            for (std::size_t i = 0; i < pod_.containers[a].ports.size(); ++i) {
                const std::string_view name = pod_.containers[a].ports[i].name;
                if (!name.empty() && seen_before(a, i, name)) report(rule::duplicate_port_name, title_of(pod_.containers[a]), words(name), {});
            }
    }
    constexpr bool seen_before(std::size_t container, std::size_t port, std::string_view name) const {
        for (std::size_t a = 0; a <= container; ++a)
            for (std::size_t i = 0; i < (a == container ? port : pod_.containers[a].ports.size()); ++i)
                if (pod_.containers[a].ports[i].name == name) return true;
        return false;
    }

    const Cluster& cluster_;
    const by_name& names_;
    const object& object_;
    const api::PodSpec& pod_;
    findings& found_;
};

}  // namespace slipway::dsl::detail
