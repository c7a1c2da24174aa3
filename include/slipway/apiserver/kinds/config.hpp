// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/apiserver/kinds/age.hpp>
#include <slipway/apiserver/kinds/checks.hpp>
#include <slipway/core/base64.hpp>

namespace slipway::apiserver::kinds {

inline void check_keys(const json::value& object, const char* member, errors& found) {
    const json::value* data = find(object, member);
    if (!data || !data->is_object()) return;
    for (const auto& [key, v] : data->items())
        check_name(found, std::string(member) + "[" + key + "]", key, about_config_key);
}

/// At most 1 MiB, and nothing changes once it is said to be immutable.
inline void check_config(const json::value& object, const json::value* old, errors& found) {
    constexpr std::size_t most = 1024 * 1024;
    check_metadata(object, found);
    std::size_t size = 0;
    for (const char* member : {"data", "binaryData"}) {
        check_keys(object, member, found);
        const json::value* data = find(object, member);
        if (!data || !data->is_object()) continue;
        for (const auto& [key, v] : data->items())
            size += v.is_string() ? v.get_ref<const std::string&>().size() : 0;
    }
    if (old && part(*old, "immutable") == true)
        for (const char* member : {"immutable", "data", "binaryData"})
            if (!json::same(part(object, member), part(*old, member)))
                found.push_back({"FieldValueForbidden",
                                 "Forbidden: field is immutable when `immutable` is set", member});
    if (size > most)
        found.push_back({"FieldValueTooLong", "Too long: may not be more than 1048576 bytes", ""});
}

inline void check_secret(const json::value& object, const json::value* old, errors& found) {
    check_config(object, old, found);
    const json::value* data = find(object, "data");
    if (data && data->is_object())
        for (const auto& [key, v] : data->items())
            if (v.is_string() && !core::decode_base64(v.get_ref<const std::string&>()))
                invalid_value(found, "data[" + key + "]", "<hidden>", "must be base64");
    if (old && text_at(*old, "type") != text_at(object, "type"))
        immutable(found, object, *old, "type");
}

/// `stringData` is a convenience of writing: it becomes `data`.
inline void default_secret(json::value& object) {
    set_default(object, "type", "Opaque");
    if (!object.contains("stringData")) return;
    if (json::value* data = object_in(object, "data"); data && object["stringData"].is_object())
        for (const auto& [key, v] : object["stringData"].items())
            if (v.is_string()) (*data)[key] = core::encode_base64(v.get_ref<const std::string&>());
    object.erase("stringData");
}

inline std::string count_of(const json::value& object) {
    std::size_t n = 0;
    for (const char* member : {"data", "binaryData"})
        if (const json::value* data = find(object, member); data && data->is_object())
            n += data->size();
    return std::to_string(n);
}

inline constexpr column config_map_columns[] = {
    {"Name", "string", "name", "Name of the ConfigMap", 0},
    {"Data", "string", "", "Number of its keys", 0},
    {"Age", "string", "", "Time since the creation", 0},
};
inline void print_config_map(const json::value& object, core::time_source::wall_time now,
                             cells& out) {
    out = {name_of(object), count_of(object), age_of(object, now)};
}

inline constexpr column secret_columns[] = {
    {"Name", "string", "name", "Name of the Secret", 0},
    {"Type", "string", "", "What it is for", 0},
    {"Data", "string", "", "Number of its keys", 0},
    {"Age", "string", "", "Time since the creation", 0},
};
inline void print_secret(const json::value& object, core::time_source::wall_time now, cells& out) {
    out = {name_of(object), text_at(object, "type"), count_of(object), age_of(object, now)};
}

inline constexpr std::string_view secret_fields[] = {"type"};

inline constexpr kind_row config_maps{
    "", "configmaps", nullptr, check_config, nullptr, nullptr, config_map_columns, print_config_map,
    {}};
inline constexpr kind_row secrets{"",      "secrets",      default_secret, check_secret, nullptr,
                                  nullptr, secret_columns, print_secret,   secret_fields};

}  // namespace slipway::apiserver::kinds
