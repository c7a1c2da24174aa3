// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include <slipway/core/base64.hpp>
#include <slipway/core/clock.hpp>
#include <slipway/core/duration.hpp>
#include <slipway/core/name.hpp>
#include <slipway/core/number_in.hpp>
#include <slipway/core/split.hpp>
#include <slipway/core/status.hpp>

/// The formats of text that a schema may ask for (Kubernetes, CustomResourceDefinition, `format`).
/// One that is not known asks for nothing.
namespace slipway::apiserver::custom::detail {

inline bool digits_between(std::string_view s, int least, int most) {
    if (s.empty() || s.size() > 3 ||
        !std::all_of(s.begin(), s.end(), [](char c) { return core::is_digit(c); }))
        return false;
    int made = 0;
    for (const char c : s) made = made * 10 + (c - '0');
    return made >= least && made <= most;
}

inline bool is_ipv4(std::string_view s) {
    for (int part = 0; part < 4; ++part) {
        const std::size_t dot = s.find('.');
        if ((part < 3) != (dot != s.npos) || !digits_between(s.substr(0, dot), 0, 255) ||
            (dot != 1 && s.size() > 1 && s[0] == '0' && s[1] != '.'))
            return false;
        s.remove_prefix(dot == s.npos ? s.size() : dot + 1);
    }
    return true;
}

inline bool is_hexadecimal(std::string_view s) {
    return std::all_of(s.begin(), s.end(), [](char c) {
        return core::is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    });
}

inline bool is_ipv6(std::string_view s) {
    const std::size_t gap = s.find("::");
    if (gap != s.npos && s.find("::", gap + 1) != s.npos) return false;
    int groups = 0;
    auto count = [&](std::string_view part) {
        while (!part.empty()) {
            const std::size_t colon = part.find(':');
            const std::string_view one = part.substr(0, colon);
            const bool last = colon == part.npos;
            if (last && one.find('.') != one.npos) {
                groups += 2;
                return is_ipv4(one);
            }
            if (one.empty() || one.size() > 4 || !is_hexadecimal(one)) return false;
            ++groups;
            if (last) return true;
            part.remove_prefix(colon + 1);
            if (part.empty()) return false;
        }
        return true;
    };
    if (gap == s.npos) return count(s) && groups == 8;
    return count(s.substr(0, gap)) && count(s.substr(gap + 2)) && groups < 8;
}

inline bool is_cidr(std::string_view s) {
    const std::size_t slash = s.find('/');
    if (slash == s.npos) return false;
    const std::string_view address = s.substr(0, slash), bits = s.substr(slash + 1);
    return (is_ipv4(address) && digits_between(bits, 0, 32)) ||
           (is_ipv6(address) && digits_between(bits, 0, 128));
}

/// 8-4-4-4-12 digits; `version` 0 is any.
inline bool is_uuid(std::string_view s, char version = 0) {
    if (s.size() != 36) return false;
    for (std::size_t i = 0; i < s.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? s[i] != '-' : !is_hexadecimal(s.substr(i, 1))) return false;
    }
    return !version || s[14] == version;
}

inline bool is_date_time(const std::string& s) {
    try {
        core::parse_rfc3339(s);
        return true;
    } catch (const std::exception&) {
        return false;
    }
}
inline bool is_date(const std::string& s) {
    return s.size() == 10 && is_date_time(s + "T00:00:00Z");
}

inline bool is_email(std::string_view s) {
    const std::size_t sign = s.rfind('@');
    return sign != s.npos && sign > 0 && sign + 1 < s.size() &&
           s.find_first_of(" \t\r\n<>") == s.npos;
}
inline bool is_uri(std::string_view s) {
    const std::size_t colon = s.find(':');
    if (s.starts_with("/")) return true;
    if (colon == s.npos || colon == 0) return false;
    return std::all_of(s.begin(), s.begin() + static_cast<std::ptrdiff_t>(colon), [](char c) {
        return core::is_alphanumeric(c) || c == '+' || c == '-' || c == '.';
    });
}
inline bool is_mac(std::string_view s) {
    if (s.size() != 17) return false;
    for (std::size_t i = 0; i < s.size(); ++i)
        if (i % 3 == 2 ? s[i] != ':' && s[i] != '-' : !is_hexadecimal(s.substr(i, 1))) return false;
    return true;
}

inline bool has_format(const std::string& format, const std::string& s) {
    if (format == "date-time" || format == "datetime") return is_date_time(s);
    if (format == "date") return is_date(s);
    if (format == "byte") return core::decode_base64(s).has_value();
    if (format == "ipv4") return is_ipv4(s);
    if (format == "ipv6") return is_ipv6(s);
    if (format == "cidr") return is_cidr(s);
    if (format == "uuid") return is_uuid(s);
    if (format == "uuid3") return is_uuid(s, '3');
    if (format == "uuid4") return is_uuid(s, '4');
    if (format == "uuid5") return is_uuid(s, '5');
    if (format == "hostname") return core::is_dns_subdomain(s);
    if (format == "email") return is_email(s);
    if (format == "uri") return is_uri(s);
    if (format == "mac") return is_mac(s);
    if (format == "duration") return core::parse_duration(s).has_value();
    return true;
}

}  // namespace slipway::apiserver::custom::detail
