// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <slipway/core/user_ids.hpp>
#include <slipway/oci/detail/archive.hpp>
#include <slipway/oci/detail/rooted.hpp>
#include <slipway/oci/file_tree.hpp>
#include <slipway/oci/remove_tree.hpp>
#include <slipway/oci/unpack_types.hpp>

namespace slipway::oci::detail {

/// Puts tar entries into a directory tree. Every file is made anew, in a directory that was reached
/// from inside.
class extractor {
public:
    extractor(file_handle root, const unpack_options& options)
        : tree_(std::move(root)),
          options_(options),
          is_root_(::geteuid() == 0 && core::others_here()) {}

    void take(archive_reader& tar, archive_entry* e) {
        if (++result_.entries > options_.limits.entries)
            too_large("more than " + std::to_string(options_.limits.entries) + " entries");
        const std::string path =
            clean_entry_path(text_of(archive_entry_pathname(e), archive_entry_pathname_utf8(e)));
        if (path.empty()) {  // the root itself
            if (archive_entry_filetype(e) == AE_IFDIR) later_.push_back({"", attributes_of(e)});
            return;
        }
        const auto slash = path.rfind('/');
        const std::string parent = slash == std::string::npos ? "" : path.substr(0, slash);
        const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
        if (name.starts_with(".wh.")) return whiteout(parent, name);
        if (options_.whiteouts == whiteout_form::apply) note_made(path);
        const bool link_only = hard_link_of(e) != nullptr;
        if (!link_only && archive_entry_filetype(e) == AE_IFREG)
            return write_file(tar, e, parent, name, path);
        clear_place(tree_.directory(parent), name, path,
                    !link_only && archive_entry_filetype(e) == AE_IFDIR);
        const int in = tree_.directory(parent);
        if (link_only) return link(e, in, name, path);
        make(e, in, name, path);
    }

    /// Sets what filling the directories would have changed; gives the counts.
    unpacked_layer finish() {
        tree_.forget();
        for (auto at = later_.rbegin(); at != later_.rend(); ++at) {
            const file_handle own = at->first.empty()
                                        ? file_handle(::fcntl(tree_.root(), F_DUPFD_CLOEXEC, 0))
                                        : tree_.existing(at->first);
            if (own) set_attributes(own.get(), at->second);
        }
        return result_;
    }

private:
    struct attributes {
        mode_t mode = 0;
        uid_t uid = 0;
        gid_t gid = 0;
        timespec modified{};
        std::vector<std::pair<std::string, std::string>> extended{};
    };

    [[noreturn]] static void refuse(const std::string& path, const std::string& why) {
        throw status_error(core::reason::invalid,
                           "the layer's entry \"" + path.substr(0, 300) + "\" " + why);
    }
    [[noreturn]] static void too_large(const std::string& what) {
        throw status_error(core::reason::request_entity_too_large, "the layer has " + what);
    }
    static std::string_view text_of(const char* plain, const char* utf8) {
        return plain ? plain : utf8 ? utf8 : "";
    }
    static const char* hard_link_of(archive_entry* e) {
        const char* plain = archive_entry_hardlink(e);
        return plain ? plain : archive_entry_hardlink_utf8(e);
    }

    static attributes attributes_of(archive_entry* e) {
        attributes a;
        a.mode = archive_entry_perm(e) & 07777;
        const auto uid = archive_entry_uid(e), gid = archive_entry_gid(e);
        if (uid < 0 || gid < 0 || uid >= UINT32_MAX || gid >= UINT32_MAX)
            refuse(archive_entry_pathname(e) ? archive_entry_pathname(e) : "",
                   "has an owner that cannot be");
        a.uid = static_cast<uid_t>(uid);
        a.gid = static_cast<gid_t>(gid);
        a.modified.tv_sec = archive_entry_mtime(e);
        a.modified.tv_nsec = std::clamp(archive_entry_mtime_nsec(e), 0L, 999'999'999L);
        const char* name = nullptr;
        const void* value = nullptr;
        std::size_t size = 0;
        archive_entry_xattr_reset(e);
        while (archive_entry_xattr_next(e, &name, &value, &size) == ARCHIVE_OK) {
            // overlayfs' own attributes would let a layer forge what another one shows
            if (name && is_carried_attribute(name))
                a.extended.emplace_back(name, std::string(static_cast<const char*>(value), size));
        }
        return a;
    }

