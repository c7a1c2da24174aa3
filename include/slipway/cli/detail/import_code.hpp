// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/cli/detail/clean_text.hpp>
#include <slipway/core/name.hpp>

namespace slipway::cli::detail {

/// An expression of C++, or a member with its value: what stands before, and words or parts in
/// brackets.
struct code {
    std::string before{};              ///< such as `.name = ` or `Deployment web`
    std::vector<std::string> lines{};  ///< more than one for text of several lines
    char open = 0;                     ///< `{` or `(` where it has parts
    std::vector<code> parts{};
    bool tall = false;  ///< never on one line

    bool empty() const { return open ? parts.empty() : lines.empty(); }
    code& add(code part) {
        parts.push_back(std::move(part));
        return parts.back();
    }
    /// A member, as designated initializers have it.
    code& member(const std::string& name, code value) {
        value.before = "." + name + " = " + value.before;
        return add(std::move(value));
    }
};

inline code word(std::string text) { return {.lines = {std::move(text)}}; }
inline code braces(std::string before = {}, std::vector<code> parts = {}) {
    return {.before = std::move(before), .open = '{', .parts = std::move(parts)};
}
inline code call(std::string function, std::vector<code> arguments) {
    return {.before = std::move(function), .open = '(', .parts = std::move(arguments)};
}

/// Length of the UTF-8 character at the front; 0 for what is none, and for those that turn the
/// direction of text, which compilers warn of.
inline std::size_t plain_utf8(std::string_view s) {
    const std::size_t length = character_length(s);
    const std::string_view c = s.substr(0, length);
    return length == 3 && ((c >= "\xE2\x80\x8E" && c <= "\xE2\x80\xAE") ||
                           (c >= "\xE2\x81\xA6" && c <= "\xE2\x81\xA9"))
               ? 0
               : length;
}

/// A literal of one line.
inline std::string literal_of(std::string_view s) {
    std::string made = "\"";
    while (!s.empty()) {
        const char c = s.front();
        const auto byte = static_cast<unsigned char>(c);
        std::size_t taken = 1;
        if (c == '"' || c == '\\') made += std::string("\\") + c;
        else if (c == '\n') made += "\\n";
        else if (c == '\t') made += "\\t";
        else if (c == '?' && made.back() == '?') made += "\\?";  // or it might be a trigraph
        else if (byte >= ' ' && byte < 127) made += c;
        else if (const std::size_t length = byte >= 0x80 ? plain_utf8(s) : 0)
            made += s.substr(0, taken = length);
        else
            made += {'\\', static_cast<char>('0' + (byte >> 6)),
                     static_cast<char>('0' + (byte >> 3 & 7)), static_cast<char>('0' + (byte & 7))};
        s.remove_prefix(taken);
    }
    return made + '"';
}

/// Text as literals: one for each of its lines where it has several.
inline code literal(std::string_view s) {
    code made;
    while (true) {
        const std::size_t end = s.find('\n');
        if (end == s.npos || end + 1 == s.size()) break;
        made.lines.push_back(literal_of(s.substr(0, end + 1)));
        s.remove_prefix(end + 1);
    }
    made.lines.push_back(literal_of(s));
    return made;
}

/// Members of structs whose name is a word of C++, or a macro of its compilers, have an underscore
/// behind.
inline bool is_reserved_word(std::string_view s) {
    static constexpr std::string_view words[] = {
        "alignas",   "alignof",   "and",      "and_eq",    "asm",       "auto",      "bitand",
        "bitor",     "bool",      "break",    "case",      "catch",     "char",      "class",
        "compl",     "concept",   "const",    "consteval", "constexpr", "constinit", "continue",
        "co_await",  "co_return", "co_yield", "decltype",  "default",   "delete",    "do",
        "double",    "else",      "enum",     "except",    "explicit",  "export",    "extern",
        "false",     "float",     "for",      "friend",    "goto",      "if",        "inline",
        "int",       "linux",     "long",     "mutable",   "namespace", "new",       "noexcept",
        "not",       "not_eq",    "nullptr",  "operator",  "or",        "or_eq",     "private",
        "protected", "public",    "register", "requires",  "return",    "short",     "signed",
        "sizeof",    "static",    "struct",   "switch",    "template",  "this",      "throw",
        "true",      "try",       "typedef",  "typeid",    "typename",  "union",     "unix",
        "unsigned",  "using",     "virtual",  "void",      "volatile",  "while",     "xor",
        "xor_eq"};
    return std::find(std::begin(words), std::end(words), s) != std::end(words);
}

inline std::string member_name(std::string_view json) {
    std::string made(json);
    for (char& c : made)
        if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z')) c = '_';
    if (!made.empty() && made.front() >= '0' && made.front() <= '9') made.insert(0, "_");
    return is_reserved_word(made) ? made + '_' : made;
}

/// `shop-web.v2` as `shopWebV2`; begins with a letter in lower case if the name has one at its
/// front.
inline std::string camel_case(std::string_view name) {
    std::string made;
    bool next_is_upper = false;
    for (char c : name) {
        if (!core::is_alphanumeric(c)) {
            next_is_upper = !made.empty();
            continue;
        }
        if (made.empty()) c = core::to_lower(c);
        else if (next_is_upper && core::is_lower(c)) c = static_cast<char>(c - 'a' + 'A');
        next_is_upper = false;
        made += c;
    }
    return made;
}

/// Names of variables, each given once, and none of what definitions are written with.
class variable_names {
public:
    void reserve(const std::string& name) { taken_.insert(name); }
    std::string give(std::string_view object, std::string_view kind) {
        std::string name = camel_case(object);
        const std::string ending(kind);
        if (name.empty() || (name.front() >= '0' && name.front() <= '9'))
            name = camel_case(kind) + name;
        if (!is_free(name)) name += ending;
        const std::string stem = name;
        for (int n = 2; !is_free(name); ++n) name = stem + std::to_string(n);
        taken_.insert(name);
        return name;
    }

private:
    bool is_free(const std::string& name) const {
        return !is_reserved_word(name) && !taken_.contains(name);
    }
    std::set<std::string> taken_ = {
        "allOf",      "amount",    "annotation", "annotations", "api",      "argc",
        "argv",       "autoscale", "backend",    "context",     "datum",    "disruptionBudget",
        "emptyDir",   "entries",   "exec",       "expose",      "field",    "from",
        "group",      "hostPath",  "httpGet",    "image",       "ipBlock",  "label",
        "labels",     "limit",     "main",       "memory",      "mount",    "name",
        "namespaces", "object",    "pods",       "policy",      "quantity", "reference",
        "release",    "render",    "rule",       "selectorOf",  "silence",  "slipway",
        "std",        "subject",   "tcpSocket",  "text",        "timing",   "toleration",
        "user",       "verb",      "volume",     "words"};
};

/// Writes code as people do: on one line where it fits, else one part per line.
class code_printer {
public:
    /// `room` more characters stand behind it.
    static std::string print(const code& c, std::size_t indent, std::size_t room = 1) {
        if (is_flat(c)) {
            std::string line = flat(c);
            if (!c.open || indent + line.size() + room <= widest) return line;
        }
        if (c.open) return c.before + in_brackets(c, indent);
        return c.before.substr(0, c.before.find_last_not_of(' ') + 1) + text_lines(c, indent);
    }

private:
    static constexpr std::size_t widest = 100;

