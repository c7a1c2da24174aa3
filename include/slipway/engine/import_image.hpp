// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <slipway/engine/images.hpp>
#include <slipway/oci/platform.hpp>
#include <slipway/oci/reference.hpp>
#include <slipway/oci/stream.hpp>

namespace slipway::engine {

struct import_options {
    std::optional<oci::reference> name{};  ///< without one the image has no name
    std::string comment{};                 ///< of its history
    /// instructions of a Dockerfile that make no files, such as `CMD ["httpd"]`
    std::vector<std::string> changes{};
    std::optional<oci::platform> platform{};  ///< what it is for; without one, this machine
};

/// Makes an image of the files of a root file system, as a tar: one layer, which is the tar as it
/// stands, and what the changes say. It may be compressed by gzip, bzip2, xz or zstd. When the
/// image was made is told. Throws `status_error`: invalid for a change that is not understood, and
/// for what is no archive, or one that is no layer; request_entity_too_large.
runtime::image import_image(images& all, const oci::byte_source& archive,
                            const import_options& options = {});

}  // namespace slipway::engine

#ifndef SLIPWAY_COMPILED
#include <slipway/engine/detail/import_image.hpp>
#endif
