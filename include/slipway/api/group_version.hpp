// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <slipway/api/resource.hpp>

namespace slipway::api {

/// `apps/v1`, or `v1` for the core group: the `apiVersion` of its objects.
inline std::string group_version(const resource& kind) {
    return kind.group.empty() ? std::string(kind.version)
                              : std::string(kind.group) + "/" + std::string(kind.version);
}

/// The group that an `apiVersion` says: empty for the core group.
constexpr std::string_view group_of(std::string_view api_version) {
    const std::size_t slash = api_version.find('/');
    return slash == api_version.npos ? std::string_view() : api_version.substr(0, slash);
}

/// Whether what says `api_version` and `kind_name`, such as an owner reference, means an object of
/// `kind`: one object has several versions.
constexpr bool is_kind(const resource& kind, std::string_view api_version,
                       std::string_view kind_name) {
    return kind_name == kind.kind && group_of(api_version) == kind.group;
}

}  // namespace slipway::api
