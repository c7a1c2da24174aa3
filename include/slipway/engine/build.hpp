// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include <slipway/engine/build_context.hpp>
#include <slipway/engine/build_options.hpp>
#include <slipway/oci/descriptor.hpp>
#include <slipway/oci/digest.hpp>
#include <slipway/oci/recipe.hpp>
#include <slipway/registry/any_registry.hpp>
#include <slipway/runtime/any_runtime.hpp>
#include <slipway/runtime/image_store.hpp>

namespace slipway::engine {

/// What a build works with.
struct build_places {
    /// has the bases, and takes layers, what later builds can use again, and the image
    registry::any_registry content;
    runtime::image_store& images;  ///< unpacks what the build looks into, for as long as it lasts
    /// runs the commands of RUN; asked for before the first one, it must keep apart what they
    /// change
    std::function<runtime::any_runtime()> runtime{};
    /// where directories of cache mounts stay for later builds; empty: they are there for this
    /// build only
    std::filesystem::path caches{};
};

struct build_result {
    oci::descriptor manifest{};
    oci::digest id{};  ///< of the image: the digest of its configuration
    std::size_t steps = 0;
    std::size_t cached = 0;  ///< steps that an earlier build had done
};

/// The repository of what later builds can use again: a manifest for each step that made files,
/// under a tag that is the step's key.
inline constexpr std::string_view build_cache_repository = "localhost/slipway/cache";
/// The repository of images that were built without a tag.
inline constexpr std::string_view untagged_repository = "localhost/none";

/// Builds an image.
///
/// Flow: the stages that the target needs, in their order. A step that makes files (COPY, ADD, RUN,
/// WORKDIR) is looked up by its key: the configuration so far with the digests of all layers, the
/// step with its variables replaced, and the content of the files that it takes or mounts; of
/// caches and secrets, which ones they are. Where there is none, it makes a layer, which goes into
/// the content registry.
/// Guarantees: the same recipe, files, arguments and bases give the same digest (what RUN does is
/// up to the command): entries sorted, fixed times, files of user 0 and group 0 unless another
/// owner is given. No file outside of the context is read. A tag leads to a whole image, or to what
/// it led before.
/// Assumptions: the context does not change meanwhile.
///
/// Throws `status_error` that begins with the step's `Dockerfile:LINE:`.
build_result build(const oci::recipe& recipe, const build_context& context,
                   const build_places& places, const build_options& options = {});

}  // namespace slipway::engine

#ifndef SLIPWAY_COMPILED
#include <slipway/engine/detail/build.hpp>
#endif