    static bool is_flat(const code& c) {
        return !c.tall && c.lines.size() < 2 &&
               std::all_of(c.parts.begin(), c.parts.end(), is_flat);
    }
    static std::string flat(const code& c) {
        std::string made = c.before + (c.lines.empty() ? "" : c.lines.front());
        if (!c.open) return made;
        made += c.open;
        for (const code& part : c.parts) made += (&part == c.parts.data() ? "" : ", ") + flat(part);
        return made + closing(c);
    }
    static char closing(const code& c) { return c.open == '{' ? '}' : ')'; }

    static std::string text_lines(const code& c, std::size_t indent) {
        std::string made;
        if (!c.before.empty()) made += "\n" + std::string(indent += 4, ' ');
        for (const std::string& line : c.lines)
            made += (&line == c.lines.data() ? "" : "\n" + std::string(indent, ' ')) + line;
        return made;
    }
    static std::string in_brackets(const code& c, std::size_t indent) {
        const bool one_inside = c.parts.size() == 1 && c.parts[0].open &&
                                c.parts[0].before.empty() && !is_entry(c.parts[0]);
        if (one_inside) return c.open + in_brackets(c.parts[0], indent) + closing(c);
        if (const bool leads = c.open == '(' && c.parts.back().open; leads || is_entry(c))
            return behind_others(c, indent);
        std::string made(1, c.open);
        const std::string line = "\n" + std::string(indent + 4, ' ');
        for (const code& part : c.parts) {
            const bool last = &part == &c.parts.back();
            made += line + print(part, indent + 4) + (last && c.open == '(' ? "" : ",");
        }
        return made + (c.open == '(' ? "" : "\n" + std::string(indent, ' ')) + closing(c);
    }
    /// A key and its text of several lines.
    static bool is_entry(const code& c) {
        return c.parts.size() == 2 && c.parts[1].before.empty() && c.parts[1].lines.size() > 1 &&
               is_flat(c.parts[0]);
    }
    static std::string behind_others(const code& c, std::size_t indent) {
        std::string made(1, c.open);
        for (const code& part : c.parts)
            if (&part != &c.parts.back()) made += flat(part) + ",";
        if (c.parts.back().open)
            return made + (c.parts.size() > 1 ? " " : "") + c.parts.back().before +
                   in_brackets(c.parts.back(), indent) + closing(c);
        const std::string line = "\n" + std::string(indent + 1, ' ');
        for (const std::string& text : c.parts.back().lines) made += line + text;
        return made + closing(c);
    }
};

}  // namespace slipway::cli::detail
