// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <slipway/core/path_parts.hpp>
#include <slipway/core/status.hpp>
#include <slipway/oci/file_tree.hpp>
#include <slipway/oci/overlay_marks.hpp>

namespace slipway::engine::detail {

inline std::string join_path(const std::string& directory, const std::string& name) {
    return directory.empty() ? name : name.empty() ? directory : directory + '/' + name;
}

/// A file that is seen in a view.
struct seen_file {
    std::string path{};  ///< without links, from the root, with no slash before it
    oci::file_entry entry{};
    /// of a directory: all that it consists of, highest first
    std::vector<std::filesystem::path> directories{};
    /// on this machine: what it is, a directory's highest; of the root, none
    std::filesystem::path place{};

    bool is_directory() const { return entry.kind == oci::file_kind::directory; }
};

/// Directories laid over each other as overlayfs does: the layers of an image, or one directory
/// alone. No link and no `..` leads out. Without root, files belong to root here: nothing better is
/// known of them.
class build_view {
public:
    build_view() = default;
    /// `layers`: lowest first. `extended` says whether files have attributes here, which the
    /// build's directory does not give away.
    explicit build_view(std::vector<std::filesystem::path> layers,
                        oci::extended_attributes extended = oci::extended_attributes::take)
        : layers_(std::move(layers)), extended_(extended) {
        std::reverse(layers_.begin(), layers_.end());
    }

    seen_file root() const {
        return {"", {.kind = oci::file_kind::directory, .mode = 0755}, layers_, {}};
    }

    /// The file of this path, links on its way and at its end followed; nothing if there is none.
    std::optional<seen_file> find(std::string_view path) const {
        const walk w = go(path);
        return w.missing.empty() && !w.blocked ? std::optional(w.at.back()) : std::nullopt;
    }
    /// Whether there is a file of just this path, given without links: a link at its end counts as
    /// itself.
    bool shows(const std::string& path) const {
        const auto slash = path.rfind('/');
        const auto directory =
            find(slash == path.npos ? std::string_view() : std::string_view(path).substr(0, slash));
        return directory && directory->is_directory() &&
               directory->path == path.substr(0, slash == path.npos ? 0 : slash) &&
               look(*directory, path.substr(slash + 1)).has_value();
    }
    /// Where a file of this path would be: links are followed as far as there are any. Throws
    /// `status_error` (invalid) where something on the way is no directory, or a link leads nowhere
    /// but round.
    std::string place(std::string_view path) const {
        const walk w = go(path);
        if (w.blocked)
            throw status_error(core::reason::invalid,
                               "\"" + std::string(path) +
                                   "\": there is something on the way that is no directory");
        return join_path(w.at.back().path, w.missing);
    }
    /// What is in a directory, links unfollowed.
    std::map<std::string, seen_file> list(const seen_file& directory) const {
        std::map<std::string, seen_file> made;
        for (const auto& part : directory.directories) {
            std::error_code error;
            for (std::filesystem::directory_iterator each(part, error), end; !error && each != end;
                 each.increment(error)) {
                const std::string name = each->path().filename().string();
                if (made.count(name) == 0)
                    if (auto found = look(directory, name)) made.emplace(name, *std::move(found));
            }
            if (error)
                throw status_error(core::reason::internal_error,
                                   "cannot read " + part.string() + ": " + error.message());
        }
        return made;
    }

private:
    struct walk {
        std::vector<seen_file> at;  ///< from the root on
        std::string missing;        ///< what is not there
        bool blocked = false;
    };

    walk go(std::string_view path) const {
        std::vector<std::string> ahead = core::path_parts(path);
        std::reverse(ahead.begin(), ahead.end());
        walk w{{root()}, {}, false};
        for (int links = 0; !ahead.empty() && !w.blocked;) {
            const std::string name = std::move(ahead.back());
            ahead.pop_back();
            if (name == "..") {
                go_up(w);
                continue;
            }
            auto found = w.missing.empty() ? look(w.at.back(), name) : std::nullopt;
            if (!found) {
                w.missing = join_path(w.missing, name);
            } else if (found->entry.kind == oci::file_kind::symlink) {
                w.blocked = ++links > 40;
                auto target = core::path_parts(found->entry.target);
                if (found->entry.target.starts_with('/')) w.at.resize(1);
                ahead.insert(ahead.end(), target.rbegin(), target.rend());
            } else {
                w.blocked = !found->is_directory() && !ahead.empty();
                w.at.push_back(*std::move(found));
            }
        }
        return w;
    }
    static void go_up(walk& w) {
        if (!w.missing.empty())
            w.missing = w.missing.substr(
                0, w.missing.find('/') == w.missing.npos ? 0 : w.missing.rfind('/'));
        else if (w.at.size() > 1) w.at.pop_back();
    }

    std::optional<seen_file> look(const seen_file& in, const std::string& name) const {
        std::optional<seen_file> made;
        for (const auto& directory : in.directories) {
            const auto here = directory / name;
            struct stat s{};
            if (::lstat(here.c_str(), &s) != 0) continue;
            if (made && !S_ISDIR(s.st_mode)) break;  // hidden by a directory
            if (!made) {
                auto entry = oci::file_entry_of(here, extended_);
                if (!entry || oci::is_whiteout(*entry)) break;
                if (::geteuid() != 0) entry->uid = entry->gid = 0;
                made = seen_file{join_path(in.path, name), *std::move(entry), {}, here};
                if (!made->is_directory()) break;
            }
            made->directories.push_back(here);
            if (oci::is_opaque(here)) break;
        }
        return made;
    }

    std::vector<std::filesystem::path> layers_;  // highest first
    oci::extended_attributes extended_ = oci::extended_attributes::take;
};

}  // namespace slipway::engine::detail
