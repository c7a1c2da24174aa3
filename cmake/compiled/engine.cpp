// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

#include <slipway/engine/detail/build.hpp>
#include <slipway/engine/detail/build_image.hpp>
#include <slipway/engine/detail/commit.hpp>
#include <slipway/engine/detail/container_changes.hpp>
#include <slipway/engine/detail/containers.hpp>
#include <slipway/engine/detail/copy_archive.hpp>
#include <slipway/engine/detail/copy_files.hpp>
#include <slipway/engine/detail/export_files.hpp>
#include <slipway/engine/detail/images.hpp>
#include <slipway/engine/detail/import_files.hpp>
#include <slipway/engine/detail/import_image.hpp>
#include <slipway/engine/detail/load.hpp>
#include <slipway/engine/detail/networks.hpp>
#include <slipway/engine/detail/save.hpp>
