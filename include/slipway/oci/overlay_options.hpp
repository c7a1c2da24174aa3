// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include <slipway/core/status.hpp>
#include <slipway/oci/remove_tree.hpp>

namespace slipway::oci {

/// How many lower layers overlayfs takes (Linux, fs/overlayfs, OVL_MAX_STACK).
inline constexpr std::size_t most_overlay_layers = 500;

/// The options of an overlay of these layers, the lowest first. They are to fit into one page
/// (mount(2)), however many and wherever the layers are, and ':', ',' and '\' separate there: so
/// they name links, of which a directory `links` is made anew, and the mount is to be done from
/// there. Throws `status_error` (invalid) for more layers than overlayfs takes.
inline std::string overlay_options(const std::filesystem::path& links,
                                   const std::vector<std::filesystem::path>& layers,
                                   const std::filesystem::path& upper,
                                   const std::filesystem::path& work) {
    if (layers.size() > most_overlay_layers)
        throw status_error(core::reason::invalid,
                           std::to_string(layers.size()) +
                               " layers are too many for one file system: overlayfs takes " +
                               std::to_string(most_overlay_layers));
    remove_tree(links);
    std::filesystem::create_directories(links);
    const auto link = [&](const std::filesystem::path& to, const std::string& name) {
        std::filesystem::create_directory_symlink(std::filesystem::absolute(to), links / name);
    };
    std::string lower;  // the highest first
    for (std::size_t i = layers.size(); i-- > 0;) {
        // Overlayfs takes none twice; where it stands higher, it hides all that it has below.
        if (std::find(layers.begin() + static_cast<std::ptrdiff_t>(i) + 1, layers.end(),
                      layers[i]) != layers.end())
            continue;
        link(layers[i], std::to_string(i));
        lower += (lower.empty() ? "" : ":") + std::to_string(i);
    }
    link(upper, "upper");
    link(work, "work");
    return "lowerdir=" + lower + ",upperdir=upper,workdir=work";
}

}  // namespace slipway::oci
