// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/runtime/types.hpp>

namespace slipway::engine {

/// What somebody wants for a network of his own.
struct network_options {
    std::string name{};
    std::string subnet{};   ///< `10.241.7.0/24`; empty: one that is free, with 254 addresses
    std::string gateway{};  ///< this machine's address in it; empty: the first
    /// where addresses are taken from that nobody has named, such as `10.241.7.128/25`; empty: all
    /// of the subnet
    std::string range{};
    bool internal = false;  ///< its containers reach each other and this machine only
    std::map<std::string, std::string> labels{};
};

/// A network of this machine: one that somebody has made, or one of those that are always there.
struct named_network {
    std::string id{};  ///< 64 hexadecimal digits; of a predefined one, its name
    std::string name{};
    std::string subnet{}, gateway{};  ///< empty of a predefined one
    std::string range{};              ///< empty: all of the subnet
    bool internal = false;
    std::map<std::string, std::string> labels{};
    runtime::wall_time created{};
    std::vector<std::string> containers{};  ///< the ids of those that are in it, running or not
};

/// Those that are always there: of all containers that ask for no other (`bridge`, which `default`
/// means too), of the machine, of nobody.
inline bool is_predefined_network(std::string_view name) {
    return name == "bridge" || name == "default" || name == "host" || name == "none";
}

/// What docker calls the driver of the network of that name.
inline std::string driver_of(std::string_view name) {
    if (name == "none") return "null";
    return name == "host" ? "host" : "bridge";
}

}  // namespace slipway::engine
