// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <slipway/core/number_in.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime {

/// The port of the pod as Docker and Podman write it: `80/tcp`.
inline std::string port_in_words(const published_port& p) {
    return std::to_string(p.port) + (p.protocol == transport::udp ? "/udp" : "/tcp");
}

/// A port of a pod, on a free one of this machine, from `80`, `80/tcp` or `53/udp`; nothing for
/// what is none of these.
inline std::optional<published_port> port_named(std::string_view text) {
    published_port made;
    const auto slash = text.find('/');
    const std::string_view protocol = slash == text.npos ? "tcp" : text.substr(slash + 1);
    const auto number = core::number_in<std::uint16_t>(text.substr(0, slash));
    if (!number || *number == 0 || (protocol != "tcp" && protocol != "udp")) return std::nullopt;
    made.port = *number;
    made.protocol = protocol == "udp" ? transport::udp : transport::tcp;
    return made;
}

}  // namespace slipway::runtime
