// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>

#include <slipway/core/compiled.hpp>
#include <slipway/core/status.hpp>
#include <slipway/json/strategic.hpp>

namespace slipway::json {

namespace detail {

class strategic_merger {
public:
    static value object(const core::type_info* type, const value& target, const value& patch,
                        const std::string& at) {
        if (!patch.is_object()) return patch;
        const std::string directive = directive_of(patch, at);
        if (directive == "delete") return value();
        value made = target.is_object() && directive != "replace" ? target : value::object();
        if (directive != "replace") retain(made, patch);
        for (const auto& [name, member] : patch.items())
            if (!name.starts_with('$'))
                set(type, made, name, member, at.empty() ? name : at + "." + name);
        for (const auto& [name, member] : patch.items()) {
            if (name.starts_with(deletion))
                remove_values(made, name.substr(deletion.size()), member, at);
            else if (name.starts_with(order))
                reorder(type, made, name.substr(order.size()), member);
        }
        return made;
    }

private:
    static constexpr std::string_view deletion = "$deleteFromPrimitiveList/";
    static constexpr std::string_view order = "$setElementOrder/";

    [[noreturn]] static void fail(const std::string& at, const std::string& what) {
        throw core::status_error(core::reason::bad_request,
                                 (at.empty() ? "the patch" : at) + ": " + what);
    }

    static std::string directive_of(const value& patch, const std::string& at) {
        const auto found = patch.find("$patch");
        if (found == patch.end()) return "merge";
        const std::string directive =
            found->is_string() ? found->get<std::string>() : found->dump();
        if (directive != "merge" && directive != "replace" && directive != "delete")
            fail(at, "'$patch' is merge, replace or delete, not " + directive);
        return directive;
    }

    /// `$retainKeys` names the members that stay.
    static void retain(value& made, const value& patch) {
        const auto keys = patch.find("$retainKeys");
        if (keys == patch.end() || !keys->is_array()) return;
        value kept = value::object();
        for (const auto& [name, member] : made.items())
            if (std::find(keys->begin(), keys->end(), value(name)) != keys->end())
                kept[name] = member;
        made = std::move(kept);
    }

    static void set(const core::type_info* type, value& made, const std::string& name,
                    const value& member, const std::string& at) {
        const core::field* f = type ? type->find(name) : nullptr;
        const auto found = made.find(name);
        const value before = found != made.end() ? *found : value();
        value after;
        if (member.is_null()) after = value();
        else if (member.is_array() && merges(f)) after = list(*f, before, member, at);
        else if (member.is_object()) after = inner(f, before, member, at);
        else after = member;
        if (!after.is_null()) made[name] = std::move(after);
        else if (found != made.end()) made.erase(name);
    }

    static value inner(const core::field* f, const value& before, const value& member,
                       const std::string& at) {
        using core::value_kind;
        const bool structured =
            f && (f->kind == value_kind::object || f->kind == value_kind::boxed);
        if (f && f->strategy == core::patch_strategy::replace) return member;
        return object(structured ? f->type : nullptr, before, member, at);
    }

    static bool merges(const core::field* f) {
        return f && (f->strategy == core::patch_strategy::merge ||
                     f->strategy == core::patch_strategy::merge_retain_keys);
    }

    static value list(const core::field& f, const value& before, const value& patch,
                      const std::string& at) {
        value made = before.is_array() ? before : value::array();
        if (f.element != core::value_kind::object) {  // a set of plain values
            for (const value& v : patch)
                if (std::find(made.begin(), made.end(), v) == made.end()) made.push_back(v);
            return made;
        }
        for (const value& item : patch)
            if (item.is_object() && item.size() == 1 && item.contains("$patch") &&
                item["$patch"] == "replace") {
                made = value::array();
                for (const value& other : patch)
                    if (!other.contains("$patch")) made.push_back(other);
                return made;
            }
        const std::string key(f.merge_key);
        for (std::size_t i = 0; i < patch.size(); ++i)
            merge_item(f, key, made, patch[i], at + "[" + std::to_string(i) + "]");
        return made;
    }

