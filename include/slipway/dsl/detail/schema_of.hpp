// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: Boost.Hana costs as much time as all of the definition language.

#include <concepts>

#include <slipway/api/members/apiextensions_v1.hpp>
#include <slipway/core/described.hpp>
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
