// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/members/apiextensions_v1.hpp>
#include <slipway/dsl/further.hpp>
#include <slipway/dsl/metadata.hpp>

namespace slipway::dsl {

struct crd_names {
    service_name plural{};
    resource_kind kind{};
    service_name singular{};  ///< the kind in lower case where it is left out
    core::list<service_name> shortNames{};
    core::list<service_name> categories{};
};

struct crd_version {
    version_name name{};
    bool served = true;
    bool storage = true;  ///< of exactly one version
    core::optional<api::JSONSchemaProps> schema{};
    bool status = false;  ///< has the subresource `status`
    core::optional<api::CustomResourceSubresourceScale> scale{};
    core::list<api::CustomResourceColumnDefinition> additionalPrinterColumns{};
};

struct CustomResourceDefinition {
    dsl::name name{};  ///< the plural, a dot and the group
    dsl::labels labels{};
    dsl::annotations annotations{};
    dsl::name group{};
    crd_names names{};
    resource_scope scope = "Namespaced";
    core::list<crd_version> versions{};
    further<api::CustomResourceDefinitionSpec> spec{};  ///< whatever else the API has
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

template <std::same_as<crd_names> Short>
constexpr void lower(const Short& from, api::CustomResourceDefinitionNames& made) {
    made.plural = from.plural;
    made.kind = from.kind;
    made.singular = from.singular;
    detail::lower_texts(from.shortNames, made.shortNames);
    detail::lower_texts(from.categories, made.categories);
}
template <std::same_as<crd_version> Short>
constexpr void lower(const Short& from, api::CustomResourceDefinitionVersion& made) {
    made.name = from.name;
    made.served = from.served;
    made.storage = from.storage;
    if (from.schema.has_value()) made.schema.emplace().openAPIV3Schema = from.schema;
    if (from.status) made.subresources.emplace().status.json = "{}";
    if (from.scale.has_value()) made.subresources.emplace().scale = from.scale;
    made.additionalPrinterColumns = from.additionalPrinterColumns;
}

template <std::same_as<CustomResourceDefinition> Short>
constexpr api::CustomResourceDefinition lower(const Short& from) {
    api::CustomResourceDefinition made;
    detail::begin(from, made, "apiextensions.k8s.io/v1", "CustomResourceDefinition");
    api::CustomResourceDefinitionSpec& spec = made.spec;
    if (from.spec.has_value()) spec = *from.spec;
    if (!from.group.empty()) spec.group = from.group;
    if (!from.names.kind.empty()) lower(from.names, spec.names.emplace());
    spec.scope = from.scope;
    detail::lower_each(from.versions, spec.versions);

    const std::string_view plural = spec.names.has_value() ? spec.names->plural.view()
                                                           : std::string_view(),
                           whole = from.name;
    if (whole.size() != plural.size() + 1 + spec.group.size() || !whole.starts_with(plural) ||
        whole[plural.size()] != '.' || !whole.ends_with(spec.group.view()))
        error::a_CustomResourceDefinition_is_named_by_its_plural_a_dot_and_its_group(whole);
    int stored = 0;
    for (const api::CustomResourceDefinitionVersion& v :
         static_cast<const api::CustomResourceDefinitionSpec&>(spec).versions)
        stored += v.storage;
    if (stored != 1) error::exactly_one_version_of_a_CustomResourceDefinition_is_stored(whole);
    return made;
}
/// What its versions hold of the API's own structs is not checked by types.
constexpr bool all_checked(const CustomResourceDefinition&) { return false; }

}  // namespace slipway::dsl
