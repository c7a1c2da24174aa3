// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/apiserver/kind_row.hpp>
#include <slipway/apiserver/objects.hpp>

/// CustomResourceDefinitions (Kubernetes API, `apiextensions.k8s.io/v1`).
namespace slipway::apiserver::kinds {

/// Names that follow from the kind, and no conversion.
void default_definition(json::value& definition);
/// Names, scope, versions with their schemas, columns, scale and conversion; `old` is null on
/// creation.
void check_definition(const json::value& definition, const json::value* old, errors& found);
void prepare_definition(json::value& definition);
/// Remembers the versions in which objects may be kept.
void prepare_definition_update(json::value& definition, const json::value& old);

inline constexpr column definition_columns[] = {
    {"Name", "string", "name", "Name of the definition", 0},
    {"Created At", "date", "", "When it was created", 0},
};
inline void print_definition(const json::value& definition, core::time_source::wall_time,
                             cells& out) {
    out = {name_of(definition), text_at(definition, "metadata.creationTimestamp")};
}

inline constexpr kind_row definitions{"apiextensions.k8s.io",
                                      "customresourcedefinitions",
                                      default_definition,
                                      check_definition,
                                      prepare_definition,
                                      prepare_definition_update,
                                      definition_columns,
                                      print_definition,
                                      {}};

}  // namespace slipway::apiserver::kinds

#ifndef SLIPWAY_COMPILED
#include <slipway/apiserver/detail/definitions.hpp>
#endif
