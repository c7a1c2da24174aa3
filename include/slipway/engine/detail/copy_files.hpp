// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <thread>
#include <utility>

#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include <slipway/core/compiled.hpp>
#include <slipway/core/user_ids.hpp>
#include <slipway/engine/copy_files.hpp>
#include <slipway/engine/detail/tree_copy.hpp>
#include <slipway/oci/overlay_options.hpp>

namespace slipway::engine {

namespace detail {

/// The root file system of one that does not run, put together for us alone: in a mount namespace
/// that goes with its thread; the descriptor stays.
inline core::owned_fd assembled(const container& c) {
    const auto view = c.spec.writable / "view";
    for (const auto& each : {c.spec.writable / "upper", c.spec.writable / "work", view})
        std::filesystem::create_directories(each);
    auto layers = oci::overlay_options(c.spec.writable / "layers", c.spec.image.layers,
                                       c.spec.writable / "upper", c.spec.writable / "work");
    if (core::ids_here() != core::all_ids) layers.options += ",userxattr";  // as when it ran
    core::owned_fd made;
    int error = 0;
    std::thread([&] {
        const bool mounted =
            ::unshare(CLONE_FS | CLONE_NEWNS) == 0 &&
            ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
            ::chdir(layers.from.c_str()) == 0 &&
            ::mount("overlay", view.c_str(), "overlay", 0, layers.options.c_str()) == 0;
        if (mounted) made = core::owned_fd(::open(view.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        error = errno;
    }).join();
    if (!made)
        core::fail_with_errno("cannot put the files of container " + c.name + " together", error);
    return made;
}

inline file_root root_of(const container& c) {
    if (::geteuid() != 0)
        throw status_error(core::reason::forbidden,
                           "only root can copy files of containers, also of a user namespace");
    if (c.phase != container_phase::running) return {assembled(c), c.name};
    core::owned_fd made = core::open_or_throw("/proc/" + std::to_string(c.status.pid) + "/root",
                                              O_PATH | O_DIRECTORY);
    // Plain processes have no other root, and the process of an OCI program is not in the
    // container's: what is found there is this machine's.
    struct stat its{}, ours{};
    if (::fstat(made.get(), &its) != 0 || ::stat("/", &ours) != 0)
        core::fail_with_errno("cannot look at the root of container " + c.name);
    if (its.st_dev == ours.st_dev && its.st_ino == ours.st_ino)
        throw status_error(core::reason::conflict,
                           "by this runtime the files of container " + c.name +
                               " cannot be reached while it runs: stop it first");
    return {std::move(made), c.name};
}
inline file_root this_machine() { return {core::open_or_throw("/", O_PATH | O_DIRECTORY), {}}; }
/// As `cp` would find it; a slash at the end stays.
inline std::string absolute(const std::string& path) {
    return std::filesystem::absolute(path).string();
}

}  // namespace detail

SLIPWAY_INLINE void copy_out(const container& from, const std::string& path, const std::string& to,
                             copied_owners owners) {
    const detail::file_root inside = detail::root_of(from), outside = detail::this_machine();
    const bool kept = owners == copied_owners::kept;
    detail::tree_copy(inside, outside, {.owners = kept, .privileges = kept})
        .copy(path, detail::absolute(to));
}
SLIPWAY_INLINE file_facts look_at(const container& of, const std::string& path) {
    const detail::file_root inside = detail::root_of(of);
    const core::owned_fd found = inside.open(path, O_PATH | O_NOFOLLOW);
    if (!found) throw status_error(core::reason::not_found, "there is no " + inside.name(path));
    struct stat s{};
    if (::fstatat(found.get(), "", &s, AT_EMPTY_PATH) != 0)
        core::fail_with_errno("cannot look at " + inside.name(path));
    file_facts made{s.st_mode, static_cast<std::uint64_t>(s.st_size),
                    s.st_mtim.tv_sec * 1'000'000'000 + s.st_mtim.tv_nsec};
    if (!S_ISLNK(s.st_mode)) return made;
    char target[4096];
    const ssize_t n = ::readlinkat(found.get(), "", target, sizeof target);
    if (n < 0) core::fail_with_errno("cannot read the link " + inside.name(path));
    made.link_target.assign(target, static_cast<std::size_t>(n));
    return made;
}
SLIPWAY_INLINE void copy_in(const std::string& from, const container& to, const std::string& path,
                            copied_owners owners) {
    const detail::file_root inside = detail::root_of(to), outside = detail::this_machine();
    detail::tree_copy(outside, inside, {.owners = owners == copied_owners::kept})
        .copy(detail::absolute(from), path);
}

}  // namespace slipway::engine
