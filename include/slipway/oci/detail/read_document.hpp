// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/core/compiled.hpp>
#include <slipway/oci/detail/document.hpp>

namespace slipway::oci::detail {

SLIPWAY_INLINE json::value parse_document(std::string_view bytes, const std::string& what) {
    if (bytes.size() > max_document_bytes)
        refuse(what, "it has " + std::to_string(bytes.size()) + " bytes; at most " +
                         std::to_string(max_document_bytes) + " are read");
    std::vector<std::set<std::string>> names;
    const auto check = [&](int depth, json::value::parse_event_t event, json::value& parsed) {
        using e = json::value::parse_event_t;
        if (depth > max_document_depth) refuse(what, "it is nested deeper than 64 levels");
        if (event == e::object_start) names.emplace_back();
        if (event == e::object_end) names.pop_back();
        if (event == e::key && !names.back().insert(parsed.get<std::string>()).second)
            refuse(what, "\"" + parsed.get<std::string>() + "\" stands twice in one object");
        return true;
    };
    try {
        json::value v = json::value::parse(bytes, check);
        if (!v.is_object()) refuse(what, "it must be a JSON object");
        return v;
    } catch (const nlohmann::json::exception& e) {
        refuse(what, std::string("it is not JSON: ") + e.what());
    }
}

SLIPWAY_INLINE std::string write_document(const json::value& v, const std::string& what) {
    try {
        return v.dump();
    } catch (const nlohmann::json::exception& e) {
        refuse(what, std::string("it cannot be written as JSON: ") + e.what());
    }
}

}  // namespace slipway::oci::detail
