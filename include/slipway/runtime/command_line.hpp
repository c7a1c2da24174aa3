// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <slipway/core/status.hpp>
#include <slipway/oci/image_config.hpp>

namespace slipway::runtime {

/// What a container runs: `command` replaces the image's entrypoint and its arguments, `arguments`
/// only the latter (Kubernetes API, Container `command` and `args`). Throws `status_error`
/// (invalid) where nothing is left to run.
inline std::vector<std::string> command_line(const oci::image_config& image,
                                             const std::vector<std::string>& command = {},
                                             const std::vector<std::string>& arguments = {}) {
    std::vector<std::string> made = command.empty() ? image.entrypoint : command;
    const auto& rest = !arguments.empty() ? arguments : command.empty() ? image.cmd : arguments;
    made.insert(made.end(), rest.begin(), rest.end());
    if (made.empty())
        throw status_error(core::reason::invalid,
                           "no command: the image names none, and neither does the container");
    return made;
}

/// The image's environment variables.
inline std::vector<std::pair<std::string, std::string>> variables_of(
    const oci::image_config& image) {
    std::vector<std::pair<std::string, std::string>> made;
    for (const std::string& one : image.env) {
        const auto at = one.find('=');
        made.emplace_back(one.substr(0, at), at == one.npos ? std::string() : one.substr(at + 1));
    }
    return made;
}

}  // namespace slipway::runtime
