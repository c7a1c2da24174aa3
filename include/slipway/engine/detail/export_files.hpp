// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <utility>

#include <sys/stat.h>

#include <slipway/core/compiled.hpp>
#include <slipway/engine/detail/container_changes.hpp>
#include <slipway/engine/export_files.hpp>
#include <slipway/oci/pack.hpp>

namespace slipway::engine {

namespace detail {

/// All files of a view as one tree. Names of one file become hard links.
class whole_tree {
public:
    /// `own_time_zone`: /etc/localtime is the runtime's, and that of `image` is taken instead.
    whole_tree(const build_view& shown, const build_view& image, bool own_time_zone)
        : shown_(shown), image_(image), own_time_zone_(own_time_zone) {}

    oci::file_tree run() {
        add_below(shown_.root());
        return std::move(made_);
    }

private:
    void add_below(const seen_file& directory) {
        for (auto& [name, file] : shown_.list(directory)) {
            if (is_of_the_runtime(file.path) && !file.is_directory()) continue;
            if (own_time_zone_ && file.path == "etc/localtime") {
                auto before = image_.find(file.path);
                if (!before) continue;
                file = *std::move(before);
            }
            link_to_first(file);
            made_.add(file.path, file.entry);
            if (file.is_directory()) add_below(file);
        }
    }
    void link_to_first(seen_file& file) {
        struct stat s{};
        if (file.entry.kind != oci::file_kind::file ||
            ::lstat(file.entry.source.c_str(), &s) != 0 || s.st_nlink < 2)
            return;
        const auto [first, is_first] =
            first_names_.emplace(std::pair(s.st_dev, s.st_ino), file.path);
        if (!is_first)
            file.entry = {.kind = oci::file_kind::hard_link,
                          .mode = file.entry.mode,
                          .uid = file.entry.uid,
                          .gid = file.entry.gid,
                          .target = first->second};
    }

    const build_view &shown_, &image_;
    bool own_time_zone_;
    oci::file_tree made_;
    std::map<std::pair<dev_t, ino_t>, std::string> first_names_;
};

}  // namespace detail

SLIPWAY_INLINE void export_files(const container& of, const oci::byte_sink& sink) {
    auto layers = of.spec.image.layers;
    if (const auto upper = detail::upper_of(of); !upper.empty()) layers.push_back(upper);
    const detail::build_view shown(std::move(layers)), image(of.spec.image.layers);
    oci::pack(detail::whole_tree(shown, image, !of.spec.time_zone.empty()).run(), sink,
              {.compression = oci::compression::none});
}

}  // namespace slipway::engine
