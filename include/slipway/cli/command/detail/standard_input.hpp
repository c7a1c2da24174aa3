// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <span>
#include <string>

#include <unistd.h>

#include <slipway/core/status.hpp>
#include <slipway/oci/stream.hpp>

namespace slipway::cli::command::detail {

inline oci::byte_source standard_input() {
    return [](std::span<char> into) -> std::size_t {
        ssize_t n = 0;
        do n = ::read(STDIN_FILENO, into.data(), into.size());
        while (n < 0 && errno == EINTR);
        if (n < 0)
            throw status_error(core::reason::invalid,
                               std::string("cannot read standard input: ") + std::strerror(errno));
        return static_cast<std::size_t>(n);
    };
}

}  // namespace slipway::cli::command::detail
