// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include <slipway/api/run_time_resource.hpp>
#include <slipway/json/value.hpp>

namespace slipway::controllers::detail {

inline std::string text_in(const json::value& v, const char* member) {
    const auto found = v.is_object() ? v.find(member) : v.end();
    return found != v.end() && found->is_string() ? found->get<std::string>() : std::string();
}
inline bool flag_in(const json::value& v, const char* member) {
    const auto found = v.is_object() ? v.find(member) : v.end();
    return found != v.end() && found->is_boolean() && found->get<bool>();
}
inline const json::value& member_in(const json::value& v, const char* member) {
    static const json::value none;
    const auto found = v.is_object() ? v.find(member) : v.end();
    return found != v.end() ? *found : none;
}

inline bool is_established(const json::value& definition) {
    for (const json::value& c : member_in(member_in(definition, "status"), "conditions"))
        if (text_in(c, "type") == "Established" && text_in(c, "status") == "True") return true;
    return false;
}

/// How the objects of an established CustomResourceDefinition are reached: in the version in which
/// they are kept, or else in the first that is served. Nothing where no version is.
inline std::optional<api::resource_names> reached_as(const json::value& definition) {
    if (!is_established(definition)) return std::nullopt;
    const json::value& spec = member_in(definition, "spec");
    const json::value* chosen = nullptr;
    for (const json::value& v : member_in(spec, "versions"))
        if (flag_in(v, "served") && (!chosen || flag_in(v, "storage"))) chosen = &v;
    if (!chosen) return std::nullopt;
    const json::value& names = member_in(spec, "names");
    return api::resource_names{.group = text_in(spec, "group"),
                               .version = text_in(*chosen, "name"),
                               .kind = text_in(names, "kind"),
                               .plural = text_in(names, "plural"),
                               .singular = text_in(names, "singular"),
                               .namespaced = text_in(spec, "scope") != "Cluster"};
}

/// The rows of kinds that definitions have brought. A row stays, so that it can be referred to.
class custom_rows {
public:
    /// `fresh` tells whether the kind was not known in this version.
    const api::resource& row_of(const api::resource_names& names, bool* fresh = nullptr) {
        std::lock_guard lock(mutex_);
        for (const api::run_time_resource& r : rows_)
            if (r.names() == names) return r.row();
        if (fresh) *fresh = true;
        return rows_.emplace_back(names).row();
    }
    /// The newest row of a kind; null where there is none.
    const api::resource* find(std::string_view group, std::string_view kind) const {
        std::lock_guard lock(mutex_);
        for (auto r = rows_.rbegin(); r != rows_.rend(); ++r)
            if (r->names().group == group && r->names().kind == kind) return &r->row();
        return nullptr;
    }

private:
    mutable std::mutex mutex_;
    std::deque<api::run_time_resource> rows_;
};

}  // namespace slipway::controllers::detail
