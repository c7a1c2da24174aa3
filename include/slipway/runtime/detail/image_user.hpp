// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include <slipway/core/status.hpp>
#include <slipway/runtime/detail/layer_view.hpp>

namespace slipway::runtime::detail {

struct user_identity {
    uid_t uid = 0;
    gid_t gid = 0;
    std::vector<gid_t> groups{};
    std::string home = "/";
};

inline std::vector<std::vector<std::string>> colon_table(const layer_view& image,
                                                         const char* file) {
    std::vector<std::vector<std::string>> made;
    const auto path = image.find(file);
    if (!path) return made;
    std::ifstream in(*path);
    for (std::string line; std::getline(in, line) && made.size() < 10'000;) {
        std::vector<std::string> fields(1);
        for (const char c : line)
            if (c == ':') fields.emplace_back();
            else fields.back() += c;
        made.push_back(std::move(fields));
    }
    return made;
}

inline std::optional<std::uint32_t> id_number(std::string_view s) {
    std::uint32_t made = 0;
    const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), made);
    if (error != std::errc() || end != s.data() + s.size()) return std::nullopt;
    if (made == static_cast<uid_t>(-1)) return std::nullopt;  // setuid(2) would change nothing
    return made;
}

/// The id of a group, which is given by its name or id. Throws `status_error` (invalid) for a name
/// that is not there.
inline gid_t group_in(const layer_view& image, const std::string& group) {
    if (const auto number = id_number(group)) return *number;
    for (const auto& line : colon_table(image, "/etc/group"))
        if (line.size() >= 3 && line[0] == group)
            if (const auto gid = id_number(line[2])) return *gid;
    throw status_error(core::reason::invalid,
                       "unable to find group " + group + ": no matching entries in group file");
}

/// The ids behind `user`, `uid`, `user:group` or `uid:gid`, by the image's /etc/passwd and
/// /etc/group (OCI image spec, "config.User"). Throws `status_error` (invalid) for names that are
/// not there.
inline user_identity identity_in(const layer_view& image, const std::string& text) {
    user_identity made;
    const std::size_t colon = text.find(':');
    const std::string user = text.substr(0, colon).empty() ? "0" : text.substr(0, colon);
    const auto number = id_number(user);
    bool known = false;
    std::string name;
    for (const auto& line : colon_table(image, "/etc/passwd")) {
        if (line.size() < 6) continue;
        const auto uid = id_number(line[2]), gid = id_number(line[3]);
        if (!uid || !gid || (number ? *uid != *number : line[0] != user)) continue;
        made.uid = *uid;
        made.gid = *gid;
        made.home = line[5];
        name = line[0];
        known = true;
        break;
    }
    if (!known && !number)
        throw status_error(core::reason::invalid,
                           "unable to find user " + user + ": no matching entries in passwd file");
    if (!known) made.uid = *number;
    if (colon != text.npos) {
        made.gid = group_in(image, text.substr(colon + 1));
    } else if (known) {
        for (const auto& line : colon_table(image, "/etc/group")) {
            if (line.size() < 4 ||
                (',' + line[3] + ',').find(',' + name + ',') == std::string::npos)
                continue;
            if (const auto gid = id_number(line[2])) made.groups.push_back(*gid);
        }
    }
    // Otherwise a program that changes its group would get at what that one is denied.
    if (std::find(made.groups.begin(), made.groups.end(), made.gid) == made.groups.end())
        made.groups.insert(made.groups.begin(), made.gid);
    return made;
}

}  // namespace slipway::runtime::detail
