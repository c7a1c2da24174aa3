// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/engine/container.hpp>

namespace slipway::engine {

/// Copies files and directories out of a container, as cp(1) with -r: into a directory that is there, otherwise under the name of the
/// destination; a path that ends with `/.` is what the directory has. Whether it runs makes no difference; its links lead nowhere out of it.
/// Throws `status_error`: not_found, invalid, forbidden where only root can.
void copy_out(const container& from, const std::string& path, const std::string& to);

/// The same into a container. The files belong to who calls.
void copy_in(const std::string& from, const container& to, const std::string& path);

}  // namespace slipway::engine

#ifndef SLIPWAY_COMPILED
#include <slipway/engine/detail/copy_files.hpp>
#endif
