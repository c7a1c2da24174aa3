// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/type_info.hpp>
#include <slipway/json/codec.hpp>
#include <slipway/json/detail/path.hpp>

namespace slipway::json {

namespace detail {

inline void check_shape(const core::type_info& type, const value& v, const path& at);

inline void check_scalar(core::value_kind kind, const value& v, const path& at) {
    using core::value_kind;
    const bool fits = kind == value_kind::text            ? v.is_string()
                      : kind == value_kind::integer       ? v.is_number_integer()
                      : kind == value_kind::boolean       ? v.is_boolean()
                      : kind == value_kind::number        ? v.is_number()
                      : kind == value_kind::int_or_string ? v.is_string() || v.is_number_integer()
                                                          : true;
    if (!fits) wrong_type(at, kind, v);
}

inline void check_element(const core::field& f, const value& v, const path& at) {
    if (f.element == core::value_kind::object) check_shape(*f.type, v, at);
    else if (!v.is_null()) check_scalar(f.element, v, at);
}

inline void check_field(const core::field& f, const value& v, const path& at) {
    using core::value_kind;
    if (f.kind == value_kind::object || f.kind == value_kind::boxed)
        return check_shape(*f.type, v, at);
    if (f.kind == value_kind::list) {
        if (!v.is_array()) wrong_type(at, f.kind, v);
        std::size_t i = 0;
        for (const value& item : v) check_element(f, item, {&at, {}, i++});
    } else if (f.kind == value_kind::map) {
        if (!v.is_object()) wrong_type(at, f.kind, v);
        for (const auto& [key, item] : v.items()) check_element(f, item, {&at, key});
    } else {
        check_scalar(f.kind, v, at);
    }
}

inline void check_shape(const core::type_info& type, const value& v, const path& at) {
    if (!v.is_object()) wrong_type(at, core::value_kind::object, v);
    for (const auto& [name, member] : v.items())
        if (const core::field* f = type.find(name); f && !member.is_null())
            check_field(*f, member, {&at, f->name});
}

}  // namespace detail

/// Whether `decode` could read the document, without reading it. Throws as `decode` does.
inline void check_shape(const core::type_info& type, const value& v) {
    detail::check_shape(type, v, {});
}

}  // namespace slipway::json
