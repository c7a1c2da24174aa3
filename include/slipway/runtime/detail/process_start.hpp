// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <sstream>
#include <string>

#include <sys/types.h>

#include <slipway/core/read_file.hpp>

namespace slipway::runtime::detail {

/// When a process was started, in clock ticks since boot (proc(5), stat, 22nd field): with its id,
/// its name for ever.
inline std::string start_of(pid_t pid) {
    const std::string all = core::read_file("/proc/" + std::to_string(pid) + "/stat").value_or("");
    const auto after_name = all.rfind(')');
    if (after_name == all.npos) return {};
    std::istringstream fields(all.substr(after_name + 2));
    std::string field;
    for (int i = 0; i < 20; ++i) fields >> field;
    return field;
}

}  // namespace slipway::runtime::detail
