// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include <sys/types.h>

namespace slipway::runtime::detail {

/// When a process was started, in clock ticks since boot (proc(5), stat, 22nd field): with its id, its name for ever.
inline std::string start_of(pid_t pid) {
    std::ifstream in("/proc/" + std::to_string(pid) + "/stat");
    std::string all((std::istreambuf_iterator<char>(in)), {});
    const auto after_name = all.rfind(')');
    if (after_name == all.npos) return {};
    std::istringstream fields(all.substr(after_name + 2));
    std::string field;
    for (int i = 0; i < 20; ++i) fields >> field;
    return field;
}

}  // namespace slipway::runtime::detail