    static void merge_item(const core::field& f, const std::string& key, value& made,
                           const value& item, const std::string& at) {
        if (!item.is_object()) fail(at, "expected an object");
        if (!item.contains(key))
            fail(at, "an element of this list is patched by its '" + key + "', which is missing");
        const auto same = std::find_if(made.begin(), made.end(), [&](const value& v) {
            return v.is_object() && v.contains(key) && v[key] == item[key];
        });
        const std::string directive = directive_of(item, at);
        if (directive == "delete") {
            if (same != made.end()) made.erase(same);
            return;
        }
        value merged =
            object(f.type, same != made.end() && directive == "merge" ? *same : value(), item, at);
        if (same != made.end()) *same = std::move(merged);
        else made.push_back(std::move(merged));
    }

    static void remove_values(value& made, const std::string& name, const value& values,
                              const std::string& at) {
        if (!values.is_array()) fail(at, "'$deleteFromPrimitiveList/" + name + "' is an array");
        const auto found = made.find(name);
        if (found == made.end() || !found->is_array()) return;
        value kept = value::array();
        for (const value& v : *found)
            if (std::find(values.begin(), values.end(), v) == values.end()) kept.push_back(v);
        *found = std::move(kept);
    }

    /// Elements that the directive names stand in its order; the others keep their places behind
    /// the element that they followed.
    static void reorder(const core::type_info* type, value& made, const std::string& name,
                        const value& wanted) {
        const auto found = made.find(name);
        if (found == made.end() || !found->is_array() || !wanted.is_array()) return;
        const core::field* f = type ? type->find(name) : nullptr;
        const std::string key = f ? std::string(f->merge_key) : std::string();
        auto rank = [&](const value& item) {
            for (std::size_t i = 0; i < wanted.size(); ++i) {
                const bool same = item.is_object() && !key.empty()
                                      ? wanted[i].is_object() && wanted[i].value(key, value()) ==
                                                                     item.value(key, value())
                                      : wanted[i] == item;
                if (same) return static_cast<long>(i);
            }
            return -1L;
        };
        std::vector<std::pair<long, value>> ranked;
        long last = -1;
        for (const value& item : *found) {
            const long r = rank(item);
            if (r >= 0) last = r;
            ranked.emplace_back(r >= 0 ? r : last, item);
        }
        std::stable_sort(ranked.begin(), ranked.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        value sorted = value::array();
        for (auto& [r, item] : ranked) sorted.push_back(std::move(item));
        *found = std::move(sorted);
    }
};

inline void make_lists_whole(const core::type_info* type, const value& target, value& patch) {
    if (!type || !target.is_object() || !patch.is_object()) return;
    for (auto& [name, member] : patch.items()) {
        const core::field* f = type->find(name);
        const auto before = target.find(name);
        if (!f || before == target.end()) continue;
        if (!member.is_array()) {
            make_lists_whole(f->type, *before, member);
            continue;
        }
        if (f->merge_key.empty() || f->element != core::value_kind::object || !before->is_array())
            continue;
        const std::string key(f->merge_key);
        for (const value& item : *before) {
            const auto same = std::find_if(member.begin(), member.end(), [&](const value& v) {
                return v.value(key, value()) == item.value(key, value());
            });
            if (same != member.end()) make_lists_whole(f->type, item, *same);
            else member.push_back({{"$patch", "delete"}, {key, item.value(key, value())}});
        }
    }
}

}  // namespace detail

SLIPWAY_INLINE value with_whole_lists(const core::type_info& type, const value& target,
                                      value patch) {
    for (auto& [name, member] : patch.items()) {
        const core::field* f = type.find(name);
        if (f && name != "metadata" && target.contains(name))
            detail::make_lists_whole(f->type, target[name], member);
    }
    return patch;
}

SLIPWAY_INLINE value strategic_merge(const core::type_info& type, const value& target,
                                     const value& patch) {
    if (!patch.is_object())
        throw core::status_error(core::reason::bad_request, "a strategic merge patch is an object");
    value made = detail::strategic_merger::object(&type, target, patch, {});
    return made.is_null() ? value::object() : made;
}

}  // namespace slipway::json
