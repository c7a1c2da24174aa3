// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/edit_distance.hpp>
#include <slipway/dsl/detail/by_name.hpp>
#include <slipway/dsl/detail/known_resources.hpp>
#include <slipway/dsl/literals.hpp>

namespace slipway::dsl::detail {

/// The group that is called so but for a letter or two; null where there is none. It asks that only
/// of what looks alike, in the domain that is Kubernetes' alone.
constexpr const known_group* misspelled_group(std::string_view name) {
    if (!name.ends_with(".k8s.io")) return nullptr;
    const std::size_t size = name.size();
    for (const known_group& g : known_groups) {
        const std::size_t its = g.name.size();
        if (its > size + 1 || size > its + 1 || g.name[0] != name[0]) continue;
        if (core::edit_distance(name, g.name) <= 2) return &g;
    }
    return nullptr;
}

/// Whether a group that is none of Kubernetes' own may be served by another program: such names
/// have a dot. `extensions` was one up to 1.21.
constexpr bool may_be_served(std::string_view group) {
    return group == "*" || group == "extensions" ||
           (core::find_character(group, '.') != group.npos && !misspelled_group(group));
}

/// Of a resource that the core group has, the subresource: pods have those that are misspelled.
constexpr void check_part(const examined& e, std::string_view named, std::size_t slash) {
    if (named.substr(0, slash) != "pods") return;
    const std::string_view part = named.substr(slash + 1);
    if (part == "*" || known_pod_parts.contains(part)) return;
    nearest hint(part);
    for (const std::string_view& each : known_pod_parts) hint.offer(each);
    if (hint.is_misspelled())
        e.report(rule::rule_grants_nothing, e.here(), words(named).add(" of the core group"),
                 hint.hint());
}

/// A resource that none of the rule's groups has, where another has it or one is called nearly so;
/// others may come with a later release. Whether it was reported.
constexpr bool check_missing(const examined& e, const api::PolicyRule& rule, bool no_group,
                             std::string_view named, std::string_view resource) {
    nearest hint(resource);
    const known_group* other = nullptr;
    for (const bool own : {true, false})  // its own groups first
        for (const known_group& g : known_groups) {
            bool is_own = false;
            for (const text& each : rule.apiGroups) is_own = is_own || each == g.name;
            if (is_own != own) continue;
            for (const std::string_view& each : g.resources)
                if (hint.offer(each)) other = own ? nullptr : &g;
        }
    if (!hint.is_misspelled() && !no_group) return false;
    words value = words(named).add(" of "), meant("there is no such group");
    for (const text& g : rule.apiGroups)
        value.add(&g == rule.apiGroups.begin() ? "" : ", ")
            .add(g.empty() ? "the core group" : g.view());
    if (hint.is_misspelled()) meant = hint.hint();
    if (hint.is_misspelled() && other)
        meant = words("did you mean ")
                    .add(hint.best())
                    .add(" of ")
                    .add(other->name.empty() ? "the core group \"\"" : other->name)
                    .add("?");
    e.report(rule::rule_grants_nothing, e.here(), value, meant);
    return true;
}

/// What a rule names is in one of its groups. What no group has is granted to nobody, and the API
/// does not say so.
constexpr void check_resources(const examined& e, const api::PolicyRule& rule) {
    unsigned long there = 0;  // a bit for each resource that one of the groups has
    bool no_group = false;
    for (const text& g : rule.apiGroups) {
        const known_group* const known = find_group(g);
        if (!known && may_be_served(g)) return;
        if (!known) no_group = true;
        for (std::size_t i = 0; known && i < rule.resources.size() && i < 64; ++i) {
            const std::string_view named = rule.resources[i];
            const std::size_t slash = core::find_character(named, '/');
            if (!named.starts_with('*') && !known->resources.contains(named.substr(0, slash)))
                continue;
            there |= 1UL << i;
            if (g.empty() && slash != named.npos) check_part(e, named, slash);
        }
    }
    for (std::size_t i = 0; !rule.apiGroups.empty() && i < rule.resources.size() && i < 64; ++i) {
        const std::string_view named = rule.resources[i];
        if ((there >> i & 1U) != 0 || named.starts_with('*')) continue;
        if (check_missing(e, rule, no_group, named,
                          named.substr(0, core::find_character(named, '/'))) &&
            no_group)
            return;  // what is wrong is the group
    }
}

/// Those of short forms are checked where they stand. Others have verbs of their own, which are
/// like none of Kubernetes'.
constexpr void check_verb(const examined& e, std::string_view verb) {
    if (is_one_of<verbs>(verb)) return;
    nearest hint(verb);
    for (std::string_view rest = verbs;;) {
        const std::size_t blank = core::find_character(rest, ' ');
        if (blank == rest.npos) break;  // the last one is the asterisk
        hint.offer(rest.substr(0, blank));
        rest.remove_prefix(blank + 1);
    }
    if (hint.is_misspelled()) e.report(rule::unknown_verb, e.here(), verb, hint.hint());
}

constexpr void check_role(const examined& e, const core::list<api::PolicyRule>& rules) {
    for (const api::PolicyRule& r : rules) {
        if (r.resources.empty() && r.nonResourceURLs.empty())
            e.report(rule::required_missing, e.here(), "rules.resources");
        check_resources(e, r);
        if (e.it.checked()) continue;
        for (const text& v : r.verbs) check_verb(e, v);
    }
}

}  // namespace slipway::dsl::detail
