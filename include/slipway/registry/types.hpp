// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <slipway/oci/descriptor.hpp>

namespace slipway::registry {

/// Part of a blob: `length` bytes from `offset`, or all that follow.
struct byte_range {
    std::uint64_t offset = 0;
    std::optional<std::uint64_t> length{};
};

/// A manifest as it is stored: the very bytes whose digest the descriptor has.
struct stored_manifest {
    oci::descriptor descriptor{};
    std::string bytes{};
};

/// What a put has done.
struct put_result {
    oci::digest digest{};
    oci::digest subject{};  ///< the manifest that it refers to; `empty()` for none
    std::vector<std::string> tags{};
};

/// A blob as a registry keeps it.
struct stored_blob {
    oci::digest digest{};
    std::uint64_t size = 0;  ///< bytes
    /// when it came, or somebody last heard that it is there
    std::chrono::system_clock::time_point renewed{};
};

}  // namespace slipway::registry
