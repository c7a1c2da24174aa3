// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: Boost.Hana costs as much time as all of the definition language.

#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <string_view>

#include <slipway/api/fields/meta_v1.hpp>
#include <slipway/api/kind.hpp>
#include <slipway/api/plural.hpp>
#include <slipway/api/resource.hpp>
#include <slipway/core/described_type.hpp>
#include <slipway/core/fixed_string.hpp>

namespace slipway::api {

/// An object of a kind of one's own, for clients and operators, from the structs of its spec and,
/// where there is one, of its status, which Boost.Hana describes:
///
///     struct CacheSpec {
///         BOOST_HANA_DEFINE_STRUCT(CacheSpec, (int, size), (slipway::text, image));
///     };
///     struct CacheStatus { BOOST_HANA_DEFINE_STRUCT(CacheStatus, (int, ready)); };
///     using Cache = slipway::api::custom_resource<"cache.example.com/v1", "Cache", CacheSpec,
///                                                 CacheStatus>;
///
/// It is used as `api::Deployment` is. `Plural` is its name in paths, the English plural of the
/// kind in lower case where it is left out. What an object has beyond the structs is forgotten when
/// it is read, unless the struct has a member `slipway::core::raw unknown` that is not described:
/// change objects of others by `patch` or `apply`, which leave it alone. `dsl::custom_resource` is
/// the short form of definitions; `dsl::definitionOf` makes the CustomResourceDefinition of both.
template <core::fixed_string ApiVersion, core::fixed_string Kind, core::described Spec,
          class Status = void, core::fixed_string Plural = "", bool Namespaced = true>
    requires std::same_as<Status, void> || core::described<Status>
struct custom_resource {
    core::text apiVersion{};
    core::text kind{};
    ObjectMeta metadata{};
    Spec spec{};
    Status status{};
    core::raw unknown{};
};

template <core::fixed_string ApiVersion, core::fixed_string Kind, core::described Spec,
          core::fixed_string Plural, bool Namespaced>
struct custom_resource<ApiVersion, Kind, Spec, void, Plural, Namespaced> {
    core::text apiVersion{};
    core::text kind{};
    ObjectMeta metadata{};
    Spec spec{};
    core::raw unknown{};
};

namespace detail {

/// Made when the program starts, as the tables of the structs in it.
template <class Object>
struct custom_table {
    custom_table() {
        const Object whole{};
        const auto add = [&]<class Member>(std::string_view name, const Member& m) {
            core::field row =
                core::detail::field_of<Member>(name, core::detail::offset_in(whole, m));
            fields[type.count++] = row;
        };
        add("apiVersion", whole.apiVersion);
        add("kind", whole.kind);
        add("metadata", whole.metadata);
        add("spec", whole.spec);
        if constexpr (requires { whole.status; }) add("status", whole.status);
        type.fields = fields.data();
        type.unknown_offset = core::detail::offset_in(whole, whole.unknown);
    }
    custom_table(const custom_table&) = delete;

    static const custom_table made;

    std::array<core::field, 5> fields{};
    core::type_info type{};
};
template <class Object>
inline const custom_table<Object> custom_table<Object>::made;

/// A text that is made while compiling, for rows, which refer to theirs.
template <std::size_t N>
struct kept_text {
    char characters[N]{};
    std::size_t size = 0;

    constexpr explicit kept_text(std::string_view of) : size(of.size()) {
        for (std::size_t i = 0; i < of.size(); ++i) characters[i] = of[i];
    }
    constexpr std::string_view view() const { return {characters, size}; }
};

template <core::fixed_string ApiVersion, core::fixed_string Kind, class Status,
          core::fixed_string Plural, bool Namespaced>
struct custom_row {
    static constexpr std::size_t slash = ApiVersion.view().find('/');
    static_assert(slash != std::string_view::npos,
                  "a kind of one's own is of a group and a version, such as cache.example.com/v1");

    static constexpr kept_text<Kind.view().size() + 4> english{plural_of(Kind.view()).view()};
    static constexpr kept_text<Kind.view().size() + 1> singular{
        core::text::fill(Kind.view().size(), [](char* out) {
            for (const char c : Kind.view()) *out++ = core::to_lower(c);
        }).view()};
    static constexpr std::string_view plural =
        Plural.view().empty() ? english.view() : Plural.view();
    static constexpr std::string_view subresources[] = {"status"};
    static constexpr std::string_view verbs[] = {"create", "delete", "deletecollection", "get",
                                                 "list",   "patch",  "update",           "watch"};
    /// Without the table: servers know the kind by its CustomResourceDefinition, and merge no
    /// patches by these structs.
    static constexpr resource row{
        ApiVersion.view().substr(0, slash),
        ApiVersion.view().substr(slash + 1),
        Kind.view(),
        plural,
        singular.view(),
        Namespaced,
        {},
        {},
        std::span<const std::string_view>(subresources, core::described<Status> ? 1 : 0),
        verbs};
};

}  // namespace detail

template <core::fixed_string ApiVersion, core::fixed_string Kind, core::described Spec,
          class Status, core::fixed_string Plural, bool Namespaced>
inline constexpr kind_facts
    kind_of<custom_resource<ApiVersion, Kind, Spec, Status, Plural, Namespaced>>{
        ApiVersion.view(), Kind.view(),
        detail::custom_row<ApiVersion, Kind, Status, Plural, Namespaced>::plural, Namespaced};

template <core::fixed_string ApiVersion, core::fixed_string Kind, core::described Spec,
          class Status, core::fixed_string Plural, bool Namespaced>
inline constexpr const resource&
    resource_of<custom_resource<ApiVersion, Kind, Spec, Status, Plural, Namespaced>> =
        detail::custom_row<ApiVersion, Kind, Status, Plural, Namespaced>::row;

}  // namespace slipway::api

namespace slipway::core {

template <fixed_string ApiVersion, fixed_string Kind, described Spec, class Status,
          fixed_string Plural, bool Namespaced>
inline constexpr const type_info&
    type_info_of<api::custom_resource<ApiVersion, Kind, Spec, Status, Plural, Namespaced>> =
        api::detail::custom_table<
            api::custom_resource<ApiVersion, Kind, Spec, Status, Plural, Namespaced>>::made.type;

}  // namespace slipway::core
