// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/detail/by_name.hpp>

namespace slipway::dsl::detail {

/// The keys of a ConfigMap or Secret; of one that stands elsewhere and tells none, nothing is
/// known.
constexpr void need_key(const examined& e, const core::map<text>& data,
                        const core::map<text>& other, std::string_view name, std::string_view key,
                        const site& where) {
    if (data.contains(key) || other.contains(key)) return;
    nearest hint(key);
    for (const core::map<text>* each : {&data, &other})
        for (const core::entry<text>& d : *each) hint.offer(d.key);
    e.report(rule::unknown_key, where, words(name).add("[").add(key).add("]"), hint.hint());
}
constexpr void need_key(const examined& e, const object& target, std::string_view key,
                        const site& where) {
    if (const auto* config = target.as<api::ConfigMap>()) {
        need_key(e, config->data, config->binaryData, target.name(), key, where);
    } else if (const auto* secret = target.as<api::Secret>()) {
        need_key(e, secret->data, secret->stringData, target.name(), key, where);
    }
}

constexpr const object* need_config(const examined& e, std::string_view name, const site& where) {
    return e.need<api::ConfigMap>(rule::unknown_config_map, name, where);
}
constexpr const object* need_secret(const examined& e, std::string_view name, const site& where) {
    return e.need<api::Secret>(rule::unknown_secret, name, where);
}

/// What a volume holds of a ConfigMap or Secret: all of it, or some keys.
template <class Source>
constexpr void check_items(const examined& e, const object* target, const Source& source,
                           const site& where) {
    if (!target) return;
    for (const api::KeyToPath& item : source.items) need_key(e, *target, item.key, where);
}

constexpr void check_projection(const examined& e, const api::VolumeProjection& p,
                                const site& where) {
    if (p.configMap.has_value() && !p.configMap->optional)
        check_items(e, need_config(e, p.configMap->name, where), *p.configMap, where);
    if (p.secret.has_value() && !p.secret->optional)
        check_items(e, need_secret(e, p.secret->name, where), *p.secret, where);
}

/// Claims made from the templates of a StatefulSet need no object of their own.
constexpr void check_volume(const examined& e, const api::Volume& v) {
    const site where = e.in(v);
    if (v.configMap.has_value() && !v.configMap->optional)
        check_items(e, need_config(e, v.configMap->name, where), *v.configMap, where);
    if (v.secret.has_value() && !v.secret->optional)
        check_items(e, need_secret(e, v.secret->secretName, where), *v.secret, where);
    if (v.persistentVolumeClaim.has_value())
        e.need<api::PersistentVolumeClaim>(rule::unknown_claim, v.persistentVolumeClaim->claimName,
                                           where);
    if (!v.projected.has_value()) return;
    for (const api::VolumeProjection& p : v.projected->sources) check_projection(e, p, where);
}

constexpr void check_value_source(const examined& e, const api::EnvVarSource& from,
                                  const site& where) {
    if (from.configMapKeyRef.has_value() && !from.configMapKeyRef->optional) {
        if (const object* target = need_config(e, from.configMapKeyRef->name, where))
            need_key(e, *target, from.configMapKeyRef->key, where);
    }
    if (from.secretKeyRef.has_value() && !from.secretKeyRef->optional) {
        if (const object* target = need_secret(e, from.secretKeyRef->name, where))
            need_key(e, *target, from.secretKeyRef->key, where);
    }
}

/// What is there without being created: `default` in each namespace.
constexpr void check_service_account(const examined& e, std::string_view name) {
    if (!name.empty() && name != "default")
        e.need<api::ServiceAccount>(rule::unknown_service_account, name, e.here());
}

/// From a pod to what it needs before it can start.
constexpr void check_pod_references(const examined& e, const api::PodSpec& pod) {
    check_service_account(e, pod.serviceAccountName);
    if (!pod.priorityClassName.empty() && !pod.priorityClassName.view().starts_with("system-"))
        e.need<api::PriorityClass>(rule::unknown_priority_class, pod.priorityClassName, e.here());
    for (const api::LocalObjectReference& secret : pod.imagePullSecrets)
        need_secret(e, secret.name, e.here());
    for (const api::Volume& v : pod.volumes) check_volume(e, v);
}

}  // namespace slipway::dsl::detail
