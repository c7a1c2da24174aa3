// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/core/status.hpp>
#include <slipway/engine/container.hpp>

namespace slipway::engine {

/// `NAME[:ro|:rw]` (Docker, `--volumes-from`). Throws `status_error` (invalid).
inline volumes_source volumes_source_named(const std::string& text) {
    const auto colon = text.find(':');
    const std::string mode = colon == text.npos ? "rw" : text.substr(colon + 1);
    if (text.empty() || colon == 0 || (mode != "ro" && mode != "rw" && mode != "z" && mode != "Z"))
        throw status_error(
            core::reason::invalid,
            "'" + text.substr(0, 128) +
                "' names no container whose volumes can be had: it is NAME, or NAME:ro");
    return {text.substr(0, colon), mode == "ro"};
}

}  // namespace slipway::engine
