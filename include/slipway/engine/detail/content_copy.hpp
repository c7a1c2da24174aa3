// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <filesystem>
#include <map>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <slipway/core/owned_fd.hpp>
#include <slipway/core/user_ids.hpp>
#include <slipway/engine/detail/build_view.hpp>
#include <slipway/engine/detail/copy_bytes.hpp>
#include <slipway/oci/carried_attributes.hpp>

namespace slipway::engine::detail {

/// Gives a file the owner (where there are others here), mode and extended attributes of an entry,
/// and times. Throws `status_error`.
inline void dress(int file, const oci::file_entry& as, const timespec& modified,
                  const std::string& name) {
    if (::geteuid() == 0 && core::others_here() && ::fchown(file, as.uid, as.gid) != 0)
        core::fail_with_errno("cannot give " + name + " its owner");
    if (::fchmod(file, as.mode) != 0) core::fail_with_errno("cannot set the mode of " + name);
    oci::set_attributes(file, as.attributes, name);
    const timespec times[2] = {modified, modified};
    if (::futimens(file, times) != 0) core::fail_with_errno("cannot set the time of " + name);
}
inline struct stat status_of(const std::filesystem::path& place) {
    struct stat s{};
    if (::lstat(place.c_str(), &s) != 0) core::fail_with_errno("cannot look at " + place.string());
    return s;
}

/// Copies what a view shows in a directory into an empty one that is nobody else's: files with
/// owners, modes, times, extended attributes and holes, links as they are written, names of one
/// file as such, devices where they can be made. Everything is made anew in a directory that was
/// opened before, so that no link leads out.
class content_copy {
public:
    content_copy(const build_view& shown, std::filesystem::path to)
        : shown_(shown), to_(std::move(to)) {}

    /// With what the directory itself has. Throws `status_error`.
    void copy(const seen_file& directory) {
        root_ = core::open_or_throw(to_.string(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        copy_content(directory, root_.get(), "");
    }

private:
    void copy_content(const seen_file& from, int to, const std::string& path) {
        for (const auto& [name, file] : shown_.list(from))
            copy_one(file, to, name, join_path(path, name));
        dress(to, from.entry, status_of(from.place).st_mtim, from.path);
    }
    void copy_one(const seen_file& file, int to, const std::string& name, const std::string& path) {
        using k = oci::file_kind;
        const struct stat s = status_of(file.place);
        switch (file.entry.kind) {
            case k::directory: {
                if (::mkdirat(to, name.c_str(), 0700) != 0)
                    core::fail_with_errno("cannot make " + path);
                const core::owned_fd made(open_at(to, name, O_RDONLY | O_DIRECTORY, 0, path));
                return copy_content(file, made.get(), path);
            }
            case k::symlink:
                if (::symlinkat(file.entry.target.c_str(), to, name.c_str()) != 0)
                    core::fail_with_errno("cannot make the link " + path);
                return dress_at(to, name, file.entry, s, path);
            case k::file: return copy_file(file, s, to, name, path);
            default: return make_node(file, s, to, name, path);
        }
    }
    void copy_file(const seen_file& file, const struct stat& s, int to, const std::string& name,
                   const std::string& path) {
        if (s.st_nlink > 1) {
            const auto [first, is_first] =
                first_names_.emplace(std::pair(s.st_dev, s.st_ino), path);
            if (!is_first) {
                if (::linkat(root_.get(), first->second.c_str(), to, name.c_str(), 0) != 0)
                    core::fail_with_errno("cannot make the link " + path);
                return;
            }
        }
        const core::owned_fd in =
            core::open_or_throw(file.place.string(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
        const core::owned_fd out = open_at(to, name, O_WRONLY | O_CREAT | O_EXCL, 0600, path);
        copy_bytes(in.get(), out.get(), file.place.string(), path);
        dress(out.get(), file.entry, s.st_mtim, path);
    }
    static void make_node(const seen_file& file, const struct stat& s, int to,
                          const std::string& name, const std::string& path) {
        const bool is_device = file.entry.kind != oci::file_kind::fifo;
        if (is_device && !(::geteuid() == 0 && core::others_here())) return;
        if (::mknodat(to, name.c_str(), (s.st_mode & S_IFMT) | 0600, is_device ? s.st_rdev : 0) !=
            0) {
            if (errno == EPERM) return;  // as where images are unpacked
            core::fail_with_errno("cannot make " + path);
        }
        if (::fchmodat(to, name.c_str(), file.entry.mode, 0) != 0)
            core::fail_with_errno("cannot set the mode of " + path);
        dress_at(to, name, file.entry, s, path);
    }
    /// What cannot be opened.
    static void dress_at(int in, const std::string& name, const oci::file_entry& as,
                         const struct stat& s, const std::string& path) {
        if (::geteuid() == 0 && core::others_here() &&
            ::fchownat(in, name.c_str(), as.uid, as.gid, AT_SYMLINK_NOFOLLOW) != 0)
            core::fail_with_errno("cannot give " + path + " its owner");
        const timespec times[2] = {s.st_mtim, s.st_mtim};
        if (::utimensat(in, name.c_str(), times, AT_SYMLINK_NOFOLLOW) != 0)
            core::fail_with_errno("cannot set the time of " + path);
    }
    static core::owned_fd open_at(int in, const std::string& name, int flags, mode_t mode,
                                  const std::string& path) {
        core::owned_fd made(::openat(in, name.c_str(), flags | O_NOFOLLOW | O_CLOEXEC, mode));
        if (!made) core::fail_with_errno("cannot open " + path);
        return made;
    }

    const build_view& shown_;
    std::filesystem::path to_;
    core::owned_fd root_;
    std::map<std::pair<dev_t, ino_t>, std::string> first_names_;
};

}  // namespace slipway::engine::detail
