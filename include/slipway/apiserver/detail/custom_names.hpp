// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <set>

#include <slipway/apiserver/custom/names.hpp>
#include <slipway/apiserver/objects.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::apiserver::custom {

namespace detail {

/// What other definitions of a group are called.
struct taken_names {
    std::set<std::string> resources, kinds;

    taken_names(const json::value& definition, const std::vector<json::document>& all) {
        for (const json::document& other : all) {
            if (name_of(*other) == name_of(definition) ||
                text_at(*other, "spec.group") != text_at(definition, "spec.group"))
                continue;
            const json::value& names = part(*other, "status.acceptedNames");
            for (const char* member : {"plural", "singular"})
                resources.insert(text_at(names, member));
            for (const char* member : {"kind", "listKind"}) kinds.insert(text_at(names, member));
            for (const json::value& s : part(names, "shortNames"))
                if (s.is_string()) resources.insert(s.get<std::string>());
        }
        resources.erase("");
        kinds.erase("");
    }
};

inline std::string in_use(const std::string& name) { return "\"" + name + "\" is already in use"; }

}  // namespace detail

SLIPWAY_INLINE bool has_condition(const json::value& definition, const std::string& type) {
    for (const json::value& c : part(definition, "status.conditions"))
        if (text_at(c, "type") == type) return text_at(c, "status") == "True";
    return false;
}

SLIPWAY_INLINE void set_condition(json::value& definition, const std::string& type, bool holds,
                                  const std::string& reason, const std::string& message,
                                  const std::string& now) {
    if (!definition["status"].is_object()) definition["status"] = json::value::object();
    json::value& conditions = definition["status"]["conditions"];
    if (!conditions.is_array()) conditions = json::value::array();
    json::value made = {{"type", type},
                        {"status", holds ? "True" : "False"},
                        {"lastTransitionTime", now},
                        {"reason", reason},
                        {"message", message}};
    for (json::value& c : conditions) {
        if (text_at(c, "type") != type) continue;
        if (text_at(c, "status") == text_at(made, "status"))
            made["lastTransitionTime"] = part(c, "lastTransitionTime");
        c = std::move(made);
        return;
    }
    conditions.push_back(std::move(made));
}

SLIPWAY_INLINE json::value with_accepted_names(const json::value& definition,
                                               const std::vector<json::document>& all,
                                               const std::string& now) {
    json::value made = definition;
    const json::value& wanted = part(definition, "spec.names");
    json::value accepted = part(definition, "status.acceptedNames");
    if (!accepted.is_object()) accepted = json::value::object();
    const detail::taken_names taken(definition, all);
    std::string reason, message;
    const auto refuse = [&](const char* why, const std::string& what) {
        reason = why;
        message += (message.empty() ? "" : ", ") + what;
    };
    const auto accept = [&](const char* member, const std::set<std::string>& others,
                            const char* conflict) {
        const std::string name = text_at(wanted, member);
        if (others.count(name) && name != text_at(accepted, member))
            refuse(conflict, detail::in_use(name));
        else accepted[member] = name;
    };
    accept("plural", taken.resources, "PluralConflict");
    accept("singular", taken.resources, "SingularConflict");
    const json::value& shorts = part(wanted, "shortNames");
    std::string short_conflicts;
    for (const json::value& s : shorts)
        if (s.is_string() && taken.resources.count(s.get<std::string>()))
            short_conflicts +=
                (short_conflicts.empty() ? "" : ", ") + detail::in_use(s.get<std::string>());
    if (!short_conflicts.empty()) refuse("ShortNamesConflict", short_conflicts);
    else if (shorts.is_array() && !shorts.empty()) accepted["shortNames"] = shorts;
    else accepted.erase("shortNames");
    accept("kind", taken.kinds, "KindConflict");
    accept("listKind", taken.kinds, "ListKindConflict");
    if (const json::value& categories = part(wanted, "categories");
        categories.is_array() && !categories.empty())
        accepted["categories"] = categories;
    else accepted.erase("categories");
    if (!made["status"].is_object()) made["status"] = json::value::object();
    made["status"]["acceptedNames"] = std::move(accepted);
    if (reason.empty())
        set_condition(made, "NamesAccepted", true, "NoConflicts", "no conflicts found", now);
    else set_condition(made, "NamesAccepted", false, reason, message, now);
    if (has_condition(made, "Established")) return made;
    if (reason.empty())
        set_condition(made, "Established", true, "InitialNamesAccepted",
                      "the initial names have been accepted", now);
    else
        set_condition(made, "Established", false, "NotAccepted", "not all names are accepted", now);
    return made;
}

}  // namespace slipway::apiserver::custom
