// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: Boost.Hana costs as much time as all of the definition language.

#include <concepts>

#include <slipway/api/custom_resource.hpp>
#include <slipway/api/plural.hpp>
#include <slipway/core/described.hpp>
#include <slipway/core/described_member.hpp>
#include <slipway/core/fixed_string.hpp>
#include <slipway/dsl/custom_resource_definition.hpp>
#include <slipway/dsl/detail/schema_of.hpp>
#include <slipway/dsl/metadata.hpp>
#include <slipway/dsl/object.hpp>

namespace slipway::dsl {

/// A kind of one's own, from the struct of its spec and, where there is one, of its status, which
/// operators write:
///
///     struct CacheSpec {
///         BOOST_HANA_DEFINE_STRUCT(CacheSpec, (long, size), (slipway::text, image));
///     };
///     using Cache = slipway::dsl::custom_resource<"cache.example.com/v1", "Cache", CacheSpec>;
///
///     Cache cache{.name = "front", .spec = {.size = 3, .image = "cache:1"}};
///
/// Members are text, numbers, truth values, `core::optional` of these, `core::int_or_string`,
/// `core::raw` (JSON), described structs and those of the API, and `core::list` and `core::map` of
/// them. What is not set
/// is not written; numbers and truth values without `optional` always are. `definitionOf` makes the
/// CustomResourceDefinition.
template <core::fixed_string ApiVersion, core::fixed_string Kind, core::described Spec,
          class Status = void>
    requires std::same_as<Status, void> || core::described<Status>
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
    core::check_described_member<Member>();
    if constexpr (std::derived_from<Member, core::text>) v.text(name, m);
    else if constexpr (std::same_as<Member, core::raw>) v.raw(name, m);
    else if constexpr (std::same_as<Member, core::int_or_string>) v.int_or_string(name, m);
    else if constexpr (std::same_as<Member, bool> || std::same_as<Member, core::optional<bool>>)
        v.boolean(name, core::optional<bool>(m));
    else if constexpr (std::integral<Member>)
        v.integer(name, core::optional<long>(static_cast<long>(m)));
    else if constexpr (std::same_as<Member, core::optional<long>> ||
                       std::same_as<Member, core::optional<int>>)
        v.integer(name, m);
    else if constexpr (std::floating_point<Member>)
        v.number(name, core::optional<double>(static_cast<double>(m)));
    else if constexpr (std::same_as<Member, core::optional<double>>) v.number(name, m);
    else if constexpr (core::detail::tabled<Member>) v.object(name, m);
    else if constexpr (requires { m.has_value(); }) v.boxed(name, m);
    else if constexpr (requires { m.find(name); }) v.map(name, m);
    else v.list(name, m);
}

template <core::described Struct, class Visitor>
constexpr void each_member(const Struct& o, Visitor& v) {
    core::each_described(
        o, [&](std::string_view name, const auto& member) { visit_described(v, name, member); });
}

template <core::fixed_string ApiVersion, core::fixed_string Kind, core::described Spec,
          class Visitor>
constexpr void each_member(const custom_object<ApiVersion, Kind, Spec>& o, Visitor& v) {
    v.text("apiVersion", o.apiVersion, true);
    v.text("kind", o.kind, true);
    v.object("metadata", o.metadata);
    v.object("spec", o.spec);
}

}  // namespace detail

template <core::fixed_string ApiVersion, core::fixed_string Kind, core::described Spec,
          class Status>
constexpr detail::custom_object<ApiVersion, Kind, Spec> lower(
    const custom_resource<ApiVersion, Kind, Spec, Status>& from) {
    detail::custom_object<ApiVersion, Kind, Spec> made;
    made.apiVersion = ApiVersion.view();
    made.kind = Kind.view();
    detail::lower_metadata(from, made.metadata);
    made.spec = from.spec;
    return made;
}
template <core::fixed_string ApiVersion, core::fixed_string Kind, core::described Spec,
          class Status>
