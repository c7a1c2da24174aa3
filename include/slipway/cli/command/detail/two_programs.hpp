// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <system_error>

#include <unistd.h>

namespace slipway::cli::command::detail {

// The command is two programs: a small one that people call, which also keeps pods, and the
// complete one behind it.
inline constexpr const char* small_program = "slipway";
inline constexpr const char* complete_program = "slipway-complete";

/// Where the other one is: in the directory of this one, as they are built, or as they are
/// installed. Empty where it is missing.
inline std::filesystem::path beside_this_program(const char* other) {
    std::error_code failed;
    const auto here = std::filesystem::read_symlink("/proc/self/exe", failed).parent_path();
    if (failed) return {};
    const bool in_libexec =
        here.filename() == "slipway" && here.parent_path().filename() == "libexec";
    const auto prefix = in_libexec ? here.parent_path().parent_path() : here.parent_path();
    for (const auto& place :
         {here / other, prefix / (in_libexec ? "bin" : "libexec/slipway") / other})
        if (::access(place.c_str(), X_OK) == 0) return place;
    return {};
}

}  // namespace slipway::cli::command::detail
