// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <slipway/apiserver/custom/pattern.hpp>
#include <slipway/apiserver/kind_row.hpp>
#include <slipway/json/value.hpp>

namespace slipway::apiserver::custom {

/// A structural schema (Kubernetes, "Specifying a structural schema"), ready to be applied to
/// objects.
struct schema {
    enum class type : unsigned char { any, object, array, string, integer, number, boolean };

    std::string name{};  ///< of the member that it is for, where it is one of `properties`
    type is = type::any;
    bool nullable = false;
    bool int_or_string = false;
    bool preserves_unknown = false;  ///< fields without a schema stay
    bool embedded = false;           ///< an object with apiVersion, kind and metadata of its own
    bool exclusive_minimum = false, exclusive_maximum = false;
    std::string format{};
    std::optional<json::value> fallback{};  ///< `default`
    std::vector<json::value> allowed{};     ///< `enum`
    std::optional<double> minimum{}, maximum{}, multiple_of{};
    std::optional<long> min_length{}, max_length{}, min_items{}, max_items{}, min_properties{},
        max_properties{};
    std::string pattern_text{};
    std::shared_ptr<const pattern> matcher{};
    std::vector<std::string> required{};
    std::vector<schema> properties{};
    std::vector<schema> items{};       ///< one, where elements have a schema
    std::vector<schema> additional{};  ///< one, where the values of a map have a schema
    bool any_additional = false;       ///< `additionalProperties: true`
    std::vector<schema> all_of{}, any_of{}, one_of{}, none_of{};
    std::string list_type{}, map_type{};
    std::vector<std::string> list_keys{};

    /// Reads a schema that was found right. Throws `status_error` (bad_request) for a pattern that
    /// is no regular expression.
    static schema read(const json::value& from);

    /// The one of a member; null where there is none.
    const schema* find(const std::string& member) const;
    /// Whether it, or one below it, has a `default`.
    bool has_defaults() const;
};

/// Takes out nulls that mean nothing: members that may not be null and have no default.
void drop_nulls(const schema& s, json::value& v);

/// Takes out what has no schema; adds where it was, such as `spec.sise`. The root's apiVersion,
/// kind and metadata stay.
void prune(const schema& s, json::value& object, std::vector<std::string>* unknown = nullptr);

/// Fills in defaults (Kubernetes, "Defaulting").
void fill_defaults(const schema& s, json::value& v);

/// Reports what is wrong with a value, in the words of an API server; `at` is where the value is
/// (`spec`), empty for an object.
void validate(const schema& s, const json::value& v, const std::string& at, errors& found);

/// Reports what makes a schema none that is structural, or none at all; `at` is where it stands.
void check_structure(const json::value& given, const std::string& at, errors& found);

}  // namespace slipway::apiserver::custom

#ifndef SLIPWAY_COMPILED
#include <slipway/apiserver/detail/custom_schema.hpp>
#include <slipway/apiserver/detail/custom_structure.hpp>
#include <slipway/apiserver/detail/custom_validation.hpp>
#endif
