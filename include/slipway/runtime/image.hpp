// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/oci/image_config.hpp>
#include <slipway/oci/reference.hpp>
#include <slipway/oci/unpack_types.hpp>

namespace slipway::runtime {

/// An image that is on this machine, unpacked.
struct image {
    oci::digest id{};  ///< digest of its configuration
    /// digest of the manifest that was pulled (of the index, if it came from one)
    oci::digest manifest{};
    oci::digest chosen{};  ///< digest of this machine's manifest; the same where there was no index
    oci::reference reference{};  ///< the name that was asked for
    oci::image_config config{};
    /// directories in overlayfs' form, lowest first; never write to them
    std::vector<std::filesystem::path> layers{};
    std::uint64_t size = 0;  ///< bytes of all its layers, unpacked
    bool pulled = false;     ///< false when nothing had to be fetched
};

/// How far the pull of one layer is. Calls come from several threads, one at a time.
struct pull_progress {
    oci::reference reference{};
    oci::digest layer{};      ///< the blob
    std::uint64_t done = 0;   ///< bytes of the blob that are unpacked
    std::uint64_t total = 0;  ///< size of the blob
    bool present = false;     ///< it was there already
};
using pull_progress_sink = std::function<void(const pull_progress&)>;

/// How an image store works.
struct image_store_options {
    oci::platform platform = oci::host_platform();  ///< what is taken from an index
    unsigned parallel_layers = 4;  ///< how many layers of an image are fetched at once
    oci::unpack_limits limits{};   ///< of one layer
};

/// What an image store holds.
struct image_usage {
    std::size_t images = 0;  ///< distinct images
    std::size_t layers = 0;
    std::uint64_t bytes = 0;  ///< bytes of the unpacked layers, each once
};

}  // namespace slipway::runtime
