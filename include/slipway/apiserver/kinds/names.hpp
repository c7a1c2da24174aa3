// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <slipway/core/name.hpp>

/// What is wrong with a name, in the API server's words (apimachinery, `util/validation`); nothing
/// where it is right.
namespace slipway::apiserver::kinds {

using complaint = std::optional<std::string>;

inline constexpr std::string_view subdomain_rule =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
inline constexpr std::string_view label_rule =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
inline constexpr std::string_view dns1035_rule =
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
inline constexpr std::string_view name_part_rule =
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
inline constexpr std::string_view label_value_rule =
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
inline constexpr std::string_view config_key_rule =
    "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

inline std::string too_long(std::size_t most) {
    return "must be no more than " + std::to_string(most) + " bytes";
}

inline complaint about_subdomain(std::string_view s) {
    if (s.size() > 253) return too_long(253);
    return core::is_dns_subdomain(s) ? complaint() : std::string(subdomain_rule);
}
inline complaint about_label(std::string_view s) {
    if (s.size() > 63) return too_long(63);
    return core::is_dns_label(s) ? complaint() : std::string(label_rule);
}
inline complaint about_dns1035_label(std::string_view s) {
    if (s.size() > 63) return too_long(63);
    return core::is_dns1035_label(s) ? complaint() : std::string(dns1035_rule);
}

/// A label's or annotation's key.
inline complaint about_key(std::string_view s) {
    std::string_view name = s;
    if (const std::size_t slash = s.find('/'); slash != s.npos) {
        name = s.substr(slash + 1);
        if (slash == 0) return "prefix part must be non-empty";
        if (const complaint prefix = about_subdomain(s.substr(0, slash)))
            return "prefix part " + *prefix;
    }
    if (name.empty()) return "name part must be non-empty";
    if (name.size() > 63) return "name part " + too_long(63);
    return core::is_qualified_part(name) ? complaint() : "name part " + std::string(name_part_rule);
}
inline complaint about_label_value(std::string_view s) {
    if (s.size() > 63) return too_long(63);
    return core::is_label_value(s) ? complaint() : std::string(label_value_rule);
}
/// A key of a ConfigMap or Secret.
inline complaint about_config_key(std::string_view s) {
    if (s.size() > 253) return too_long(253);
    if (s == ".") return "must not be '.'";
    if (s == "..") return "must not be '..'";
    return core::is_config_key(s) ? complaint() : std::string(config_key_rule);
}

}  // namespace slipway::apiserver::kinds
