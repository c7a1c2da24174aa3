// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <utility>

#include <slipway/core/status.hpp>
#include <slipway/json/field_set.hpp>
#include <slipway/json/read.hpp>
#include <slipway/json/write.hpp>

namespace slipway::json {

namespace detail {

inline core::status_error no_step(std::string_view step) {
    return {core::reason::bad_request,
            "'" + std::string(step) +
                "' names no field: it begins with f:, k:, v: or i:, and what follows fits to that"};
}

/// As `write`, which is slow for short texts.
inline void append_written(std::string& out, const value& v) {
    if (!v.is_string()) {
        out += write(v);
        return;
    }
    const auto& text = v.get_ref<const std::string&>();
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
        return c >= ' ' && c <= '~' && c != '"' && c != '\\';
    });
    if (plain) out.append(1, '"').append(text).append(1, '"');
    else out += write(v);
}

/// The keys of an element in the order of their names, so that one element has one name.
inline std::string keys_step(std::vector<std::pair<std::string_view, const value*>> keys) {
    std::sort(keys.begin(), keys.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    std::string made = "k:";
    char before = '{';
    for (const auto& [name, v] : keys) {
        made.append(1, before);
        append_written(made, value(name));
        made += ':';
        append_written(made, *v);
        before = ',';
    }
    return made += '}';
}

/// The step as the set keeps it. Throws where it is none.
inline std::string checked_step(const std::string& step) {
    const std::string_view rest =
        std::string_view(step).substr(std::min<std::size_t>(2, step.size()));
    if (step.starts_with("f:")) return step;
    if (step.starts_with("i:")) {
        const bool number =
            !rest.empty() && rest.size() < 10 && rest.find_first_not_of("0123456789") == rest.npos;
        if (!number) throw no_step(step);
        return step;
    }
    if (!step.starts_with("k:") && !step.starts_with("v:")) throw no_step(step);
    value read_value;
    try {
        read_value = read(rest);
    } catch (const core::status_error&) {
        throw no_step(step);  // says the same with the whole step
    }
    if (step[0] == 'v') return "v:" + write(read_value);
    if (!read_value.is_object() || read_value.empty()) throw no_step(step);
    std::vector<std::pair<std::string_view, const value*>> keys;
    for (const auto& [name, v] : read_value.items()) keys.emplace_back(name, &v);
    return keys_step(std::move(keys));
}

/// Goes through two sets side by side: `use(a, b)` for each step, with null for who does not have
/// it.
template <class Use>
void zip(const std::vector<field_set::node>& a, const std::vector<field_set::node>& b, Use use) {
    auto x = a.begin();
    auto y = b.begin();
    while (x != a.end() || y != b.end()) {
        const int order = x == a.end() ? 1 : y == b.end() ? -1 : x->step.compare(y->step);
        use(order <= 0 ? &*x : nullptr, order >= 0 ? &*y : nullptr);
        if (order <= 0) ++x;
        if (order >= 0) ++y;
    }
}

}  // namespace detail

inline field_set::field_set() = default;
inline field_set::field_set(const field_set&) = default;
inline field_set::field_set(field_set&&) noexcept = default;
inline field_set& field_set::operator=(const field_set&) = default;
inline field_set& field_set::operator=(field_set&&) noexcept = default;
inline field_set::~field_set() = default;

inline field_set field_set::read(const value& fields_v1) {
    if (!fields_v1.is_object())
        throw core::status_error(core::reason::bad_request, "a set of fields is an object");
    field_set made;
    made.nodes_.reserve(fields_v1.size());
    for (const auto& [step, below] : fields_v1.items()) {
        if (step == ".") continue;  // said of the field above, which reads it
        node n{detail::checked_step(step)};
        n.below = read(below);
        n.member = below.empty() || below.contains(".");
        made.nodes_.push_back(std::move(n));
    }
    auto before = [](const node& a, const node& b) { return a.step < b.step; };
    if (!std::is_sorted(made.nodes_.begin(), made.nodes_.end(), before))
        std::sort(made.nodes_.begin(), made.nodes_.end(), before);
    const auto twice =
        std::adjacent_find(made.nodes_.begin(), made.nodes_.end(),
                           [](const node& a, const node& b) { return a.step == b.step; });
    if (twice != made.nodes_.end())
        throw core::status_error(core::reason::bad_request,
                                 "'" + twice->step + "' stands twice in a set of fields");
    return made;
}

inline value field_set::written() const { return written(false); }

