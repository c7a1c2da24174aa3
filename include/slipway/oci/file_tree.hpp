// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <slipway/core/status.hpp>
#include <slipway/oci/carried_attributes.hpp>

namespace slipway::oci {

enum class file_kind { directory, file, symlink, hard_link, character_device, block_device, fifo };

/// A file as a layer is to hold it.
struct file_entry {
    file_kind kind = file_kind::file;
    std::uint32_t mode = 0644;  ///< permissions with setuid, setgid and sticky
    std::uint32_t uid = 0;
    std::uint32_t gid = 0;
    /// of a symbolic link as written; of a hard link, a path in the same tree
    std::string target{};
    std::string content{};           ///< of a file that has no `source`
    std::filesystem::path source{};  ///< the file on this machine that has the content
    std::uint64_t size = 0;          ///< bytes of `source`
    std::uint32_t device_major = 0;
    std::uint32_t device_minor = 0;
    /// extended ones that a layer carries, of files and directories
    std::map<std::string, std::string> attributes{};
};

/// Whether a description of files has their extended attributes.
enum class extended_attributes {
    leave,  ///< no: what was put on files of this machine is not a layer's business
    take,   ///< those that a layer carries
};

/// The files of a layer to be, by path; each directory comes before what is in it. Directories on
/// the way to a file are made (0755, root) unless they are added. Paths may start with `/`; one
/// with `..` throws `status_error` (invalid).
class file_tree {
public:
    /// What is below `directory`, with owners and permissions as they are there. Names of one file
    /// become hard links. Sockets are left out. Throws `status_error`.
    static file_tree from_directory(const std::filesystem::path& directory,
                                    extended_attributes extended = extended_attributes::leave);

    file_tree& add(std::string_view path, file_entry entry) {
        const std::string key = clean(path);
        for (auto slash = key.find('/'); slash != std::string::npos;
             slash = key.find('/', slash + 1))
            entries_.try_emplace(key.substr(0, slash),
                                 file_entry{.kind = file_kind::directory, .mode = 0755});
        entries_.insert_or_assign(key, std::move(entry));
        return *this;
    }
    file_tree& directory(std::string_view path, std::uint32_t mode = 0755) {
        return add(path, {.kind = file_kind::directory, .mode = mode});
    }
    file_tree& text(std::string_view path, std::string content, std::uint32_t mode = 0644) {
        return add(path, {.mode = mode, .content = std::move(content)});
    }
    file_tree& symlink(std::string_view path, std::string target) {
        return add(path, {.kind = file_kind::symlink, .mode = 0777, .target = std::move(target)});
    }
    /// A copy of the file `source`, links followed. Throws `status_error` (not_found).
    file_tree& file(std::string_view path, const std::filesystem::path& source,
                    std::uint32_t mode) {
        struct stat s{};
        if (::stat(source.c_str(), &s) != 0 || !S_ISREG(s.st_mode))
            throw status_error(core::reason::not_found,
                               source.string() + " is not a file that can go into an image");
        return add(path,
                   {.mode = mode, .source = source, .size = static_cast<std::uint64_t>(s.st_size)});
    }

    bool contains(std::string_view path) const { return entries_.count(clean(path)) != 0; }
    const std::map<std::string, file_entry>& entries() const noexcept { return entries_; }

private:
    static std::string clean(std::string_view path) {
        std::string made;
        for (std::size_t at = 0; at <= path.size();) {
            const std::size_t end = std::min(path.find('/', at), path.size());
            const std::string_view part = path.substr(at, end - at);
            at = end + 1;
            if (part.empty() || part == ".") continue;
            if (part == "..")
                throw status_error(core::reason::invalid,
                                   "\"" + std::string(path) + "\": a path in an image has no ..");
            made += made.empty() ? "" : "/";
            made += part;
        }
        if (made.empty())
            throw status_error(core::reason::invalid, "a file in an image needs a path below /");
        return made;
    }

    std::map<std::string, file_entry> entries_;
};

namespace detail {

inline bool describe_file(const std::filesystem::path& path, file_entry& made, struct stat& s,
                          extended_attributes extended) {
    if (::lstat(path.c_str(), &s) != 0)
        throw status_error(core::reason::not_found, path.string() + ": " + std::strerror(errno));
    made.mode = s.st_mode & 07777;
    made.uid = s.st_uid;
    made.gid = s.st_gid;
    made.device_major = major(s.st_rdev);
    made.device_minor = minor(s.st_rdev);
    if (S_ISDIR(s.st_mode)) made.kind = file_kind::directory;
    else if (S_ISREG(s.st_mode))
        made.source = path, made.size = static_cast<std::uint64_t>(s.st_size);
    else if (S_ISLNK(s.st_mode))
        made.kind = file_kind::symlink, made.target = std::filesystem::read_symlink(path);
    else if (S_ISCHR(s.st_mode)) made.kind = file_kind::character_device;
    else if (S_ISBLK(s.st_mode)) made.kind = file_kind::block_device;
    else if (S_ISFIFO(s.st_mode)) made.kind = file_kind::fifo;
    else return false;
    if (extended == extended_attributes::take && (S_ISDIR(s.st_mode) || S_ISREG(s.st_mode)))
        made.attributes = carried_attributes(path.string());
    return true;
}

}  // namespace detail

/// A file as it is on this machine, links unfollowed; nothing for a socket. Throws `status_error`
/// (not_found).
inline std::optional<file_entry> file_entry_of(
    const std::filesystem::path& path, extended_attributes extended = extended_attributes::leave) {
    file_entry made;
    struct stat s{};
    return detail::describe_file(path, made, s, extended) ? std::optional(std::move(made))
                                                          : std::nullopt;
}

inline file_tree file_tree::from_directory(const std::filesystem::path& directory,
                                           extended_attributes extended) {
    file_tree made;
    std::map<std::pair<dev_t, ino_t>, std::string> first_names;
    std::map<std::string, std::pair<dev_t, ino_t>> linked;
    std::error_code error;
    using walk = std::filesystem::recursive_directory_iterator;
    for (walk at(directory, error), end; !error && at != end; at.increment(error)) {
        file_entry entry;
        struct stat s{};
        if (!detail::describe_file(at->path(), entry, s, extended)) continue;
        const std::string name = at->path().lexically_relative(directory).string();
        if (entry.kind == file_kind::file && s.st_nlink > 1) linked[name] = {s.st_dev, s.st_ino};
        made.add(name, std::move(entry));
    }
    if (error)
        throw status_error(
            error == std::errc::no_such_file_or_directory ? core::reason::not_found
                                                          : core::reason::internal_error,
            "cannot read the directory " + directory.string() + ": " + error.message());
    for (const auto& [name, inode] : linked) {
        const auto [first, is_first] = first_names.emplace(inode, name);
        if (is_first) continue;
        file_entry& entry = made.entries_.at(name);
        entry.kind = file_kind::hard_link;
        entry.target = first->second;
        entry.source.clear();
        entry.attributes.clear();
        entry.size = 0;
    }
    return made;
}

}  // namespace slipway::oci
