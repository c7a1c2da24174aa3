// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include <slipway/core/read_file.hpp>
#include <slipway/core/status.hpp>

namespace slipway::net {

/// The content of a file that a person would write: of 16 MiB at most. Nothing where it cannot be
/// read.
inline std::optional<std::string> read_small_file(const std::filesystem::path& file) {
    return core::read_file(file, 16 * 1024 * 1024);
}

/// Of a certificate or key. Throws `status_error` (bad_request) that names `what` and the file.
inline std::string read_pem_file(const std::filesystem::path& file, const std::string& what) {
    auto content = read_small_file(file);
    if (!content || content->empty())
        throw core::status_error(core::reason::bad_request,
                                 "cannot read " + what + " from '" + file.string() + "'");
    return std::move(*content);
}

}  // namespace slipway::net
