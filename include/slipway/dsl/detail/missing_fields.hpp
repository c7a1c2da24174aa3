// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <type_traits>

#include <slipway/core/int_or_string.hpp>
#include <slipway/core/map.hpp>
#include <slipway/core/optional.hpp>
#include <slipway/core/raw.hpp>
#include <slipway/dsl/finding.hpp>

namespace slipway::dsl::detail {

/// Where it was looked for what is missing.
enum class looked : unsigned char { nowhere, in_pods, everywhere };

/// Finds the fields that an object of the API has to have and has not: it is the visitor of
/// `each_member`.
class missing_fields {
public:
    /// The paths, such as `spec.template.spec.containers.name`.
    core::list<words> paths{};

    template <class Struct>
    constexpr void document(const Struct& o) {
        each_member(o, *this);
    }

    static constexpr bool visits_status = false;

    constexpr void text(std::string_view key, const core::text& t, bool required = false) {
        need(key, required && t.empty());
    }
    constexpr void raw(std::string_view key, const core::raw& r, bool required = false) {
        need(key, required && r.json.empty());
    }
    constexpr void int_or_string(std::string_view key, const core::int_or_string& either,
                                 bool required = false) {
        need(key, required && !either.has_value());
    }
    constexpr void boolean(std::string_view key, const core::optional<bool>& b,
                           bool required = false) {
        need(key, required && !b.has_value());
    }
    constexpr void integer(std::string_view key, const core::optional<long>& n,
                           bool required = false) {
        need(key, required && !n.has_value());
    }
    constexpr void number(std::string_view key, const core::optional<double>& n,
                          bool required = false) {
        need(key, required && !n.has_value());
    }
    template <class Struct>
    constexpr void boxed(std::string_view key, const core::optional<Struct>& o,
                         bool required = false) {
        if (const Struct* const there = o.get()) nested(key, *there);
        else need(key, required);
    }
    template <class Struct>
    constexpr void object(std::string_view key, const Struct& o, bool = false) {
        nested(key, o);
    }
    template <class T>
    constexpr void list(std::string_view key, const core::list<T>& items, bool required = false) {
        need(key, required && items.empty());
        if constexpr (is_struct<T>)
            for (const T& each : items) nested(key, each);
    }
    template <class T>
    constexpr void map(std::string_view key, const core::map<T>& entries, bool required = false) {
        need(key, required && entries.empty());
        if constexpr (is_struct<T>)
            for (const core::entry<T>& e : entries) nested(key, e.value);
    }

private:
    template <class T>
    static constexpr bool is_struct =
        requires(const T& o, missing_fields& v) { each_member(o, v); };

    struct level {
        level* outer;
        std::string_view key;
    };
    template <class Struct>
    constexpr void nested(std::string_view key, const Struct& o) {
        level own{now_, key};
        now_ = &own;
        each_member(o, *this);
        now_ = own.outer;
    }
    constexpr void need(std::string_view key, bool missing) {
        if (!missing) return;
        words path;
        add(now_, path);
        paths.push_back(path.add(key));
    }
    static constexpr void add(const level* l, words& path) {
        if (!l) return;
        add(l->outer, path);
        path.add(l->key).add(".");
    }
    level* now_ = nullptr;
};

}  // namespace slipway::dsl::detail
