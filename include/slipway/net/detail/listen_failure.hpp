// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <system_error>

namespace slipway::net::detail {

/// Why nobody can listen at `place`, in a sentence that says what would help.
inline std::string listen_failure(const std::string& place, unsigned port,
                                  const std::error_code& why) {
    std::string made = "cannot listen on " + place + ": " + why.message();
    if (why == std::errc::permission_denied && port != 0 && port < 1024)
        made +=
            "; ports below 1024 are root's, unless net.ipv4.ip_unprivileged_port_start says less";
    return made;
}

}  // namespace slipway::net::detail
