// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <slipway/engine/container.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/images.hpp>
#include <slipway/oci/pack.hpp>
#include <slipway/oci/reference.hpp>

namespace slipway::engine {

struct commit_options {
    std::optional<oci::reference> name{};  ///< without one the image has no name
    std::string author{};
    std::string comment{};
    /// instructions of a Dockerfile that make no files, such as `CMD ["httpd"]`
    std::vector<std::string> changes{};
    bool pause = true;  ///< holds the processes of one that runs meanwhile
    oci::compression compression = oci::compression::gzip;  ///< of the layer that is made
    std::optional<int> level{};  ///< of gzip 1 to 9, of zstd 1 to 22; 6 without
};

/// Makes an image of a container: its image's layers, above them one of what `container_changes`
/// tells, and a configuration that runs what the container was made to run. The files have fixed
/// times, as those of builds; when it was made is told. What lies in volumes is not in it. Throws
/// `status_error`: invalid for a change that is not understood, or as `container_changes`; conflict
/// where the container changes files meanwhile; not_found where the content of its image is not
/// here.
runtime::image commit(images& all, containers& of, const container& from,
                      const commit_options& options = {});

}  // namespace slipway::engine

#ifndef SLIPWAY_COMPILED
#include <slipway/engine/detail/commit.hpp>
#endif
