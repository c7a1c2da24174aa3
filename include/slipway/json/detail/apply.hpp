// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include <slipway/core/compiled.hpp>
#include <slipway/core/status.hpp>
#include <slipway/json/apply.hpp>
#include <slipway/json/detail/place.hpp>

namespace slipway::json {

namespace detail {

[[noreturn]] inline void refuse_applied(const std::string& at, const std::string& what) {
    throw core::status_error(core::reason::bad_request,
                             (at.empty() ? "the applied object" : at) + ": " + what);
}

inline void gather_applied(const place& p, const value& v, const std::string& at, field_set& out);

/// `held`: the struct around has this field, so that the field says nothing beyond its parts.
inline void gather_applied_part(const place& p, std::string step, const value& v,
                                const std::string& at, bool held, field_set& out) {
    field_set::node n{std::move(step)};
    const bool parts = p.is_object(v) || p.is_list(v);
    if (parts) gather_applied(p, v, at, n.below);
    n.member = !parts || !held || (v.is_object() && v.empty());
    out.take(std::move(n));
}

inline void gather_applied(const place& p, const value& v, const std::string& at, field_set& out) {
    if (p.is_object(v)) {
        for (const auto& [name, member] : v.items())
            gather_applied_part(p.below(name), "f:" + name, member, at + "." + name,
                                p.member(name) != nullptr, out);
        return;
    }
    std::size_t i = 0;
    for (const value& element : v) {
        auto step = step_to(p, element);
        if (!step)
            refuse_applied(
                at,
                "element " + std::to_string(i) +
                    " has none of the keys by which the elements of this list are told apart: " +
                    std::string(p.field->map_keys));
        const std::string below = at + path_text({*step});
        if (out.find(*step)) refuse_applied(at, "duplicate entries for key " + path_text({*step}));
        gather_applied_part(p.element(), std::move(*step), element, below, false, out);
        ++i;
    }
}

inline value merge_at(const place& p, const value& live, const value& applied);

inline value merge_lists(const place& p, const value& live, const value& applied) {
    const element_list wanted(p, &applied);
    value made = value::array();
    auto& out = made.get_ref<value::array_t&>();
    // What is wanted has a place of its own; another element of the same name goes.
    std::vector<bool> placed(live.size());
    std::unordered_map<std::string, std::size_t> place_of;
    for (std::size_t i = 0; i < live.size(); ++i)
        if (const auto step = step_to(p, live[i]); step && wanted.find(*step, i)) {
            placed[i] = true;
            place_of.emplace(*step, i);
        }
    auto follow = [&](std::size_t i) {
        for (; i < live.size() && !placed[i]; ++i) out.push_back(live[i]);
    };
    follow(0);
    for (const auto& [step, element] : wanted) {
        const auto known = place_of.find(step);
        if (known == place_of.end()) {
            out.push_back(*element);
            continue;
        }
        out.push_back(merge_at(p.element(), live[known->second], *element));
        follow(known->second + 1);
    }
    return made;
}

inline value merge_at(const place& p, const value& live, const value& applied) {
    if (p.is_list(live) && p.is_list(applied)) return merge_lists(p, live, applied);
    if (!p.is_object(live) || !p.is_object(applied)) return applied;
    value made = live;
    for (const auto& [name, member] : applied.items()) {
        const auto found = made.find(name);
        if (found == made.end()) made[name] = member;
        else *found = merge_at(p.below(name), *found, member);
    }
    return made;
}

/// Whether a field that was owned goes as a whole: nobody owns it, or a part of it, any more.
inline bool goes(const field_set::node& before, bool held, const field_set::node* owned) {
    return (before.member || held) && !owned;
}

inline void remove_at(const place& p, value& v, const field_set& before, const field_set& owned) {
    if (p.is_object(v)) {
        for (const field_set::node& n : before.nodes()) {
            if (!n.step.starts_with("f:")) continue;
            const std::string name = n.step.substr(2);
            const auto found = v.find(name);
            if (found == v.end()) continue;
            const field_set::node* still = owned.find(n.step);
            if (goes(n, p.member(name) != nullptr, still)) v.erase(found);
            else remove_at(p.below(name), *found, n.below, still ? still->below : field_set());
        }
        return;
    }
    if (!p.is_list(v)) return;
    value kept = value::array();
    for (value& element : v) {
        const auto step = step_to(p, element);
        const field_set::node* n = step ? before.find(*step) : nullptr;
        const field_set::node* still = n ? owned.find(*step) : nullptr;
        if (n && goes(*n, false, still)) continue;
        if (n) remove_at(p.element(), element, n->below, still ? still->below : field_set());
        kept.push_back(std::move(element));
    }
    v = std::move(kept);
}

}  // namespace detail

SLIPWAY_INLINE field_set applied_fields(const core::type_info* type, const value& applied) {
    field_set made;
    if (!applied.is_object())
        throw core::status_error(core::reason::bad_request, "what is applied is an object");
    detail::gather_applied(detail::place::of_type(type), applied, {}, made);
    return made;
}

SLIPWAY_INLINE value merge_applied(const core::type_info* type, const value& live,
                                   const value& applied) {
    return detail::merge_at(detail::place::of_type(type), live, applied);
}

SLIPWAY_INLINE void remove_unowned(const core::type_info* type, value& merged,
                                   const field_set& before, const field_set& owned) {
    detail::remove_at(detail::place::of_type(type), merged, before, owned);
}

}  // namespace slipway::json
