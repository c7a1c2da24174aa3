// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/detail/index.hpp>

namespace slipway::dsl::detail {

/// The ConfigMap or Secret of that name in the object's namespace. Where there is none, that is reported.
constexpr const object* need(const examined& e, object::of kind, std::string_view name, const site& where) {
    if (const object* target = e.names.find(kind, e.space(), name)) return target;
    nearest hint(name);
    for (const object& o : e.cluster.resources)
        if (o.kind == kind && namespace_of(e.cluster, o) == e.space()) hint.offer(o.metadata().name);
    e.report(kind == object::of::secret ? rule::unknown_secret : rule::unknown_config_map, where, name, hint.hint());
    return nullptr;
}

constexpr void need_key(const examined& e, const object& target, std::string_view key, const site& where) {
    const bool secret = target.kind == object::of::secret;
    const core::map<text>& data = secret ? target.secret->data : target.config_map->data;
    const core::map<text>& other = secret ? target.secret->stringData : target.config_map->binaryData;
    if (data.contains(key) || other.contains(key)) return;
    nearest hint(key);
    for (const core::map<text>* each : {&data, &other})
        for (const core::entry<text>& d : *each) hint.offer(d.key);
    e.report(rule::unknown_key, where, words(target.metadata().name).add("[").add(key).add("]"), hint.hint());
}

/// What a volume holds of a ConfigMap or Secret: all of it, or some keys.
template <class Source>
constexpr void check_source(const examined& e, object::of kind, std::string_view name, const Source& source, const site& where) {
    if (source.optional) return;
    const object* target = need(e, kind, name, where);
    if (!target) return;
    for (const api::KeyToPath& item : source.items) need_key(e, *target, item.key, where);
}

constexpr void check_volume_references(const examined& e, const api::Volume& v) {
    if (!v.configMap.has_value() && !v.secret.has_value() && !v.projected.has_value()) return;
    const site where = e.in(v);
    if (v.configMap.has_value()) check_source(e, object::of::config_map, v.configMap->name, *v.configMap, where);
    if (v.secret.has_value()) check_source(e, object::of::secret, v.secret->secretName, *v.secret, where);
    if (!v.projected.has_value()) return;
    for (const api::VolumeProjection& p : v.projected->sources) {
        if (p.configMap.has_value()) check_source(e, object::of::config_map, p.configMap->name, *p.configMap, where);
        if (p.secret.has_value()) check_source(e, object::of::secret, p.secret->name, *p.secret, where);
    }
}

template <class Reference>
constexpr void check_key_reference(const examined& e, object::of kind, const Reference& from, const site& where) {
    if (from.optional) return;
    if (const object* target = need(e, kind, from.name, where)) need_key(e, *target, from.key, where);
}

constexpr void check_environment(const examined& e, const api::Container& c, const site& where) {
    for (const api::EnvFromSource& all : c.envFrom) {
        if (all.configMapRef.has_value() && !all.configMapRef->optional) need(e, object::of::config_map, all.configMapRef->name, where);
        if (all.secretRef.has_value() && !all.secretRef->optional) need(e, object::of::secret, all.secretRef->name, where);
    }
    for (const api::EnvVar& v : c.env) {
        if (!v.valueFrom.has_value()) continue;
        if (v.valueFrom->configMapKeyRef.has_value()) check_key_reference(e, object::of::config_map, *v.valueFrom->configMapKeyRef, where);
        if (v.valueFrom->secretKeyRef.has_value()) check_key_reference(e, object::of::secret, *v.valueFrom->secretKeyRef, where);
    }
}

}  // namespace slipway::dsl::detail
