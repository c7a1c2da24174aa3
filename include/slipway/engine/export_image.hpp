// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include <slipway/engine/detail/build_sources.hpp>
#include <slipway/oci/pack.hpp>
#include <slipway/oci/stream.hpp>
#include <slipway/runtime/image.hpp>

namespace slipway::engine {

/// Writes all files of an image into an archive (tar), as a container of it would see them: with
/// owners and permissions, sorted, with fixed times. Throws `status_error`, or what the sink
/// throws.
inline void export_image(const runtime::image& image, const oci::byte_sink& sink) {
    oci::file_tree files;
    if (!image.layers.empty()) {
        const detail::build_view view(image.layers);
        const oci::dockerignore nothing;
        std::vector<detail::copy_source> found;
        detail::build_sources(view, nothing, "the image").add("/", found);
        for (auto& [path, entry] : found.front().files) files.add(path, std::move(entry));
    }
    oci::pack(files, sink, {.compression = oci::compression::none});
}

}  // namespace slipway::engine
