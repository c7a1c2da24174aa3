// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/oci/file_tree.hpp>
#include <slipway/oci/overlay_marks.hpp>

namespace slipway::runtime::detail {

/// All files of an image as one tree: those that overlayfs would show.
class flat_tree {
public:
    /// `layers`: lowest first. Throws `status_error`.
    static oci::file_tree of(const std::vector<std::filesystem::path>& layers) {
        flat_tree work;
        for (auto at = layers.rbegin(); at != layers.rend(); ++at) work.put_below(*at);
        return std::move(work.made_);
    }

private:
    void put_below(const std::filesystem::path& layer) {
        const oci::file_tree tree =
            oci::file_tree::from_directory(layer, oci::extended_attributes::take);
        const auto visible = [&](const std::string& path) {
            return !hidden(path) && !given_.contains(path);
        };
        std::set<std::string> hides, given;
        for (const auto& [path, entry] : tree.entries()) {
            if (!visible(path)) continue;
            if (entry.kind != oci::file_kind::directory || oci::is_opaque(layer / path))
                hides.insert(path);
            if (oci::is_whiteout(entry)) continue;
            given.insert(path);
            // A link to a file that is hidden is a file of its own.
            made_.add(path,
                      entry.kind == oci::file_kind::hard_link && !visible(entry.target)
                          ? oci::file_entry_of(layer / path, oci::extended_attributes::take).value()
                          : entry);
        }
        hidden_.merge(hides);
        given_.merge(given);
    }
    /// Whether a higher layer has something in its place that hides it, or in that of a directory
    /// above it.
    bool hidden(const std::string& path) const {
        for (auto end = path.find('/'); end != path.npos; end = path.find('/', end + 1))
            if (hidden_.contains(path.substr(0, end))) return true;
        return hidden_.contains(path) && !given_.contains(path);
    }

    oci::file_tree made_;
    std::set<std::string> hidden_, given_;
};

}  // namespace slipway::runtime::detail
