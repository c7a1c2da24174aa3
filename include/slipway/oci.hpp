// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

/// All of the room oci.

#include <slipway/oci/build.hpp>
#include <slipway/oci/carried_attributes.hpp>
#include <slipway/oci/descriptor.hpp>
#include <slipway/oci/digest.hpp>
#include <slipway/oci/dockerfile.hpp>
#include <slipway/oci/dockerignore.hpp>
#include <slipway/oci/expand.hpp>
#include <slipway/oci/file_tree.hpp>
#include <slipway/oci/from_executable.hpp>
#include <slipway/oci/git_address.hpp>
#include <slipway/oci/healthcheck.hpp>
#include <slipway/oci/image_config.hpp>
#include <slipway/oci/is_archive.hpp>
#include <slipway/oci/manifest.hpp>
#include <slipway/oci/media_type.hpp>
#include <slipway/oci/overlay_marks.hpp>
#include <slipway/oci/overlay_options.hpp>
#include <slipway/oci/pack.hpp>
#include <slipway/oci/path_pattern.hpp>
#include <slipway/oci/platform.hpp>
#include <slipway/oci/recipe.hpp>
#include <slipway/oci/recipe_mounts.hpp>
#include <slipway/oci/recipe_steps.hpp>
#include <slipway/oci/recipe_text.hpp>
#include <slipway/oci/reference.hpp>
#include <slipway/oci/remove_tree.hpp>
#include <slipway/oci/run_network.hpp>
#include <slipway/oci/stream.hpp>
#include <slipway/oci/tar_reader.hpp>
#include <slipway/oci/tar_writer.hpp>
#include <slipway/oci/unpack.hpp>
#include <slipway/oci/unpack_types.hpp>
