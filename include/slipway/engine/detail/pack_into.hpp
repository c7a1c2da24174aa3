// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <ios>
#include <string>
#include <string_view>

#include <slipway/core/status.hpp>
#include <slipway/oci/pack.hpp>

namespace slipway::engine::detail {

/// Packs a layer into a file by `pack(sink)`. Throws `status_error`.
template <class F>
oci::packed_layer pack_into(const std::filesystem::path& file, F pack) {
    std::ofstream out(file, std::ios::binary);
    const auto check = [&] {
        if (!out)
            throw status_error(core::reason::internal_error,
                               "cannot write " + file.string() + ": " + std::strerror(errno));
    };
    check();
    auto made = pack([&](std::string_view part) {
        out.write(part.data(), static_cast<std::streamsize>(part.size()));
        check();
    });
    out.close();
    check();
    return made;
}

}  // namespace slipway::engine::detail
