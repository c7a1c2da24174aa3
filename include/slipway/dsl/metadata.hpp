// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>

#include <slipway/api/meta_v1.hpp>
#include <slipway/core/map.hpp>
#include <slipway/dsl/literals.hpp>

namespace slipway::dsl {

/// Values by key, as `Item`s with checked types are written. Kept as the API keeps them, so that
/// lowering shares them.
template <class Item>
class entries {
public:
    constexpr entries() = default;
    // GCC 12 refuses a constructor body that writes to a member of an element of a nested list.
    constexpr entries(std::initializer_list<Item> items) : map_(of(items)) {}

    constexpr std::size_t size() const { return map_.size(); }
    constexpr bool empty() const { return map_.empty(); }
    /// Entries have `key` and `value`.
    constexpr const core::entry<text>* begin() const { return map_.begin(); }
    constexpr const core::entry<text>* end() const { return map_.end(); }
    constexpr const core::entry<text>& operator[](std::size_t i) const { return map_[i]; }
    constexpr const text* find(std::string_view key) const { return map_.find(key); }
    constexpr void push_back(const Item& item) { map_.push_back({item.key, item.value}); }
    constexpr operator const core::map<text>&() const { return map_; }
    constexpr const core::map<text>& map() const { return map_; }

    friend constexpr bool operator==(const entries& a, const entries& b) {
        return a.map_ == b.map_;
    }

private:
    static constexpr core::map<text> of(std::initializer_list<Item> items) {
        core::map<text> made;
        if (items.size() == 0) return made;
        made.reserve(items.size());
        for (const Item& item : items) {
            core::entry<text>& e = made.append();
            e.key = item.key, e.value = item.value;
        }
        return made;
    }

    core::map<text> map_;
};

struct label {
    label_key key{};
    label_value value{};
};
using labels = entries<label>;

struct annotation {
    label_key key{};
    text value{};
};
using annotations = entries<annotation>;

/// The name of an object of `Kind`: the object itself, or the name where the object is not at hand.
template <class Kind, class Name = name>
class reference_to : public Name {
public:
    constexpr reference_to() = default;
    template <std::size_t N>
    SLIPWAY_CONSTEVAL reference_to(const char (&literal)[N]) : Name(literal) {}
    constexpr reference_to(const text& computed) : Name(computed) {}
    template <class String>
        requires(!std::derived_from<String, text>) && requires(const String& s) { s.c_str(); }
    constexpr reference_to(const String& computed) : Name(computed) {}
    constexpr reference_to(const Kind& object) : Name(object.name) {}
};

namespace detail {

template <class Short>
constexpr void lower_metadata(const Short& from, api::ObjectMeta& made) {
    made.name = from.name;
    if constexpr (requires { from.namespace_; }) made.namespace_ = from.namespace_;
    made.labels = from.labels;
    made.annotations = from.annotations;
}

/// What all kinds begin with, in place: copies of whole objects cost constant evaluation most.
template <class Short, class Kind, std::size_t V, std::size_t K>
constexpr void begin(const Short& from, Kind& made, const char (&version)[V],
                     const char (&kind)[K]) {
    made.apiVersion = version;
    made.kind = kind;
    lower_metadata(from, made.metadata);
}

/// Each short form of a list, where it stays in the list of the API.
template <class Short, class Api>
constexpr void lower_each(const core::list<Short>& from, core::list<Api>& to) {
    if (from.empty()) return;
    to.reserve(from.size());
    for (const Short& one : from) lower(one, to.append());
}
/// Texts of a checked type as the API takes them.
template <class Checked>
constexpr void lower_texts(const core::list<Checked>& from, core::list<text>& to) {
    if (from.empty()) return;
    to = core::list<text>();
    to.reserve(from.size());
    for (const Checked& one : from) to.append() = one;
}

}  // namespace detail

}  // namespace slipway::dsl
