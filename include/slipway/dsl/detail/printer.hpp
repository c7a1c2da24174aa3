// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <type_traits>

#include <slipway/core/fraction.hpp>
#include <slipway/core/int_or_string.hpp>
#include <slipway/core/map.hpp>
#include <slipway/core/optional.hpp>
#include <slipway/core/raw.hpp>
#include <slipway/core/yaml_scalar.hpp>
#include <slipway/dsl/mistake.hpp>
#include <slipway/dsl/output.hpp>
#include <slipway/dsl/quoted.hpp>

namespace slipway::dsl::detail {

enum class format : bool { yaml, json };

/// Writes an object member by member: it is the visitor of `each_member`. What is not set is not written; the key of
/// a struct is written when the first of its members is.
class printer {
public:
    constexpr printer(output& out, format how) : out_(out), json_(how == format::json) {}

    /// A whole object, its members `indent` blanks from the left.
    template <class Struct>
    constexpr void document(const Struct& o, int indent) {
        level own{nullptr, {}, indent, true, true};
        enter(own);
        each_member(o, *this);
        leave(own);
    }

    /// What a cluster says of itself is no part of a definition.
    static constexpr bool visits_status = false;

    constexpr void text(std::string_view key, const core::text& t, bool = false) {
        if (!t.empty()) scalar(key, t, true);
    }
    constexpr void raw(std::string_view key, const core::raw& r, bool = false) {
        if (!r.json.empty()) scalar(key, r.json, false);
    }
    constexpr void int_or_string(std::string_view key, const core::int_or_string& either, bool = false) {
        if (either.is_number()) scalar(key, core::decimal(either.number), false);
        if (either.is_string()) scalar(key, either.string, true);
    }
    constexpr void boolean(std::string_view key, const core::optional<bool>& b, bool = false) {
        if (b.has_value()) scalar(key, b ? "true" : "false", false);
    }
    constexpr void integer(std::string_view key, const core::optional<long>& n, bool = false) {
        if (n.has_value()) scalar(key, core::decimal(n), false);
    }
    constexpr void number(std::string_view key, const core::optional<double>& n, bool = false) {
        if (!n.has_value()) return;
        const core::text digits = core::fraction(*n);
        if (digits.empty()) error::a_number_has_at_most_15_digits(key);
        scalar(key, digits, false);
    }
    template <class Struct>
    constexpr void boxed(std::string_view key, const core::optional<Struct>& o, bool = false) {
        const Struct* const there = o.get();
        if (!there) return;
        level own = below(key);
        enter(own);
        each_member(*there, *this);
        leave_there(own);
    }
    template <class Struct>
    constexpr void object(std::string_view key, const Struct& o, bool = false) {
        level own = below(key);
        enter(own);
        each_member(o, *this);
        leave(own);
    }
    template <class T>
    constexpr void list(std::string_view key, const core::list<T>& items, bool = false) {
        const std::size_t size = items.size();
        if (!size) return;
        begin_list(key);
        const T* const first = items.begin();
        for (std::size_t i = 0; i < size; ++i) {
            begin_item(i == 0);
            element(first[i]);
        }
        end_list();
    }
    template <class T>
    constexpr void map(std::string_view key, const core::map<T>& entries, bool = false) {
        if (entries.empty()) return;
        level own{now_, key, now_->indent + 2};
        open(own);
        level* const outer = now_;
        now_ = &own;
        for (const core::entry<T>& e : entries) value(e.key, e.value);
        now_ = outer;
        close(own);
    }

private:
    /// The struct or map whose members are being written.
    struct level {
        level* outer = nullptr;
        std::string_view key{};
        int indent = 0;
        bool opened = false;
        bool empty = true;
        bool behind_dash = false;  ///< its first member stands in the line of its list item
    };

    // --- members

