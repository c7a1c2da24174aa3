// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace slipway::runtime {

/// The process that has one pod of the `kept` runtime, so that its containers outlive the program
/// that started them: this program, started once more. The first thing that the main function of a
/// program with a `kept` runtime does:
///
///     if (const auto ended = slipway::runtime::run_shim(argc, argv)) return *ended;
///
/// Nothing where this is not such a process; otherwise it comes back when the pod has been removed
/// or is over, with the exit code. `afterwards` is called when it is over (`upkeep::result`): with
/// the directory of the runtime and the key of the pod, which is free.
std::optional<int> run_shim(int argc, char** argv,
                            const std::function<void(const std::filesystem::path& root,
                                                     const std::string& pod)>& afterwards = {});

}  // namespace slipway::runtime

#ifndef SLIPWAY_COMPILED
#include <slipway/runtime/detail/shim.hpp>
#endif
