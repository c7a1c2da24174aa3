// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/apiserver/custom/kind.hpp>
#include <slipway/apiserver/kind_row.hpp>
#include <slipway/apiserver/kinds/age.hpp>
#include <slipway/apiserver/objects.hpp>

/// Objects as rows for people (Kubernetes API, "Receiving resources as Tables").
namespace slipway::apiserver::table {

inline constexpr column plain_columns[] = {
    {"Name", "string", "name", "Name of the object", 0},
    {"Age", "string", "", "Time since the creation", 0},
};

/// What prints the objects of a kind: its row, its definition, or nothing of its own.
struct printer {
    printer(const kind_row* known, std::shared_ptr<const custom::kind> defined = {})
        : row(known), custom(std::move(defined)) {}

    const kind_row* row;
    std::shared_ptr<const custom::kind> custom;
};

inline json::value columns_of(const printer& by) {
    json::value made = json::value::array();
    const kind_row* row = by.row;
    if (by.custom) {
        made.push_back({{"name", "Name"},
                        {"type", "string"},
                        {"format", "name"},
                        {"description", plain_columns[0].description},
                        {"priority", 0}});
        for (const custom::kind::printed_column& c : by.custom->columns())
            made.push_back({{"name", c.name},
                            {"type", c.type},
                            {"format", c.format},
                            {"description", c.description},
                            {"priority", c.priority}});
        return made;
    }
    const std::span<const column> columns =
        row && row->print ? row->columns : std::span<const column>(plain_columns);
    for (const column& c : columns)
        made.push_back({{"name", c.name},
                        {"type", c.type},
                        {"format", c.format},
                        {"description", c.description},
                        {"priority", c.priority}});
    return made;
}

/// `PartialObjectMetadata` of an object.
inline json::value metadata_of(const json::value& object) {
    return {{"kind", "PartialObjectMetadata"},
            {"apiVersion", "meta.k8s.io/v1"},
            {"metadata", part(object, "metadata")}};
}

inline json::value row_of(const printer& by, const json::value& object,
                          core::time_source::wall_time now, std::string_view include) {
    cells printed;
    if (by.custom) by.custom->print(object, now, printed);
    else if (by.row && by.row->print) by.row->print(object, now, printed);
    else printed = {name_of(object), kinds::age_of(object, now)};
    json::value made = {{"cells", printed}};
    if (include == "Object") made["object"] = object;
    else if (include != "None") made["object"] = metadata_of(object);
    return made;
}

inline json::value empty(const printer& by, const std::string& revision) {
    return {{"kind", "Table"},
            {"apiVersion", "meta.k8s.io/v1"},
            {"metadata", {{"resourceVersion", revision}}},
            {"columnDefinitions", columns_of(by)},
            {"rows", json::value::array()}};
}

}  // namespace slipway::apiserver::table
