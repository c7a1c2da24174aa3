// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: Boost.Hana costs as much time as all of the definition language.

#include <concepts>

#include <slipway/api/members/apiextensions_v1.hpp>
#include <slipway/core/described.hpp>
#include <slipway/core/described_member.hpp>
#include <slipway/core/type_info.hpp>
#include <slipway/dsl/detail/printer.hpp>

namespace slipway::dsl::detail {

/// In one line.
constexpr core::raw json_of(const api::JSONSchemaProps& schema) {
    output spaced, narrow;
    printer(spaced, format::json).document(schema, 0);
    bool in_string = false, escaped = false;
    const std::string_view all = spaced.view();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!in_string && (all[i] == ' ' || all[i] == '\n')) continue;
        narrow << all.substr(i, 1);
        if (all[i] == '"' && !escaped) in_string = !in_string;
        escaped = in_string && all[i] == '\\' && !escaped;
    }
    return {narrow.view()};
}

/// The schema of a struct of the API, by its table. One so deep that it may contain itself is taken
/// as it comes.
constexpr api::JSONSchemaProps schema_of_table(const core::type_info& type, int depth = 0);

constexpr api::JSONSchemaProps schema_of_kind(core::value_kind kind, const core::field& f,
                                              int depth) {
    using core::value_kind;
    api::JSONSchemaProps made;
    switch (kind) {
        case value_kind::text: made.type = "string"; break;
        case value_kind::integer:
            made.type = "integer";
            made.format = "int64";
            break;
        case value_kind::boolean: made.type = "boolean"; break;
        case value_kind::number:
            made.type = "number";
            made.format = "double";
            break;
        case value_kind::int_or_string: made.x_kubernetes_int_or_string = true; break;
        case value_kind::object:
        case value_kind::boxed: return schema_of_table(*f.type, depth + 1);
        case value_kind::raw:
        case value_kind::list:
        case value_kind::map: made.x_kubernetes_preserve_unknown_fields = true;
    }
    return made;
}

constexpr api::JSONSchemaProps schema_of_table(const core::type_info& type, int depth) {
    constexpr int deepest = 8;
    api::JSONSchemaProps made;
    made.type = "object";
    if (depth > deepest) made.x_kubernetes_preserve_unknown_fields = true;
    if (depth > deepest) return made;
    for (const core::field& f : type) {
        api::JSONSchemaProps& member = made.properties[f.name];
        if (f.required) made.required.push_back(f.name);
        if (f.kind == core::value_kind::list) {
            member.type = "array";
            member.items = json_of(schema_of_kind(f.element, f, depth));
        } else if (f.kind == core::value_kind::map) {
            member.type = "object";
            member.additionalProperties = json_of(schema_of_kind(f.element, f, depth));
        } else {
            member = schema_of_kind(f.kind, f, depth);
        }
    }
    return made;
}

/// The schema of what a member of a described struct holds (structural schemas of
/// apiextensions.k8s.io/v1).
template <class Member>
constexpr api::JSONSchemaProps schema_of();

/// A member `name` of an object of this schema.
template <class Member>
constexpr void add_property(api::JSONSchemaProps& to, std::string_view name) {
    const api::JSONSchemaProps made = schema_of<Member>();
    if (std::is_arithmetic_v<Member> || (core::described<Member> && !made.required.empty()))
        to.required.push_back(name);
    to.properties[name] = made;
}

template <class Member>
constexpr api::JSONSchemaProps schema_of() {
    core::check_described_member<Member>();
    api::JSONSchemaProps made;
    if constexpr (std::derived_from<Member, core::text>) {
        made.type = "string";
    } else if constexpr (std::same_as<Member, core::raw>) {
        made.x_kubernetes_preserve_unknown_fields = true;
    } else if constexpr (std::same_as<Member, core::int_or_string>) {
        made.x_kubernetes_int_or_string = true;
    } else if constexpr (std::same_as<Member, bool>) {
        made.type = "boolean";
    } else if constexpr (std::integral<Member>) {
        made.type = "integer";
        made.format = "int32";
        if (sizeof(Member) == 8) made.format = "int64";
        if (std::unsigned_integral<Member>) made.minimum = 0;
    } else if constexpr (std::floating_point<Member>) {
        made.type = "number";
        made.format = "double";
    } else if constexpr (core::described<Member>) {
        made.type = "object";
        core::each_described(Member{}, [&](std::string_view name, const auto& m) {
            add_property<std::remove_cvref_t<decltype(m)>>(made, name);
        });
    } else if constexpr (core::detail::tabled<Member>) {
        made = schema_of_table(core::type_info_of<Member>);
    } else if constexpr (requires(const Member& m) { m.has_value(); }) {
        made = schema_of<typename Member::value_type>();
    } else if constexpr (requires(const Member& m) { m.find(""); }) {
        made.type = "object";
        made.additionalProperties = json_of(schema_of<decltype(Member::value_type::value)>());
    } else {
        made.type = "array";
        made.items = json_of(schema_of<typename Member::value_type>());
    }
    return made;
}

}  // namespace slipway::dsl::detail
