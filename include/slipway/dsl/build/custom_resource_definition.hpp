// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: a tenth of a second for those who write no sentences.

#include <slipway/dsl/build/builder.hpp>
#include <slipway/dsl/custom_resource_definition.hpp>

namespace slipway::dsl::build {

///     build::custom_resource_definition("caches.cache.example.com")
///         .group("cache.example.com")
///         .names({.plural = "caches", .kind = "Cache"})
///         .version({.name = "v1"})
template <unsigned Missing>
class [[nodiscard]] custom_resource_definition_builder
    : public object_words<custom_resource_definition_builder, CustomResourceDefinition, Missing>,
      public builder<custom_resource_definition_builder, CustomResourceDefinition, Missing> {
    using grouped = custom_resource_definition_builder<Missing & ~needs::a_group>;
    using called = custom_resource_definition_builder<Missing & ~needs::kind_names>;
    using versioned = custom_resource_definition_builder<Missing & ~needs::a_version>;
    using complete = custom_resource_definition_builder<needs::nothing>;

public:
    using builder<custom_resource_definition_builder, CustomResourceDefinition, Missing>::builder;

    constexpr grouped group(const name& g) && {
        return this->edit().group = g, grouped(this->taken());
    }
    /// Plural and kind at least; short names and categories are added to those that were said
    /// before.
    constexpr called names(const crd_names& n) && {
        crd_names& all = this->edit().names;
        all.plural = n.plural, all.kind = n.kind, all.singular = n.singular;
        detail::add_all(all.shortNames, n.shortNames),
            detail::add_all(all.categories, n.categories);
        return called(this->taken());
    }
    constexpr custom_resource_definition_builder shortName(const service_name& n) && {
        return this->edit().names.shortNames.push_back(n), this->said();
    }
    constexpr custom_resource_definition_builder category(const service_name& n) && {
        return this->edit().names.categories.push_back(n), this->said();
    }
    constexpr custom_resource_definition_builder scope(const resource_scope& s) && {
        return this->edit().scope = s, this->said();
    }
    constexpr versioned version(const crd_version& v) && {
        return this->edit().versions.push_back(v), versioned(this->taken());
    }
    /// Whatever else the API has; group, names and versions may be in there.
    constexpr complete spec(const api::CustomResourceDefinitionSpec& s) && {
        return this->edit().spec = s, complete(this->taken());
    }
};
constexpr auto custom_resource_definition(const name& called, int line = __builtin_LINE(),
                                          const char* file = __builtin_FILE()) {
    return begin_at<
        custom_resource_definition_builder<needs::a_group + needs::kind_names + needs::a_version>>(
        called, line, file);
}
constexpr custom_resource_definition_builder<needs::nothing> custom_resource_definition(
    const CustomResourceDefinition& begun) {
    return custom_resource_definition_builder<needs::nothing>(begun);
}

}  // namespace slipway::dsl::build
