// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <slipway/engine/images.hpp>

namespace slipway::engine {

/// How one layer of an image came to be.
struct image_step {
    std::string created{};  ///< RFC 3339, or empty
    std::string created_by{};
    std::string comment{};
    std::uint64_t size = 0;  ///< bytes of the layer, unpacked; 0 where the step made none
};

/// The steps of an image, the last first. Layers that its history does not tell of stand at the
/// end, without words.
inline std::vector<image_step> history(const images& all, const runtime::image& image) {
    std::vector<image_step> made;
    std::size_t layer = 0;
    const auto next_size = [&] {
        return layer < image.config.diff_ids.size() ? all.layer_size(image.config.diff_ids[layer++])
                                                    : 0;
    };
    for (const oci::history_entry& h : image.config.history)
        made.push_back({h.created, h.created_by, h.comment, h.empty_layer ? 0 : next_size()});
    while (layer < image.config.diff_ids.size()) made.push_back({.size = next_size()});
    return {made.rbegin(), made.rend()};
}

}  // namespace slipway::engine
