// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

namespace slipway::runtime {

/// The process that has one pod of the `kept` runtime, so that its containers outlive the program that started them: this
/// program, started once more. The first thing that the main function of a program with a `kept` runtime does:
///
///     if (const auto ended = slipway::runtime::run_shim(argc, argv)) return *ended;
///
/// Nothing where this is not such a process; otherwise it comes back when the pod has been removed, with the exit code.
std::optional<int> run_shim(int argc, char** argv);

}  // namespace slipway::runtime

#ifndef SLIPWAY_COMPILED
#include <slipway/runtime/detail/shim.hpp>
#endif
