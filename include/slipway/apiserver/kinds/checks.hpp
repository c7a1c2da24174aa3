// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <slipway/apiserver/kind_row.hpp>
#include <slipway/apiserver/kinds/names.hpp>
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
    found.push_back({"FieldValueRequired",
                     detail.empty() ? "Required value" : "Required value: " + detail, field});
}
inline void invalid_value(errors& found, const std::string& field, const json::value& value,
                          const std::string& why) {
    found.push_back(
        {"FieldValueInvalid",
         "Invalid value: " + value.dump(-1, ' ', false, json::value::error_handler_t::replace) +
             ": " + why,
         field});
}
inline void unsupported(errors& found, const std::string& field, const std::string& value,
                        std::initializer_list<std::string_view> supported) {
    std::string list;
    for (std::string_view s : supported)
        list += (list.empty() ? "\"" : ", \"") + std::string(s) + "\"";
    found.push_back({"FieldValueNotSupported",
                     "Unsupported value: \"" + value + "\": supported values: " + list, field});
}
inline void immutable(errors& found, const json::value& object, const json::value& old,
                      const std::string& field) {
    const json::value* now = find(object, field);
    const json::value* before = find(old, field);
    const bool unchanged = now && before ? json::same(*now, *before) : now == before;
    if (!unchanged) invalid_value(found, field, now ? *now : json::value(), "field is immutable");
}

inline void duplicate(errors& found, const std::string& field, const std::string& value) {
    found.push_back({"FieldValueDuplicate", "Duplicate value: \"" + value + "\"", field});
}
/// Adds what is wrong with a name, if anything is.
inline void check_name(errors& found, const std::string& field, const std::string& name,
                       complaint (*about)(std::string_view)) {
    if (const complaint wrong = about(name)) invalid_value(found, field, name, *wrong);
}

/// `metadata`: the name by the kind's rule, labels, annotations.
inline void check_metadata(const json::value& object, errors& found,
                           complaint (*about_name)(std::string_view) = about_subdomain) {
    check_name(found, "metadata.name", name_of(object), about_name);
    if (const json::value* labels = find(object, "metadata.labels"); labels && labels->is_object())
        for (const auto& [key, v] : labels->items()) {
            check_name(found, "metadata.labels", key, about_key);
            if (v.is_string())
                check_name(found, "metadata.labels", v.get<std::string>(), about_label_value);
        }
    const json::value* annotations = find(object, "metadata.annotations");
    if (!annotations || !annotations->is_object()) return;
    constexpr std::size_t most = 256 * 1024;
    std::size_t size = 0;
    for (const auto& [key, v] : annotations->items()) {
        // Upper case was allowed once.
        std::string lower = key;
        for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        if (const complaint wrong = about_key(lower))
            invalid_value(found, "metadata.annotations", key, *wrong);
        size += key.size() + (v.is_string() ? v.get_ref<const std::string&>().size() : 0);
    }
    if (size > most)
        found.push_back({"FieldValueTooLong", "Too long: may not be more than 262144 bytes",
                         "metadata.annotations"});
}

inline void check_port(errors& found, const std::string& field, long port) {
    if (port < 1 || port > 65535)
        invalid_value(found, field, port, "must be between 1 and 65535, inclusive");
}
inline void check_protocol(errors& found, const std::string& field, const std::string& protocol) {
    if (protocol != "TCP" && protocol != "UDP" && protocol != "SCTP")
        unsupported(found, field, protocol, {"SCTP", "TCP", "UDP"});
}

/// Whether the labels carry all of `spec.selector.matchLabels`.
inline bool selects(const json::value* match_labels, const json::value* labels) {
    if (!match_labels || !match_labels->is_object()) return true;
    for (const auto& [key, v] : match_labels->items())
        if (!labels || !labels->is_object() || !labels->contains(key) || (*labels)[key] != v)
            return false;
    return true;
}

}  // namespace slipway::apiserver::kinds
