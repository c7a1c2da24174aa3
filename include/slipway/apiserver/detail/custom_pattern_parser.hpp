// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/apiserver/custom/pattern.hpp>
#include <slipway/core/name.hpp>
#include <slipway/core/status.hpp>
#include <slipway/core/utf8.hpp>

namespace slipway::apiserver::detail {

inline constexpr char32_t last_character = 0x10FFFF;
using ranges = std::vector<custom::pattern::range>;

/// A regular expression as a tree.
struct expression {
    enum class form : unsigned char { nothing, set, assertion, sequence, choice, repeat };
    form is = form::nothing;
    ranges characters{};                                              ///< of a set
    custom::pattern::op asserted = custom::pattern::op::text_begin;   ///< of an assertion
    std::vector<expression> parts{};
    int least = 0, most = 0;                                          ///< of a repeat; `most` -1: no bound
    long copies = 1;                                                  ///< of its innermost part, with all repeats around that
};

/// The character at the start of `text`, and how many bytes it has; what is not well-formed is one of its own.
inline std::pair<char32_t, std::size_t> character_at(std::string_view text) {
    const std::size_t length = core::character_length(text);
    const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[i])); };
    if (length == 1) return {byte(0), 1};
    if (length == 2) return {(byte(0) & 0x1F) << 6 | (byte(1) & 0x3F), 2};
    if (length == 3) return {(byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F), 3};
    if (length == 4) return {(byte(0) & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F), 4};
    return {0xFFFD, 1};
}

inline ranges normal(ranges r) {
    std::sort(r.begin(), r.end());
    ranges made;
    for (const auto& [first, last] : r) {
        if (!made.empty() && first <= made.back().second + 1) made.back().second = std::max(made.back().second, last);
        else made.emplace_back(first, last);
    }
    return made;
}
inline ranges all_but(const ranges& given) {
    ranges made;
    char32_t from = 0;
    for (const auto& [first, last] : normal(given)) {
        if (first > from) made.emplace_back(from, first - 1);
        from = last + 1;
    }
    if (from <= last_character) made.emplace_back(from, last_character);
    return made;
}

/// Reads expressions in the syntax of RE2 (google/re2, "Syntax").
class pattern_parser {
public:
    explicit pattern_parser(std::string_view text) : left_(text) {}

    expression read() {
        expression made = choice(0);
        if (!left_.empty()) fail("unexpected )");
        return made;
    }

private:
    using form = expression::form;
    using op = custom::pattern::op;
    static constexpr int largest_repeat = 1000;  // as RE2, also of repeats in repeats
    struct flags {
        bool fold = false, dot_all = false, lines = false;
    };

    [[noreturn]] static void fail(const std::string& why) { throw core::status_error(core::reason::bad_request, why); }
    bool take(std::string_view s) {
        if (!left_.starts_with(s)) return false;
        left_.remove_prefix(s.size());
        return true;
    }
    char32_t take_character() {
        const auto [c, bytes] = character_at(left_);
        left_.remove_prefix(bytes);
        return c;
    }

    expression choice(int depth) {
        constexpr int deepest = 200;
        if (depth > deepest) fail("expression nests too deeply");
        expression made{.is = form::choice};
        do add(made, sequence(depth));
        while (take("|"));
        if (made.parts.size() > 1) return made;
        expression only = std::move(made.parts.front());
        return only;
    }
    expression sequence(int depth) {
        expression made{.is = form::sequence};
        while (!left_.empty() && left_.front() != '|' && left_.front() != ')') {
            if (std::optional<expression> one = atom(depth)) add(made, repeated(*std::move(one)));
        }
        return made;
    }
    static void add(expression& to, expression part) {
        to.copies = std::max(to.copies, part.copies);
        to.parts.push_back(std::move(part));
    }

