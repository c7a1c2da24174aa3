// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/detail/by_name.hpp>

namespace slipway::dsl::detail {

/// Calls `visit(kind, name)` for each name by which an object refers to another one of its
/// namespace, for writing to it.
template <class Visit>
constexpr void each_reference(api::PodSpec& pod, Visit visit) {
    const api::kind_facts &config = api::kind_of<api::ConfigMap>,
                          &secret = api::kind_of<api::Secret>;
    visit(api::kind_of<api::ServiceAccount>, pod.serviceAccountName);
    visit(api::kind_of<api::PriorityClass>, pod.priorityClassName);
    for (api::LocalObjectReference& s : pod.imagePullSecrets) visit(secret, s.name);
    for (api::Volume& v : pod.volumes) {
        if (v.configMap.has_value()) visit(config, v.configMap.emplace().name);
        if (v.secret.has_value()) visit(secret, v.secret.emplace().secretName);
        if (v.persistentVolumeClaim.has_value())
            visit(api::kind_of<api::PersistentVolumeClaim>,
                  v.persistentVolumeClaim.emplace().claimName);
        if (!v.projected.has_value()) continue;
        for (api::VolumeProjection& p : v.projected.emplace().sources) {
            if (p.configMap.has_value()) visit(config, p.configMap.emplace().name);
            if (p.secret.has_value()) visit(secret, p.secret.emplace().name);
        }
    }
    for (core::list<api::Container>* containers : {&pod.initContainers, &pod.containers})
        for (api::Container& c : *containers) {
            for (api::EnvFromSource& e : c.envFrom) {
                if (e.configMapRef.has_value()) visit(config, e.configMapRef.emplace().name);
                if (e.secretRef.has_value()) visit(secret, e.secretRef.emplace().name);
            }
            for (api::EnvVar& e : c.env) {
                if (!e.valueFrom.has_value()) continue;
                api::EnvVarSource& from = e.valueFrom.emplace();
                if (from.configMapKeyRef.has_value())
                    visit(config, from.configMapKeyRef.emplace().name);
                if (from.secretKeyRef.has_value()) visit(secret, from.secretKeyRef.emplace().name);
            }
        }
}

template <class Visit>
constexpr void each_reference(core::optional<api::IngressBackend>& backend, Visit visit) {
    if (backend.has_value() && backend->service.has_value())
        visit(api::kind_of<api::Service>, backend.emplace().service.emplace().name);
}

template <class Binding, class Visit>
constexpr void each_reference_of_binding(Binding& b, Visit visit) {
    if (b.roleRef.has_value())
        visit(b.roleRef->kind == "Role" ? api::kind_of<api::Role> : api::kind_of<api::ClusterRole>,
              b.roleRef.emplace().name);
    for (auto& s : b.subjects)
        if (s.kind == "ServiceAccount") visit(api::kind_of<api::ServiceAccount>, s.name);
}

template <class Visit>
constexpr void each_reference(object& o, Visit visit) {
    if (o.runs_pods()) each_reference(*o.edit_pods(), visit);
    if (auto* s = o.edit<api::StatefulSet>())
        visit(api::kind_of<api::Service>, s->spec.serviceName);
    if (auto* i = o.edit<api::Ingress>()) {
        each_reference(i->spec.defaultBackend, visit);
        for (api::IngressTLS& tls : i->spec.tls) visit(api::kind_of<api::Secret>, tls.secretName);
        for (api::IngressRule& r : i->spec.rules)
            if (r.http.has_value())
                for (api::HTTPIngressPath& p : r.http.emplace().paths)
                    each_reference(p.backend, visit);
    }
    if (auto* b = o.edit<api::RoleBinding>()) each_reference_of_binding(*b, visit);
    if (auto* b = o.edit<api::ClusterRoleBinding>()) each_reference_of_binding(*b, visit);
    if (auto* h = o.edit<api::HorizontalPodAutoscaler>(); h && h->spec.scaleTargetRef.has_value()) {
        api::CrossVersionObjectReference& to = h->spec.scaleTargetRef.emplace();
        if (to.kind == "Deployment") visit(api::kind_of<api::Deployment>, to.name);
        if (to.kind == "StatefulSet") visit(api::kind_of<api::StatefulSet>, to.name);
    }
    if (auto* a = o.edit<api::ServiceAccount>())
        for (api::LocalObjectReference& s : a->imagePullSecrets)
            visit(api::kind_of<api::Secret>, s.name);
}

}  // namespace slipway::dsl::detail
