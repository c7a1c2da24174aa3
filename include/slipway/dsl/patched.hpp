// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/detail/set_field.hpp>
#include <slipway/dsl/variation.hpp>

namespace slipway::dsl {

/// Sets one field of an object by its path, as the API names it: `patched<api::Deployment>("web",
/// "spec.minReadySeconds", 5)`, `patched<api::Deployment>("web",
/// "spec.template.spec.containers[app].imagePullPolicy", "Always")`,
/// `patched<api::ConfigMap>("settings", "data[LOG_LEVEL]", "debug")`. An element of a list is meant
/// by its name, an entry of a map by its key. Paths are checked against the API's structs, by the
/// compiler in a constexpr definition.
template <api::kind Kind>
constexpr auto patched(const text& called, const text& path, const field_value& value) {
    return edited<Kind>(called, [path, value](Kind& o) {
        detail::field_setter setter(path, value);
        setter.document(o);
    });
}

}  // namespace slipway::dsl
