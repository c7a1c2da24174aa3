// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include <pwd.h>
#include <unistd.h>

#include <slipway/core/number_in.hpp>
#include <slipway/core/run_command.hpp>
#include <slipway/core/status.hpp>

namespace slipway::runtime::detail {

/// Ids of this machine that a user may give to others in his user namespaces (subuid(5)).
struct id_range {
    std::uint32_t first = 0, count = 0;
};

/// Those of the user of this name or id in `/etc/subuid` or `/etc/subgid`: lines of
/// `user:first:count`.
inline std::vector<id_range> subordinate_ids(const std::string& file, const std::string& name,
                                             uid_t id) {
    std::vector<id_range> made;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        const auto one = line.find(':');
        const auto two = one == line.npos ? one : line.find(':', one + 1);
        if (two == line.npos) continue;
        const std::string who = line.substr(0, one);
        if ((name.empty() || who != name) && who != std::to_string(id)) continue;
        const auto first =
            core::number_in<std::uint32_t>(std::string_view(line).substr(one + 1, two - one - 1));
        const auto count = core::number_in<std::uint32_t>(std::string_view(line).substr(two + 1));
        if (first && count && *count > 0) made.push_back({*first, *count});
    }
    return made;
}

/// Gives the user namespace of a process, which this user has made, users and groups beside root,
/// who is this user: by newuidmap(1) and newgidmap(1), which may do that for ids that are this
/// user's. Throws `status_error` that says what is missing; the process has a part of its users
/// then.
inline void map_subordinate_ids(pid_t process) {
    const passwd* const known = ::getpwuid(::geteuid());
    const std::string name = known ? known->pw_name : "";
    const auto missing = [](std::string why) {
        return status_error(core::reason::not_found, std::move(why));
    };
    const auto map = [&](const std::string& program, const std::string& file,
                         const std::string& own) {
        std::vector<std::string> words{program, std::to_string(process), "0", own, "1"};
        std::uint64_t next = 1;
        for (const id_range& each : subordinate_ids(file, name, ::geteuid())) {
            for (const std::uint64_t n :
                 {next, std::uint64_t(each.first), std::uint64_t(each.count)})
                words.push_back(std::to_string(n));
            next += each.count;
        }
        if (next == 1)
            throw missing("user " + (name.empty() ? std::to_string(::geteuid()) : name) +
                          " has no subordinate ids in " + file);
        const auto said = core::run_command(words, {}, std::chrono::seconds(10), 4096);
        if (said.not_started != 0) throw missing(program + " is not installed (Debian: uidmap)");
        if (said.exit_code != 0)
            throw missing(program +
                          " refuses: " + said.complaints.substr(0, said.complaints.find('\n')));
    };
    map("newuidmap", "/etc/subuid", std::to_string(::geteuid()));
    map("newgidmap", "/etc/subgid", std::to_string(::getegid()));
}

}  // namespace slipway::runtime::detail
