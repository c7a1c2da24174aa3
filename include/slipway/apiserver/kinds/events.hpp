// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/apiserver/kinds/age.hpp>
#include <slipway/apiserver/kinds/checks.hpp>

namespace slipway::apiserver::kinds {

inline constexpr std::string_view event_fields[] = {
    "involvedObject.kind",
    "involvedObject.namespace",
    "involvedObject.name",
    "involvedObject.uid",
    "involvedObject.apiVersion",
    "involvedObject.resourceVersion",
    "involvedObject.fieldPath",
    "reason",
    "reportingComponent",
    "source",
    "type",
};

/// An event stands beside what it is about; one about an object of no namespace stands in
/// `default`.
inline void check_event(const json::value& e, const json::value*, errors& found) {
    const std::string about = text_at(e, "involvedObject.namespace"), ns = namespace_of(e);
    const bool fits = about.empty() ? ns == "default" : about == ns;
    if (!fits)
        invalid_value(found, "involvedObject.namespace", about, "does not match event.namespace");
}

inline constexpr column event_columns[] = {
    {"Last Seen", "string", "", "Time since it was last seen", 0},
    {"Type", "string", "", "Normal or Warning", 0},
    {"Reason", "string", "", "What happened, in a word", 0},
    {"Object", "string", "", "The object that it is about", 0},
    {"Subobject", "string", "", "The part of the object", 1},
    {"Source", "string", "", "Who reported it", 1},
    {"Message", "string", "", "What happened", 0},
    {"First Seen", "string", "", "Time since it was first seen", 1},
    {"Count", "string", "", "How often it was seen", 1},
    {"Name", "string", "name", "Name of the event", 1},
};

inline void print_event(const json::value& e, core::time_source::wall_time now, cells& out) {
    std::string kind = text_at(e, "involvedObject.kind");
    for (char& c : kind) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    auto seen = [&](const char* member) {
        return text_at(e, member).empty() ? age_of(e, now) : age_since(e, member, now);
    };
    const std::string source = text_at(e, "source.component").empty()
                                   ? text_at(e, "reportingComponent")
                                   : text_at(e, "source.component");
    out = {seen("lastTimestamp"),
           text_at(e, "type"),
           text_at(e, "reason"),
           kind + "/" + text_at(e, "involvedObject.name"),
           text_at(e, "involvedObject.fieldPath"),
           source,
           text_at(e, "message"),
           seen("firstTimestamp"),
           std::to_string(integer_at(e, "count", 1)),
           name_of(e)};
}

inline constexpr kind_row events{"",      "events",      nullptr,     check_event, nullptr,
                                 nullptr, event_columns, print_event, event_fields};

}  // namespace slipway::apiserver::kinds
