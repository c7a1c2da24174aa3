// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <slipway/core/owned_fd.hpp>
#include <slipway/core/status.hpp>
#include <slipway/engine/detail/copy_bytes.hpp>
#include <slipway/oci/carried_attributes.hpp>

namespace slipway::engine::detail {

/// A directory in which paths are looked up as if it were the root: no link leads out of it
/// (openat2(2), RESOLVE_IN_ROOT).
class file_root {
public:
    file_root(core::owned_fd directory, std::string whose)
        : directory_(std::move(directory)), whose_(std::move(whose)) {}

    /// Empty where it is not there. Throws `status_error` for what cannot be opened.
    core::owned_fd open(const std::string& path, std::uint64_t flags) const {
        open_how how{};
        how.flags = flags | O_CLOEXEC;
        how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
        core::owned_fd made(static_cast<int>(::syscall(
            SYS_openat2, directory_.get(), path.empty() ? "." : path.c_str(), &how, sizeof how)));
        if (!made && errno != ENOENT && errno != ENOTDIR)
            core::fail_with_errno("cannot open " + name(path));
        return made;
    }
    /// For messages.
    std::string name(const std::string& path) const {
        return whose_.empty() ? path : whose_ + ':' + path;
    }

private:
    core::owned_fd directory_;
    std::string whose_;
};

/// Copies files and directories between two roots, with those of their extended attributes that
/// layers carry, too. Links stay links; devices and sockets are refused.
class tree_copy {
public:
    struct rules {
        bool owners = false;     ///< copies belong to whom the files belonged to
        bool privileges = true;  ///< they have setuid and setgid bits and capabilities
    };

    tree_copy(const file_root& from, const file_root& to, rules how)
        : from_(from), to_(to), how_(how) {}

    /// As cp(1) with -r: into a directory that is there, otherwise as what `to` names. A source
    /// that ends with `/.` is what the directory has. Throws `status_error`: not_found, invalid.
    void copy(const std::string& source, const std::string& destination) {
        const bool content = source == "." || source.ends_with("/.");
        core::owned_fd what = from_.open(source, O_PATH | O_NOFOLLOW);
        if (!what) throw status_error(core::reason::not_found, "there is no " + from_.name(source));
        struct stat s = status(what.get(), from_.name(source));
        if (S_ISLNK(s.st_mode) && source.ends_with('/'))
            what = from_.open(source, O_PATH), s = status(what.get(), from_.name(source));
        const auto [parent, name] = split(source);
        const core::owned_fd here = from_.open(parent, O_PATH | O_DIRECTORY);
        const core::owned_fd there = to_.open(destination, O_PATH);
        const bool into = there && S_ISDIR(status(there.get(), to_.name(destination)).st_mode);
        if (S_ISDIR(s.st_mode) && there && !into)
            throw status_error(
                core::reason::invalid,
                to_.name(destination) + " is no directory, and " + from_.name(source) + " is one");
        if (content && into) return copy_content(what.get(), there.get(), source);
        if (into) {
            if (name.empty() || name == "..")
                throw status_error(core::reason::invalid,
                                   from_.name(source) + " has no name to be copied under");
            return copy_one(here.get(), name, there.get(), name, source);
        }
        const auto [to_parent, to_name] = split(destination);
        const core::owned_fd place = to_.open(to_parent, O_PATH | O_DIRECTORY);
        if (!place || to_name.empty())
            throw status_error(
                core::reason::not_found,
                "there is no directory " + to_.name(to_parent.empty() ? "." : to_parent));
        if (destination.ends_with('/') && !S_ISDIR(s.st_mode))
            throw status_error(core::reason::not_found,
                               "there is no directory " + to_.name(destination));
        if (content) {
            const core::owned_fd from =
                open_at(what.get(), ".", O_RDONLY | O_DIRECTORY, from_.name(source));
            const core::owned_fd made =
                make_directory(place.get(), to_name, from.get(), s, source, destination);
            return copy_content(from.get(), made.get(), source);
        }
        copy_one(here.get(), name, place.get(), to_name, source);
    }

private:
    static constexpr int deepest = 1000;

