// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <slipway/apiserver/kind_row.hpp>
#include <slipway/apiserver/kinds/age.hpp>
#include <slipway/apiserver/objects.hpp>

/// Objects as rows for people (Kubernetes API, "Receiving resources as Tables").
namespace slipway::apiserver::table {

inline constexpr column plain_columns[] = {
    {"Name", "string", "name", "Name of the object", 0},
    {"Age", "string", "", "Time since the creation", 0},
};

inline json::value columns_of(const kind_row* row) {
    json::value made = json::value::array();
    const std::span<const column> columns = row && row->print ? row->columns : std::span<const column>(plain_columns);
    for (const column& c : columns)
        made.push_back({{"name", c.name}, {"type", c.type}, {"format", c.format}, {"description", c.description}, {"priority", c.priority}});
    return made;
}

/// `PartialObjectMetadata` of an object.
inline json::value metadata_of(const json::value& object) {
    return {{"kind", "PartialObjectMetadata"}, {"apiVersion", "meta.k8s.io/v1"}, {"metadata", part(object, "metadata")}};
}

inline json::value row_of(const kind_row* row, const json::value& object, core::time_source::wall_time now, std::string_view include) {
    cells printed;
    if (row && row->print) row->print(object, now, printed);
    else printed = {name_of(object), kinds::age_of(object, now)};
    json::value made = {{"cells", printed}};
    if (include == "Object") made["object"] = object;
    else if (include != "None") made["object"] = metadata_of(object);
    return made;
}

inline json::value empty(const kind_row* row, const std::string& revision) {
    return {{"kind", "Table"}, {"apiVersion", "meta.k8s.io/v1"}, {"metadata", {{"resourceVersion", revision}}}, {"columnDefinitions", columns_of(row)}, {"rows", json::value::array()}};
}

}  // namespace slipway::apiserver::table
