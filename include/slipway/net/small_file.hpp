// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <utility>

#include <slipway/core/status.hpp>

namespace slipway::net {

/// The content of a file that a person would write: of 16 MiB at most. Nothing where it cannot be read.
inline std::optional<std::string> read_small_file(const std::filesystem::path& file) {
    constexpr std::size_t most = 16 * 1024 * 1024;
    std::error_code unknown;
    if (std::filesystem::is_directory(file, unknown)) return {};
    std::ifstream in(file, std::ios::binary);
    std::string made;
    char buffer[4096];
    while (in.read(buffer, sizeof buffer) || in.gcount() > 0) {
        made.append(buffer, static_cast<std::size_t>(in.gcount()));
        if (made.size() > most) return {};
    }
    return in.eof() ? std::optional(std::move(made)) : std::nullopt;
}

/// Of a certificate or key. Throws `status_error` (bad_request) that names `what` and the file.
inline std::string read_pem_file(const std::filesystem::path& file, const std::string& what) {
    auto content = read_small_file(file);
    if (!content || content->empty())
        throw core::status_error(core::reason::bad_request, "cannot read " + what + " from '" + file.string() + "'");
    return std::move(*content);
}

}  // namespace slipway::net
