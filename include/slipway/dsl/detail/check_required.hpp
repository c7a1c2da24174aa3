// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/detail/by_name.hpp>

namespace slipway::dsl::detail {

/// What the API requires and short forms can leave out. The structs of the API are looked through
/// field by field (`missing_fields`), which takes compilers longer.
class required_checker {
public:
    constexpr explicit required_checker(const examined& e) : e_(e) {}

    constexpr void run(looked before) const {
        if (before == looked::everywhere) return;
        if (e_.it.checked()) check_all_keys();
        if (const api::PodSpec* const pod = e_.it.pods()) {
            if (before != looked::in_pods) check_pod(*pod);
            if (const auto* job = e_.it.as<api::CronJob>())
                if (job->spec.schedule.empty()) missing("spec.schedule");
        } else if (const auto* service = e_.it.as<api::Service>()) {
            for (const api::ServicePort& p : service->spec.ports)
                if (!is_said(p.port)) missing("spec.ports.port");
        } else if (const auto* ingress = e_.it.as<api::Ingress>()) {
            check_ingress(ingress->spec);
        } else if (const auto* scaler = e_.it.as<api::HorizontalPodAutoscaler>()) {
            if (!scaler->spec.maxReplicas.has_value()) missing("spec.maxReplicas");
            if (!scaler->spec.scaleTargetRef.has_value()) missing("spec.scaleTargetRef");
        } else if (const auto* range = e_.it.as<api::LimitRange>()) {
            if (range->spec.limits.empty()) missing("spec.limits");
        } else {
            check_access();
        }
    }

private:
    constexpr void missing(std::string_view path) const {
        e_.report(rule::required_missing, e_.here(), path);
    }
    constexpr void missing(std::string_view path, const site& where) const {
        e_.report(rule::required_missing, where, path);
    }
    /// Short forms have 0 for a port that is left out; one that is written so is refused.
    constexpr bool is_said(const core::optional<long>& port) const {
        return port.has_value() && (*port != 0 || !e_.it.checked());
    }

    constexpr void check_all_keys() const {
        check_keys(e_.it.metadata().labels, "the key of a label");
        check_keys(e_.it.metadata().annotations, "the key of an annotation");
        if (const auto* config = e_.it.as<api::ConfigMap>()) check_keys(config->data, "a key");
        else if (const auto* secret = e_.it.as<api::Secret>()) check_keys(secret->data, "a key");
    }
    constexpr void check_keys(const core::map<text>& map, std::string_view what) const {
        for (const core::entry<text>& each : map)
            if (each.key.empty()) missing(what);
    }

