// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/core/number_in.hpp>
#include <slipway/core/split.hpp>
#include <slipway/core/status.hpp>

namespace slipway::runtime {

/// The numbers that a list of CPUs or of nodes of memory names, such as `0-2,5` (cpuset(7), "List
/// format"); nothing for what is none.
inline std::optional<std::vector<bool>> numbers_of_list(const std::string& text) {
    constexpr unsigned most = 8191;
    std::vector<bool> made;
    for (const std::string& part : core::split(text)) {
        const auto dash = part.find('-');
        const auto first = core::number_in<unsigned>(std::string_view(part).substr(0, dash));
        const auto last = dash == part.npos
                              ? first
                              : core::number_in<unsigned>(std::string_view(part).substr(dash + 1));
        if (!first || !last || *first > *last || *last > most) return std::nullopt;
        if (made.size() <= *last) made.resize(*last + 1);
        for (unsigned n = *first; n <= *last; ++n) made[n] = true;
    }
    return made.empty() ? std::nullopt : std::optional(made);
}

/// What lists of CPUs and of nodes of memory are called, and where the kernel says which there are.
struct listed {
    const char* name;
    const char* online;
};
inline constexpr listed listed_cpus{"CPUs", "/sys/devices/system/cpu/online"};
inline constexpr listed listed_nodes{"nodes of memory", "/sys/devices/system/node/online"};

/// All that this machine has. Throws `status_error` where the kernel does not say it.
inline std::string all_listed(const listed& of) {
    std::string made;
    if (!(std::ifstream(of.online) >> made))
        throw status_error(core::reason::internal_error,
                           std::string("this machine does not say which ") + of.name +
                               " it has: there is no " + of.online);
    return made;
}
/// Throws `status_error` (invalid) for what is no list, and for what this machine does not have. An
/// empty text names all.
inline void check_list(const std::string& text, const listed& of) {
    if (text.empty()) return;
    const auto wanted = numbers_of_list(text);
    if (!wanted)
        throw status_error(core::reason::invalid, "'" + text.substr(0, 64) + "' is no list of " +
                                                      of.name + ", such as 0-2,5");
    std::string online;
    if (!(std::ifstream(of.online) >> online)) return;
    const auto there = numbers_of_list(online);
    for (std::size_t n = 0; there && n < wanted->size(); ++n)
        if ((*wanted)[n] && (n >= there->size() || !(*there)[n]))
            throw status_error(core::reason::invalid,
                               "'" + text.substr(0, 64) + "' names " + of.name +
                                   " that this machine does not have: it has " + online);
}

}  // namespace slipway::runtime
