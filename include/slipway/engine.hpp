// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/engine/build.hpp>
#include <slipway/engine/build_context.hpp>
#include <slipway/engine/build_progress.hpp>
#include <slipway/engine/container.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/copy_files.hpp>
#include <slipway/engine/image_history.hpp>
#include <slipway/engine/images.hpp>
#include <slipway/engine/inspect_container.hpp>
#include <slipway/engine/inspect_image.hpp>
#include <slipway/engine/transfer.hpp>