    /// Directory and name; of `/` and what ends with `/.` the name is empty.
    static std::pair<std::string, std::string> split(std::string path) {
        while (path.size() > 1 && path.ends_with('/')) path.pop_back();
        const auto slash = path.rfind('/');
        std::string name = slash == path.npos ? path : path.substr(slash + 1);
        if (name == ".") name.clear();
        return {slash == path.npos ? "." : slash == 0 ? "/" : path.substr(0, slash), name};
    }
    static struct stat status(int fd, const std::string& name) {
        struct stat s{};
        if (::fstatat(fd, "", &s, AT_EMPTY_PATH) != 0)
            core::fail_with_errno("cannot look at " + name);
        return s;
    }
    static core::owned_fd open_at(int directory, const std::string& name, int flags,
                                  const std::string& whole, mode_t mode = 0) {
        core::owned_fd made(
            ::openat(directory, name.c_str(), flags | O_NOFOLLOW | O_CLOEXEC, mode));
        if (!made) core::fail_with_errno("cannot open " + whole);
        return made;
    }
    /// One like `from`, unless there is one already, which stays as it is.
    core::owned_fd make_directory(int place, const std::string& name, int from,
                                  const struct stat& like, const std::string& source,
                                  const std::string& destination) const {
        const bool is_new = ::mkdirat(place, name.c_str(), mode_of(like) | 0700) == 0;
        if (!is_new && errno != EEXIST)
            core::fail_with_errno("cannot make " + to_.name(destination));
        core::owned_fd made = open_at(place, name, O_RDONLY | O_DIRECTORY, to_.name(destination));
        if (is_new) make_like(made.get(), like, mode_of(like) | 0700, from, source, destination);
        return made;
    }

    void copy_one(int from, const std::string& name, int to, const std::string& as,
                  const std::string& whole) {
        struct stat s{};
        if (::fstatat(from, name.c_str(), &s, AT_SYMLINK_NOFOLLOW) != 0)
            core::fail_with_errno("cannot look at " + from_.name(whole));
        if (S_ISREG(s.st_mode))
            return copy_file(open_at(from, name, O_RDONLY, from_.name(whole)), to, as, s, whole);
        if (S_ISLNK(s.st_mode)) return copy_link(from, name, to, as, s, whole);
        if (!S_ISDIR(s.st_mode))
            throw status_error(
                core::reason::invalid,
                from_.name(whole) + " is neither a file, nor a directory, nor a link");
        const core::owned_fd in = open_at(from, name, O_RDONLY | O_DIRECTORY, from_.name(whole));
        const core::owned_fd out = make_directory(to, as, in.get(), s, whole, whole);
        copy_content(in.get(), out.get(), whole);
    }
    void copy_content(int from, int to, const std::string& whole) {
        if (++depth_ > deepest)
            throw status_error(core::reason::invalid,
                               "the directories in " + from_.name(whole) + " are nested too deep");
        const int listed = ::openat(from, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        DIR* const directory = listed < 0 ? nullptr : ::fdopendir(listed);
        if (!directory) core::fail_with_errno("cannot list " + from_.name(whole));
        std::vector<std::string> names;
        while (const dirent* each = ::readdir(directory))
            if (const std::string name = each->d_name; name != "." && name != "..")
                names.push_back(name);
        ::closedir(directory);
        for (const std::string& name : names) copy_one(from, name, to, name, whole + '/' + name);
        --depth_;
    }
    mode_t mode_of(const struct stat& s) const {
        return s.st_mode & (how_.privileges ? 07777U : 01777U);
    }
    /// The owner first: a change of it takes setuid bits and capabilities away.
    void make_like(int made, const struct stat& like, mode_t mode, int from,
                   const std::string& source, const std::string& destination) const {
        if (how_.owners && ::fchown(made, like.st_uid, like.st_gid) != 0)
            core::fail_with_errno("cannot give " + to_.name(destination) + " its owner");
        ::fchmod(made, mode);
        auto attributes = oci::carried_attributes(from, from_.name(source));
        if (!how_.privileges) attributes.erase("security.capability");
        oci::set_attributes(made, attributes, to_.name(destination));
    }
    void copy_file(const core::owned_fd& in, int to, const std::string& as, const struct stat& like,
                   const std::string& whole) const {
        ::unlinkat(to, as.c_str(), 0);  // never through a link that stands there
        const core::owned_fd out =
            open_at(to, as, O_WRONLY | O_CREAT | O_EXCL, to_.name(whole), like.st_mode & 0777);
        copy_bytes(in.get(), out.get(), from_.name(whole), to_.name(whole));
        make_like(out.get(), like, mode_of(like), in.get(), whole,
                  whole);  // after what is written, which takes capabilities away
    }
    void copy_link(int from, const std::string& name, int to, const std::string& as,
                   const struct stat& like, const std::string& whole) const {
        std::string target(4096, '\0');
        const ssize_t n = ::readlinkat(from, name.c_str(), target.data(), target.size());
        if (n < 0) core::fail_with_errno("cannot read the link " + from_.name(whole));
        target.resize(static_cast<std::size_t>(n));
        ::unlinkat(to, as.c_str(), 0);
        if (::symlinkat(target.c_str(), to, as.c_str()) != 0)
            core::fail_with_errno("cannot make the link " + to_.name(whole));
        if (how_.owners &&
            ::fchownat(to, as.c_str(), like.st_uid, like.st_gid, AT_SYMLINK_NOFOLLOW) != 0)
            core::fail_with_errno("cannot give " + to_.name(whole) + " its owner");
    }

    const file_root& from_;
    const file_root& to_;
    rules how_;
    int depth_ = 0;
};

}  // namespace slipway::engine::detail