/// `member`: the field above is in the set, too, which is said here where it has parts.
inline value field_set::written(bool member) const {
    value made = value::object();
    if (nodes_.empty()) return made;
    auto& members = made.get_ref<value::object_t&>();
    members.reserve(nodes_.size() + 1);
    if (member) members.emplace_back(".", value::object());
    for (const node& n : nodes_)
        members.emplace_back(n.step, n.below.written(n.member));  // steps differ: no need to search
    return made;
}

inline field_set field_set::of(std::vector<node> sorted) {
    field_set made;
    made.nodes_ = std::move(sorted);
    return made;
}

inline const field_set::node* field_set::find(std::string_view step) const {
    const auto found =
        std::lower_bound(nodes_.begin(), nodes_.end(), step,
                         [](const node& n, std::string_view s) { return n.step < s; });
    return found != nodes_.end() && found->step == step ? &*found : nullptr;
}

inline field_set::node& field_set::at(std::string_view step) {
    const auto found =
        std::lower_bound(nodes_.begin(), nodes_.end(), step,
                         [](const node& n, std::string_view s) { return n.step < s; });
    if (found != nodes_.end() && found->step == step) return *found;
    return *nodes_.insert(found, node{std::string(step)});
}

inline void field_set::take(node n) {
    if (n.empty()) return;
    if (nodes_.empty() || nodes_.back().step < n.step) nodes_.push_back(std::move(n));
    else at(n.step) = std::move(n);
}

inline void field_set::erase(std::string_view step) {
    if (const node* found = find(step)) nodes_.erase(nodes_.begin() + (found - nodes_.data()));
}

inline void field_set::erase_at(const path& steps) {
    if (steps.empty()) return;
    const node* found = find(steps.front());
    if (!found) return;
    node& n = nodes_[static_cast<std::size_t>(found - nodes_.data())];
    if (steps.size() == 1) return erase(steps.front());
    n.below.erase_at(path(steps.begin() + 1, steps.end()));
    if (n.empty()) erase(steps.front());
}

inline bool field_set::has(const path& steps) const {
    const field_set* in = this;
    const node* found = nullptr;
    for (std::string_view step : steps) {
        found = in->find(step);
        if (!found) return false;
        in = &found->below;
    }
    return found && found->member;
}

inline void field_set::insert(const path& steps) {
    field_set* in = this;
    node* found = nullptr;
    for (std::string_view step : steps) {
        found = &in->at(step);
        in = &found->below;
    }
    if (found) found->member = true;
}

inline void field_set::visit(path& steps, const std::function<void(const path&)>& use) const {
    for (const node& n : nodes_) {
        steps.push_back(n.step);
        if (n.member) use(steps);
        n.below.visit(steps, use);
        steps.pop_back();
    }
}

inline void field_set::for_each(const std::function<void(const path&)>& use) const {
    path steps;
    visit(steps, use);
}

inline field_set united(const field_set& a, const field_set& b) {
    field_set made;
    detail::zip(a.nodes_, b.nodes_, [&](const field_set::node* x, const field_set::node* y) {
        if (!x || !y) made.nodes_.push_back(x ? *x : *y);
        else made.nodes_.push_back({x->step, x->member || y->member, united(x->below, y->below)});
    });
    return made;
}

inline field_set intersection(const field_set& a, const field_set& b) {
    field_set made;
    detail::zip(a.nodes_, b.nodes_, [&](const field_set::node* x, const field_set::node* y) {
        if (x && y) made.take({x->step, x->member && y->member, intersection(x->below, y->below)});
    });
    return made;
}

inline field_set difference(const field_set& a, const field_set& b) {
    field_set made;
    detail::zip(a.nodes_, b.nodes_, [&](const field_set::node* x, const field_set::node* y) {
        if (x && !y) made.nodes_.push_back(*x);
        else if (x) made.take({x->step, x->member && !y->member, difference(x->below, y->below)});
    });
    return made;
}

inline bool operator==(const field_set& a, const field_set& b) { return a.nodes_ == b.nodes_; }

inline std::string path_text(const field_set::path& steps) {
    std::string made;
    for (std::string_view step : steps) {
        const std::string_view rest = step.substr(2);
        if (step.starts_with("f:")) made.append(".").append(rest);
        else if (step.starts_with("i:")) made.append("[").append(rest).append("]");
        else if (step.starts_with("v:")) made.append("[=").append(rest).append("]");
        else {
            char before = '[';
            const value keys = read(rest);  // a step of a set is well-formed
            for (const auto& [name, v] : keys.items()) {
                made.append(1, before).append(name).append("=").append(write(v));
                before = ',';
            }
            made += ']';
        }
    }
    return made;
}

}  // namespace slipway::json
