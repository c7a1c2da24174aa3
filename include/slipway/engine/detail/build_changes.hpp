// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <utility>

#include <sys/xattr.h>

#include <slipway/engine/detail/build_view.hpp>
#include <slipway/oci/file_tree.hpp>
#include <slipway/oci/overlay_marks.hpp>

namespace slipway::engine::detail {

/// What the runtime itself puts into a container's files.
inline bool is_of_the_runtime(const std::string& path) {
    for (const char* file : {"etc/hosts", "etc/hostname", "etc/resolv.conf"})
        if (path == file) return true;
    for (const std::string mounted : {"proc", "sys", "dev"})
        if (path == mounted || path.starts_with(mounted + '/')) return true;
    return false;
}

/// Makes a layer of what a container has changed: `upper` is overlayfs' upper directory, `before`
/// what was there. Deletions become whiteouts (OCI image spec, layer, "Whiteouts"); directories
/// that only lead to changes stay as they were, and are left out where nothing in them has changed.
/// Files keep their capabilities and what users say of them (`oci::is_carried_attribute`).
class build_changes {
public:
    /// `own_time_zone`: /etc/localtime is the runtime's, too. `mounted`: paths without links at
    /// which something else was mounted.
    explicit build_changes(const std::filesystem::path& upper, const build_view& before,
                           bool own_time_zone = false, std::set<std::string> mounted = {})
        : upper_(upper),
          before_(before),
          own_time_zone_(own_time_zone),
          mounted_(std::move(mounted)),
          all_(oci::file_tree::from_directory(upper, oci::extended_attributes::take)) {}

    oci::file_tree run() {
        for (auto at = all_.entries().rbegin(); at != all_.entries().rend();
             ++at) {  // what is in a directory comes before it
            if (is_of_the_runtime(at->first) || (own_time_zone_ && at->first == "etc/localtime") ||
                is_mounted(at->first))
                continue;
            if (at->second.kind != oci::file_kind::directory) take(at->first, at->second);
            else directory(at->first, at->second);
        }
        return std::move(made_);
    }

private:
    static std::string parent_of(const std::string& path) {
        const auto slash = path.rfind('/');
        return slash == path.npos ? "" : path.substr(0, slash);
    }
    static std::string whiteout_of(const std::string& path) {
        const std::string parent = parent_of(path);
        return join_path(parent, ".wh." + path.substr(parent.empty() ? 0 : parent.size() + 1));
    }

    bool is_mounted(std::string path) const {
        for (; !path.empty(); path = parent_of(path))
            if (mounted_.count(path)) return true;
        return false;
    }
    /// Whether the runtime has made this directory for what was to be mounted in it.
    bool leads_to_mount(const std::string& path, const oci::file_entry& entry) const {
        const auto below = mounted_.lower_bound(path + '/');
        return below != mounted_.end() && below->starts_with(path + '/') && entry.mode == 0755 &&
               entry.uid == 0 && entry.gid == 0;
    }

    void take(const std::string& path, const oci::file_entry& entry) {
        for (std::string up = parent_of(path); !up.empty(); up = parent_of(up)) needed_.insert(up);
        if (oci::is_whiteout(entry)) made_.text(whiteout_of(path), "", 0600);
        else made_.add(path, entry);
    }

    void directory(const std::string& path, oci::file_entry entry) {
        const auto in = upper_ / path;
        for (const char* name : {"trusted.overlay.redirect", "user.overlay.redirect"})
            if (::lgetxattr(in.c_str(), name, nullptr, 0) >= 0)
                throw status_error(
                    core::reason::internal_error,
                    "the directory /" + path +
                        " was renamed in a way that this machine's overlayfs"
                        " keeps to itself (redirect_dir); no layer can be made of it");
        const auto old = before_.find(path);
        const bool was_there = old && old->is_directory() && old->path == path;
        // The runtime makes /etc for its files: where it was something else before, that is what it
        // is.
        if (path == "etc" && was_there && entry.mode == 0755 && entry.uid == 0 && entry.gid == 0)
            entry = old->entry;
        const bool opaque = oci::is_opaque(in);
        const bool same = was_there && !opaque && old->entry.mode == entry.mode &&
                          old->entry.uid == entry.uid && old->entry.gid == entry.gid &&
                          old->entry.attributes == entry.attributes;
        const bool only_of_the_runtime =
            !was_there && (path == "etc" || leads_to_mount(path, entry));
        if ((same || only_of_the_runtime) && needed_.count(path) == 0) return;
        take(path, entry);
        if (opaque && was_there) made_.text(path + "/.wh..wh..opq", "", 0600);
    }

    std::filesystem::path upper_;
    const build_view& before_;
    bool own_time_zone_;
    std::set<std::string> mounted_;
    oci::file_tree all_;
    oci::file_tree made_;
    std::set<std::string> needed_;  ///< directories of what is taken
};

}  // namespace slipway::engine::detail
