// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

/// What Kubernetes takes for names, labels and keys (apimachinery, `util/validation`).
namespace slipway::core {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr char to_lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
constexpr bool is_alphanumeric(char c) { return is_digit(c) || is_lower(c) || is_upper(c); }

/// What characters of names are; a set of them is a sum.
namespace characters {
inline constexpr unsigned digit = 1, lower = 2, upper = 4, dash = 8, dot = 16, underscore = 32,
                          lower_or_digit = digit + lower, alphanumeric = lower_or_digit + upper,
                          of_qualified_names = alphanumeric + dash + dot + underscore;
}

namespace detail {

// Compilers count the statements of constant evaluation, in which each literal of a definition is
// checked, and allow only so many: hence tables in place of calls, expressions in place of
// statements, and four characters to a statement.
struct character_table {
    constexpr character_table() {
        for (int c = 0; c < 256; ++c)
            of[c] = c >= '0' && c <= '9'   ? characters::digit
                    : c >= 'a' && c <= 'z' ? characters::lower
                    : c >= 'A' && c <= 'Z' ? characters::upper
                    : c == '-'             ? characters::dash
                    : c == '.'             ? characters::dot
                    : c == '_'             ? characters::underscore
                                           : 0;
    }
    unsigned of[256]{};
};
inline constexpr character_table what_is;

}  // namespace detail

constexpr bool is_one(char c, unsigned of) { return detail::what_is.of[c & 255] & of; }
/// Where in a text the first character is that is not of a set; `end` where there is none.
constexpr const char* skip(const char* c, const char* end, unsigned of) {
    const unsigned* const is = detail::what_is.of;
    while (end - c >= 4 && is[c[0] & 255] & of && is[c[1] & 255] & of && is[c[2] & 255] & of &&
           is[c[3] & 255] & of)
        c += 4;
    while (c != end && is[*c & 255] & of) ++c;
    return c;
}
/// Whether there are characters, no more than `longest`, all of one set, and the first and the last
/// of another.
constexpr bool is_made_of(std::string_view s, unsigned of, unsigned at_ends, std::size_t longest) {
    const char* const c = s.data();
    const std::size_t size = s.size();
    return size != 0 && size <= longest && detail::what_is.of[c[0] & 255] & at_ends &&
           detail::what_is.of[c[size - 1] & 255] & at_ends && skip(c, c + size, of) == c + size;
}
/// Where the first `c` is, from a place on; npos where there is none.
constexpr std::size_t find_character(std::string_view s, char c, std::size_t from = 0) {
    const char* const all = s.data();
    const std::size_t size = s.size();
    while (from + 4 <= size && all[from] != c && all[from + 1] != c && all[from + 2] != c &&
           all[from + 3] != c)
        from += 4;
    while (from < size && all[from] != c) ++from;
    return from < size ? from : s.npos;
}

/// RFC 1123 label: lower case letters, digits and dashes, a letter or digit at both ends.
constexpr bool is_dns_label(std::string_view s, std::size_t longest = 63) {
    return is_made_of(s, characters::lower_or_digit + characters::dash, characters::lower_or_digit,
                      longest);
}

/// RFC 1123 subdomain: labels joined by dots, 253 characters at most.
constexpr bool is_dns_subdomain(std::string_view s) {
    constexpr unsigned edge = characters::lower_or_digit, dash = characters::dash,
                       dot = characters::dot;
    const char *c = s.data(), *const end = c + s.size();
    unsigned now = 0, may = edge;  // what may follow: anything on a letter or digit, no dot on a
                                   // dash, neither on a dot
    while (c != end && (now = detail::what_is.of[*c & 255]) & may)
        may = now & edge ? edge + dash + dot : now & dash ? edge + dash : edge, ++c;
    return c == end && (now & edge) && s.size() <= 253;
}

/// RFC 1035 label, as Services need it: an RFC 1123 label that starts with a letter.
constexpr bool is_dns1035_label(std::string_view s) {
    return is_dns_label(s) && is_lower(s.front());
}

/// IANA service name, as ports need it: at most 15 characters, a letter among them, no two dashes
/// in a row.
constexpr bool is_port_name(std::string_view s) {
    if (!is_dns_label(s, 15)) return false;
    const char *c = s.data(), *const last = c + s.size() - 1;  // which is no dash
    bool letter = is_lower(*last), dashes = false;
    for (; c != last; ++c)
        letter = letter || is_one(*c, characters::lower),
        dashes = dashes || (c[0] == '-' && c[1] == '-');
    return letter && !dashes;
}

/// Letters, digits, `-`, `_` and `.`, a letter or digit at both ends, 63 characters at most.
constexpr bool is_qualified_part(std::string_view s) {
    return is_made_of(s, characters::of_qualified_names, characters::alphanumeric, 63);
}

constexpr bool is_label_value(std::string_view s) { return s.empty() || is_qualified_part(s); }

/// A label's or annotation's key: a name, with a DNS subdomain and a slash before it if wanted.
constexpr bool is_label_key(std::string_view s) {
    const std::size_t slash = find_character(s, '/');
    if (slash == s.npos) return is_qualified_part(s);
    return is_dns_subdomain(s.substr(0, slash)) && is_qualified_part(s.substr(slash + 1));
}

/// A key of a ConfigMap or Secret.
constexpr bool is_config_key(std::string_view s) {
    return is_made_of(s, characters::of_qualified_names, characters::of_qualified_names, 253) &&
           s != "." && s != "..";
}

/// An environment variable's name: printable ASCII without `=` (relaxed since Kubernetes 1.30).
constexpr bool is_env_name(std::string_view s) {
    const char *c = s.data(), *const end = c + s.size();
    while (c != end && *c >= ' ' && *c <= '~' && *c != '=') ++c;
    return c == end && !s.empty();
}

}  // namespace slipway::core