    /// By descriptor: a link can never stand in for the file. What it has already is not set again:
    /// each change goes through the journal.
    void set_attributes(int fd, const attributes& a) const {
        struct stat now{};
        if (::fstat(fd, &now) != 0) fail_errno("cannot look at a file");
        const bool given_away = is_root_ && (now.st_uid != a.uid || now.st_gid != a.gid);
        if (given_away && ::fchown(fd, a.uid, a.gid) != 0)
            fail_errno("cannot give a file to user " + std::to_string(a.uid) + " and group " +
                       std::to_string(a.gid));
        // A new owner may have taken bits from the mode.
        if ((given_away || (now.st_mode & 07777) != a.mode) && ::fchmod(fd, a.mode) != 0)
            fail_errno("cannot set the mode of a file");
        for (const auto& [name, value] : a.extended)
            if (::fsetxattr(fd, name.c_str(), value.data(), value.size(), 0) != 0 && is_root_ &&
                errno != ENOTSUP && errno != EPERM)
                fail_errno("cannot set the attribute " + name);
        const timespec times[2] = {a.modified, a.modified};
        if (::futimens(fd, times) != 0) fail_errno("cannot set the time of a file");
    }
    void set_attributes_at(int in, const std::string& name, const attributes& a,
                           bool with_mode) const {
        if (is_root_ && ::fchownat(in, name.c_str(), a.uid, a.gid, AT_SYMLINK_NOFOLLOW) != 0)
            fail_errno("cannot set the owner of " + name);
        if (with_mode && ::fchmodat(in, name.c_str(), a.mode, 0) != 0)
            fail_errno("cannot set the mode of " + name);
        const timespec times[2] = {a.modified, a.modified};
        if (::utimensat(in, name.c_str(), times, AT_SYMLINK_NOFOLLOW) != 0)
            fail_errno("cannot set the time of " + name);
    }

    void clear_place(int in, const std::string& name, const std::string& path,
                     bool wants_directory) {
        struct stat s{};
        if (::fstatat(in, name.c_str(), &s, AT_SYMLINK_NOFOLLOW) != 0) return;
        if (wants_directory && S_ISDIR(s.st_mode)) return;
        remove_at(in, name.c_str());
        if (!S_ISDIR(s.st_mode)) return;
        tree_.forget();
        const std::string below = path + "/";
        std::erase_if(later_,
                      [&](const auto& d) { return d.first == path || d.first.starts_with(below); });
    }

    void make(archive_entry* e, int in, const std::string& name, const std::string& path) {
        const attributes a = attributes_of(e);
        switch (archive_entry_filetype(e)) {
            case AE_IFDIR:
                if (::mkdirat(in, name.c_str(), 0700) != 0 && errno != EEXIST)
                    fail_errno("cannot make " + path);
                later_.emplace_back(path, a);
                return;
            case AE_IFLNK:
                if (::symlinkat(std::string(text_of(archive_entry_symlink(e),
                                                    archive_entry_symlink_utf8(e)))
                                    .c_str(),
                                in, name.c_str()) != 0)
                    refuse(path, std::string("is a symbolic link that cannot be made: ") +
                                     std::strerror(errno));
                return set_attributes_at(in, name, a, false);
            case AE_IFCHR:
            case AE_IFBLK:
            case AE_IFIFO: return make_node(e, in, name, path, a);
            default: refuse(path, "is of a kind that a layer cannot hold");
        }
    }

