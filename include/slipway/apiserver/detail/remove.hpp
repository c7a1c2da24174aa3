// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/apiserver/detail/custom_objects.hpp>
#include <slipway/apiserver/server.hpp>
#include <slipway/json/same.hpp>

namespace slipway::apiserver {

namespace detail {

/// Namespaces that a cluster cannot be without.
inline bool immortal(const api::resource& kind, std::string_view name) {
    return kind.plural == "namespaces" && kind.group.empty() &&
           (name == "default" || name == "kube-system" || name == "kube-public");
}

inline void check_preconditions(const api::resource& kind, const json::value& object,
                                const api::delete_options& o) {
    const std::string uid = text_at(object, "metadata.uid"),
                      version = text_at(object, "metadata.resourceVersion");
    if (!o.uid.empty() && o.uid != uid)
        throw conflict(
            kind, name_of(object),
            "Precondition failed: UID in precondition: " + o.uid + ", UID in object meta: " + uid);
    if (!o.resource_version.empty() && o.resource_version != version)
        throw conflict(kind, name_of(object),
                       "Precondition failed: ResourceVersion in precondition: " +
                           o.resource_version + ", ResourceVersion in object meta: " + version);
}

/// The finalizers that an object has once its deletion was asked for with this policy.
inline json::value finalizers_for(const api::resource& kind, const json::value& object,
                                  const std::string& policy) {
    json::value made = json::value::array();
    if (const json::value* known = find(object, "metadata.finalizers"); known && known->is_array())
        for (const json::value& f : *known)
            if (policy.empty() || (f != "orphan" && f != "foregroundDeletion")) made.push_back(f);
    if (policy == "Orphan") made.push_back("orphan");
    if (policy == "Foreground") made.push_back("foregroundDeletion");
    // A definition stays until the objects of its kind are gone.
    if (is_definition(kind) && !has_finalizer(object, custom::cleanup_finalizer))
        made.push_back(custom::cleanup_finalizer);
    return made;
}

}  // namespace detail

template <store::store Store>
json::document basic_server<Store>::remove(const api::target& asked, const api::delete_options& o) {
    const api::target at = served(asked);
    json::document last = remove_object(at, o);
    if (!o.dry_run && (detail::is_definition(*at.kind) || customs_.find(*at.kind)))
        settled(at, last);
    return last;
}

template <store::store Store>
json::document basic_server<Store>::remove_object(const api::target& at,
                                                  const api::delete_options& o) {
    if (!at.subresource.empty()) throw no_such_method();
    if (!o.propagation_policy.empty() && o.propagation_policy != "Background" &&
        o.propagation_policy != "Foreground" && o.propagation_policy != "Orphan")
        throw invalid_options(
            "DeleteOptions",
            {"FieldValueNotSupported",
             "Unsupported value: \"" + o.propagation_policy +
                 "\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"",
             "propagationPolicy"});
    constexpr int tries = 20;
    for (int tried = 1;; ++tried) {
        const entry current = require(at);
        detail::check_preconditions(*at.kind, *current.object, o);
        if (detail::immortal(*at.kind, at.name))
            throw forbidden(*at.kind, at.name, "this namespace may not be deleted");
        if (o.dry_run) return current.object;
        try {
            return mark(current, at, o);
        } catch (const core::status_error& e) {
            if (!e.is(core::reason::conflict) || !e.details().name.empty()) throw;
            if (tried == tries) throw modified(*at.kind, at.name);
        }
    }
}

/// Erases the object, or marks it where a node, a finalizer or its namespace's content has to end
/// first.
template <store::store Store>
json::document basic_server<Store>::mark(const entry& current, const api::target& at,
                                         const api::delete_options& o) {
    const api::resource& kind = *at.kind;
    json::value wanted = *current.object;
    const json::value finalizers = detail::finalizers_for(kind, wanted, o.propagation_policy);
    const bool graceful = deletes_gracefully(kind, wanted, o);
    const json::value* of_namespace =
        kind.plural == "namespaces" ? find(wanted, "spec.finalizers") : nullptr;
    const bool held = !finalizers.empty() || (of_namespace && !of_namespace->empty());
    if (!graceful && !held) return erase(current, kind);

    json::value& metadata = wanted["metadata"];
    const long asked = o.grace_period_seconds.value_or(
        integer_at(wanted, "spec.terminationGracePeriodSeconds", 30));
    const long grace = graceful ? asked : 0;
    const bool already = has(wanted, "metadata.deletionTimestamp");
    const long before = integer_at(wanted, "metadata.deletionGracePeriodSeconds");
    if (!already || grace < before) {
        metadata["deletionTimestamp"] = core::rfc3339(time_.wall() + std::chrono::seconds(grace));
        metadata["deletionGracePeriodSeconds"] = grace;
        if (!already && has(wanted, "metadata.generation"))
            metadata["generation"] = integer_at(wanted, "metadata.generation") + 1;
    }
    if (!finalizers.empty()) metadata["finalizers"] = finalizers;
    else metadata.erase("finalizers");
    if (kind.plural == "namespaces") wanted["status"]["phase"] = "Terminating";
    if (json::same(wanted, *current.object)) return current.object;
    return keep(kind, current.key, std::move(wanted), current.modified);
}

/// A pod that runs on a node ends there first (Kubernetes, "Termination of Pods").
template <store::store Store>
bool basic_server<Store>::deletes_gracefully(const api::resource& kind, const json::value& object,
                                             const api::delete_options& o) const {
    if (kind.plural != "pods" || !kind.group.empty()) return false;
    const std::string phase = text_at(object, "status.phase");
    if (text_at(object, "spec.nodeName").empty() || phase == "Succeeded" || phase == "Failed")
        return false;
    return o.grace_period_seconds.value_or(
               integer_at(object, "spec.terminationGracePeriodSeconds", 30)) > 0;
}

template <store::store Store>
json::document basic_server<Store>::erase(const entry& current, const api::resource& kind) {
    const entry gone = store_.erase(current.key, current.modified);
    if (kind.plural == "services" && kind.group.empty()) addresses_.release(*gone.object, nullptr);
    return presented(kind, gone.object);
}

template <store::store Store>
json::list_result basic_server<Store>::remove_collection(const api::target& asked,
                                                         const api::delete_options& o,
                                                         const api::list_options& selected) {
    const api::target at = served(asked);
    json::list_result found = list(at, selected);
    for (const json::document& object : found.items) {
        try {
            remove({at.kind, namespace_of(*object), name_of(*object)}, o);
        } catch (const core::status_error& e) {
            if (!e.is(core::reason::not_found)) throw;  // somebody else was faster
        }
    }
    return found;
}

}  // namespace slipway::apiserver