    expression repeated(expression one) {
        int times = 0;
        for (;;) {
            int least = 0, most = -1;
            if (take("+")) least = 1;
            else if (take("?")) most = 1;
            else if (!take("*") && !bounds(least, most)) return one;
            take("?");  // whether as few as possible is all the same to who only asks whether it matches
            if (++times > 1) fail("invalid nested repetition operator");
            expression around{.is = form::repeat};
            around.least = least;
            around.most = most;
            add(around, std::move(one));
            around.copies *= std::max({1, least, most});
            if (around.copies > largest_repeat) fail("invalid repeat count");
            one = std::move(around);
        }
    }
    /// `{n}`, `{n,}` or `{n,m}`; anything else after a brace is text.
    bool bounds(int& least, int& most) {
        if (left_.empty() || left_.front() != '{') return false;
        const std::size_t end = left_.find('}');
        if (end == left_.npos) return false;
        const std::string_view inner = left_.substr(1, end - 1);
        const std::size_t comma = inner.find(',');
        const std::optional<int> low = number(inner.substr(0, comma));
        if (!low) return false;
        std::optional<int> high = low;
        if (comma != inner.npos) high = comma + 1 == inner.size() ? std::optional(-1) : number(inner.substr(comma + 1));
        if (!high) return false;
        if (*low > largest_repeat || *high > largest_repeat || (*high >= 0 && *high < *low)) fail("invalid repeat count");
        left_.remove_prefix(end + 1);
        least = *low;
        most = *high;
        return true;
    }
    static std::optional<int> number(std::string_view s) {
        if (s.empty() || s.size() > 6) return std::nullopt;
        int made = 0;
        for (const char c : s) {
            if (c < '0' || c > '9') return std::nullopt;
            made = made * 10 + (c - '0');
        }
        return made;
    }

    std::optional<expression> atom(int depth) {
        if (take("(")) return group(depth);
        if (take("[")) return set_of(bracket());
        if (take(".")) return set_of(flags_.dot_all ? ranges{{0, last_character}} : all_but({{'\n', '\n'}}));
        if (take("^")) return asserting(flags_.lines ? op::line_begin : op::text_begin);
        if (take("$")) return asserting(flags_.lines ? op::line_end : op::text_end);
        if (left_.front() == '*' || left_.front() == '+' || left_.front() == '?') fail("missing argument to repetition operator");
        if (left_.front() != '\\') {
            const char32_t c = take_character();
            return set_of({{c, c}});
        }
        for (const auto& [written, what] : {std::pair("\\A", op::text_begin), std::pair("\\z", op::text_end), std::pair("\\b", op::word_edge),
                                            std::pair("\\B", op::no_word_edge)})
            if (take(written)) return asserting(what);
        return set_of(escaped());
    }
    static expression asserting(op what) {
        expression made{.is = form::assertion};
        made.asserted = what;
        return made;
    }
    expression set_of(ranges r) const {
        expression made{.is = form::set};
        made.characters = normal(flags_.fold ? folded(std::move(r)) : std::move(r));
        return made;
    }
    /// With the other case of what is of the Latin alphabet.
    static ranges folded(ranges r) {
        const std::size_t count = r.size();
        for (std::size_t i = 0; i < count; ++i)
            for (const auto& [from, to] : {std::pair(U'a', U'A'), std::pair(U'A', U'a')}) {
                const char32_t first = std::max(r[i].first, from), last = std::min<char32_t>(r[i].second, from + 25);
                if (first <= last) r.emplace_back(first - from + to, last - from + to);
            }
        return r;
    }

    std::optional<expression> group(int depth) {
        const flags outer = flags_;
        if (take("?P<") || take("?<")) {
            const std::size_t end = left_.find('>');
            if (end == left_.npos || end == 0) fail("invalid named capture");
            left_.remove_prefix(end + 1);
        } else if (take("?")) {
            bool on = true;
            while (!left_.empty() && left_.front() != ':' && left_.front() != ')') set_flag(on);
            if (take(")")) return std::nullopt;  // for the rest of the group around
            if (!take(":")) fail("missing )");
        }
        expression made = choice(depth + 1);
        if (!take(")")) fail("missing closing )");
        flags_ = outer;
        return made;
    }
    void set_flag(bool& on) {
        const char c = left_.front();
        left_.remove_prefix(1);
        if (c == '-' && on) on = false;
        else if (c == 'i') flags_.fold = on;
        else if (c == 's') flags_.dot_all = on;
        else if (c == 'm') flags_.lines = on;
        else if (c != 'U') fail("invalid or unsupported Perl syntax");
    }

