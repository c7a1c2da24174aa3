// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <slipway/runtime/any_runtime.hpp>
#include <slipway/runtime/rootless_surroundings.hpp>

namespace slipway::runtime {

/// A runtime, and in a sentence why it is this one.
struct choice {
    any_runtime runtime;
    std::string why{};
};

/// The runtime of this name (`linux`, `runc`, `crun`, `process`, `docker`, `memory`); for an empty
/// name the strongest that works here. `docker:SOCKET` is a daemon that answers at another socket
/// than Docker's. Its files go below `root`. `rootless`: where this program is root of a user
/// namespace only. Throws `status_error`: invalid for another name, or why the runtime does not
/// work here.
choice choose(std::string_view name, const std::filesystem::path& root,
              const std::optional<rootless_surroundings>& rootless = std::nullopt);

}  // namespace slipway::runtime

#ifndef SLIPWAY_COMPILED
#include <slipway/runtime/detail/choose.hpp>
#endif
