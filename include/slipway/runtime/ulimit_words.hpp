// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <sys/resource.h>

#include <slipway/core/number_in.hpp>
#include <slipway/core/status.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime {

/// The kernel's number of a limit (setrlimit(2)) by the name that Docker and Podman have for it;
/// nothing for what is none.
inline std::optional<int> ulimit_resource(std::string_view name) {
    for (const auto& [known, number] : {std::pair<std::string_view, int>("core", RLIMIT_CORE),
                                        {"cpu", RLIMIT_CPU},
                                        {"data", RLIMIT_DATA},
                                        {"fsize", RLIMIT_FSIZE},
                                        {"locks", RLIMIT_LOCKS},
                                        {"memlock", RLIMIT_MEMLOCK},
                                        {"msgqueue", RLIMIT_MSGQUEUE},
                                        {"nice", RLIMIT_NICE},
                                        {"nofile", RLIMIT_NOFILE},
                                        {"nproc", RLIMIT_NPROC},
                                        {"rss", RLIMIT_RSS},
                                        {"rtprio", RLIMIT_RTPRIO},
                                        {"rttime", RLIMIT_RTTIME},
                                        {"sigpending", RLIMIT_SIGPENDING},
                                        {"stack", RLIMIT_STACK}})
        if (known == name) return number;
    return std::nullopt;
}

/// Throws `status_error` (invalid) for a name that there is not, and for a soft limit above the
/// hard one.
inline void check_ulimit(const ulimit& u) {
    if (!ulimit_resource(u.name))
        throw status_error(
            core::reason::invalid,
            "there is no limit '" + u.name.substr(0, 64) +
                "'; core, cpu, data, fsize, locks, memlock, msgqueue, nice, nofile, nproc, rss, rtprio, rttime, sigpending and stack are limits");
    if (u.soft > u.hard)
        throw status_error(
            core::reason::invalid,
            "the limit " + u.name +
                " cannot be what it may not reach: its first number is above its second");
}

/// `nofile=1024:2048`, `nofile=1024` for both, -1 for no limit (Docker, `--ulimit`). Throws
/// `status_error` (invalid).
inline ulimit ulimit_named(std::string_view text) {
    const auto equals = text.find('='), colon = text.find(':');
    const auto number = [&](std::string_view digits) {
        if (digits == "-1" || digits == "unlimited") return ulimit::unlimited;
        const auto made = core::number_in<std::uint64_t>(digits);
        if (!made)
            throw status_error(core::reason::invalid,
                               "'" + std::string(text) + "' is no limit, such as nofile=1024:2048");
        return *made;
    };
    if (equals == text.npos)
        throw status_error(core::reason::invalid,
                           "'" + std::string(text) + "' is no limit, such as nofile=1024:2048");
    ulimit made{.name = std::string(text.substr(0, equals))};
    made.soft =
        number(text.substr(equals + 1, colon == text.npos ? text.npos : colon - equals - 1));
    made.hard = colon == text.npos ? made.soft : number(text.substr(colon + 1));
    check_ulimit(made);
    return made;
}

}  // namespace slipway::runtime