    constexpr level below(std::string_view key) const { return {now_, key, now_->indent + 2}; }
    constexpr level at_item() const { return {now_, {}, now_->indent + (json_ ? 4 : 2), true, true, !json_}; }
    // A struct's members are written between these two, by whoever meets the struct: one function less for each type. What need not
    // know the type is in functions that are compiled once.
    constexpr void enter(level& own) {
        now_ = &own;
        if (json_ && own.opened) out_ << "{";
    }
    constexpr void leave(level& own) {
        now_ = own.outer;
        if (own.opened) close(own);
    }
    /// The same for a struct that is there even if nothing is in it.
    constexpr void leave_there(level& own) {
        leave(own);
        if (own.opened) return;
        begin(*now_, own.key);
        out_ << (json_ ? " {}" : " {}\n");
    }
    constexpr void leave_item(level& item) {
        leave(item);
        if (item.empty && !json_) out_ << "{}\n";
    }
    constexpr void begin_list(std::string_view key) {
        begin(*now_, key);
        out_ << (json_ ? " [" : "\n");
    }
    constexpr void begin_item(bool first) {
        if (json_) out_ << (first ? "\n" : ",\n");
        out_.blanks(now_->indent + (json_ ? 2 : 0));
        if (!json_) out_ << "- ";
    }
    constexpr void end_list() {
        if (!json_) return;
        out_ << "\n";
        out_.blanks(now_->indent);
        out_ << "]";
    }
    /// The value of a map is there even if nothing is in it.
    constexpr void value(std::string_view key, const core::text& t) { scalar(key, t, true, true); }
    constexpr void value(std::string_view key, const core::raw& r) { scalar(key, r.json, false, true); }
    constexpr void value(std::string_view key, const core::optional<long>& n) { scalar(key, core::decimal(n), false, true); }
    template <class T>
    constexpr void value(std::string_view key, const core::list<T>& items) {
        list(key, items);
    }
    template <class Struct>
    constexpr void value(std::string_view key, const Struct& o) {
        level own = below(key);
        enter(own);
        each_member(o, *this);
        leave_there(own);
    }
    constexpr void element(const core::text& t) { write(t, true, now_->indent + 2); }
    constexpr void element(const core::optional<long>& n) { write(core::decimal(n), false, 0); }
    constexpr void element(const core::raw& r) { write(r.json, false, 0); }
    template <class Struct>
    constexpr void element(const Struct& o) {
        level item = at_item();
        enter(item);
        each_member(o, *this);
        leave_item(item);
    }

    // --- what is written

    /// `key:` in its own place, after all that has to stand before. Keys of maps may be any text.
    constexpr void begin(level& in, std::string_view key, bool any_text = false) {
        open(in);
        if (json_) out_ << (in.empty ? "\n" : ",\n");
        if (json_ || !in.behind_dash || !in.empty) out_.blanks(in.indent);
        in.empty = false;
        if (any_text && (json_ || !core::is_plain_yaml(key))) quoted(key);
        else if (json_) out_ << "\"" << key << "\"";
        else out_ << key;
        out_ << ":";
    }
    constexpr void open(level& own) {
        if (own.opened) return;
        own.opened = true;
        begin(*own.outer, own.key);
        out_ << (json_ ? " {" : "\n");
    }
    constexpr void close(level& own) {
        if (!json_) return;
        if (!own.empty) {
            out_ << "\n";
            out_.blanks(own.indent - 2);
        }
        out_ << "}";
    }
    constexpr void scalar(std::string_view key, std::string_view s, bool is_text, bool any_key = false) {
        begin(*now_, key, any_key);
        out_ << " ";
        write(s, is_text, now_->indent + 2);
    }
    constexpr void write(std::string_view s, bool is_text, int indent) {
        if (json_) {
            if (is_text) quoted(s);
            else out_ << s;
            return;
        }
        if (!is_text || core::is_plain_yaml(s)) out_ << s;
        else if (core::is_block_yaml(s)) return block(s, indent);
        else quoted(s);
        out_ << "\n";
    }
    constexpr void block(std::string_view s, int indent) {
        out_ << (s.back() == '\n' ? "|\n" : "|-\n");
        while (!s.empty()) {
            const std::size_t end = s.find('\n');
            if (end != 0) out_.blanks(indent);
            out_ << s.substr(0, end) << "\n";
            s = end == s.npos ? std::string_view() : s.substr(end + 1);
        }
    }
    constexpr void quoted(std::string_view s) { write_quoted(out_, s); }

    output& out_;
    bool json_;
    level* now_ = nullptr;
};

}  // namespace slipway::dsl::detail
