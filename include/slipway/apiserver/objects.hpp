// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cctype>
#include <optional>
#include <string>
#include <string_view>

#include <slipway/api/group_version.hpp>
#include <slipway/api/resource.hpp>
#include <slipway/core/status.hpp>
#include <slipway/json/value.hpp>

/// Reading and writing documents of unknown shape without surprises.
namespace slipway::apiserver {

/// The member at a path such as `spec.nodeName`; null where a step of it is missing.
inline const json::value* find(const json::value& object, std::string_view path) {
    const json::value* at = &object;
    while (at->is_object()) {
        const std::size_t dot = path.find('.');
        const auto member = at->find(std::string(path.substr(0, dot)));
        if (member == at->end()) return nullptr;
        at = &*member;
        if (dot == path.npos) return at;
        path.remove_prefix(dot + 1);
    }
    return nullptr;
}

/// The value at a path; null where there is none.
inline const json::value& part(const json::value& object, std::string_view path) {
    static const json::value none;
    const json::value* found = find(object, path);
    return found ? *found : none;
}

/// The text at a path; empty where there is none.
inline std::string text_at(const json::value& object, std::string_view path) {
    const json::value* found = find(object, path);
    return found && found->is_string() ? found->get<std::string>() : std::string();
}

/// The whole number at a path, or `otherwise`.
inline long integer_at(const json::value& object, std::string_view path, long otherwise = 0) {
    const json::value* found = find(object, path);
    return found && found->is_number_integer() ? found->get<long>() : otherwise;
}

/// Whether there is a true at a path.
inline bool flag_at(const json::value& object, std::string_view path) {
    const json::value* found = find(object, path);
    return found && found->is_boolean() && found->get<bool>();
}

inline bool has(const json::value& object, std::string_view path) {
    const json::value* found = find(object, path);
    return found && !found->is_null();
}

inline std::string name_of(const json::value& object) { return text_at(object, "metadata.name"); }
inline std::string namespace_of(const json::value& object) {
    return text_at(object, "metadata.namespace");
}

/// `deployments.apps`, or `pods` for the core group: how errors name a kind of object.
inline std::string qualified(const api::resource& kind) {
    return kind.group.empty() ? std::string(kind.plural)
                              : std::string(kind.plural) + "." + std::string(kind.group);
}

inline core::status_details details_of(const api::resource& kind, std::string_view name) {
    core::status_details details;
    details.name = name;
    details.group = kind.group;
    details.kind = kind.plural;
    return details;
}

inline core::status_error not_found(const api::resource& kind, std::string_view name) {
    return {core::reason::not_found, qualified(kind) + " \"" + std::string(name) + "\" not found",
            details_of(kind, name)};
}
inline core::status_error already_exists(const api::resource& kind, std::string_view name) {
    return {core::reason::already_exists,
            qualified(kind) + " \"" + std::string(name) + "\" already exists",
            details_of(kind, name)};
}
inline core::status_error conflict(const api::resource& kind, std::string_view name,
                                   const std::string& why) {
    return {core::reason::conflict,
            "Operation cannot be fulfilled on " + qualified(kind) + " \"" + std::string(name) +
                "\": " + why,
            details_of(kind, name)};
}
inline core::status_error modified(const api::resource& kind, std::string_view name) {
    return conflict(
        kind, name,
        "the object has been modified; please apply your changes to the latest version and try again");
}
inline core::status_error forbidden(const api::resource& kind, std::string_view name,
                                    const std::string& why) {
    return {core::reason::forbidden,
            qualified(kind) + " \"" + std::string(name) + "\" is forbidden: " + why,
            details_of(kind, name)};
}

/// `Pod "x" is invalid: spec.containers: Required value`, or a list of such in brackets.
inline core::status_error invalid(const api::resource& kind, std::string_view name,
                                  std::vector<core::status_cause> causes) {
    core::status_details details = details_of(kind, name);
    details.kind = kind.kind;
    std::string what;
    for (const core::status_cause& c : causes)
        what += (what.empty() ? "" : ", ") + c.field + ": " + c.message;
    if (causes.size() > 1) what = "[" + what + "]";
    details.causes = std::move(causes);
    const std::string kind_name = kind.group.empty()
                                      ? std::string(kind.kind)
                                      : std::string(kind.kind) + "." + std::string(kind.group);
    return {core::reason::invalid, kind_name + " \"" + std::string(name) + "\" is invalid: " + what,
            std::move(details)};
}

/// A request whose options are wrong, such as `CreateOptions`: these are kinds of their own.
inline core::status_error invalid_options(std::string_view options, core::status_cause cause) {
    core::status_details details;
    details.group = "meta.k8s.io";
    details.kind = options;
    std::string message = std::string(options) + ".meta.k8s.io \"\" is invalid: " + cause.field +
                          ": " + cause.message;
    details.causes.push_back(std::move(cause));
    return {core::reason::invalid, std::move(message), std::move(details)};
}
inline core::status_error no_such_method() {
    return {core::reason::method_not_allowed,
            "the server does not allow this method on the requested resource"};
}

/// Whether a Status of that reason has `details` even where there is nothing to say in them.
inline bool always_detailed(core::reason r) {
    return r == core::reason::not_found || r == core::reason::method_not_allowed ||
           r == core::reason::unsupported_media_type || r == core::reason::invalid;
}

/// A `Status` document (Kubernetes API conventions, "Response Status Kind").
inline json::value status_document(const core::status_error& e) {
    json::value status = {{"kind", "Status"},
                          {"apiVersion", "v1"},
                          {"metadata", json::value::object()},
                          {"status", "Failure"},
                          {"message", e.message()}};
    status["reason"] = core::facts(e.why()).name;
    const core::status_details& d = e.details();
    json::value details = json::value::object();
    if (!d.name.empty()) details["name"] = d.name;
    if (!d.group.empty()) details["group"] = d.group;
    if (!d.kind.empty()) details["kind"] = d.kind;
    if (!d.uid.empty()) details["uid"] = d.uid;
    for (const core::status_cause& c : d.causes) {
        json::value cause = {{"reason", c.type}, {"message", c.message}};
        if (!c.field.empty()) cause["field"] = c.field;
        details["causes"].push_back(std::move(cause));
    }
    if (d.retry_after_seconds) details["retryAfterSeconds"] = d.retry_after_seconds;
    if (!details.empty() || always_detailed(e.why())) status["details"] = details;
    status["code"] = e.code();
    return status;
}

}  // namespace slipway::apiserver
