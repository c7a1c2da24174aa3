// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <slipway/core/type_info.hpp>
#include <slipway/json/value.hpp>

namespace slipway::json {

namespace detail {

inline void find_unknown(const core::type_info& type, const value& v, const std::string& at,
                         std::vector<std::string>& out);

inline void find_unknown_below(const core::field& f, const value& v, const std::string& at,
                               std::vector<std::string>& out) {
    using core::value_kind;
    if (f.kind == value_kind::object || f.kind == value_kind::boxed) {
        find_unknown(*f.type, v, at, out);
    } else if (f.element == value_kind::object && f.kind == value_kind::list && v.is_array()) {
        std::size_t i = 0;
        for (const value& item : v)
            find_unknown(*f.type, item, at + "[" + std::to_string(i++) + "]", out);
    } else if (f.element == value_kind::object && f.kind == value_kind::map && v.is_object()) {
        for (const auto& [key, item] : v.items()) find_unknown(*f.type, item, at + "." + key, out);
    }
}

inline void find_unknown(const core::type_info& type, const value& v, const std::string& at,
                         std::vector<std::string>& out) {
    if (!v.is_object()) return;
    for (const auto& [name, member] : v.items()) {
        const std::string path = at.empty() ? name : at + "." + name;
        if (const core::field* f = type.find(name)) find_unknown_below(*f, member, path, out);
        else out.push_back(path);
    }
}

}  // namespace detail

/// The paths of members that the struct does not have (`spec.replica`), in the order of the
/// document.
inline std::vector<std::string> unknown_fields(const core::type_info& type, const value& v) {
    std::vector<std::string> found;
    detail::find_unknown(type, v, {}, found);
    return found;
}

/// The paths of members that stand twice in an object of `text`, which is well-formed JSON.
inline std::vector<std::string> duplicate_fields(std::string_view text) {
    struct level {
        std::unordered_set<std::string> names;
        std::string member;
        long index = -1;  ///< in an array
    };
    std::vector<level> levels;
    std::vector<std::string> found;
    auto path = [&] {
        std::string p;
        for (const level& l : levels) {
            if (l.index >= 0) p += "[" + std::to_string(l.index) + "]";
            else p += (p.empty() ? "" : ".") + l.member;
        }
        return p;
    };
    auto callback = [&](int, nlohmann::json::parse_event_t event, nlohmann::json& parsed) {
        using event_t = nlohmann::json::parse_event_t;
        if (event == event_t::object_start) levels.push_back({});
        if (event == event_t::key) {
            level& l = levels.back();
            l.member = parsed.get<std::string>();
            if (!l.names.insert(l.member).second) found.push_back(path());
        }
        if (event == event_t::array_start) levels.push_back({{}, {}, 0});
        if (event == event_t::object_end || event == event_t::array_end) {
            levels.pop_back();
            if (!levels.empty() && levels.back().index >= 0) ++levels.back().index;
        }
        if (event == event_t::value && !levels.empty() && levels.back().index >= 0)
            ++levels.back().index;
        return true;
    };
    [[maybe_unused]] const nlohmann::json only_for_its_events =
        nlohmann::json::parse(text.begin(), text.end(), callback, false);
    return found;
}

}  // namespace slipway::json
