// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: few definitions need it, and compilers take time for all they read.

#include <string_view>

#include <slipway/api/kind.hpp>
#include <slipway/api/members/meta_v1.hpp>
#include <slipway/core/fixed_string.hpp>
#include <slipway/dsl/detail/json_recorder.hpp>
#include <slipway/dsl/literals.hpp>
#include <slipway/dsl/mistake.hpp>

namespace slipway::dsl {

namespace error {
inline void
the_fields_of_an_untyped_object_are_JSON_in_braces_without_apiVersion_kind_metadata_and_status(
    std::string_view s) {
    throw mistake(
        "the fields of an untyped object are JSON in braces, without apiVersion, kind, metadata and status",
        s);
}
}  // namespace error

/// JSON, checked where it stands: a literal by the compiler.
using json_fields = checked_text<
    detail::is_json_fields,
    error::
        the_fields_of_an_untyped_object_are_JSON_in_braces_without_apiVersion_kind_metadata_and_status>;

/// An object of a kind of which nothing is known, such as a resource whose CustomResourceDefinition
/// is not at hand. What stands beside its metadata is JSON, of which only that it is such is
/// checked:
///
///     untyped<"cert-manager.io/v1", "Certificate"> web{
///         .metadata = {.name = "web"},
///         .fields = R"({"spec": {"secretName": "web-tls", "dnsNames": ["shop.example.com"]}})",
///     };
///
/// `Scope` is `Namespaced` or `Cluster`. References to it and in it are not followed.
template <core::fixed_string ApiVersion, core::fixed_string Kind,
          core::fixed_string Scope = "Namespaced">
    requires(Scope.view() == "Namespaced" || Scope.view() == "Cluster")
struct untyped {
    text apiVersion{};  ///< as the type says where it is left out
    text kind{};
    api::ObjectMeta metadata{};
    json_fields fields{};
};

namespace detail {

/// Found by the visitors of this namespace. Those that record have a tape.
template <core::fixed_string ApiVersion, core::fixed_string Kind, core::fixed_string Scope,
          class Visitor>
constexpr void each_member(const untyped<ApiVersion, Kind, Scope>& o, Visitor& v) {
    v.text("apiVersion", o.apiVersion, true);
    v.text("kind", o.kind, true);
    v.object("metadata", o.metadata);
    if constexpr (requires { v.recorded(); })
        if (!o.fields.empty()) json_recorder(o.fields, &v.recorded()).read();
}

}  // namespace detail

}  // namespace slipway::dsl

template <slipway::core::fixed_string ApiVersion, slipway::core::fixed_string Kind,
          slipway::core::fixed_string Scope>
inline constexpr slipway::api::kind_facts
    slipway::api::kind_of<slipway::dsl::untyped<ApiVersion, Kind, Scope>>{
        ApiVersion.view(), Kind.view(), {}, Scope.view() == "Namespaced"};
