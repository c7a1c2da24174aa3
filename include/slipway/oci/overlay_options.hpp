// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/core/status.hpp>
#include <slipway/oci/remove_tree.hpp>

namespace slipway::oci {

/// How many lower layers overlayfs takes (Linux, fs/overlayfs, OVL_MAX_STACK).
inline constexpr std::size_t most_overlay_layers = 500;

/// What mount(2) is told of an overlay, and the directory that it is to be called in, since the
/// options name the layers from there.
struct overlay {
    std::filesystem::path from;
    std::string options;
};

namespace detail {

/// The options are to fit into one page, with what a caller adds.
inline constexpr std::size_t most_overlay_options = 4000;

/// The directory that all of these are below.
inline std::string directory_of_all(const std::vector<std::string>& paths) {
    std::string made = paths.front();
    do made.resize(made.find_last_of('/'));
    while (!std::all_of(paths.begin(), paths.end(),
                        [&](const std::string& p) { return p.starts_with(made + '/'); }));
    return made;
}

inline std::string options_of_overlay(std::string_view lower, std::string_view upper,
                                      std::string_view work) {
    std::string made = "lowerdir=";
    return made.append(lower).append(",upperdir=").append(upper).append(",workdir=").append(work);
}

/// The same by links, of which a directory is made anew: short names, whatever the paths are.
inline overlay overlay_of_links(const std::filesystem::path& links,
                                const std::vector<std::string>& lower, const std::string& upper,
                                const std::string& work) {
    remove_tree(links);
    std::filesystem::create_directories(links);
    std::string numbers;
    for (std::size_t i = 0; i < lower.size(); ++i) {
        const std::string number = std::to_string(i);
        std::filesystem::create_directory_symlink(lower[i], links / number);
        numbers += (i == 0 ? "" : ":") + number;
    }
    std::filesystem::create_directory_symlink(upper, links / "upper");
    std::filesystem::create_directory_symlink(work, links / "work");
    return {links, options_of_overlay(numbers, "upper", "work")};
}

}  // namespace detail

/// An overlay of these layers, the lowest first. Its options are to fit into one page (mount(2)),
/// however many and wherever the layers are, and ':', ',' and '\' separate there: where the paths
/// are too long for it, or have such a character, the options name links in a directory `links`.
/// Throws `status_error` (invalid) for more layers than overlayfs takes, and for none.
inline overlay overlay_options(const std::filesystem::path& links,
                               const std::vector<std::filesystem::path>& layers,
                               const std::filesystem::path& upper,
                               const std::filesystem::path& work) {
    if (layers.empty())
        throw status_error(core::reason::invalid, "a file system of layers needs one at least");
    if (layers.size() > most_overlay_layers)
        throw status_error(core::reason::invalid,
                           std::to_string(layers.size()) +
                               " layers are too many for one file system: overlayfs takes " +
                               std::to_string(most_overlay_layers));
    const auto absolute = [](const std::filesystem::path& p) {
        std::string made = std::filesystem::absolute(p).string();
        while (made.ends_with('/')) made.pop_back();
        return made;
    };
    std::vector<std::string> lower;  // the highest first
    for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
        // Overlayfs takes none twice; where it stands higher, it hides all that it has below.
        if (std::find(layers.rbegin(), layer, *layer) != layer) continue;
        lower.push_back(absolute(*layer));
    }
    const std::string above = absolute(upper), room = absolute(work);
    const auto is_plain = [](const std::string& p) { return p.find_first_of(":,\\") == p.npos; };
    const std::string from = detail::directory_of_all(lower);
    std::string names;
    for (const std::string& each : lower)
        names.append(names.empty() ? "" : ":").append(each, from.size() + 1);
    std::string options = detail::options_of_overlay(names, above, room);
    if (options.size() > detail::most_overlay_options || !is_plain(above) || !is_plain(room) ||
        !std::all_of(lower.begin(), lower.end(), is_plain))
        return detail::overlay_of_links(std::filesystem::absolute(links), lower, above, room);
    return {from.empty() ? "/" : from, std::move(options)};
}

}  // namespace slipway::oci
