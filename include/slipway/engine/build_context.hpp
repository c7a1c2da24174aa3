// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include <slipway/core/read_file.hpp>
#include <slipway/core/status.hpp>
#include <slipway/oci/dockerignore.hpp>

namespace slipway::engine {

/// The directory from which COPY and ADD take, and what of it is left out. Default made: there is
/// none.
struct build_context {
    std::filesystem::path directory{};
    oci::dockerignore ignored{};
};

/// The text of a Dockerfile or the like. Throws `status_error`: not_found, request_entity_too_large
/// beyond 1 MiB.
inline std::string read_build_file(const std::filesystem::path& file) {
    std::error_code none;
    if (!std::filesystem::is_regular_file(file, none))
        throw status_error(core::reason::not_found, "there is no file " + file.string());
    if (std::filesystem::file_size(file, none) > 1024 * 1024)
        throw status_error(core::reason::request_entity_too_large,
                           file.string() + " has more than 1 MiB");
    auto made = core::read_file(file);
    if (!made) throw status_error(core::reason::internal_error, "cannot read " + file.string());
    return std::move(*made);
}

/// The directory with its `.dockerignore`; one beside the Dockerfile that is named as this with
/// `.dockerignore` behind it comes first. Throws `status_error`: not_found, or invalid for a bad
/// line.
inline build_context open_build_context(const std::filesystem::path& directory,
                                        const std::filesystem::path& dockerfile = {}) {
    std::error_code none;
    if (!std::filesystem::is_directory(directory, none))
        throw status_error(core::reason::not_found,
                           "there is no directory " + directory.string() + " to build from");
    build_context made{directory, {}};
    for (const auto& file : {std::filesystem::path(dockerfile.string() + ".dockerignore"),
                             directory / ".dockerignore"})
        if (std::filesystem::exists(file, none)) {
            made.ignored = oci::dockerignore::parse(read_build_file(file));
            break;
        }
    return made;
}

}  // namespace slipway::engine
