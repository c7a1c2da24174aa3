// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/in_words.hpp>
#include <slipway/engine/container.hpp>
#include <slipway/engine/container_words.hpp>
#include <slipway/net/endpoint.hpp>
#include <slipway/runtime/port_words.hpp>

namespace slipway::cli::command::detail {

using engine::phase_in_words;
using engine::status_in_words;

/// `127.0.0.1:8080->80/tcp`.
inline std::string ports_in_words(const engine::container& c) {
    std::string made;
    if (c.phase != engine::container_phase::running) return made;
    for (const runtime::published_port& p : c.ports)
        made += (made.empty() ? "" : ", ") + net::endpoint{p.host_address, p.host_port}.str() +
                "->" + runtime::port_in_words(p);
    return made;
}
/// In quotation marks, and of 20 characters unless the whole is asked for.
inline std::string command_in_words(const engine::container& c, bool whole) {
    std::string made;
    for (const std::string& word : c.spec.command) made += (made.empty() ? "" : " ") + word;
    if (!whole && made.size() > 20) {
        std::size_t end = 19;
        while (end > 0 && (static_cast<unsigned char>(made[end]) & 0xC0U) == 0x80U)
            --end;  // not in the middle of a character
        made.resize(end);
        made += "\u2026";
    }
    return '"' + made + '"';
}
inline std::string labels_in_words(const engine::container& c) {
    std::string made;
    for (const auto& [key, value] : c.labels) made += (made.empty() ? "" : ",") + key + '=' + value;
    return made;
}

}  // namespace slipway::cli::command::detail
