// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

#include <slipway/core/status.hpp>

namespace slipway::engine {

namespace detail {

[[noreturn]] inline void run_root_fails(const std::filesystem::path& place,
                                        const std::string& why) {
    throw status_error(core::reason::internal_error,
                       "cannot keep what runs in " + place.string() + ": " + why);
}

/// Makes it, for this user and this root alone.
inline void make_run_root(const std::filesystem::path& place, const std::filesystem::path& root) {
    std::error_code error;
    std::filesystem::create_directories(place.parent_path(), error);
    if (error) run_root_fails(place, error.message());
    struct stat made{};
    if ((::mkdir(place.c_str(), 0700) != 0 && errno != EEXIST) ||
        ::lstat(place.c_str(), &made) != 0)
        run_root_fails(place, std::strerror(errno));
    if (!S_ISDIR(made.st_mode) || made.st_uid != ::geteuid() || (made.st_mode & 0077) != 0)
        throw status_error(core::reason::forbidden,
                           place.string() +
                               " is there, and no directory that this user alone may write: what "
                               "runs is not to be kept there");
    const auto back = place / "root";
    if (::symlink(root.c_str(), back.c_str()) == 0) return;
    if (errno != EEXIST) run_root_fails(place, std::strerror(errno));
    if (const auto other = std::filesystem::read_symlink(back, error); other != root)
        throw status_error(
            core::reason::conflict,
            place.string() + " has what runs of the containers in " + other.string() + " already");
}

}  // namespace detail

/// Keeps what there is of the containers of `root` while they run (sockets, locks, mount points) in
/// `place`, which is best in memory: `root/run` becomes a link to it, and `place` is made anew
/// where it has gone since the machine was started. Whatever it was on a disk, it would tell of
/// processes that are no more after that. An empty `place` is the one that the root has: `root/run`
/// itself unless it is a link.
///
/// Throws `status_error`: conflict where the root keeps it elsewhere, or `place` is another root's;
/// forbidden where others may write into `place`; internal_error where it cannot be made.
inline void keep_running_in(const std::filesystem::path& root, const std::filesystem::path& place) {
    const auto own = std::filesystem::absolute(root);
    const auto wanted = place.empty() ? place : std::filesystem::absolute(place);
    const auto link = own / "run";
    std::error_code error;
    const auto is_kept_elsewhere = [&](const std::filesystem::path& there) {
        return status_error(core::reason::conflict, "what runs of the containers in " +
                                                        own.string() + " is kept in " +
                                                        there.string() + ": it cannot be kept in " +
                                                        wanted.string() + " as well");
    };
    const auto known = std::filesystem::read_symlink(link, error);
    if (!error) {
        if (!wanted.empty() && known != wanted) throw is_kept_elsewhere(known);
        return detail::make_run_root(known, own);
    }
    if (wanted.empty()) return;
    if (std::filesystem::exists(std::filesystem::symlink_status(link, error)))
        throw is_kept_elsewhere(link);
    std::filesystem::create_directories(own, error);
    if (error) detail::run_root_fails(own, error.message());
    detail::make_run_root(wanted, own);
    if (::symlink(wanted.c_str(), link.c_str()) == 0) return;
    if (errno != EEXIST) detail::run_root_fails(link, std::strerror(errno));
    keep_running_in(root, place);  // another program has been faster
}

}  // namespace slipway::engine
