// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>

#include <slipway/oci/digest.hpp>
#include <slipway/oci/reference.hpp>

namespace slipway::engine {

/// What happens to one blob of an image that is pulled or pushed.
enum class transfer_step {
    waiting,      ///< will be moved, or turn out to be there
    present,      ///< was there already
    downloading,
    unpacking,
    pulled,       ///< all of it is here and unpacked
    uploading,
    pushed,
};

/// How far one blob is.
struct transfer {
    oci::reference reference{};
    oci::digest blob{};
    transfer_step step = transfer_step::waiting;
    std::uint64_t done = 0, total = 0;  ///< bytes of the blob
};

/// Is told of each step; from several threads, one at a time.
using transfer_sink = std::function<void(const transfer&)>;

}  // namespace slipway::engine
