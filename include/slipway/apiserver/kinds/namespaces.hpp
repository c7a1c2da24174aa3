// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/apiserver/kinds/age.hpp>
#include <slipway/apiserver/kinds/checks.hpp>

namespace slipway::apiserver::kinds {

inline void prepare_namespace(json::value& object) {
    object["spec"] = {{"finalizers", json::value::array({"kubernetes"})}};
    object["status"] = {{"phase", "Active"}};
    if (json::value* labels = object_in(object["metadata"], "labels"))
        (*labels)["kubernetes.io/metadata.name"] = name_of(object);
}
/// Its finalizers change by the subresource `finalize` alone.
inline void prepare_namespace_update(json::value& object, const json::value& old) {
    if (!has(old, "metadata.deletionTimestamp"))
        object["spec"] = old.value("spec", json::value::object());
}

inline void check_namespace(const json::value& object, const json::value*, errors& found) {
    check_metadata(object, found, about_label);
}

inline constexpr column namespace_columns[] = {
    {"Name", "string", "name", "Name of the namespace", 0},
    {"Status", "string", "", "Active, or Terminating", 0},
    {"Age", "string", "", "Time since the creation", 0},
};
inline void print_namespace(const json::value& object, core::time_source::wall_time now,
                            cells& out) {
    out = {name_of(object), text_at(object, "status.phase"), age_of(object, now)};
}

inline constexpr std::string_view namespace_fields[] = {"status.phase"};

inline constexpr kind_row namespaces{"",
                                     "namespaces",
                                     nullptr,
                                     check_namespace,
                                     prepare_namespace,
                                     prepare_namespace_update,
                                     namespace_columns,
                                     print_namespace,
                                     namespace_fields};

}  // namespace slipway::apiserver::kinds
