// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: Boost.Hana costs as much time as all of the definition language.

#include <concepts>

#include <slipway/core/described.hpp>
#include <slipway/core/fixed_string.hpp>
#include <slipway/dsl/metadata.hpp>
#include <slipway/dsl/object.hpp>

namespace slipway::dsl {

/// A kind of one's own, from the struct of its spec:
///
///     struct CacheSpec { BOOST_HANA_DEFINE_STRUCT(CacheSpec, (long, size), (slipway::text, image)); };
///     using Cache = slipway::dsl::custom_resource<"cache.example.com/v1", "Cache", CacheSpec>;
///
///     Cache cache{.name = "front", .spec = {.size = 3, .image = "cache:1"}};
///
/// Members are text, numbers, truth values, `core::optional` of these, `core::int_or_string`, `core::raw` (JSON), described
/// structs, and `core::list` and `core::map` of them. What is not set is not written; numbers and truth values without
/// `optional` always are.
template <core::fixed_string ApiVersion, core::fixed_string Kind, core::described Spec>
struct custom_resource {
    dsl::name name{};
    short_name namespace_{};
    dsl::labels labels{};
    dsl::annotations annotations{};
    Spec spec{};
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

namespace detail {

/// As the API has it.
template <core::fixed_string ApiVersion, core::fixed_string Kind, core::described Spec>
struct custom_object {
    text apiVersion{};
    text kind{};
    api::ObjectMeta metadata{};
    Spec spec{};
};

// Found by the visitors of this namespace, wherever the described struct stands.

template <class Visitor, class Member>
constexpr void visit_described(Visitor& v, std::string_view name, const Member& m) {
    if constexpr (std::derived_from<Member, core::text>) v.text(name, m);
    else if constexpr (std::same_as<Member, core::raw>) v.raw(name, m);
    else if constexpr (std::same_as<Member, core::int_or_string>) v.int_or_string(name, m);
    else if constexpr (std::same_as<Member, bool> || std::same_as<Member, core::optional<bool>>) v.boolean(name, core::optional<bool>(m));
    else if constexpr (std::integral<Member>) v.integer(name, core::optional<long>(static_cast<long>(m)));
    else if constexpr (std::same_as<Member, core::optional<long>> || std::same_as<Member, core::optional<int>>) v.integer(name, m);
    else if constexpr (core::described<Member>) v.object(name, m);
    else if constexpr (requires { m.has_value(); }) v.boxed(name, m);
    else if constexpr (requires { m.find(name); }) v.map(name, m);
    else v.list(name, m);
}

template <core::described Struct, class Visitor>
constexpr void each_member(const Struct& o, Visitor& v) {
    core::each_described(o, [&](std::string_view name, const auto& member) { visit_described(v, name, member); });
}

template <core::fixed_string ApiVersion, core::fixed_string Kind, core::described Spec, class Visitor>
constexpr void each_member(const custom_object<ApiVersion, Kind, Spec>& o, Visitor& v) {
    v.text("apiVersion", o.apiVersion, true);
    v.text("kind", o.kind, true);
    v.object("metadata", o.metadata);
    v.object("spec", o.spec);
}

}  // namespace detail

template <core::fixed_string ApiVersion, core::fixed_string Kind, core::described Spec>
constexpr detail::custom_object<ApiVersion, Kind, Spec> lower(const custom_resource<ApiVersion, Kind, Spec>& from) {
    detail::custom_object<ApiVersion, Kind, Spec> made;
    made.apiVersion = ApiVersion.view();
    made.kind = Kind.view();
    detail::lower_metadata(from, made.metadata);
    made.spec = from.spec;
    return made;
}
template <core::fixed_string ApiVersion, core::fixed_string Kind, core::described Spec>
constexpr bool all_checked(const custom_resource<ApiVersion, Kind, Spec>&) {
    return true;
}

}  // namespace slipway::dsl

template <slipway::core::fixed_string ApiVersion, slipway::core::fixed_string Kind, slipway::core::described Spec>
inline constexpr slipway::api::kind_facts slipway::api::kind_of<slipway::dsl::detail::custom_object<ApiVersion, Kind, Spec>>{ApiVersion.view(), Kind.view(), {}};
