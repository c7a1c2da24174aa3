// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/meta_v1.hpp>
#include <slipway/core/fraction.hpp>
#include <slipway/core/int_or_string.hpp>
#include <slipway/core/map.hpp>
#include <slipway/core/optional.hpp>
#include <slipway/core/raw.hpp>
#include <slipway/dsl/detail/tape.hpp>
#include <slipway/dsl/mistake.hpp>

namespace slipway::dsl::detail {

/// Records an object member by member: it is the visitor of `each_member`. What is not set is not
/// recorded; a struct is opened when the first of its members is.
class recorder {
public:
    constexpr explicit recorder(tape& to) : to_(to) {}

    /// All members of a whole object, and its end.
    template <class Struct>
    constexpr void document(const Struct& o) {
        level own{nullptr, {}, true};
        now_ = &own;
        each_member(o, *this);
        to_.add(mark::is::end);
    }

    /// For what records its members by itself.
    constexpr tape& recorded() { return to_; }

    /// What a cluster says of itself is no part of a definition.
    static constexpr bool visits_status = false;

    constexpr void text(std::string_view key, const core::text& t, bool = false) {
        if (t.said()) open(), to_.add(mark::is::text, key, t);
    }
    constexpr void raw(std::string_view key, const core::raw& r, bool = false) {
        if (!r.json.empty()) scalar(key, r.json);
    }
    constexpr void int_or_string(std::string_view key, const core::int_or_string& either,
                                 bool = false) {
        if (either.is_number()) scalar(key, core::decimal(either.number));
        if (either.is_string()) open(), to_.add(mark::is::text, key, either.string);
    }
    constexpr void boolean(std::string_view key, const core::optional<bool>& b, bool = false) {
        if (b.has_value()) scalar(key, literal(b));
    }
    constexpr void integer(std::string_view key, const core::optional<long>& n, bool = false) {
        if (n.has_value()) scalar(key, core::decimal(n));
    }
    constexpr void number(std::string_view key, const core::optional<double>& n, bool = false) {
        if (!n.has_value()) return;
        const core::text digits = core::fraction(*n);
        if (digits.empty()) error::a_number_has_at_most_15_digits(key);
        scalar(key, digits);
    }
    template <class Struct>
    constexpr void boxed(std::string_view key, const core::optional<Struct>& o, bool = false) {
        const Struct* const there = o.get();
        if (!there) return;
        level own{now_, key};
        now_ = &own;
        each_member(*there, *this);
        leave_there(own);
    }
    template <class Struct>
    constexpr void object(std::string_view key, const Struct& o, bool = false) {
        level own{now_, key};
        now_ = &own;
        each_member(o, *this);
        leave(own);
    }
    template <class T>
    constexpr void list(std::string_view key, const core::list<T>& items, bool = false) {
        const std::size_t size = items.size();
        if (!size) return;
        open();
        to_.add(mark::is::list, key);
        const T* const first = items.begin();
        for (std::size_t i = 0; i < size; ++i) element(first[i]);
        to_.add(mark::is::end);
    }
    template <class T>
    constexpr void map(std::string_view key, const core::map<T>& entries, bool = false) {
        const std::size_t size = entries.size();
        if (!size) return;
        open();
        to_.add(mark::is::open, key);
        level own{now_, key, true};
        now_ = &own;
        const core::entry<T>* const first = entries.begin();
        for (std::size_t i = 0; i < size; ++i) value(first[i].key, first[i].value);
        now_ = own.outer;
        to_.add(mark::is::end);
    }

private:
    /// The struct or map whose members are being recorded.
    struct level {
        level* outer = nullptr;
        std::string_view key{};
        bool opened = false;
        const core::text* name = nullptr;  ///< its key, in a map
    };

    static constexpr core::text literal(bool b) {
        if (b) return "true";
        return "false";
    }
    constexpr void scalar(std::string_view key, const core::text& t) {
        open(), to_.add(mark::is::raw, key, t);
    }
    constexpr void open() {
        if (!now_->opened) open(*now_);
    }
    // What has to stand before it is opened first.
    constexpr void open(level& own) {
        if (own.opened) return;
        own.opened = true;
        open(*own.outer);
        begin(mark::is::open, own);
    }
    constexpr void begin(mark::is what, const level& own) {
        if (own.name) to_.add_any(what, *own.name);
        else to_.add(what, own.key);
    }
    constexpr void leave(level& own) {
        now_ = own.outer;
        if (own.opened) to_.add(mark::is::end);
    }
    /// The same for a struct that is there even if nothing is in it.
    constexpr void leave_there(level& own) {
        leave(own);
        if (own.opened) return;
        open();
        begin(mark::is::nothing, own);
    }
    /// The value of a map is there even if nothing is in it.
    constexpr void value(const core::text& key, const core::text& t) {
        to_.add_any(mark::is::any_text, key, t);
    }
    constexpr void value(const core::text& key, const core::raw& r) {
        to_.add_any(mark::is::any_raw, key, r.json);
    }
    constexpr void value(const core::text& key, const core::optional<long>& n) {
        to_.add_any(mark::is::any_raw, key, core::decimal(n));
    }
    template <class T>
    constexpr void value(const core::text& key, const core::list<T>& items) {
        if (items.empty()) return;
        to_.add_any(mark::is::list, key);
        for (const T& item : items) element(item);
        to_.add(mark::is::end);
    }
    template <class Struct>
    constexpr void value(const core::text& key, const Struct& o) {
        level own{now_, {}, false, &key};
        now_ = &own;
        each_member(o, *this);
        leave_there(own);
    }
    constexpr void element(const core::text& t) { to_.add(mark::is::text_item, {}, t); }
    constexpr void element(const core::optional<long>& n) {
        to_.add(mark::is::raw_item, {}, core::decimal(n));
    }
    constexpr void element(const core::raw& r) { to_.add(mark::is::raw_item, {}, r.json); }
    template <class Struct>
    constexpr void element(const Struct& o) {
        level item{now_, {}, true};
        now_ = &item;
        to_.add(mark::is::item);
        each_member(o, *this);
        leave(item);
    }

    tape& to_;
    level* now_ = nullptr;
};

}  // namespace slipway::dsl::detail
