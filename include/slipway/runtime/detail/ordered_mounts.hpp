// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>

#include <slipway/core/status.hpp>
#include <slipway/runtime/detail/owned_fd.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// Something that is mounted in a container beside what every one has.
struct ordered_mount {
    std::string target{};  ///< absolute path without a slash at its end
    std::string source{};
    std::optional<tmpfs> memory{};  ///< instead of the source
    bool read_only = false, is_directory = true, is_device = false;
    /// the length of the path of the directory in memory that it is in; 0: of none
    std::size_t below_memory = 0;
    std::string in_source{};        ///< the directory of this machine that it is in; empty: none
    std::string place_in_source{};  ///< where it is in that one
};

inline std::uint64_t shm_bytes_of(const container_spec& spec) {
    return spec.shm_bytes ? spec.shm_bytes : 64U << 20;
}
/// The options of tmpfs(5) that are no flags.
inline std::string tmpfs_data(const tmpfs& t, std::uint32_t first_id = 0) {
    char mode[16];
    std::snprintf(mode, sizeof mode, "mode=%o", t.mode);
    std::string made = mode;
    if (t.bytes) made += ",size=" + std::to_string(t.bytes);
    return made + ",uid=" + std::to_string(first_id + t.uid) +
           ",gid=" + std::to_string(first_id + t.gid);
}

/// Of what kind a file is, as stat(2) tells. Throws `status_error` (invalid) where it is not there.
inline mode_t kind_of(const std::filesystem::path& source, const std::string& target) {
    struct stat s{};
    if (::stat(source.c_str(), &s) != 0)
        throw status_error(core::reason::invalid, "cannot mount " + source.string() + " at " +
                                                      target +
                                                      ": there is no such file or directory");
    return s.st_mode & static_cast<mode_t>(S_IFMT);
}
/// The same; throws for what is neither a device nor a directory.
inline mode_t check_device(const device& d) {
    const mode_t kind = kind_of(d.source, d.target);
    if (kind != S_IFCHR && kind != S_IFBLK && kind != S_IFDIR)
        throw status_error(core::reason::invalid, d.source.string() + " is no device");
    return kind;
}

/// What a container asks to have mounted, what is in another behind that one. Throws `status_error`
/// (invalid) for sources that are not there, and paths that are none.
inline std::vector<ordered_mount> mounts_in_order(const container_spec& spec) {
    std::vector<ordered_mount> made;
    const auto target_of = [](std::string path) {
        if (!path.starts_with('/') || path.find("/../") != path.npos || path.ends_with("/.."))
            throw status_error(core::reason::invalid,
                               "mount path \"" + path + "\" must be absolute and without '..'");
        while (path.size() > 1 && path.ends_with('/')) path.pop_back();
        return path;
    };
    for (const mount& m : spec.mounts)
        made.push_back({.target = target_of(m.target),
                        .source = m.source.string(),
                        .read_only = m.read_only,
                        .is_directory = kind_of(m.source, m.target) == S_IFDIR});
    for (const tmpfs& t : spec.tmpfs) {
        made.push_back({.target = target_of(t.target), .memory = t});
        if (made.back().target == "/")
            throw status_error(core::reason::invalid,
                               "the root of a container cannot be a directory in memory");
    }
    for (const device& d : spec.devices)
        made.push_back({.target = target_of(d.target),
                        .source = d.source.string(),
                        .is_directory = check_device(d) == S_IFDIR,
                        .is_device = true});
    const auto depth = [](const ordered_mount& m) {
        return std::count(m.target.begin(), m.target.end(), '/');
    };
    std::stable_sort(made.begin(), made.end(),
                     [&](const auto& a, const auto& b) { return depth(a) < depth(b); });
    for (std::size_t i = 0; i < made.size(); ++i) {
        std::size_t nearest = 0;
        const auto look = [&](const std::string& above, bool memory, const std::string& source) {
            ordered_mount& m = made[i];
            if (above.size() < std::max<std::size_t>(nearest, 2) ||
                !m.target.starts_with(above + '/'))
                return;
            nearest = above.size();
            m.below_memory = memory ? nearest : 0;
            m.in_source = source;
            m.place_in_source = source.empty() ? "" : m.target.substr(nearest + 1);
        };
        look("/dev", true, "");
        for (std::size_t n = 0; n < i; ++n)
            look(made[n].target, made[n].memory.has_value(),
                 made[n].is_directory && !made[n].is_device ? made[n].source : "");
    }
    return made;
}

/// Makes the place of a mount that lies in a directory which is mounted from this machine, as far
/// as it is missing there: no link leads elsewhere. What is in the way is told when it comes to the
/// mount.
inline void make_place_in(const std::filesystem::path& source, const std::filesystem::path& place,
                          bool is_directory) {
    owned_fd at(::open(source.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    for (auto part = place.begin(); at && part != place.end(); ++part) {
        const bool last = std::next(part) == place.end();
        if (last && !is_directory) {
            owned_fd(::openat(at.get(), part->c_str(),
                              O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
            return;
        }
        ::mkdirat(at.get(), part->c_str(), 0755);
        at = owned_fd(
            ::openat(at.get(), part->c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    }
}

}  // namespace slipway::runtime::detail
