// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/api/resource.hpp>

namespace slipway::api {

/// `apps/v1`, or `v1` for the core group: the `apiVersion` of its objects.
inline std::string group_version(const resource& kind) {
    return kind.group.empty() ? std::string(kind.version)
                              : std::string(kind.group) + "/" + std::string(kind.version);
}

}  // namespace slipway::api
