// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <set>
#include <string>

#include <slipway/apiserver/custom/json_path.hpp>
#include <slipway/apiserver/custom/schema.hpp>
#include <slipway/apiserver/kinds/checks.hpp>
#include <slipway/apiserver/kinds/definitions.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/core/name.hpp>
#include <slipway/json/same.hpp>

namespace slipway::apiserver::kinds {

namespace detail {

inline std::string lower(std::string s) {
    for (char& c : s) c = core::to_lower(c);
    return s;
}
inline void forbid(errors& found, const std::string& field, const std::string& why) {
    found.push_back({"FieldValueForbidden", "Forbidden: " + why, field});
}

/// Whether the API serves the kind already: then its names cannot be changed any more.
inline bool established(const json::value& definition) {
    const json::value& conditions = part(definition, "status.conditions");
    if (conditions.is_array())
        for (const json::value& c : conditions)
            if (text_at(c, "type") == "Established" && text_at(c, "status") == "True") return true;
    return false;
}

inline void check_names(const json::value& definition, errors& found) {
    const json::value& names = part(definition, "spec.names");
    for (const char* member : {"plural", "singular"}) {
        const std::string field = std::string("spec.names.") + member,
                          name = text_at(names, member);
        if (name.empty()) required(found, field);
        else check_name(found, field, name, about_dns1035_label);
    }
    for (const char* member : {"kind", "listKind"}) {
        const std::string field = std::string("spec.names.") + member,
                          name = text_at(names, member);
        if (name.empty()) required(found, field);
        else if (const complaint wrong = about_dns1035_label(lower(name)))
            invalid_value(found, field, name,
                          "may have mixed case, but should otherwise match: " + *wrong);
    }
    if (text_at(names, "kind") == text_at(names, "listKind") && !text_at(names, "kind").empty())
        invalid_value(found, "spec.names.listKind", text_at(names, "listKind"),
                      "kind and listKind may not be the same");
    for (const char* member : {"shortNames", "categories"}) {
        const json::value& all = part(names, member);
        for (std::size_t i = 0; all.is_array() && i < all.size(); ++i)
            if (all[i].is_string())
                check_name(found,
                           std::string("spec.names.") + member + "[" + std::to_string(i) + "]",
                           all[i].get<std::string>(), about_dns1035_label);
    }
}

inline bool is_path(const std::string& text, std::string& why) {
    try {
        const custom::json_path tried(text);
        return true;
    } catch (const core::status_error& e) {
        why = e.message();
        return false;
    }
}

inline void check_columns(const json::value& version, const std::string& at, errors& found) {
    for_each(version, "additionalPrinterColumns", at + ".additionalPrinterColumns",
             [&](const json::value& c, const std::string& field) {
                 const std::string type = text_at(c, "type"), path = text_at(c, "jsonPath");
                 if (text_at(c, "name").empty()) required(found, field + ".name");
                 if (type.empty())
                     required(found, field + ".type",
                              "must be one of boolean,date,integer,number,string");
                 else if (type != "boolean" && type != "date" && type != "integer" &&
                          type != "number" && type != "string")
                     invalid_value(found, field + ".type", type,
                                   "must be one of boolean,date,integer,number,string");
                 std::string why;
                 if (path.empty()) required(found, field + ".jsonPath");
                 else if (!is_path(path, why))
                     invalid_value(found, field + ".jsonPath", path,
                                   "is an invalid printer column JSONPath: " + why);
             });
    for_each(version, "selectableFields", at + ".selectableFields",
             [&](const json::value& s, const std::string& field) {
                 const std::string path = text_at(s, "jsonPath");
                 std::string why;
                 if (path.empty()) required(found, field + ".jsonPath");
                 else if (!is_path(path, why))
                     invalid_value(found, field + ".jsonPath", path, "is an invalid path: " + why);
                 else if (!custom::json_path(path).simple() || path.starts_with(".metadata"))
                     invalid_value(found, field + ".jsonPath", path,
                                   "must be a simple path to a field outside of metadata");
             });
}

inline void check_scale(const json::value& version, const std::string& at, errors& found) {
    const json::value* scale = find(version, "subresources.scale");
    if (!scale || !scale->is_object()) return;
    const std::string field = at + ".subresources.scale";
    for (const auto& [member, below] :
         {std::pair("specReplicasPath", ".spec."), std::pair("statusReplicasPath", ".status."),
          std::pair("labelSelectorPath", ".s")}) {
        const std::string path = text_at(*scale, member);
        const bool optional = std::string_view(member) == "labelSelectorPath";
        std::string why;
        if (path.empty() && optional) continue;
        if (path.empty()) required(found, field + "." + member);
        else if (!is_path(path, why) || !custom::json_path(path).simple())
            invalid_value(found, field + "." + member, path,
                          "should be a simple json path of names");
        else if (!path.starts_with(below) ||
                 (optional && !path.starts_with(".spec.") && !path.starts_with(".status.")))
            invalid_value(found, field + "." + member, path,
                          optional ? "should be a json path under either .spec or .status"
                                   : std::string("should be a json path under ") +
                                         std::string(below, std::string_view(below).size() - 1));
    }
}

inline void check_versions(const json::value& definition, errors& found) {
    const json::value& versions = part(definition, "spec.versions");
    const bool some = versions.is_array() && !versions.empty();
    if (!some) return required(found, "spec.versions", "must have at least one version");
    std::set<std::string> names;
    int storage = 0;
    for (std::size_t i = 0; i < versions.size(); ++i) {
        const json::value& v = versions[i];
        const std::string at = "spec.versions[" + std::to_string(i) + "]",
                          name = text_at(v, "name");
        check_name(found, at + ".name", name, about_dns1035_label);
        if (!names.insert(name).second)
            invalid_value(found, "spec.versions", name, "must contain unique version names");
        storage += flag_at(v, "storage");
        // What there is once, an API server speaks of as that of the definition.
        const std::string place = versions.size() == 1 ? "spec.validation.openAPIV3Schema"
                                                       : at + ".schema.openAPIV3Schema";
        if (const json::value* schema = find(v, "schema.openAPIV3Schema"))
            custom::check_structure(*schema, place, found);
        else required(found, at + ".schema.openAPIV3Schema", "schemas are required");
        const std::string shared = versions.size() == 1 ? "spec" : at;
        check_columns(v, shared, found);
        check_scale(v, shared, found);
        if (!flag_at(v, "deprecated") && !text_at(v, "deprecationWarning").empty())
            invalid_value(found, at + ".deprecationWarning", text_at(v, "deprecationWarning"),
                          "can only be set for deprecated versions");
    }
    if (storage != 1)
        invalid_value(found, "spec.versions", "",
                      "must have exactly one version marked as storage version");
    const json::value& kept = part(definition, "status.storedVersions");
    for (std::size_t i = 0; kept.is_array() && i < kept.size(); ++i)
        if (kept[i].is_string() && !names.count(kept[i].get<std::string>()))
            invalid_value(found, "status.storedVersions[" + std::to_string(i) + "]", kept[i],
                          "must appear in spec.versions");
}

/// Groups of Kubernetes' own are for kinds that were approved (KEP-2337).
inline void check_approval(const json::value& definition, const std::string& group, errors& found) {
    const bool own = group == "k8s.io" || group.ends_with(".k8s.io") || group == "kubernetes.io" ||
                     group.ends_with(".kubernetes.io");
    if (!own) return;
    const json::value& annotations = part(definition, "metadata.annotations");
    if (annotations.is_object() && annotations.contains("api-approved.kubernetes.io")) return;
    required(
        found, "metadata.annotations[api-approved.kubernetes.io]",
        "protected groups must have approval annotation \"api-approved.kubernetes.io\", see https://github.com/kubernetes/enhancements/pull/1111");
}

inline void check_conversion(const json::value& definition, errors& found) {
    const std::string strategy = text_at(definition, "spec.conversion.strategy");
    if (strategy != "None" && strategy != "Webhook")
        return unsupported(found, "spec.conversion.strategy", strategy, {"None", "Webhook"});
    if (strategy == "None" && has(definition, "spec.conversion.webhook"))
        return forbid(found, "spec.conversion.webhook",
                      "should not be set when strategy is not set to Webhook");
    if (strategy == "Webhook" && !has(definition, "spec.conversion.webhook.clientConfig"))
        required(
            found, "spec.conversion.webhook.clientConfig",
            "required when strategy is set to Webhook, but not allowed if strategy is not set to Webhook");
    else if (strategy == "Webhook" &&
             part(definition, "spec.conversion.webhook.conversionReviewVersions").empty())
        required(found, "spec.conversion.webhook.conversionReviewVersions");
}

}  // namespace detail

SLIPWAY_INLINE void default_definition(json::value& definition) {
    json::value* spec = object_in(definition, "spec");
    json::value* names = spec ? object_in(*spec, "names") : nullptr;
    if (!names) return;
    const std::string kind = text_at(*names, "kind");
    if (!kind.empty() && text_at(*names, "singular").empty())
        (*names)["singular"] = detail::lower(kind);
    if (!kind.empty() && text_at(*names, "listKind").empty()) (*names)["listKind"] = kind + "List";
    if (json::value* conversion = object_in(*spec, "conversion"))
        set_default(*conversion, "strategy", "None");
}

SLIPWAY_INLINE void check_definition(const json::value& definition, const json::value* old,
                                     errors& found) {
    check_metadata(definition, found);
    const std::string group = text_at(definition, "spec.group"),
                      plural = text_at(definition, "spec.names.plural"),
                      scope = text_at(definition, "spec.scope");
    if (name_of(definition) != plural + "." + group)
        invalid_value(found, "metadata.name", name_of(definition),
                      "must be spec.names.plural+\".\"+spec.group");
    if (group.empty()) required(found, "spec.group");
    else if (group.find('.') == group.npos)
        invalid_value(found, "spec.group", group, "should be a domain with at least one dot");
    else check_name(found, "spec.group", group, about_subdomain);
    if (scope.empty()) required(found, "spec.scope");
    else if (scope != "Cluster" && scope != "Namespaced")
        unsupported(found, "spec.scope", scope, {"Cluster", "Namespaced"});
    if (flag_at(part(definition, "spec"), "preserveUnknownFields"))
        invalid_value(
            found, "spec.preserveUnknownFields", true,
            "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead");
    detail::check_names(definition, found);
    detail::check_versions(definition, found);
    detail::check_conversion(definition, found);
    if (!old) return detail::check_approval(definition, group, found);
    for (const char* field : {"spec.group", "spec.names.plural"})
        immutable(found, definition, *old, field);
    if (detail::established(*old))
        for (const char* field : {"spec.scope", "spec.names.kind"})
            immutable(found, definition, *old, field);
}

SLIPWAY_INLINE void prepare_definition(json::value& definition) {
    definition["status"] = {{"conditions", json::value::array()},
                            {"acceptedNames", {{"kind", ""}, {"plural", ""}}},
                            {"storedVersions", json::value::array()}};
    prepare_definition_update(definition, definition);
}

SLIPWAY_INLINE void prepare_definition_update(json::value& definition, const json::value&) {
    const json::value& versions = part(definition, "spec.versions");
    if (!versions.is_array() || !definition["status"].is_object()) return;
    json::value& kept = definition["status"]["storedVersions"];
    if (!kept.is_array()) kept = json::value::array();
    for (const json::value& v : versions)
        if (flag_at(v, "storage") &&
            std::find(kept.begin(), kept.end(), part(v, "name")) == kept.end())
            kept.push_back(part(v, "name"));
}

}  // namespace slipway::apiserver::kinds
