// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <slipway/core/status.hpp>
#include <slipway/core/type_info.hpp>
#include <slipway/json/value.hpp>

namespace slipway::json::detail {

inline const char* expected_name(core::value_kind kind) {
    using core::value_kind;
    switch (kind) {
        case value_kind::text: return "a string";
        case value_kind::integer: return "a whole number";
        case value_kind::boolean: return "true or false";
        case value_kind::number: return "a number";
        case value_kind::int_or_string: return "a whole number or a string";
        case value_kind::list: return "an array";
        case value_kind::raw:
        case value_kind::object:
        case value_kind::boxed:
        case value_kind::map: break;
    }
    return "an object";
}

inline const char* found_name(const value& v) {
    if (v.is_string()) return "a string";
    if (v.is_boolean()) return "true or false";
    if (v.is_number_integer()) return "a whole number";
    if (v.is_number()) return "a number";
    if (v.is_array()) return "an array";
    return v.is_object() ? "an object" : "null";
}

/// Where in a document one is; written out only when something is wrong.
struct path {
    const path* parent = nullptr;
    std::string_view member{};
    std::size_t index = 0;

    std::string str() const {
        std::string before = parent ? parent->str() : std::string();
        if (member.empty()) return parent ? before + "[" + std::to_string(index) + "]" : before;
        if (!before.empty()) before += '.';
        return before.append(member);
    }
};

[[noreturn]] inline void wrong_type(const path& at, core::value_kind expected, const value& found) {
    throw core::status_error(
        core::reason::bad_request,
        at.str() + ": expected " + expected_name(expected) + ", found " + found_name(found));
}

}  // namespace slipway::json::detail
