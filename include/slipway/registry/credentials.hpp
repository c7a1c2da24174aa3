// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace slipway::registry {

/// Who one is for a registry.
struct credentials {
    std::string user{};
    std::string password{};
    /// in place of a password: what tokens are given for (distribution, "OAuth2 Token
    /// Authentication")
    std::string identity_token{};
};

/// Finds the credentials for a registry's host, such as `docker.io` or `localhost:5000`; nothing
/// where there are none.
using credential_finder = std::function<std::optional<credentials>(const std::string& host)>;

}  // namespace slipway::registry
