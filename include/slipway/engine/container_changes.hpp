// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <slipway/engine/container.hpp>

namespace slipway::engine {

enum class change_kind { modified, added, deleted };

/// A file of a container that is not as its image has it.
struct file_change {
    change_kind kind{};
    std::string path{};  ///< absolute

    friend bool operator==(const file_change&, const file_change&) = default;
};

/// What a container has changed of its image's files since it was made, by path; directories that
/// lead to changes are modified. What the runtime itself puts there (`/etc/hosts` and the like),
/// and what lies in volumes, is left out. Throws `status_error`: invalid where the runtime does not
/// keep apart what a container changes; internal_error.
std::vector<file_change> container_changes(const container& of);

}  // namespace slipway::engine

#ifndef SLIPWAY_COMPILED
#include <slipway/engine/detail/container_changes.hpp>
#endif
