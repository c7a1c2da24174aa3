// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include <fcntl.h>

#include <slipway/oci/detail/file_handle.hpp>

namespace slipway::oci {

/// Removes an unpacked tree, also where its directories forbid it, and never through a link. What
/// is not there is fine. Throws `status_error`.
inline void remove_tree(const std::filesystem::path& tree) {
    detail::remove_at(AT_FDCWD, tree.c_str());
}

}  // namespace slipway::oci