constexpr bool all_checked(const custom_resource<ApiVersion, Kind, Spec, Status>&) {
    return true;
}

/// What the structs do not say of a kind.
struct definition_options {
    service_name plural{};  ///< the English plural of the kind in lower case where it is left out
    core::list<service_name> shortNames{};
    core::list<service_name> categories{};
    resource_scope scope = "Namespaced";
    core::optional<api::CustomResourceSubresourceScale> scale{};
    core::list<api::CustomResourceColumnDefinition> additionalPrinterColumns{};
};

namespace detail {

template <core::fixed_string ApiVersion, core::fixed_string Kind, core::described Spec,
          class Status>
constexpr CustomResourceDefinition definition_from(const definition_options& options, int line,
                                                   const char* file) {
    constexpr std::size_t slash = ApiVersion.view().find('/');
    static_assert(slash != std::string_view::npos,
                  "a kind of one's own is of a group and a version, such as cache.example.com/v1");
    const text group = ApiVersion.view().substr(0, slash);
    api::JSONSchemaProps schema;
    schema.type = "object";
    add_property<Spec>(schema, "spec");
    if constexpr (core::described<Status>) schema.properties["status"] = schema_of<Status>();
    CustomResourceDefinition made;
    made.names = {.plural = options.plural,
                  .kind = text(Kind.view()),
                  .shortNames = options.shortNames,
                  .categories = options.categories};
    if (made.names.plural.empty()) made.names.plural = api::plural_of(Kind.view());
    made.name = core::cat(made.names.plural, ".", group);
    made.group = group;
    made.scope = options.scope;
    made.versions = {{.name = text(ApiVersion.view().substr(slash + 1)),
                      .schema = schema,
                      .status = core::described<Status>,
                      .scale = options.scale,
                      .additionalPrinterColumns = options.additionalPrinterColumns}};
    made.line = line;
    made.file = file;
    return made;
}

template <core::fixed_string ApiVersion, core::fixed_string Kind, core::described Spec,
          class Status>
constexpr CustomResourceDefinition definition_of(
    const custom_resource<ApiVersion, Kind, Spec, Status>*, const definition_options& options,
    int line, const char* file) {
    return definition_from<ApiVersion, Kind, Spec, Status>(options, line, file);
}
/// The name in paths, and whether there are namespaces, are those that clients know.
template <core::fixed_string ApiVersion, core::fixed_string Kind, core::described Spec,
          class Status, core::fixed_string Plural, bool Namespaced>
constexpr CustomResourceDefinition definition_of(
    const api::custom_resource<ApiVersion, Kind, Spec, Status, Plural, Namespaced>*,
    definition_options options, int line, const char* file) {
    if (!Plural.view().empty()) options.plural = text(Plural.view());
    if (!Namespaced) options.scope = "Cluster";
    return definition_from<ApiVersion, Kind, Spec, Status>(options, line, file);
}

}  // namespace detail

/// The CustomResourceDefinition of a kind of one's own, be it of the short form or the
/// `api::custom_resource` of clients: its one version, with the schema of its structs. Numbers and
/// truth values without `optional` are required, as they are always written; unsigned ones are not
/// below zero. A kind with a status has the subresource. What the types do not say, such as a
/// pattern, is added to `.versions[0].schema`.
template <class Resource>
constexpr CustomResourceDefinition definitionOf(const definition_options& options = {},
                                                int line = __builtin_LINE(),
                                                const char* file = __builtin_FILE()) {
    return detail::definition_of(static_cast<const Resource*>(nullptr), options, line, file);
}

}  // namespace slipway::dsl

template <slipway::core::fixed_string ApiVersion, slipway::core::fixed_string Kind,
          slipway::core::described Spec>
inline constexpr slipway::api::kind_facts
    slipway::api::kind_of<slipway::dsl::detail::custom_object<ApiVersion, Kind, Spec>>{
        ApiVersion.view(), Kind.view(), {}};
