// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <slipway/core/name.hpp>
#include <slipway/core/text.hpp>
#include <slipway/dsl/detail/tape.hpp>

namespace slipway::dsl::detail {

/// Reads the fields of an object that are JSON (RFC 8259), and records them as if they were those
/// of a struct. Works in constant evaluation.
class json_recorder {
public:
    /// To nothing: it is only found out whether `json` is an object.
    constexpr explicit json_recorder(std::string_view json, tape* to = nullptr)
        : left_(json), to_(to) {}

    /// False where it is no object, is nested more than 64 levels deep, or has what is no field of
    /// its own; what was recorded until then is of no use.
    constexpr bool read() { return next('{') && members(0) && (blanks(), left_.empty()); }

private:
    static constexpr int deepest = 64;

    constexpr void blanks() {
        std::size_t n = 0;
        while (n < left_.size() &&
               (left_[n] == ' ' || left_[n] == '\n' || left_[n] == '\t' || left_[n] == '\r'))
            ++n;
        left_.remove_prefix(n);
    }
    constexpr bool next(char c) {
        blanks();
        if (left_.empty() || left_.front() != c) return false;
        left_.remove_prefix(1);
        return true;
    }
    constexpr void add(mark::is what) {
        if (to_) to_->add(what);
    }
    constexpr void add(mark::is what, const core::text* key, const core::text& value = {}) {
        if (!to_) return;
        if (key) to_->add_any(what, *key, value);
        else to_->add(what, {}, value);
    }

    /// What stands behind the opening brace, with the closing one.
    constexpr bool members(int depth) {
        if (depth == deepest) return false;
        if (next('}')) return true;
        do {
            core::text key;
            if (!next('"') || !string(key, to_ || depth == 0)) return false;
            if (depth == 0 && is_taken(key)) return false;
            if (!next(':') || !value(&key, depth)) return false;
        } while (next(','));
        return next('}');
    }
    /// What stands behind the opening bracket, with the closing one.
    constexpr bool items(int depth) {
        if (depth == deepest) return false;
        if (next(']')) return true;
        do
            if (!value(nullptr, depth)) return false;
        while (next(','));
        return next(']');
    }
    /// A member, or an item where it has no key.
    constexpr bool value(const core::text* key, int depth) {
        blanks();
        const std::string_view from = left_;
        if (next('"')) {
            core::text s;
            if (!string(s, to_)) return false;
            add(key ? mark::is::any_text : mark::is::text_item, key, s);
            return true;
        }
        if (next('{')) {
            if (key && next('}')) return add(mark::is::nothing, key), true;
            if (key) add(mark::is::open, key);
            else add(mark::is::item);
            return members(depth + 1) && (add(mark::is::end), true);
        }
        const bool list = next('[');
        if (list && key && !next(']')) {
            add(mark::is::list, key);
            return items(depth + 1) && (add(mark::is::end), true);
        }
        if (list && !key && !nested_list(depth)) return false;
        if (!list && !word()) return false;
        if (to_)
            add(key ? mark::is::any_raw : mark::is::raw_item, key,
                compact(from.substr(0, from.size() - left_.size())));
        return true;
    }
    /// A list in a list is written as it is.
    constexpr bool nested_list(int depth) {
        tape* const to = to_;
        to_ = nullptr;
        const bool good = items(depth + 1);
        to_ = to;
        return good;
    }

    /// A number, `true`, `false` or `null`.
    constexpr bool word() {
        for (const std::string_view w :
             {std::string_view("true"), std::string_view("false"), std::string_view("null")})
            if (left_.starts_with(w)) return left_.remove_prefix(w.size()), true;
        if (left_.starts_with('-')) left_.remove_prefix(1);
        if (left_.size() > 1 && left_[0] == '0' && core::is_digit(left_[1])) return false;
        if (!digits()) return false;
        if (left_.starts_with('.') && (left_.remove_prefix(1), !digits())) return false;
        if (!left_.starts_with('e') && !left_.starts_with('E')) return true;
        left_.remove_prefix(1);
        if (left_.starts_with('-') || left_.starts_with('+')) left_.remove_prefix(1);
        return digits();
    }
    constexpr bool digits() {
        std::size_t n = 0;
        while (n < left_.size() && core::is_digit(left_[n])) ++n;
        left_.remove_prefix(n);
        return n != 0;
    }

