// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/kinds.hpp>

namespace slipway::dsl {

namespace detail {

constexpr core::map<text> lowered(const labels& from) {
    core::map<text> made;
    for (const label& l : from) made.push_back({l.key, l.value});
    return made;
}

template <class Short>
constexpr api::ObjectMeta metadata_of(const Short& from) {
    api::ObjectMeta made;
    made.name = from.name;
    if constexpr (requires { from.namespace_; }) made.namespace_ = from.namespace_;
    made.labels = lowered(from.labels);
    return made;
}

constexpr api::EnvVar lowered(const env_variable& from) {
    api::EnvVar made;
    made.name = from.name;
    made.value = from.value.plain;
    const reference& ref = from.value.ref;
    if (ref.what == reference::to::config_map) {
        api::ConfigMapKeySelector key;
        key.name = ref.object;
        key.key = ref.key;
        made.valueFrom.emplace().configMapKeyRef = key;
    } else if (ref.what == reference::to::secret) {
        api::SecretKeySelector key;
        key.name = ref.object;
        key.key = ref.key;
        made.valueFrom.emplace().secretKeyRef = key;
    } else if (ref.what == reference::to::field) {
        api::ObjectFieldSelector path;
        path.fieldPath = ref.key;
        made.valueFrom.emplace().fieldRef = path;
    }
    return made;
}

constexpr void lower(const amounts& from, core::map<text>& to) {
    if (!from.cpu.empty()) to["cpu"] = from.cpu;
    if (!from.memory.empty()) to["memory"] = from.memory;
}

constexpr void lower(const Probe& from, core::optional<api::Probe>& to) {
    if (from.how == Probe::by::nothing) return;
    api::Probe& made = to.emplace();
    if (from.how == Probe::by::http) {
        made.httpGet.emplace().path = from.path;
        made.httpGet.emplace().port = from.port;
    } else if (from.how == Probe::by::tcp) {
        made.tcpSocket.emplace().port = from.port;
    } else {
        made.exec.emplace().command = from.command;
    }
    if (from.initialDelaySeconds) made.initialDelaySeconds = from.initialDelaySeconds;
    if (from.periodSeconds != 10) made.periodSeconds = from.periodSeconds;
    if (from.failureThreshold != 3) made.failureThreshold = from.failureThreshold;
}

constexpr api::Container lowered(const Container& from) {
    api::Container made = from.spec;
    if (!from.name.empty()) made.name = from.name;
    if (!from.image.empty()) made.image = from.image;
    if (!from.command.empty()) made.command = from.command;
    if (!from.args.empty()) made.args = from.args;
    for (const container_port& p : from.ports) {
        api::ContainerPort port;
        port.name = p.name;
        port.containerPort = static_cast<long>(p.number);
        made.ports.push_back(port);
    }
    for (const env_variable& e : from.env) made.env.push_back(lowered(e));
    const Resources& r = from.resources;
    if (!r.requests.cpu.empty() || !r.requests.memory.empty()) lower(r.requests, made.resources.emplace().requests);
    if (!r.limits.cpu.empty() || !r.limits.memory.empty()) lower(r.limits, made.resources.emplace().limits);
    for (const mount& m : from.volumeMounts) {
        api::VolumeMount mounted;
        mounted.name = m.volume;
        mounted.mountPath = m.path;
        if (m.readOnly) mounted.readOnly = true;
        made.volumeMounts.push_back(mounted);
    }
    lower(from.startupProbe, made.startupProbe);
    lower(from.readinessProbe, made.readinessProbe);
    lower(from.livenessProbe, made.livenessProbe);
    return made;
}

constexpr api::Volume lowered(const volume& from) {
    api::Volume made;
    made.name = from.name;
    switch (from.what) {
        case volume::of::config_map: made.configMap.emplace().name = from.source; break;
        case volume::of::secret: made.secret.emplace().secretName = from.source; break;
        case volume::of::host: made.hostPath.emplace().path = from.source; break;
        case volume::of::empty: made.emptyDir.emplace(); break;
    }
    return made;
}

template <class Short>
constexpr void lower_pod(const Short& from, api::PodSpec& made) {
    for (const Container& c : from.containers) made.containers.push_back(lowered(c));
    for (const volume& v : from.volumes) made.volumes.push_back(lowered(v));
    for (const label& l : from.nodeSelector) made.nodeSelector.push_back({l.key, l.value});
}

/// Base64 in constant evaluation (RFC 4648, section 4).
constexpr text base64(const text& from) {
    constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::string_view s = from;
    return text::fill((s.size() + 2) / 3 * 4, [&](char* out) {
        for (std::size_t i = 0; i < s.size(); i += 3) {
            unsigned block = 0;
            for (std::size_t k = 0; k < 3; ++k)
                block = block << 8 | (i + k < s.size() ? static_cast<unsigned char>(s[i + k]) : 0U);
            for (std::size_t k = 0; k < 4; ++k) *out++ = i + k > s.size() ? '=' : digits[block >> (18 - 6 * k) & 63];
        }
    });
}

}  // namespace detail

constexpr api::Namespace lower(const Namespace& from) {
    api::Namespace made;
    made.apiVersion = "v1";
    made.kind = "Namespace";
    made.metadata = detail::metadata_of(from);
    return made;
}
constexpr api::ConfigMap lower(const ConfigMap& from) {
    api::ConfigMap made;
    made.apiVersion = "v1";
    made.kind = "ConfigMap";
    made.metadata = detail::metadata_of(from);
    for (const datum& d : from.data) made.data.push_back({d.key, d.value});
    return made;
}
constexpr api::Secret lower(const Secret& from) {
    api::Secret made;
    made.apiVersion = "v1";
    made.kind = "Secret";
    made.metadata = detail::metadata_of(from);
    made.type = "Opaque";
    for (const datum& d : from.data) made.data.push_back({d.key, detail::base64(d.value)});
    return made;
}
constexpr api::Pod lower(const Pod& from) {
    api::Pod made;
    made.apiVersion = "v1";
    made.kind = "Pod";
    made.metadata = detail::metadata_of(from);
    made.spec = from.spec;
    if (!from.restartPolicy.empty()) made.spec.restartPolicy = from.restartPolicy;
    detail::lower_pod(from, made.spec);
    return made;
}
constexpr api::Deployment lower(const Deployment& from) {
    api::Deployment made;
    made.apiVersion = "apps/v1";
    made.kind = "Deployment";
    made.metadata = detail::metadata_of(from);
    made.spec = from.spec;
    made.spec.replicas = static_cast<long>(from.replicas);
    made.spec.selector.emplace().matchLabels = detail::lowered(from.selector.empty() ? from.labels : from.selector);
    if (from.strategy.maxSurge.has_value() || from.strategy.maxUnavailable.has_value()) {
        made.spec.strategy.emplace().type = "RollingUpdate";
        made.spec.strategy.emplace().rollingUpdate.emplace().maxSurge = from.strategy.maxSurge;
        made.spec.strategy.emplace().rollingUpdate.emplace().maxUnavailable = from.strategy.maxUnavailable;
    }
    made.spec.template_.metadata.labels = detail::lowered(from.labels);
    made.spec.template_.spec = from.pod;
    detail::lower_pod(from, made.spec.template_.spec);
    return made;
}
constexpr api::Service lower(const Service& from) {
    api::Service made;
    made.apiVersion = "v1";
    made.kind = "Service";
    made.metadata = detail::metadata_of(from);
    if (from.type == NodePort) made.spec.type = "NodePort";
    if (from.type == LoadBalancer) made.spec.type = "LoadBalancer";
    if (from.type == Headless) made.spec.clusterIP = "None";
    made.spec.selector = detail::lowered(from.selector);
    for (const service_port& p : from.ports) {
        api::ServicePort port;
        port.name = p.name;
        port.port = static_cast<long>(p.port);
        if (p.target.has_value()) port.targetPort = p.target;
        if (p.nodePort) port.nodePort = static_cast<long>(p.nodePort);
        made.spec.ports.push_back(port);
    }
    return made;
}

}  // namespace slipway::dsl
