// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <utility>

#include <slipway/runtime/image_store.hpp>

namespace slipway::engine {

/// The images of a machine by their names. Several threads and processes may use one root at once.
class images {
public:
    /// Throws `status_error` if the directory cannot be made.
    explicit images(const std::filesystem::path& root, runtime::image_store_options options = {})
        : store_(root / "images", std::move(options)) {}

    /// The unpacked layers that containers stand on.
    runtime::image_store& store() { return store_; }

private:
    runtime::image_store store_;
};

}  // namespace slipway::engine
