// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <vector>

#include <unistd.h>

#include <slipway/runtime/detail/owned_fd.hpp>

namespace slipway::runtime::detail {

/// The ways into a container's control groups for a process that is about to be made. It goes in by
/// itself, or is born there: who puts another process into a group waits for all processors of the
/// machine (the kernel's lock of thread groups), several milliseconds each.
struct group_entrance {
    /// version 1: the files `tasks`, of threads; a new process is one
    std::vector<owned_fd> tasks{};
    owned_fd born_in{};  ///< version 2: the group, for clone3(2)

    /// To be called by the new process. `errno` says why not.
    bool enter() const {
        return std::all_of(tasks.begin(), tasks.end(),
                           [](const owned_fd& each) { return ::write(each.get(), "0", 1) == 1; });
    }
};

}  // namespace slipway::runtime::detail
