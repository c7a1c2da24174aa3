// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include <slipway/oci/digest.hpp>

namespace slipway::oci {

/// What becomes of a layer's deletions (OCI image spec, layer, "Whiteouts").
enum class whiteout_form {
    /// as overlayfs reads them in a lower directory: character device 0/0, opaque attribute
    overlay,
    apply,  ///< what they name is removed from the directory
};

struct unpack_limits {
    std::uint64_t bytes = std::uint64_t{64}
                          << 30;  ///< of the plain tar, and of all files with their holes filled
    std::uint64_t entries = 4'000'000;
};

struct unpack_options {
    whiteout_form whiteouts = whiteout_form::overlay;
    unpack_limits limits{};
    bool more_compressions = false;  ///< bzip2 and xz too, which layers do not have
    /// What the plain tar must hash to; `empty()`: anything.
    digest diff_id{};
    /// Reads and inflates in a thread of its own while files are made. Where this throws, it waits
    /// for the bytes that are being read.
    bool reads_ahead = false;
};

struct unpacked_layer {
    digest diff_id{};
    std::uint64_t bytes = 0;  ///< of the files
    std::uint64_t entries = 0;
    std::uint64_t skipped_devices = 0;  ///< device nodes, which only root can make
};

}  // namespace slipway::oci
