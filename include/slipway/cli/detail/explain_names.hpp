// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <slipway/api/resources.hpp>
#include <slipway/api/text_form.hpp>
#include <slipway/core/type_info.hpp>

namespace slipway::cli::detail {

inline std::string simple_type_name(core::value_kind kind, const core::type_info& owner,
                                    const core::field& f) {
    switch (kind) {
        case core::value_kind::text: return std::string(api::form_of_text(owner, f));
        case core::value_kind::integer: return "integer";
        case core::value_kind::boolean: return "boolean";
        case core::value_kind::number: return "number";
        case core::value_kind::int_or_string: return "IntOrString";
        case core::value_kind::object:
        case core::value_kind::boxed: return std::string(f.type->name);
        case core::value_kind::raw:
        case core::value_kind::list:
        case core::value_kind::map: break;
    }
    return "Object";
}

/// The type of a field in kubectl's words: `[]Container`, `map[string]string`.
inline std::string type_name(const core::type_info& owner, const core::field& f) {
    if (f.kind == core::value_kind::list) return "[]" + simple_type_name(f.element, owner, f);
    if (f.kind == core::value_kind::map)
        return "map[string]" + simple_type_name(f.element, owner, f);
    return simple_type_name(f.kind, owner, f);
}

/// What else the tables say of a field, such as `required, merge key name`.
inline std::string marks_of(const core::field& f) {
    std::string made;
    const auto add = [&](const std::string& mark) { made += (made.empty() ? "" : ", ") + mark; };
    if (f.required) add("required");
    if (!f.merge_key.empty()) add("merge key " + std::string(f.merge_key));
    if (!f.map_keys.empty() && f.map_keys != f.merge_key) {
        std::string keys;
        for (const char c : f.map_keys) keys += c == ',' ? std::string(", ") : std::string(1, c);
        add((keys.find(',') == keys.npos ? "key " : "keys ") + keys);
    }
    if (f.topology == core::list_type::set) add("a set");
    return made;
}

/// Visits every name that a kind goes by.
template <class Visit>
void each_name(const api::resource& r, Visit visit) {
    visit(r.singular);
    visit(r.plural);
    for (std::string_view s : r.short_names) visit(s);
}

}  // namespace slipway::cli::detail
