// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include <slipway/json/value.hpp>

/// Looks into what a server has sent, which may have any shape.
namespace slipway::cli::detail {

/// What is at this path; null where there is nothing.
inline const json::value* inside(const json::value& v,
                                 std::initializer_list<std::string_view> path) {
    const json::value* at = &v;
    for (const std::string_view member : path) {
        if (!at->is_object()) return nullptr;
        const auto found = at->find(std::string(member));
        if (found == at->end()) return nullptr;
        at = &*found;
    }
    return at;
}

/// Empty where there is no text.
inline std::string inside_text(const json::value& v, std::initializer_list<std::string_view> path) {
    const json::value* found = inside(v, path);
    return found && found->is_string() ? found->get<std::string>() : std::string();
}

inline long inside_number(const json::value& v, std::initializer_list<std::string_view> path,
                          long otherwise = 0) {
    const json::value* found = inside(v, path);
    return found && found->is_number_integer() ? found->get<long>() : otherwise;
}

inline bool inside_flag(const json::value& v, std::initializer_list<std::string_view> path) {
    const json::value* found = inside(v, path);
    return found && found->is_boolean() && found->get<bool>();
}

/// The elements of a list; none where there is no list.
inline const json::value& inside_list(const json::value& v,
                                      std::initializer_list<std::string_view> path) {
    static const json::value none = json::value::array();
    const json::value* found = inside(v, path);
    return found && found->is_array() ? *found : none;
}

const json::value& inside_list(json::value&& v, std::initializer_list<std::string_view> path) =
    delete;  // it would be gone

/// The condition of this type in an object's status; null where it has none.
inline const json::value* condition(const json::value& object, std::string_view type) {
    for (const json::value& c : inside_list(object, {"status", "conditions"}))
        if (inside_text(c, {"type"}) == type) return &c;
    return nullptr;
}
inline bool has_condition(const json::value& object, std::string_view type,
                          std::string_view status = "True") {
    const json::value* found = condition(object, type);
    return found && inside_text(*found, {"status"}) == status;
}

}  // namespace slipway::cli::detail