    void make_node(archive_entry* e, int in, const std::string& name, const std::string& path,
                   const attributes& a) {
        const auto kind = archive_entry_filetype(e);
        dev_t device = 0;
        if (kind != AE_IFIFO) {
            device = makedev(static_cast<unsigned>(archive_entry_rdevmajor(e)),
                             static_cast<unsigned>(archive_entry_rdevminor(e)));
            if (kind == AE_IFCHR && device == 0)
                refuse(path,
                       "is the character device 0/0, which overlayfs takes for a"
                       " deletion");
            if (!is_root_) {
                ++result_.skipped_devices;
                return;
            }
        }
        if (::mknodat(in, name.c_str(), static_cast<mode_t>(kind) | 0600, device) != 0) {
            if (errno != EPERM) fail_errno("cannot make the device " + path);
            ++result_.skipped_devices;
            return;
        }
        set_attributes_at(in, name, a, true);
    }

    /// Makes a file. Whether something is in its place shows only then: most places are free.
    file_handle new_file(const std::string& parent, const std::string& name,
                         const std::string& path, const attributes& a) {
        // One that is given away is closed to everybody until it is; another has its mode at once,
        // and need not be changed.
        const mode_t mode =
            !is_root_ || (a.uid == ::geteuid() && a.gid == ::getegid()) ? a.mode & 0777 : 0600;
        const auto open = [&] {
            return file_handle(::openat(tree_.directory(parent), name.c_str(),
                                        O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                                        mode));
        };
        file_handle made = open();
        if (!made && errno == EEXIST) {
            clear_place(tree_.directory(parent), name, path, false);
            made = open();
        }
        if (!made) fail_errno("cannot make " + path);
        return made;
    }

    void write_file(archive_reader& tar, archive_entry* e, const std::string& parent,
                    const std::string& name, const std::string& path) {
        const attributes a = attributes_of(e);
        const auto size = archive_entry_size(e);
        if (size < 0) refuse(path, "has a negative size");
        result_.bytes += static_cast<std::uint64_t>(size);
        if (result_.bytes > options_.limits.bytes)
            too_large("files of more than " + std::to_string(options_.limits.bytes) + " bytes");
        const file_handle file = new_file(parent, name, path, a);
        la_int64_t end = 0;  // of what was written
        const void* bytes = nullptr;
        std::size_t length = 0;
        la_int64_t offset = 0;
        while (tar.check(archive_read_data_block(tar.get(), &bytes, &length, &offset)) !=
               ARCHIVE_EOF) {
            if (offset < 0 || offset > size || static_cast<std::uint64_t>(size - offset) < length)
                refuse(path, "has data behind its own end");
            end = std::max(end, write_filled(file.get(), static_cast<const char*>(bytes), length,
                                             offset, path));
        }
        if (end != size && ::ftruncate(file.get(), size) != 0)
            fail_errno("cannot set the size of " + path);
        set_attributes(file.get(), a);
    }

    /// Leaves holes where whole pages are zero: layers have no sparse files (OCI image spec, layer,
    /// "File Attributes"). Gives the end of what it has written.
    static la_int64_t write_filled(int fd, const char* bytes, std::size_t length, la_int64_t offset,
                                   const std::string& path) {
        static constexpr std::size_t page = 4096;
        static constexpr char zeros[page] = {};
        std::size_t from = 0;  // what is to be written begins here
        la_int64_t end = 0;
        const auto write = [&](std::size_t until) {
            if (until == from) return;
            end = offset + static_cast<la_int64_t>(until);
            write_all(fd, bytes + from, until - from, offset + static_cast<la_int64_t>(from), path);
        };
        for (std::size_t at = 0; at < length;) {
            const std::size_t part =
                std::min(page - (static_cast<std::size_t>(offset) + at) % page, length - at);
            if (std::memcmp(bytes + at, zeros, part) == 0) {  // nothing was written there before
                write(at);
                from = at + part;
            }
            at += part;
        }
        write(length);
        return end;
    }

