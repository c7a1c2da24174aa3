// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/engine/container.hpp>
#include <slipway/oci/stream.hpp>

namespace slipway::engine {

/// Writes all files of a container into an archive (tar), as it sees them: its image's and what it
/// has changed, with owners and permissions, sorted, with fixed times. What the runtime itself puts
/// there, and what lies in volumes, is not in it. Whether it runs makes no difference. Throws
/// `status_error`: invalid as `container_changes`; conflict where a file changes meanwhile; or what
/// the sink throws.
void export_files(const container& of, const oci::byte_sink& sink);

}  // namespace slipway::engine

#ifndef SLIPWAY_COMPILED
#include <slipway/engine/detail/export_files.hpp>
#endif
