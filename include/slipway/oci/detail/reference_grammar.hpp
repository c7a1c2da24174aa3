// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace slipway::oci::detail {

constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_word(char c) { return is_lower(c) || is_upper(c) || is_digit(c) || c == '_'; }
constexpr bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }

inline bool valid_tag(std::string_view tag) {
    return !tag.empty() && tag.size() <= 128 && is_word(tag[0]) &&
           std::all_of(tag.begin(), tag.end(),
                       [](char c) { return is_word(c) || c == '.' || c == '-'; });
}

inline bool looks_like_image_id(std::string_view name) {
    return name.size() == 64 && std::all_of(name.begin(), name.end(), is_hex);
}

/// Letters and digits in lower case, joined by one '.', one or two '_', or any number of '-'.
inline bool valid_path_component(std::string_view part) {
    const auto alphanumeric = [](char c) { return is_lower(c) || is_digit(c); };
    if (part.empty() || !alphanumeric(part.front()) || !alphanumeric(part.back())) return false;
    for (std::size_t i = 0; i < part.size();) {
        if (alphanumeric(part[i])) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (!alphanumeric(part[end])) ++end;  // the last one is
        const std::string_view joint = part.substr(i, end - i);
        const bool dashes = joint.find_first_not_of('-') == std::string_view::npos;
        if (!dashes && joint != "." && joint != "_" && joint != "__") return false;
        i = end;
    }
    return true;
}

inline bool valid_path(std::string_view path) {
    while (true) {
        const auto slash = path.find('/');
        if (!valid_path_component(path.substr(0, slash))) return false;
        if (slash == std::string_view::npos) return true;
        path.remove_prefix(slash + 1);
    }
}

inline bool valid_port(std::string_view port) {
    int number = 0;
    for (char c : port) {
        if (!is_digit(c) || number > 65535) return false;
        number = number * 10 + (c - '0');
    }
    return !port.empty() && number <= 65535;
}

inline bool valid_host(std::string_view host) {
    if (host.starts_with('[')) {  // an IPv6 address
        const auto end = host.find(']');
        if (end == std::string_view::npos || end == 1) return false;
        const auto address = host.substr(1, end - 1), rest = host.substr(end + 1);
        const auto inside = [](char c) { return is_hex(c) || (c >= 'A' && c <= 'F') || c == ':'; };
        return std::all_of(address.begin(), address.end(), inside) &&
               (rest.empty() || (rest[0] == ':' && valid_port(rest.substr(1))));
    }
    if (const auto colon = host.find(':'); colon != std::string_view::npos) {
        if (!valid_port(host.substr(colon + 1))) return false;
        host = host.substr(0, colon);
    }
    while (true) {
        const auto dot = host.find('.');
        const std::string_view label = host.substr(0, dot);
        if (label.empty() || label.front() == '-' || label.back() == '-') return false;
        for (char c : label)
            if (!(is_lower(c) || is_upper(c) || is_digit(c) || c == '-')) return false;
        if (dot == std::string_view::npos) return true;
        host.remove_prefix(dot + 1);
    }
}

/// Registry and path. The first part is a registry if it can be no path on Docker Hub.
inline std::pair<std::string, std::string> split_name(std::string_view name) {
    const auto slash = name.find('/');
    std::string registry = "docker.io", path(name);
    if (slash != std::string_view::npos) {
        const std::string_view first = name.substr(0, slash);
        if (first.find_first_of(".:") != std::string_view::npos || first == "localhost" ||
            std::any_of(first.begin(), first.end(), is_upper)) {
            registry = std::string(first);
            path = std::string(name.substr(slash + 1));
        }
    }
    if (registry == "index.docker.io") registry = "docker.io";
    if (registry == "docker.io" && path.find('/') == std::string::npos && !path.empty())
        path = "library/" + path;
    return {std::move(registry), std::move(path)};
}

/// Empty for a good one.
inline std::string why_bad_name(std::string_view registry, std::string_view path) {
    if (path.empty() || path == "library/") return "it has no repository name";
    if (!valid_host(registry))
        return "\"" + std::string(registry) + "\" is not a host name with an optional port";
    if (!valid_path(path)) {
        if (std::any_of(path.begin(), path.end(), is_upper))
            return "the repository name must be in lower case";
        return "the repository name must be lower-case letters and digits, joined by '.', '_', '__' or '-', and '/'";
    }
    if (registry.size() + 1 + path.size() > 255) return "the name is longer than 255 characters";
    return {};
}

/// A repository's name as registries take it: a path, with or without a registry's host before it.
inline bool valid_repository(std::string_view name) {
    if (name.size() > 255) return false;
    if (valid_path(name)) return true;
    const auto slash = name.find('/');
    return slash != std::string_view::npos && valid_host(name.substr(0, slash)) &&
           valid_path(name.substr(slash + 1));
}

}  // namespace slipway::oci::detail