    ranges bracket() {
        const bool negated = take("^");
        ranges made;
        for (bool first = true; first || !left_.starts_with("]"); first = false) {
            if (left_.empty()) fail("missing closing ]");
            if (take("[:")) {
                named_class(made);
                continue;
            }
            const ranges one = left_.front() == '\\' ? escaped() : single();
            const bool character = one.size() == 1 && one.front().first == one.front().second;
            if (!character || !left_.starts_with("-") || left_.size() < 2 || left_[1] == ']') {
                made.insert(made.end(), one.begin(), one.end());
                continue;
            }
            left_.remove_prefix(1);
            const ranges to = left_.front() == '\\' ? escaped() : single();
            if (to.size() != 1 || to.front().first != to.front().second || to.front().first < one.front().first) fail("invalid character class range");
            made.emplace_back(one.front().first, to.front().first);
        }
        left_.remove_prefix(1);
        if (flags_.fold) made = folded(std::move(made));
        return negated ? all_but(made) : made;
    }
    ranges single() {
        const char32_t c = take_character();
        return {{c, c}};
    }
    void named_class(ranges& out) {
        static const std::pair<std::string_view, ranges> classes[] = {
            {"alnum", {{'0', '9'}, {'A', 'Z'}, {'a', 'z'}}}, {"alpha", {{'A', 'Z'}, {'a', 'z'}}}, {"ascii", {{0, 0x7F}}}, {"blank", {{'\t', '\t'}, {' ', ' '}}},
            {"cntrl", {{0, 0x1F}, {0x7F, 0x7F}}}, {"digit", {{'0', '9'}}}, {"graph", {{'!', '~'}}}, {"lower", {{'a', 'z'}}}, {"print", {{' ', '~'}}},
            {"punct", {{'!', '/'}, {':', '@'}, {'[', '`'}, {'{', '~'}}}, {"space", {{'\t', '\r'}, {' ', ' '}}}, {"upper", {{'A', 'Z'}}},
            {"word", {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}}, {"xdigit", {{'0', '9'}, {'A', 'F'}, {'a', 'f'}}},
        };
        const bool negated = take("^");
        for (const auto& [name, characters] : classes)
            if (take(std::string(name) + ":]")) {
                const ranges meant = negated ? all_but(characters) : characters;
                out.insert(out.end(), meant.begin(), meant.end());
                return;
            }
        fail("invalid character class range");
    }

    /// What follows a backslash: a class, or one character.
    ranges escaped() {
        left_.remove_prefix(1);
        if (left_.empty()) fail("trailing backslash at end of expression");
        const char32_t c = take_character();
        static const ranges digits{{'0', '9'}}, words{{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}, spaces{{'\t', '\n'}, {'\f', '\r'}, {' ', ' '}};
        switch (c) {
            case 'd': return digits;
            case 'D': return all_but(digits);
            case 'w': return words;
            case 'W': return all_but(words);
            case 's': return spaces;
            case 'S': return all_but(spaces);
            case 't': return {{'\t', '\t'}};
            case 'n': return {{'\n', '\n'}};
            case 'r': return {{'\r', '\r'}};
            case 'f': return {{'\f', '\f'}};
            case 'v': return {{'\v', '\v'}};
            case 'a': return {{'\a', '\a'}};
            case 'x': {
                const char32_t said = hexadecimal();
                return {{said, said}};
            }
            default: break;
        }
        if (c == 0 || (c < 0x80 && core::is_alphanumeric(static_cast<char>(c)))) fail("invalid escape sequence");
        return {{c, c}};
    }

    char32_t hexadecimal() {
        std::string_view digits = left_.substr(0, 2);
        std::size_t taken = 2;
        if (left_.starts_with("{")) {
            const std::size_t end = left_.find('}');
            if (end == left_.npos || end > 7) fail("invalid escape sequence");
            digits = left_.substr(1, end - 1);
            taken = end + 1;
        }
        if (digits.empty() || taken > left_.size()) fail("invalid escape sequence");
        char32_t made = 0;
        for (const char d : digits) {
            if (d >= '0' && d <= '9') made = made * 16 + static_cast<char32_t>(d - '0');
            else if (d >= 'a' && d <= 'f') made = made * 16 + static_cast<char32_t>(d - 'a' + 10);
            else if (d >= 'A' && d <= 'F') made = made * 16 + static_cast<char32_t>(d - 'A' + 10);
            else fail("invalid escape sequence");
        }
        if (made > last_character) fail("invalid escape sequence");
        left_.remove_prefix(taken);
        return made;
    }

    std::string_view left_;
    flags flags_;
};

}  // namespace slipway::apiserver::detail
