// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include <slipway/engine/build.hpp>
#include <slipway/engine/images.hpp>
#include <slipway/engine/transfer.hpp>
#include <slipway/registry/http_options.hpp>
#include <slipway/runtime/rootless_surroundings.hpp>

namespace slipway::engine {

/// Where an image is built, and how its bases are found.
struct image_build {
    /// of the images; `ROOT/build` has what builds have done, for those that come later
    std::filesystem::path root{};
    /// what runs the commands of RUN; empty for the strongest that works here
    std::string runtime{};
    /// asks the registries for newer bases; otherwise only for those that are not here
    bool pull = false;
    std::function<registry::http_registry_options(const std::string& host)> registries{};
    std::function<transfer_sink()> transfers{};  ///< gives whom to tell of a base that is pulled
    /// where this program is root of a user namespace only
    std::optional<runtime::rootless_surroundings> rootless{};
};

/// Builds an image and keeps it among `all`, under the tags of the options; without one it has no
/// name. What it needs of bases is pulled. Several threads and processes may build in one root at
/// once. Throws `status_error` as `build` does, or what registries throw.
build_result build_image(images& all, const image_build& here, const oci::recipe& recipe,
                         const build_context& context, build_options options);

}  // namespace slipway::engine

#ifndef SLIPWAY_COMPILED
#include <slipway/engine/detail/build_image.hpp>
#endif
