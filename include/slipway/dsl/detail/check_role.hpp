// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/edit_distance.hpp>
#include <slipway/dsl/detail/by_name.hpp>
#include <slipway/dsl/detail/known_resources.hpp>
#include <slipway/dsl/literals.hpp>

namespace slipway::dsl::detail {

/// The group that is called so but for a letter or two; null where there is none. It asks that only of what looks alike.
constexpr const known_group* misspelled_group(std::string_view name) {
    for (const known_group& g : known_groups) {
        const bool alike = g.name.size() > 3 && !name.empty() && name.size() + 1 >= g.name.size() && name.size() <= g.name.size() + 1 && name.front() == g.name.front();
        if (alike && core::edit_distance(name, g.name) <= 2) return &g;
    }
    return nullptr;
}

/// What the API groups of a rule have: only Kubernetes' own have names without a dot.
enum class groups : unsigned char { known, wrong, whatever_others_serve };
constexpr groups groups_of(const api::PolicyRule& rule) {
    groups made = groups::known;
    for (const text& g : rule.apiGroups) {
        if (find_group(g)) continue;
        const bool served = g == "*" || g == "extensions" || (core::find_character(g, '.') != std::string_view::npos && !misspelled_group(g));
        if (served) return groups::whatever_others_serve;  // `extensions` is one up to 1.21
        made = groups::wrong;
    }
    return made;
}

constexpr words in_words(const known_group& g) { return g.name.empty() ? words("the core group") : words(g.name); }

/// Of a resource that the rule's groups have, the subresource: pods have those that are misspelled.
constexpr void check_part(const examined& e, std::string_view named, std::string_view part) {
    if (part == "*" || has_word(known_pod_parts, part)) return;
    nearest hint(part);
    any_word(known_pod_parts, [&](std::string_view each) { return hint.offer(each), false; });
    if (hint.is_misspelled()) e.report(rule::rule_grants_nothing, e.here(), words(named).add(" of the core group"), hint.hint());
}

/// A resource that none of the rule's groups has, where another has it or one is called nearly so; others may come with a later release.
/// Whether it was reported.
constexpr bool check_missing(const examined& e, const api::PolicyRule& rule, groups of, std::string_view named, std::string_view resource) {
    nearest hint(resource);
    const known_group* other = nullptr;
    for (const bool own : {true, false})  // its own groups first
        for (const known_group& g : known_groups) {
            bool is_own = false;
            for (const text& each : rule.apiGroups) is_own = is_own || each == g.name;
            if (is_own == own) any_word(g.resources, [&](std::string_view each) { return hint.offer(each) && (other = own ? nullptr : &g, false); });
        }
    if (!hint.is_misspelled() && of != groups::wrong) return false;
    words value = words(named).add(" of "), meant("there is no such group");
    for (const text& g : rule.apiGroups) value.add(&g == rule.apiGroups.begin() ? "" : ", ").add(g.empty() ? "the core group" : g.view());
    if (hint.is_misspelled()) meant = other ? words("did you mean ").add(hint.best()).add(" of ").add(in_words(*other).view()).add(other->name.empty() ? " \"\"?" : "?") : hint.hint();
    e.report(rule::rule_grants_nothing, e.here(), value, meant);
    return true;
}

/// Whether it was reported that the rule grants nothing of it.
constexpr bool check_resource(const examined& e, const api::PolicyRule& rule, groups of, std::string_view named) {
    const std::size_t slash = core::find_character(named, '/');
    const std::string_view resource = named.substr(0, slash);
    if (resource == "*") return false;
    for (const text& g : rule.apiGroups)
        if (const known_group* known = find_group(g); known && has_word(known->resources, resource)) {
            if (slash != named.npos && resource == "pods" && g.empty()) check_part(e, named, named.substr(slash + 1));
            return false;
        }
    return check_missing(e, rule, of, named, resource);
}

/// Those of short forms are checked where they stand. Others have verbs of their own, which are like none of Kubernetes'.
constexpr void check_verb(const examined& e, std::string_view verb) {
    if (is_one_of<verbs>(verb)) return;
    nearest hint(verb);
    any_word(verbs, [&](std::string_view each) { return each != "*" && hint.offer(each), false; });
    if (hint.is_misspelled()) e.report(rule::unknown_verb, e.here(), verb, hint.hint());
}

/// A rule grants what is of one of its groups. What no group has is granted to nobody, and the API does not say so.
constexpr void check_role(const examined& e, const core::list<api::PolicyRule>& rules) {
    for (const api::PolicyRule& r : rules) {
        const groups of = groups_of(r);
        if (of != groups::whatever_others_serve && !r.apiGroups.empty())
            for (const text& resource : r.resources)
                if (check_resource(e, r, of, resource) && of == groups::wrong) break;  // what is wrong is the group
        if (e.it.checked()) continue;
        for (const text& v : r.verbs) check_verb(e, v);
    }
}

}  // namespace slipway::dsl::detail
