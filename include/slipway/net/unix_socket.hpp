// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>

#include <sys/socket.h>
#include <sys/un.h>

#include <slipway/core/owned_fd.hpp>
#include <slipway/net/http_error.hpp>

namespace slipway::net {

/// A connection to the program that listens on a unix socket; its calls wait. Throws `http_error`
/// (unreachable) that says why there is none.
inline core::owned_fd connect_unix(const std::filesystem::path& socket) {
    const auto fail = [&](const char* why) -> void {
        throw http_error(http_failure::unreachable,
                         "cannot reach unix://" + socket.string() + ": " + why);
    };
    sockaddr_un at{};
    at.sun_family = AF_UNIX;
    if (socket.string().size() >= sizeof at.sun_path)
        fail("the name of a unix socket has 107 bytes at most");
    std::memcpy(at.sun_path, socket.c_str(), socket.string().size());
    core::owned_fd made(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!made) core::fail_with_errno("cannot make a socket");
    int result = 0;
    do result = ::connect(made.get(), reinterpret_cast<const sockaddr*>(&at), sizeof at);
    while (result != 0 && errno == EINTR);
    if (result != 0) fail(std::strerror(errno));
    return made;
}

}  // namespace slipway::net
