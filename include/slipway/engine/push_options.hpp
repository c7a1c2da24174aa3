// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include <slipway/oci/pack.hpp>

namespace slipway::engine {

/// How an image is sent to a registry. Without anything it goes as it is kept here, with the same
/// digests.
struct push_options {
    /// Compresses the layers so that are compressed otherwise here: these, and the manifest, go
    /// with digests of their own, which are the same each time; the image's id and what is kept
    /// here stay. The manifest that is sent is OCI's: Docker's knows no zstd.
    std::optional<oci::compression> compression{};
    /// Of gzip 1 to 9, of zstd 1 to 22; 6 without. With one, all layers are compressed anew.
    std::optional<int> level{};
};

}  // namespace slipway::engine
