// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace slipway::runtime {

/// What stands in for this machine where a program is root of a user namespace only.
struct rootless_surroundings {
    int network = -1;  ///< a descriptor of the network namespace in which pods have their bridges
    std::string no_gateway{};  ///< why nothing leads out of it; empty where something does
    /// in it, which asks that of this machine; empty where there is none
    std::string name_server{};
    std::string no_other_users{};  ///< why there is nobody but root; empty where there are others
};

/// Whether runtimes of this name can have their pods there.
constexpr bool works_without_root(std::string_view kind) {
    return kind == "linux" || kind == "runc" || kind == "crun";
}

}  // namespace slipway::runtime
