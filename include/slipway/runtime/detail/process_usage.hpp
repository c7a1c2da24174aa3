// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>
#include <vector>

#include <unistd.h>

#include <slipway/core/read_file.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// What processes say that they have used (proc(5), stat, 14th, 15th and 24th field). Those that
/// have ended are not counted.
inline container_usage usage_of(const std::vector<pid_t>& pids) {
    container_usage made;
    const long ticks = ::sysconf(_SC_CLK_TCK), page = ::sysconf(_SC_PAGESIZE);
    for (const pid_t pid : pids) {
        const std::string all =
            core::read_file("/proc/" + std::to_string(pid) + "/stat").value_or("");
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

/// The children of a process, theirs and so on (proc(5), children); none where this kernel does not
/// tell.
inline std::vector<pid_t> processes_below(pid_t pid) {
    std::vector<pid_t> made, ahead{pid};
    while (!ahead.empty()) {
        std::error_code ended;
        const std::filesystem::directory_iterator threads(
            "/proc/" + std::to_string(ahead.back()) + "/task", ended);
        ahead.pop_back();
        if (ended) continue;
        for (auto each = begin(threads); each != end(threads) && !ended; each.increment(ended)) {
            std::ifstream in(each->path() / "children");
            for (pid_t child = 0; in >> child;) {
                made.push_back(child);
                ahead.push_back(child);
            }
        }
    }
    return made;
}

}  // namespace slipway::runtime::detail
