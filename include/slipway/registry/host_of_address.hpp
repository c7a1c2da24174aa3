// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <slipway/oci/reference.hpp>

namespace slipway::registry {

/// The host of a registry as people and docker write its address: `registry.example.com:5000`, or
/// with a scheme and a path, which are left away; `docker.io` for Docker Hub's. Nothing for what is
/// no registry.
inline std::optional<std::string> host_of_address(std::string host) {
    for (const std::string_view scheme : {"https://", "http://"})
        if (host.starts_with(scheme)) host.erase(0, scheme.size());
    host = host.substr(0, host.find('/'));
    for (const std::string_view hub : {"index.docker.io", "registry-1.docker.io"})
        if (host == hub) return "docker.io";
    return oci::reference::try_parse(host + "/image") ? std::optional(host) : std::nullopt;
}

}  // namespace slipway::registry
