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

/// RFC 1123 label: lower case letters, digits and dashes, a letter or digit at both ends.
constexpr bool is_dns_label(std::string_view s, std::size_t longest = 63) {
    auto edge = [](char c) { return is_lower(c) || is_digit(c); };
    if (s.empty() || s.size() > longest || !edge(s.front()) || !edge(s.back())) return false;
    for (char c : s)
        if (!edge(c) && c != '-') return false;
    return true;
}

/// RFC 1123 subdomain: labels joined by dots, 253 characters at most.
constexpr bool is_dns_subdomain(std::string_view s) {
    if (s.size() > 253) return false;
    std::size_t from = 0;
    while (true) {
        const std::size_t dot = s.find('.', from);
        if (!is_dns_label(s.substr(from, dot == s.npos ? s.npos : dot - from), 253)) return false;
        if (dot == s.npos) return true;
        from = dot + 1;
    }
}

/// RFC 1035 label, as Services need it: an RFC 1123 label that starts with a letter.
constexpr bool is_dns1035_label(std::string_view s) { return is_dns_label(s) && is_lower(s.front()); }

/// IANA service name, as ports need it: at most 15 characters, a letter among them, no two dashes in a row.
constexpr bool is_port_name(std::string_view s) {
    if (!is_dns_label(s, 15)) return false;
    bool letter = false;
    for (std::size_t i = 0; i < s.size(); ++i) {
        letter = letter || is_lower(s[i]);
        if (i > 0 && s[i] == '-' && s[i - 1] == '-') return false;
    }
    return letter;
}

/// Letters, digits, `-`, `_` and `.`, a letter or digit at both ends, 63 characters at most.
constexpr bool is_qualified_part(std::string_view s) {
    if (s.empty() || s.size() > 63 || !is_alphanumeric(s.front()) || !is_alphanumeric(s.back())) return false;
    for (char c : s)
        if (!is_alphanumeric(c) && c != '-' && c != '_' && c != '.') return false;
    return true;
}

constexpr bool is_label_value(std::string_view s) { return s.empty() || is_qualified_part(s); }

/// A label's or annotation's key: a name, with a DNS subdomain and a slash before it if wanted.
constexpr bool is_label_key(std::string_view s) {
    const std::size_t slash = s.find('/');
    if (slash == s.npos) return is_qualified_part(s);
    return is_dns_subdomain(s.substr(0, slash)) && is_qualified_part(s.substr(slash + 1));
}

/// A key of a ConfigMap or Secret.
constexpr bool is_config_key(std::string_view s) {
    if (s.empty() || s.size() > 253 || s == "." || s == "..") return false;
    for (char c : s)
        if (!is_alphanumeric(c) && c != '-' && c != '_' && c != '.') return false;
    return true;
}

/// An environment variable's name: printable ASCII without `=` (relaxed since Kubernetes 1.30).
constexpr bool is_env_name(std::string_view s) {
    if (s.empty()) return false;
    for (char c : s)
        if (c < ' ' || c > '~' || c == '=') return false;
    return true;
}

}  // namespace slipway::core
