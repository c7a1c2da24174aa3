// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace slipway::runtime {

/// Whose namespace of a kind a pod or a container is in (namespaces(7)).
struct namespace_choice {
    enum owner {
        own,        ///< one of its own
        machine,    ///< this machine's
        container,  ///< that of another container, which runs
    };

    owner whose = own;
    std::string key{};  ///< of that container
    long process = 0;   ///< the first one of that container, where it is found already
    /// when that has started, as the kernel counts (proc(5)): no other of its number is taken for
    /// it
    std::uint64_t since = 0;

    friend bool operator==(const namespace_choice&, const namespace_choice&) = default;
};

}  // namespace slipway::runtime
