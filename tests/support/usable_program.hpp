// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdlib>
#include <string>

#include <slipway/core/run_command.hpp>

namespace support {

/// The program that is to be used: what the environment names by `variable`, or the one of that
/// name on PATH; empty where it cannot be asked for its version.
inline std::string usable_program(const char* variable, const char* name,
                                  const char* version = "--version") {
    const char* const given = std::getenv(variable);
    const std::string program = given ? given : name;
    const auto tried =
        slipway::core::run_command({program, version}, {}, std::chrono::seconds(30), 4096);
    return tried.not_started == 0 && tried.exit_code == 0 ? program : "";
}

}  // namespace support
