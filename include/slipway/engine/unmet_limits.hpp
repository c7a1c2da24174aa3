// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <slipway/engine/containers.hpp>
#include <slipway/runtime/kept.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::engine {

/// Which of these limits a container goes without on a machine whose runtime says this of itself: a
/// sentence for each, with the reason. Most often that is one where nobody has delegated a control
/// group to this user.
inline std::vector<std::string> unmet_limits(const runtime::runtime_info& machine,
                                             const runtime::limits& wanted) {
    std::vector<std::string> made;
    const auto look = [&](bool asked, std::string_view what) {
        if (!asked) return;
        const std::string name = std::string(what) + " limits: ";
        for (const std::string& lack : machine.lacks)
            if (lack.starts_with(name))
                made.push_back("the container goes without its " + std::string(what) +
                               " limit: " + lack.substr(name.size()));
            else if (lack.starts_with("limits of memory"))
                made.push_back("the container goes without its " + std::string(what) +
                               " limit: the runtime " + machine.name + " has none");
    };
    look(wanted.memory_bytes != 0, "memory");
    look(wanted.cpu_millis != 0, "cpu");
    look(wanted.processes != 0, "pids");
    return made;
}
/// The same of the machine of these containers, which is asked only where there are such limits.
inline std::vector<std::string> unmet_limits(containers& all, const runtime::limits& wanted) {
    if (wanted.memory_bytes == 0 && wanted.cpu_millis == 0 && wanted.processes == 0) return {};
    return unmet_limits(all.runtime().info_without_trial(), wanted);
}

}  // namespace slipway::engine