    constexpr void check_pod(const api::PodSpec& pod) const {
        for (const api::Volume& v : pod.volumes) {
            if (v.name.empty()) missing("volumes.name");
            if (v.hostPath.has_value() && v.hostPath->path.empty())
                missing("hostPath.path", e_.in(v));
        }
        for (const api::Container& c : pod.initContainers) {
            if (c.name.empty()) missing("initContainers.name");
            check_container(c);
        }
        for (const api::Container& c : pod.containers) {
            if (c.name.empty()) missing("containers.name");
            check_container(c);
        }
    }
    constexpr void need(const api::Container& c, bool said, std::string_view path) const {
        if (!said) missing(path, e_.in(c));
    }
    constexpr void check_source(const api::Container& c, const api::EnvVarSource& from) const {
        need(c, !from.configMapKeyRef.has_value() || !from.configMapKeyRef->key.empty(),
             "configMapKeyRef.key");
        need(c, !from.secretKeyRef.has_value() || !from.secretKeyRef->key.empty(),
             "secretKeyRef.key");
        need(c, !from.fieldRef.has_value() || !from.fieldRef->fieldPath.empty(),
             "fieldRef.fieldPath");
        need(c, !from.resourceFieldRef.has_value() || !from.resourceFieldRef->resource.empty(),
             "resourceFieldRef.resource");
        if (!from.fileKeyRef.has_value()) return;
        need(c, !from.fileKeyRef->key.empty(), "fileKeyRef.key");
        need(c, !from.fileKeyRef->path.empty(), "fileKeyRef.path");
        need(c, !from.fileKeyRef->volumeName.empty(), "fileKeyRef.volumeName");
    }
    /// Whom a probe or a hook asks.
    template <class Asked>
    constexpr void check_asked(const api::Container& c, const core::optional<Asked>& asked) const {
        if (!asked.has_value()) return;
        if (asked->httpGet.has_value()) {
            need(c, asked->httpGet->port.has_value(), "the port of httpGet");
            for (const api::HTTPHeader& h : asked->httpGet->httpHeaders)
                need(c, !h.name.empty(), "httpHeaders.name");
        }
        if (asked->tcpSocket.has_value())
            need(c, asked->tcpSocket->port.has_value(), "the port of tcpSocket");
    }
    constexpr void check_probe(const api::Container& c, const core::optional<api::Probe>& p) const {
        check_asked(c, p);
        if (p.has_value() && p->grpc.has_value())
            need(c, p->grpc->port.has_value(), "the port of grpc");
    }
    constexpr void check_container(const api::Container& c) const {
        for (const api::ContainerPort& p : c.ports)
            need(c, is_said(p.containerPort), "ports.containerPort");
        for (const api::EnvVar& v : c.env) {
            need(c, !v.name.empty(), "env.name");
            if (v.valueFrom.has_value()) check_source(c, *v.valueFrom);
        }
        for (const api::VolumeMount& m : c.volumeMounts) {
            need(c, !m.name.empty(), "volumeMounts.name");
            need(c, !m.mountPath.empty(), "volumeMounts.mountPath");
        }
        check_probe(c, c.startupProbe);
        check_probe(c, c.readinessProbe);
        check_probe(c, c.livenessProbe);
        check_more(c);
    }
    /// What short forms do not have, but in the API's struct beside them.
    constexpr void check_more(const api::Container& c) const {
        for (const api::VolumeDevice& d : c.volumeDevices) {
            need(c, !d.name.empty(), "volumeDevices.name");
            need(c, !d.devicePath.empty(), "volumeDevices.devicePath");
        }
        for (const api::ContainerResizePolicy& r : c.resizePolicy) {
            need(c, !r.resourceName.empty(), "resizePolicy.resourceName");
            need(c, !r.restartPolicy.empty(), "resizePolicy.restartPolicy");
        }
        for (const api::ContainerRestartRule& r : c.restartPolicyRules)
            need(c, !r.action.empty(), "restartPolicyRules.action");
        if (c.lifecycle.has_value()) {
            check_asked(c, c.lifecycle->postStart);
            check_asked(c, c.lifecycle->preStop);
        }
        if (!c.securityContext.has_value()) return;
        const api::SecurityContext& s = *c.securityContext;
        need(c, !s.seccompProfile.has_value() || !s.seccompProfile->type.empty(),
             "seccompProfile.type");
        need(c, !s.appArmorProfile.has_value() || !s.appArmorProfile->type.empty(),
             "appArmorProfile.type");
    }

    constexpr void check_ingress(const api::IngressSpec& spec) const {
        for (const api::IngressRule& r : spec.rules) {
            if (!r.http.has_value()) continue;
            for (const api::HTTPIngressPath& path : r.http->paths)
                if (!path.backend.has_value() ||
                    (path.backend->service.has_value() && path.backend->service->name.empty()))
                    missing("spec.rules.http.paths.backend");
        }
    }

    constexpr void check_access() const {
        if (const auto* role = e_.it.as<api::Role>()) check_rules(role->rules);
        else if (const auto* for_all = e_.it.as<api::ClusterRole>()) check_rules(for_all->rules);
        else if (const auto* binding = e_.it.as<api::RoleBinding>())
            check_binding(binding->roleRef, binding->subjects);
        else if (const auto* of_all = e_.it.as<api::ClusterRoleBinding>())
            check_binding(of_all->roleRef, of_all->subjects);
    }
    constexpr void check_rules(const core::list<api::PolicyRule>& rules) const {
        for (const api::PolicyRule& r : rules)
            if (r.verbs.empty()) missing("rules.verbs");
    }
    constexpr void check_binding(const core::optional<api::RoleRef>& role,
                                 const core::list<api::rbac_v1::Subject>& subjects) const {
        if (!role.has_value() || role->name.empty()) missing("roleRef.name");
        for (const api::rbac_v1::Subject& s : subjects)
            if (s.name.empty()) missing("subjects.name");
    }

    const examined& e_;
};

}  // namespace slipway::dsl::detail
