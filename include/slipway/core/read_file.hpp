// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <istream>
#include <limits>
#include <optional>
#include <string>

namespace slipway::core {

namespace detail {

inline std::optional<std::string> rest_of(std::istream& in, std::size_t most) {
    std::string made;
    for (std::array<char, 4096> part; in.read(part.data(), part.size()) || in.gcount() > 0;) {
        made.append(part.data(), static_cast<std::size_t>(in.gcount()));
        if (made.size() > most) return {};
    }
    if (!in.eof()) return {};
    return made;
}

}  // namespace detail

/// The content of a file of `most` bytes at most. Nothing where it cannot be read, is longer, or
/// goes away while it is read, as the files of a process do (proc(5)). A stream's iterators would
/// throw then, and say no file's name.
inline std::optional<std::string> read_file(
    const std::filesystem::path& file, std::size_t most = std::numeric_limits<std::size_t>::max()) {
    std::ifstream in(file, std::ios::binary);
    return detail::rest_of(in, most);
}

}  // namespace slipway::core
