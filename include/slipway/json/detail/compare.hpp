// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>

#include <slipway/core/compiled.hpp>
#include <slipway/json/apply.hpp>
#include <slipway/json/detail/place.hpp>
#include <slipway/json/same.hpp>

namespace slipway::json {

namespace detail {

/// What a new value is compared with.
enum class against : unsigned char {
    nothing,  ///< there was nothing: what is there now is all new
    null,     ///< there was a list or map without elements: only these are new
    unset,    ///< there was a struct whose members nobody has set
};

/// In a struct that nobody has set there are its inner structs, and its lists and maps that are
/// required.
inline against inside(against outer, const core::field* f) {
    if (outer != against::unset || !f) return against::nothing;
    if (f->kind == core::value_kind::object) return against::unset;
    const bool many = f->kind == core::value_kind::list || f->kind == core::value_kind::map;
    return many && f->required ? against::null : against::nothing;
}

/// The set of nodes that were gathered in a document's order.
inline field_set set_of(std::vector<field_set::node>&& gathered) {
    auto before = [](const field_set::node& a, const field_set::node& b) {
        return a.step < b.step;
    };
    if (!std::is_sorted(gathered.begin(), gathered.end(), before))
        std::sort(gathered.begin(), gathered.end(), before);
    return field_set::of(std::move(gathered));
}

/// Everything in a value, which is new compared with `a`.
inline void gather(const place& p, const value& v, against a, field_set::node& out) {
    out.member = a == against::nothing || !(p.is_object(v) || p.is_list(v));
    if (v.empty()) return;
    std::vector<field_set::node> found;
    if (p.is_object(v)) {
        found.reserve(v.size());
        for (const auto& [name, member] : v.items()) {
            field_set::node n{"f:" + name};
            gather(p.below(name), member, inside(a, p.member(name)), n);
            if (!n.empty()) found.push_back(std::move(n));
        }
    } else if (p.is_list(v)) {
        for (const auto& [step, element] : element_list(p, &v)) {
            field_set::node n{step};
            gather(p.element(), *element, against::nothing, n);
            found.push_back(std::move(n));
        }
    }
    out.below = set_of(std::move(found));
}

struct difference_nodes {
    explicit difference_nodes(const std::string& step)
        : added{step}, modified{step}, removed{step} {}
    field_set::node added, modified, removed;
};

/// The differences below a place, gathered in a document's order.
struct gathered_differences {
    std::vector<field_set::node> added, modified, removed;

    void take(difference_nodes d) {
        for (auto [n, to] :
             {std::pair(&d.added, &added), {&d.modified, &modified}, {&d.removed, &removed}})
            if (!n->empty()) to->push_back(std::move(*n));
    }
    void finish(difference_nodes& d) {
        d.added.below = set_of(std::move(added));
        d.modified.below = set_of(std::move(modified));
        d.removed.below = set_of(std::move(removed));
    }
};

inline void compare_at(const place& p, const value* a, const value* b, difference_nodes& out);

inline void compare_part(const place& p, const std::string& step, const value* a, const value* b,
                         gathered_differences& out) {
    if (a && b && same(*a, *b)) return;
    difference_nodes d(step);
    compare_at(p, a, b, d);
    out.take(std::move(d));
}

inline void compare_at(const place& p, const value* a, const value* b, difference_nodes& out) {
    if (!a) return gather(p, *b, against::nothing, out.added);
    if (!b) return gather(p, *a, against::nothing, out.removed);
    gathered_differences found;
    if (p.is_object(*a) && p.is_object(*b)) {
        for (const auto& [name, member] : b->items())
            compare_part(p.below(name), "f:" + name, member_of(*a, name), &member, found);
        for (const auto& [name, member] : a->items())
            if (!b->contains(name))
                compare_part(p.below(name), "f:" + name, &member, nullptr, found);
    } else if (p.is_list(*a) && p.is_list(*b)) {
        const element_list before(p, a), after(p, b);
        for (std::size_t i = 0; i < after.size(); ++i)
            compare_part(p.element(), after[i].step, before.find(after[i].step, i),
                         after[i].element, found);
        for (std::size_t i = 0; i < before.size(); ++i)
            if (!after.find(before[i].step, i))
                compare_part(p.element(), before[i].step, before[i].element, nullptr, found);
    } else {
        // One value instead of another; the parts of a list or object have come or gone with it.
        gather(p, *a, against::null, out.removed);
        gather(p, *b, against::null, out.added);
        out.removed.member = out.added.member = false;
        out.modified.member = true;
        return;
    }
    found.finish(out);
}

}  // namespace detail

SLIPWAY_INLINE differences compare(const core::type_info* type, const value& before,
                                   const value& after) {
    if (same(before, after)) return {};
    detail::difference_nodes found{std::string()};
    detail::compare_at(detail::place::of_type(type), &before, &after, found);
    return {std::move(found.added.below), std::move(found.modified.below),
            std::move(found.removed.below)};
}

SLIPWAY_INLINE field_set created_fields(const core::type_info* type, const value& created) {
    field_set::node found;
    detail::gather(detail::place::of_type(type), created, detail::against::unset, found);
    return std::move(found.below);
}

}  // namespace slipway::json
