// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <slipway/registry/detail/registry_host.hpp>

namespace slipway::registry::detail {

/// A repository of a registry.
struct remote {
    registry_host& host;
    std::string path{};  ///< without the host

    std::string scope(const char* actions) const { return "repository:" + path + ":" + actions; }
    std::string target(const std::string& rest) const { return "/v2/" + path + "/" + rest; }
};

/// The `next` of a Link field (RFC 8288): pages of lists. Empty where there is none.
inline std::string next_link(std::string_view s) {
    const std::size_t open = s.find('<'), close = s.find('>');
    if (open == s.npos || close == s.npos || close < open ||
        s.find("rel=\"next\"", close) == s.npos)
        return {};
    return std::string(s.substr(open + 1, close - open - 1));
}

inline std::string without_parameters(std::string_view content_type) {
    return std::string(content_type.substr(0, content_type.find_first_of("; ")));
}

}  // namespace slipway::registry::detail