    static void write_all(int fd, const char* bytes, std::size_t length, la_int64_t offset,
                          const std::string& path) {
        while (length != 0) {
            const ssize_t n = ::pwrite(fd, bytes, length, offset);
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) fail_errno("cannot write " + path);
            bytes += n;
            length -= static_cast<std::size_t>(n);
            offset += n;
        }
    }

    void link(archive_entry* e, int in, const std::string& name, const std::string& path) {
        const std::string target = clean_entry_path(hard_link_of(e));
        const file_handle there = parent_of(target).empty()
                                      ? file_handle(::fcntl(tree_.root(), F_DUPFD_CLOEXEC, 0))
                                      : tree_.existing(parent_of(target));
        const std::string base = target.substr(target.rfind('/') + 1);
        if (target.empty() || !there ||
            ::linkat(there.get(), base.c_str(), in, name.c_str(), 0) != 0)
            refuse(path, "is a hard link to \"" + target + "\", which is no file of this layer");
    }

    static std::string parent_of(const std::string& path) {
        const auto slash = path.rfind('/');
        return slash == std::string::npos ? "" : path.substr(0, slash);
    }

    void whiteout(const std::string& parent, const std::string& name) {
        const std::string hidden = name.substr(4);
        const bool opaque = name == ".wh..wh..opq";
        if (!opaque && hidden.starts_with(".wh.")) return;  // notes of aufs to itself
        if (!opaque && (hidden.empty() || hidden == "." || hidden == ".."))
            refuse(name, "is a whiteout of no file");
        const int in = tree_.directory(parent);
        if (options_.whiteouts == whiteout_form::overlay)
            return opaque ? mark_opaque(in) : mark_gone(in, hidden);
        const std::string path = parent.empty() ? hidden : parent + "/" + hidden;
        if (opaque) return remove_lower(parent);
        if (made_.count(path) == 0) remove_at(in, hidden.c_str());
        tree_.forget();
    }

    void mark_opaque(int in) const {
        if (is_root_ && ::fsetxattr(in, "trusted.overlay.opaque", "y", 1, 0) == 0) return;
        if (::fsetxattr(in, "user.overlay.opaque", "y", 1, 0) != 0)
            fail_errno("cannot mark a directory as opaque");
    }
    static void mark_gone(int in, const std::string& hidden) {
        struct stat s{};
        if (::fstatat(in, hidden.c_str(), &s, AT_SYMLINK_NOFOLLOW) == 0)
            return;  // this layer has it anew
        if (::mknodat(in, hidden.c_str(), S_IFCHR, 0) != 0)
            fail_errno("cannot make the whiteout of " + hidden);
    }

    /// Removes what this layer has not made itself.
    void remove_lower(const std::string& parent) {
        const file_handle dir(::fcntl(tree_.directory(parent), F_DUPFD_CLOEXEC, 0));
        tree_.forget();
        std::unique_ptr<DIR, int (*)(DIR*)> listing(
            ::fdopendir(::openat(dir.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)), &::closedir);
        if (!listing) fail_errno("cannot read " + parent);
        while (const dirent* e = ::readdir(listing.get())) {
            const std::string name = e->d_name;
            if (name == "." || name == "..") continue;
            const std::string path = parent.empty() ? name : parent + "/" + name;
            if (made_.count(path) == 0) remove_at(dir.get(), name.c_str());
        }
    }

    void note_made(std::string path) {
        for (made_.insert(path); !(path = parent_of(path)).empty();) made_.insert(path);
    }

    rooted tree_;
    const unpack_options& options_;
    bool is_root_;
    unpacked_layer result_;
    std::vector<std::pair<std::string, attributes>> later_;
    std::set<std::string> made_;
};

}  // namespace slipway::oci::detail
