// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <unistd.h>

#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// What processes say that they have used (proc(5), stat, 14th, 15th and 24th field). Those that have ended are not counted.
inline container_usage usage_of(const std::vector<pid_t>& pids) {
    container_usage made;
    const long ticks = ::sysconf(_SC_CLK_TCK), page = ::sysconf(_SC_PAGESIZE);
    for (const pid_t pid : pids) {
        std::ifstream in("/proc/" + std::to_string(pid) + "/stat");
        std::string all((std::istreambuf_iterator<char>(in)), {});
        const auto after_name = all.rfind(')');
        if (after_name == all.npos) continue;
        std::istringstream fields(all.substr(after_name + 2));
        std::string skipped;
        std::int64_t user = 0, system = 0, resident = 0;
        for (int i = 3; i < 14; ++i) fields >> skipped;
        fields >> user >> system;
        for (int i = 16; i < 24; ++i) fields >> skipped;
        fields >> resident;
        made.cpu += std::chrono::nanoseconds((user + system) * (1'000'000'000 / ticks));
        made.memory_bytes += static_cast<std::uint64_t>(resident * page);
        ++made.processes;
    }
    return made;
}

}  // namespace slipway::runtime::detail
