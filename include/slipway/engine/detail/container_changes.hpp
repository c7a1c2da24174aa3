// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/compiled.hpp>
#include <slipway/engine/container_changes.hpp>
#include <slipway/engine/detail/build_changes.hpp>

namespace slipway::engine {

namespace detail {

/// Where what a container changes lies (overlayfs' upper directory); empty for one that was never
/// started, which has changed nothing. Throws `status_error` (invalid).
inline std::filesystem::path upper_of(const container& c) {
    const auto made = c.spec.writable / "upper";
    if (std::filesystem::is_directory(made)) return made;
    if (c.phase == container_phase::created) return {};
    throw status_error(
        core::reason::invalid,
        "what container " + c.name +
            " changes is not kept apart by this runtime: the linux runtime, which needs root or user namespaces, does so");
}

/// The changes as a layer has them, and what they are changes of.
struct layer_of_changes {
    build_view before{};
    oci::file_tree files{};
};
inline layer_of_changes layer_of(const container& c) {
    layer_of_changes made{build_view(c.spec.image.layers), {}};
    if (const auto upper = upper_of(c); !upper.empty())
        made.files = build_changes(upper, made.before, !c.spec.time_zone.empty()).run();
    return made;
}

/// A directory of an image that is not seen any more: what it had and `now` has not, is deleted.
inline void add_hidden(const build_view& before, const std::string& directory,
                       const oci::file_tree& now, std::vector<file_change>& to) {
    const auto old = before.find(directory);
    if (!old || !old->is_directory()) return;
    for (const auto& [name, file] : before.list(*old)) {
        const std::string path = join_path(directory, name);
        if (!now.contains(path)) to.push_back({change_kind::deleted, '/' + path});
    }
}

}  // namespace detail

SLIPWAY_INLINE std::vector<file_change> container_changes(const container& of) {
    const auto [before, files] = detail::layer_of(of);
    std::vector<file_change> made;
    for (const auto& [path, entry] : files.entries()) {
        const auto name = path.rfind('/') == path.npos ? 0 : path.rfind('/') + 1;
        if (path.compare(name, path.npos, ".wh..wh..opq") == 0)
            detail::add_hidden(before, path.substr(0, name == 0 ? 0 : name - 1), files, made);
        else if (path.compare(name, 4, ".wh.") == 0)
            made.push_back(
                {change_kind::deleted, '/' + path.substr(0, name) + path.substr(name + 4)});
        else
            made.push_back(
                {before.shows(path) ? change_kind::modified : change_kind::added, '/' + path});
    }
    std::sort(made.begin(), made.end(),
              [](const file_change& a, const file_change& b) { return a.path < b.path; });
    return made;
}

}  // namespace slipway::engine
