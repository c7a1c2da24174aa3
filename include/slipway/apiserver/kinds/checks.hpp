// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <slipway/apiserver/kind_row.hpp>
#include <slipway/apiserver/objects.hpp>
#include <slipway/core/name.hpp>
#include <slipway/core/quantity.hpp>
#include <slipway/json/same.hpp>

/// Pieces that defaults and validations of several kinds are made of.
namespace slipway::apiserver::kinds {

inline void set_default(json::value& object, const char* member, json::value value) {
    if (!object.is_object()) return;
    const auto found = object.find(member);
    if (found == object.end() || found->is_null()) object[member] = std::move(value);
}

/// The member as an object, made where it is missing; null where it is something else.
inline json::value* object_in(json::value& object, const char* member) {
    if (!object.is_object()) return nullptr;
    set_default(object, member, json::value::object());
    return object[member].is_object() ? &object[member] : nullptr;
}

/// Calls `visit(element, "field[i]")` for each object in the array at `member`.
template <class Object, class Visit>
void for_each(Object& object, const char* member, const std::string& field, Visit visit) {
    if (!object.is_object()) return;
    const auto found = object.find(member);
    if (found == object.end() || !found->is_array()) return;
    std::size_t i = 0;
    for (auto& element : *found) {
        if (element.is_object()) visit(element, field + "[" + std::to_string(i) + "]");
        ++i;
    }
}

inline void required(errors& found, const std::string& field, const std::string& detail = {}) {
    found.push_back({"FieldValueRequired", detail.empty() ? "Required value" : "Required value: " + detail, field});
}
inline void invalid_value(errors& found, const std::string& field, const json::value& value, const std::string& why) {
    found.push_back({"FieldValueInvalid", "Invalid value: " + value.dump(-1, ' ', false, json::value::error_handler_t::replace) + ": " + why, field});
}
inline void unsupported(errors& found, const std::string& field, const std::string& value, std::initializer_list<std::string_view> supported) {
    std::string list;
    for (std::string_view s : supported) list += (list.empty() ? "\"" : ", \"") + std::string(s) + "\"";
    found.push_back({"FieldValueNotSupported", "Unsupported value: \"" + value + "\": supported values: " + list, field});
}
inline void immutable(errors& found, const json::value& object, const json::value& old, const std::string& field) {
    const json::value* now = find(object, field);
    const json::value* before = find(old, field);
    const bool unchanged = now && before ? json::same(*now, *before) : now == before;
    if (!unchanged) invalid_value(found, field, now ? *now : json::value(), "field is immutable");
}

inline const char* subdomain_rule =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
inline const char* label_rule =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";

/// `metadata`: name (a DNS subdomain, or a label), labels, annotations.
inline void check_metadata(const json::value& object, errors& found, bool name_is_label = false) {
    const std::string name = name_of(object);
    if (name_is_label ? !core::is_dns_label(name) : !core::is_dns_subdomain(name))
        invalid_value(found, "metadata.name", name, name_is_label ? label_rule : subdomain_rule);
    const json::value* labels = find(object, "metadata.labels");
    if (!labels || !labels->is_object()) return;
    for (const auto& [key, v] : labels->items()) {
        if (!core::is_label_key(key)) invalid_value(found, "metadata.labels", key, "not a label key: a name of at most 63 letters, digits, '-', '_' and '.', with a DNS subdomain and a slash before it if wanted");
        if (v.is_string() && !core::is_label_value(v.get<std::string>()))
            invalid_value(found, "metadata.labels", v, "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character");
    }
}

/// Whether the labels carry all of `spec.selector.matchLabels`.
inline bool selects(const json::value* match_labels, const json::value* labels) {
    if (!match_labels || !match_labels->is_object()) return true;
    for (const auto& [key, v] : match_labels->items())
        if (!labels || !labels->is_object() || !labels->contains(key) || (*labels)[key] != v) return false;
    return true;
}

}  // namespace slipway::apiserver::kinds