    /// What the object says of itself in other ways.
    static constexpr bool is_taken(const core::text& key) {
        return key == "apiVersion" || key == "kind" || key == "metadata" || key == "status";
    }

    /// What stands behind the opening quotation mark, with the closing one.
    constexpr bool string(core::text& to, bool wanted) {
        std::size_t end = 0;
        bool plain = true;
        for (; end < left_.size() && left_[end] != '"'; ++end) {
            if (static_cast<unsigned char>(left_[end]) < ' ') return false;
            if (left_[end] == '\\') plain = false, ++end;
        }
        if (end >= left_.size()) return false;
        const std::string_view all = left_.substr(0, end);
        left_.remove_prefix(end + 1);
        if (!wanted && plain) return true;
        if (plain) return to = core::text(all), true;
        bool good = true;
        const std::size_t size = unescaped(all, nullptr, good);
        if (!good) return false;
        to = core::text::fill(size, [&](char* out) { unescaped(all, out, good); });
        return true;
    }
    /// Writes the characters, or only counts them.
    static constexpr std::size_t unescaped(std::string_view s, char* out, bool& good) {
        constexpr std::string_view escapes = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";
        std::size_t size = 0;
        const auto put = [&](unsigned c) {
            if (out) *out++ = static_cast<char>(c);
            ++size;
        };
        for (std::size_t i = 0; i < s.size(); ++i) {
            if (s[i] != '\\') {
                put(static_cast<unsigned char>(s[i]));
                continue;
            }
            const char c = s[++i];
            if (const std::size_t which = core::find_character(escapes, c); which != s.npos) {
                put(static_cast<unsigned char>(meant[which]));
                continue;
            }
            unsigned code = c == 'u' ? hexadecimal(s.substr(i + 1)) : bad;
            i += 4;
            if (code >= 0xD800 && code < 0xDC00) {  // the first half of one
                const unsigned low =
                    s.substr(i + 1).starts_with("\\u") ? hexadecimal(s.substr(i + 3)) : bad;
                i += 6;
                code = low >= 0xDC00 && low < 0xE000
                           ? 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
                           : bad;
            } else if (code >= 0xDC00 && code < 0xE000) {
                code = bad;
            }
            if (code == bad) return good = false, size;
            if (code < 0x80) {
                put(code);
            } else if (code < 0x800) {
                put(0xC0 | code >> 6), put(0x80 | (code & 0x3F));
            } else {
                if (code < 0x10000) put(0xE0 | code >> 12);
                else put(0xF0 | code >> 18), put(0x80 | (code >> 12 & 0x3F));
                put(0x80 | (code >> 6 & 0x3F)), put(0x80 | (code & 0x3F));
            }
        }
        return size;
    }
    static constexpr unsigned bad = ~0U;
    static constexpr unsigned hexadecimal(std::string_view s) {
        if (s.size() < 4) return bad;
        unsigned made = 0;
        for (const char c : s.substr(0, 4)) {
            const char low = core::to_lower(c);
            if (core::is_digit(c)) made = made * 16 + static_cast<unsigned>(c - '0');
            else if (low >= 'a' && low <= 'f')
                made = made * 16 + static_cast<unsigned>(low - 'a' + 10);
            else return bad;
        }
        return made;
    }

    /// Without the blanks between its parts, among which YAML would not take line ends.
    static constexpr core::text compact(std::string_view json) {
        const auto write = [&](char* out) {
            std::size_t size = 0;
            bool inside = false;
            for (std::size_t i = 0; i < json.size(); ++i) {
                const char c = json[i];
                const bool escape = inside && c == '\\';
                if (c == '"') inside = !inside;
                if (!inside && (c == ' ' || c == '\n' || c == '\t' || c == '\r')) continue;
                if (out) *out++ = c;
                ++size;
                if (escape && ++i < json.size()) {
                    if (out) *out++ = json[i];
                    ++size;
                }
            }
            return size;
        };
        return core::text::fill(write(nullptr), write);
    }

    std::string_view left_;
    tape* to_;
};

/// Whether a text is a JSON object of fields beside apiVersion, kind, metadata and status.
constexpr bool is_json_fields(std::string_view s) { return json_recorder(s).read(); }

}  // namespace slipway::dsl::detail
