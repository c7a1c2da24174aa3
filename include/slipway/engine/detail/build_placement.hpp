// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <slipway/engine/detail/build_sources.hpp>
#include <slipway/engine/detail/mode_change.hpp>
#include <slipway/oci/pack.hpp>

namespace slipway::engine::detail {

/// Where and as whose COPY and ADD put files.
struct placement {
    std::string to{};  ///< absolute; with a slash at its end it is a directory
    oci::file_owner owner{};
    bool owner_given = false;
    std::optional<mode_change> mode{};  ///< of their own
};

/// Makes the layer of a COPY or ADD (Docker, "Dockerfile reference", "COPY"): directories give what
/// is in them; links of the image are followed on the way to a place; directories that are there
/// stay as they are.
class build_placing {
public:
    build_placing(const build_view& image, const placement& where) : image_(image), where_(where) {}

    oci::file_tree run(const std::vector<copy_source>& sources) {
        const bool to_directory = where_.to.ends_with('/');
        if (sources.size() > 1 && !to_directory)
            throw status_error(core::reason::invalid,
                               "several sources need a directory to go to: \"" + where_.to +
                                   "\" must end with a /");
        for (const auto& source : sources) {
            if (source.entry.kind == oci::file_kind::directory) {
                directory(image_.place(where_.to), source.entry, source.keeps_owners);
                for (const auto& [path, entry] : source.files)
                    put(image_.place(where_.to) + '/' + path, entry, source.keeps_owners);
                continue;
            }
            const auto there = image_.find(where_.to);
            const bool inside = to_directory || (there && there->is_directory());
            put(inside ? where_.to + '/' + source.name : where_.to, source.entry,
                source.keeps_owners);
        }
        return std::move(made_);
    }

    /// A directory, and those on its way, where they are not there.
    oci::file_tree run_directory(const std::string& path) {
        directory(image_.place(path), {.kind = oci::file_kind::directory, .mode = 0755}, false);
        return std::move(made_);
    }

private:
    oci::file_entry owned(oci::file_entry entry, bool keeps_owner) const {
        if (!keeps_owner || where_.owner_given)
            entry.uid = where_.owner.uid, entry.gid = where_.owner.gid;
        if (where_.mode && entry.kind != oci::file_kind::symlink)
            entry.mode = where_.mode->apply(entry.mode, entry.kind == oci::file_kind::directory);
        return entry;
    }

    void put(const std::string& path, const oci::file_entry& entry, bool keeps_owner) {
        const std::size_t slash = path.rfind('/');
        const std::string parent = image_.place(slash == path.npos ? "" : path.substr(0, slash));
        const std::string name = slash == path.npos ? path : path.substr(slash + 1);
        const std::string own = join_path(parent, name);
        if (entry.kind == oci::file_kind::directory)
            return directory(image_.place(own), entry, keeps_owner);
        if (const auto there = image_.find(own);
            there && there->path == own && there->is_directory())
            throw status_error(core::reason::invalid, "\"" + name + "\" cannot be put at /" + own +
                                                          ": there is a directory");
        way(parent);
        made_.add(own, owned(entry, keeps_owner));
    }

    void directory(const std::string& path, const oci::file_entry& entry, bool keeps_owner) {
        if (path.empty()) return;
        const auto there = image_.find(path);
        if (there && !there->is_directory())
            throw status_error(core::reason::invalid,
                               "a directory cannot be put at /" + path + ": there is a file");
        const auto slash = path.rfind('/');
        way(slash == path.npos ? "" : path.substr(0, slash));
        if (there) made_.add(path, there->entry);
        else made_.add(path, owned(entry, keeps_owner));
    }

    /// The directories on the way to a file; new ones get the owner of what is copied.
    void way(const std::string& path) {
        for (std::size_t end = path.find('/');; end = path.find('/', end + 1)) {
            const std::string upto = path.substr(0, end);
            if (!upto.empty() && !made_.contains(upto)) {
                const auto there = image_.find(upto);
                if (there && !there->is_directory())
                    throw status_error(
                        core::reason::invalid,
                        "/" + upto + " is no directory, so that nothing can be put into it");
                oci::file_entry fresh{.kind = oci::file_kind::directory,
                                      .mode = 0755,
                                      .uid = where_.owner.uid,
                                      .gid = where_.owner.gid};
                made_.add(upto, there ? there->entry : fresh);
            }
            if (end == path.npos) return;
        }
    }

    const build_view& image_;
    const placement& where_;
    oci::file_tree made_;
};

}  // namespace slipway::engine::detail
