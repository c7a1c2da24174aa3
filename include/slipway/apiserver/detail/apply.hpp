// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/apiserver/detail/managers.hpp>
#include <slipway/apiserver/server.hpp>

/// Server-side apply (Kubernetes, "Server-Side Apply").
namespace slipway::apiserver {

namespace detail {

inline core::status_error no_typed_patch(const api::target& at, const std::string& why) {
    const std::string place = at.namespace_.empty() ? at.name : at.namespace_ + "/" + at.name;
    return {core::reason::bad_request, "failed to create typed patch object (" + place + "; " +
                                           group_version(*at.kind) +
                                           ", Kind=" + std::string(at.kind->kind) + "): " + why};
}

/// What a write to the object, or to its status, does not take from an applied document.
inline void drop_foreign_parts(const api::target& at, json::value& applied) {
    if (at.subresource.empty()) {
        if (at.kind->has_subresource("status")) applied.erase("status");
    } else {
        applied = status_part(applied);
    }
}

}  // namespace detail

/// The document as it is merged. Throws for one that cannot be applied, by the words of
/// kube-apiserver where it has some.
template <store::store Store>
json::value basic_server<Store>::checked_apply(const api::target& at, const json::value& given,
                                               const api::write_options& o) const {
    if (o.field_manager.empty())
        throw invalid_options(
            "PatchOptions",
            {"FieldValueRequired", "Required value: is required for apply patch", "fieldManager"});
    if (!at.subresource.empty() && at.subresource != "status")
        throw core::status_error(
            core::reason::unsupported_media_type,
            "this server knows server-side apply of objects and of their status, not of '" +
                at.subresource + "'");
    json::value applied = given;
    if (applied.is_object() &&
        (text_at(applied, "kind").empty() || text_at(applied, "apiVersion").empty()))
        throw core::status_error(core::reason::bad_request,
                                 "an applied document says its 'apiVersion' and 'kind'");
    check_identity(at, applied);
    if (has(applied, "metadata.managedFields"))
        throw core::status_error(core::reason::bad_request, "metadata.managedFields must be nil");
    if (const std::vector<std::string> unknown = unknown_fields(*at.kind, applied);
        !unknown.empty())
        throw detail::no_typed_patch(at, "." + unknown.front() + ": field not declared in schema");
    check_fields(*at.kind, applied, o);
    applied["metadata"]["name"] = at.name;
    detail::drop_foreign_parts(at, applied);
    try {
        json::applied_fields(merge_type(*at.kind).get(), applied);
    } catch (const core::status_error& e) {
        throw detail::no_typed_patch(at, e.message());
    }
    return applied;
}

template <store::store Store>
json::document basic_server<Store>::apply(const api::target& asked, const json::value& given,
                                          const api::write_options& o, bool* created) {
    const api::target at = served(asked);
    json::document made = apply_object(at, given, o, created);
    return o.dry_run ? made : settled(at, std::move(made));
}

template <store::store Store>
json::document basic_server<Store>::apply_object(const api::target& at, const json::value& given,
                                                 const api::write_options& o, bool* created) {
    const json::value applied = checked_apply(at, given, o);
    const std::string expected = text_at(applied, "metadata.resourceVersion");
    const auto type = merge_type(*at.kind);
    const json::field_manager who = manager_of(*at.kind, {o, at.subresource}, true);
    auto merge = [&](const json::value& current) {
        json::managed_fields managers =
            json::managed_fields::kept(part(current, "metadata.managedFields"));
        if (managers.empty()) managers = before_first_apply(*at.kind, current);
        const json::field_set yielded = who.name == "kubectl" && !o.force
                                            ? detail::last_applied(type.get(), current)
                                            : json::field_set();
        json::value wanted = managers.apply(type.get(), current, applied, who, o.force, yielded);
        detail::set_managers(wanted, std::move(managers));
        wanted["metadata"]["resourceVersion"] = expected;
        return wanted;
    };
    constexpr int tries = 5;
    for (int tried = 1;; ++tried) {
        const bool there =
            !at.subresource.empty() || store_.get(key_of(*at.kind, at.namespace_, at.name));
        if (created) *created = !there;
        try {
            return there ? write(at, merge, {o, at.subresource, recording::done})
                         : create_applied(at, applied, who, o);
        } catch (const core::status_error& e) {
            // Somebody else has created or removed the object in the meantime.
            const bool raced = at.subresource.empty() &&
                               e.is(there ? core::reason::not_found : core::reason::already_exists);
            if (!raced || tried == tries) throw;
        }
    }
}

template <store::store Store>
json::document basic_server<Store>::create_applied(const api::target& at,
                                                   const json::value& applied,
                                                   const json::field_manager& who,
                                                   const api::write_options& o) {
    // Who names a revision or an identity means an object that was there.
    if (!text_at(applied, "metadata.uid").empty() ||
        !text_at(applied, "metadata.resourceVersion").empty())
        throw modified(*at.kind, at.name);
    check_namespace(at);
    json::managed_fields managers;
    json::value object =
        managers.apply(merge_type(*at.kind).get(), json::value::object(), applied, who, o.force);
    detail::set_managers(object, std::move(managers));
    return store_new(at, std::move(object), {o, {}, recording::done});
}

/// Who writes; nobody names himself but over HTTP.
template <store::store Store>
json::field_manager basic_server<Store>::manager_of(const api::resource& kind, const writing& how,
                                                    bool applies) const {
    const std::string& name = how.options.field_manager;
    return {name.empty() ? std::string(detail::nameless_manager) : name, applies,
            group_version(kind), how.subresource, core::rfc3339(time_.wall())};
}

/// Of an object without managers all is owned by one of this name.
template <store::store Store>
json::managed_fields basic_server<Store>::before_first_apply(const api::resource& kind,
                                                             const json::value& live) const {
    json::managed_fields managers;
    json::field_manager who = manager_of(kind, {}, false);
    who.name = "before-first-apply";
    managers.add(json::created_fields(merge_type(kind).get(), live), std::move(who));
    return managers;
}

/// Keeps who has created an object.
template <store::store Store>
void basic_server<Store>::record_creation(const api::resource& kind, json::value& object,
                                          const std::vector<const char*>& left_out,
                                          const writing& how) const {
    if (how.recorded == recording::done || how.options.field_manager.empty()) return;
    json::managed_fields managers;
    managers.add(detail::fields_of_creator(kind, merge_type(kind).get(), object, left_out),
                 manager_of(kind, how, false));
    detail::set_managers(object, std::move(managers));
}

/// Keeps who has changed an object, if it has managers.
template <store::store Store>
void basic_server<Store>::record_update(const api::resource& kind, json::value& object,
                                        const json::value& before, const writing& how) const {
    if (how.recorded != recording::wanted) return;
    json::value& metadata = object["metadata"];
    const auto list = metadata.find("managedFields");
    if (list == metadata.end()) return;
    json::managed_fields managers = json::managed_fields::kept(std::move(*list));
    managers.update(json::compare(merge_type(kind).get(), before, object),
                    manager_of(kind, how, false));
    detail::set_managers(object, std::move(managers));
}

}  // namespace slipway::apiserver
