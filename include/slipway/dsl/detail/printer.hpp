// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/yaml_scalar.hpp>
#include <slipway/dsl/detail/recorder.hpp>
#include <slipway/dsl/output.hpp>
#include <slipway/dsl/quoted.hpp>

namespace slipway::dsl::detail {

enum class format : bool { yaml, json };

/// Writes what was recorded. It knows no kinds: there is one such code for all of them.
class printer {
public:
    constexpr printer(output& out, format how) : out_(out), json_(how == format::json) {}

    /// The members that follow, up to the document's end, `indent` blanks from the left.
    constexpr void document(reel& from, int indent) {
        level own{indent};
        if (json_) out_ << "{";
        members(from, own);
        close(own);
    }
    /// A whole object.
    template <class Struct>
    constexpr void document(const Struct& o, int indent) {
        tape recorded;
        recorder(recorded).document(o);
        reel from(recorded);
        document(from, indent);
    }

private:
    /// The struct or map whose members are being written.
    struct level {
        int indent = 0;
        bool empty = true;
        bool behind_dash = false;  ///< its first member stands in the line of its list item
    };

    constexpr void members(reel& from, level& in) {
        for (const mark* m = &from.next(); m->what != mark::is::end; m = &from.next())
            member(from, in, *m);
    }
    constexpr void member(reel& from, level& in, const mark& m) {
        const bool any_key = m.what != mark::is::text && m.what != mark::is::raw;
        begin(in, from.key(m), any_key);
        if (m.what == mark::is::open) {
            out_ << (json_ ? " {" : "\n");
            level own{in.indent + 2};
            members(from, own);
            close(own);
        } else if (m.what == mark::is::nothing) {
            out_ << (json_ ? " {}" : " {}\n");
        } else if (m.what == mark::is::list) {
            items(from, in.indent);
        } else {
            out_ << " ";
            write(from.value(m), m.what == mark::is::text || m.what == mark::is::any_text,
                  in.indent + 2);
        }
    }
    constexpr void items(reel& from, int indent) {
        out_ << (json_ ? " [" : "\n");
        bool first = true;
        for (const mark* m = &from.next(); m->what != mark::is::end; m = &from.next()) {
            if (json_) out_ << (first ? "\n" : ",\n");
            first = false;
            out_.blanks(indent + (json_ ? 2 : 0));
            if (!json_) out_ << "- ";
            if (m->what == mark::is::item) item(from, indent);
            else write(from.value(*m), m->what == mark::is::text_item, indent + 2);
        }
        if (!json_) return;
        out_ << "\n";
        out_.blanks(indent);
        out_ << "]";
    }
    constexpr void item(reel& from, int indent) {
        level own{indent + (json_ ? 4 : 2), true, !json_};
        if (json_) out_ << "{";
        members(from, own);
        close(own);
        if (own.empty && !json_) out_ << "{}\n";
    }

    /// `key:` in its own place. Keys of maps may be any text.
    constexpr void begin(level& in, std::string_view key, bool any_text) {
        if (json_) out_ << (in.empty ? "\n" : ",\n");
        if (json_ || !in.behind_dash || !in.empty) out_.blanks(in.indent);
        in.empty = false;
        if (any_text && (json_ || !core::is_plain_yaml(key))) quoted(key);
        else if (json_) out_ << "\"" << key << "\"";
        else out_ << key;
        out_ << ":";
    }
    constexpr void close(const level& own) {
        if (!json_) return;
        if (!own.empty) {
            out_ << "\n";
            out_.blanks(own.indent - 2);
        }
        out_ << "}";
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
};

}  // namespace slipway::dsl::detail
