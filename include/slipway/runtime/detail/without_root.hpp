// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <string>

#include <sys/syscall.h>
#include <unistd.h>

#include <slipway/core/status.hpp>
#include <slipway/core/user_ids.hpp>
#include <slipway/runtime/detail/launch.hpp>
#include <slipway/runtime/types.hpp>
#include <slipway/runtime/ulimit_words.hpp>

namespace slipway::runtime::detail {

/// What a user may be in a user namespace. `nobody_else`: why there is only root.
inline void check_ids(credentials& who, const std::string& nobody_else) {
    who.alone = !nobody_else.empty();
    const std::uint64_t users = core::ids_here(), groups = core::ids_here("/proc/self/gid_map");
    const bool groups_known = std::all_of(who.user.groups.begin(), who.user.groups.end(),
                                          [&](const auto id) { return id < groups; });
    if (who.user.uid < users && who.user.gid < groups && (who.alone || groups_known)) return;
    const std::string asked =
        "user " + std::to_string(who.user.uid) + ':' + std::to_string(who.user.gid);
    if (who.alone)
        throw status_error(core::reason::invalid,
                           "without root a container has no other user than root: " + asked +
                               " cannot be had: " + nobody_else);
    throw status_error(core::reason::invalid,
                       asked + " or a group of it is beyond the " +
                           std::to_string(std::min(users, groups)) +
                           " users that there are without root (/etc/subuid, /etc/subgid)");
}

/// Limits of processes go down only, and so does how much the kernel spares one (capabilities(7),
/// CAP_SYS_RESOURCE): of this program's own.
inline void check_resources(const container_spec& spec) {
    for (const ulimit& u : spec.ulimits) {
        check_ulimit(u);
        decltype(process_limit::value) own{};
        if (::syscall(SYS_prlimit64, 0, *ulimit_resource(u.name), nullptr, &own) != 0 ||
            u.hard <= own.hard)
            continue;
        throw status_error(
            core::reason::invalid,
            "the limit " + u.name + " cannot be " +
                (u.hard == ulimit::unlimited ? "taken away"
                                             : "raised to " + std::to_string(u.hard)) +
                ": without root it cannot be more than this program's own, " +
                std::to_string(own.hard) + " (ulimit -H)");
    }
    int own = 0;
    std::ifstream("/proc/self/oom_score_adj") >> own;
    if (spec.oom_score_adj && spec.oom_score_adj < own)
        throw status_error(core::reason::invalid,
                           "oom_score_adj cannot be " + std::to_string(spec.oom_score_adj) +
                               ": without root it cannot be less than this program's own, " +
                               std::to_string(own));
}

/// Throws `status_error` (invalid) for what a container cannot have where this program is root of a
/// user namespace only. `nobody_else`: why there is only root.
inline void check_without_root(credentials& who, const container_spec& spec,
                               const std::string& nobody_else) {
    if (spec.pid.whose != namespace_choice::own)
        throw status_error(
            core::reason::invalid,
            "without root the processes of a container are in a pid namespace of their own: it cannot be among those of this machine, or of another container");
    check_ids(who, nobody_else);
    if (who.alone && !spec.groups.empty())
        throw status_error(core::reason::invalid,
                           "without root a container has no other group than root's: group " +
                               spec.groups.front() + " cannot be had: " + nobody_else);
    const std::uint64_t users = core::ids_here(), groups = core::ids_here("/proc/self/gid_map");
    for (const tmpfs& t : spec.tmpfs)
        if (t.uid >= users || t.gid >= groups)
            throw status_error(
                core::reason::invalid,
                "the directory in memory " + t.target + " cannot belong to " +
                    std::to_string(t.uid) + ':' + std::to_string(t.gid) +
                    ": there is no such user without root" +
                    (nobody_else.empty() ? " (/etc/subuid, /etc/subgid)" : ": " + nobody_else));
    check_resources(spec);
}

}  // namespace slipway::runtime::detail
