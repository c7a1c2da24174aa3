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
    waiting,  ///< will be moved, or turn out to be there
    present,  ///< was there already
    downloading,
    unpacking,
    pulled,  ///< all of it is here and unpacked
    uploading,
    pushed,
};

/// What docker calls it.
inline const char* words_of(transfer_step step) {
    switch (step) {
        case transfer_step::waiting: return "Waiting";
        case transfer_step::present: return "Already exists";
        case transfer_step::downloading: return "Downloading";
        case transfer_step::unpacking: return "Extracting";
        case transfer_step::pulled: return "Pull complete";
        case transfer_step::uploading: return "Pushing";
        case transfer_step::pushed: return "Pushed";
    }
    return "";
}

/// Whether there is something to tell of how far it is.
inline bool has_bar(transfer_step step) {
    return step == transfer_step::downloading || step == transfer_step::unpacking ||
           step == transfer_step::uploading;
}
/// Whether nothing more comes of that blob.
inline bool is_last(transfer_step step) {
    return step == transfer_step::present || step == transfer_step::pulled ||
           step == transfer_step::pushed;
}

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
