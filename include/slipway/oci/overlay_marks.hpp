// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include <sys/xattr.h>

#include <slipway/oci/file_tree.hpp>

namespace slipway::oci {

/// Whether overlayfs takes this for a file of lower layers that is gone (Linux,
/// filesystems/overlayfs, "whiteouts and opaque directories").
inline bool is_whiteout(const file_entry& f) {
    return f.kind == file_kind::character_device && f.device_major == 0 && f.device_minor == 0;
}

/// Whether overlayfs shows nothing of what lower layers have in this directory, which is not
/// followed where it is a link.
inline bool is_opaque(const std::filesystem::path& directory) {
    char value = 0;
    for (const char* name : {"trusted.overlay.opaque", "user.overlay.opaque"})
        if (::lgetxattr(directory.c_str(), name, &value, 1) == 1 && value == 'y') return true;
    return false;
}

}  // namespace slipway::oci
