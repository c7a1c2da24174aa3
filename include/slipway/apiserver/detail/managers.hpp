// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/api/fields/meta_v1.hpp>
#include <slipway/apiserver/objects.hpp>
#include <slipway/core/type_info.hpp>
#include <slipway/json/managed_fields.hpp>
#include <slipway/json/read.hpp>
#include <slipway/json/same.hpp>

/// `metadata.managedFields`: who has written which fields of an object. As kube-apiserver does, a
/// server keeps it of an object from its creation on, or from the first apply on; an object without
/// it is written without keeping it. Over HTTP every client has a name. A writer in the same
/// process who gives none creates objects without, which costs nothing; of an object that has
/// managers, he is one of them.
namespace slipway::apiserver::detail {

inline constexpr std::string_view nameless_manager = "slipway";

/// How fields of a kind merge; of a kind without a schema only the metadata are known.
inline const core::type_info* merge_type(const api::resource& kind) {
    static constexpr core::field metadata[] = {{"metadata", 0, core::value_kind::object,
                                                core::value_kind::text,
                                                &core::type_info_of<api::ObjectMeta>}};
    static constexpr core::type_info deduced{"", metadata, 1};
    return kind.type ? kind.type : &deduced;
}

/// Members of the specification that the server fills in by itself. Other defaults are those of who
/// leaves them out.
inline std::span<const char* const> filled_in(const api::resource& kind) {
    static constexpr const char* of_pods[] = {"preemptionPolicy", "priority", "serviceAccount",
                                              "serviceAccountName", "tolerations"};
    static constexpr const char* of_services[] = {"ipFamilies", "ipFamilyPolicy"};
    if (kind.group.empty() && kind.plural == "pods") return of_pods;
    if (kind.group.empty() && kind.plural == "services") return of_services;
    return {};
}
inline std::vector<const char*> left_out(const api::resource& kind, const json::value& given) {
    std::vector<const char*> made;
    for (const char* member : filled_in(kind))
        if (!part(given, "spec").contains(member)) made.push_back(member);
    return made;
}

/// The fields of a new object that its creator owns, who has `left_out` something.
inline json::field_set fields_of_creator(const api::resource& kind, const core::type_info* type,
                                         const json::value& object,
                                         const std::vector<const char*>& left_out) {
    json::field_set fields = json::created_fields(type, object);
    if (kind.has_subresource("status")) fields.erase("f:status");
    for (const char* member : left_out) {
        const std::string step = std::string("f:") + member;
        fields.erase_at({"f:spec", step});
    }
    return fields;
}

/// Of an object, what a write to its status may take: which one is meant, and the status.
inline json::value status_part(const json::value& given) {
    json::value made = json::value::object();
    for (const char* member : {"apiVersion", "kind", "status"})
        if (const json::value* v = find(given, member)) made[member] = *v;
    for (const char* member : {"name", "namespace", "uid", "resourceVersion"})
        if (const json::value* v = find(given, std::string("metadata.") + member))
            made["metadata"][member] = *v;
    return made;
}

inline void set_managers(json::value& object, json::managed_fields managers) {
    json::value list = std::move(managers).written();
    if (list.empty()) object["metadata"].erase("managedFields");
    else object["metadata"]["managedFields"] = std::move(list);
}

inline void take_managers(json::value& metadata, json::value& from) {
    const auto list = from.find("managedFields");
    if (list == from.end()) metadata.erase("managedFields");
    else metadata["managedFields"] = std::move(*list);
}

/// Which managers a written object starts from: its own where a client has sent a list that makes
/// sense, none where that has one empty entry, and otherwise those of the object that is there
/// (kube-apiserver, fieldmanager).
inline void choose_managers(json::value& metadata, const json::value& before) {
    const auto given = metadata.find("managedFields");
    const auto known = before.find("managedFields");
    const bool tracked = known != before.end();
    if (given != metadata.end() && !given->empty()) {
        if (tracked && json::same(*given, *known)) return;
        const bool reset = given->is_array() && given->size() == 1 && given->front().is_object() &&
                           given->front().empty();
        if (reset) {
            metadata.erase("managedFields");
            return;
        }
        try {
            *given = json::managed_fields::read(*given).written();
            return;
        } catch (const core::status_error&) {
            // A client who does not understand the list must not destroy it: the one that is there
            // stays.
        }
    }
    if (tracked) metadata["managedFields"] = *known;
    else metadata.erase("managedFields");
}

/// The fields that a client-side apply of kubectl has set and nobody has changed since: a
/// server-side apply of kubectl takes them over (Kubernetes, "Upgrading from client-side apply to
/// server-side apply").
inline json::field_set last_applied(const core::type_info* type, const json::value& live) {
    const json::value* annotations = find(live, "metadata.annotations");
    if (!annotations || !annotations->is_object()) return {};
    const auto found = annotations->find("kubectl.kubernetes.io/last-applied-configuration");
    if (found == annotations->end() || !found->is_string()) return {};
    try {
        const json::value applied = json::read(found->get_ref<const std::string&>());
        const json::differences changed = json::compare(type, applied, live);
        return difference(json::applied_fields(type, applied),
                          united(changed.changed(), changed.removed));
    } catch (const core::status_error&) {
        return {};  // anybody may write the annotation: who has written nonsense has nothing to
                    // take over
    }
}

}  // namespace slipway::apiserver::detail
