// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <slipway/oci/pack.hpp>
#include <slipway/runtime/detail/image_user.hpp>

namespace slipway::runtime {

/// The ids behind `user`, `uid`, `user:group` or `uid:gid` in an image of these layers (lowest
/// first), by its /etc/passwd and /etc/group. Throws `status_error` (invalid) for names that are
/// not there.
inline oci::file_owner owner_in(const std::vector<std::filesystem::path>& layers,
                                const std::string& user) {
    const auto found = detail::identity_in(detail::layer_view(layers), user);
    return {found.uid, found.gid};
}

}  // namespace slipway::runtime
