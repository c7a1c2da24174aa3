// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include <slipway/core/split.hpp>
#include <slipway/core/status.hpp>

namespace slipway::runtime {

/// Where this machine keeps what it knows of time zones (tzfile(5)).
struct time_zone_places {
    std::filesystem::path zones = "/usr/share/zoneinfo";
    std::filesystem::path own = "/etc/localtime";  ///< that of the machine itself
};

/// The file of a time zone of this machine, such as `Europe/Berlin`; of `local`, that which this
/// machine is in. Links are followed. Throws `status_error` (invalid) for what is no name of one,
/// or is not there.
inline std::filesystem::path time_zone_file(const std::string& zone,
                                            const time_zone_places& places = {}) {
    const auto refuse = [](const std::string& why) {
        return status_error(core::reason::invalid, why);
    };
    const bool local = zone == "local";
    const std::string said = '\'' + zone.substr(0, 128) + '\'';
    const auto good = [](const std::string& part) {
        constexpr std::string_view others = "_+-.";
        const auto fits = [&](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   others.find(c) != others.npos;
        };
        return !part.empty() && part != "." && part != ".." &&
               std::all_of(part.begin(), part.end(), fits);
    };
    const auto parts = core::split(zone, '/');
    if (!std::all_of(parts.begin(), parts.end(), good))
        throw refuse(
            said +
            " is no time zone, such as Europe/Berlin, UTC, or local for that of this machine");
    std::error_code error;
    if (!local && !std::filesystem::is_directory(places.zones, error))
        throw refuse("this machine knows no time zones, and so not " + said + ": there is no " +
                     places.zones.string());
    const auto asked = local ? places.own : places.zones / zone;
    const auto made = std::filesystem::canonical(asked, error);
    if (error && local)
        throw refuse("this machine does not say in which time zone it is: there is no " +
                     asked.string());
    std::array<char, 4> head{};
    std::ifstream in;
    if (!error && std::filesystem::is_regular_file(made, error)) in.open(made, std::ios::binary);
    if (!in.is_open() || !in.read(head.data(), head.size()) ||
        std::string_view(head.data(), head.size()) != "TZif")
        throw refuse("there is no time zone " + said + " on this machine: " + asked.string() +
                     " is none");
    return made;
}

}  // namespace slipway::runtime
