// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <slipway/core/file_lock.hpp>
#include <slipway/core/owned_fd.hpp>
#include <slipway/engine/detail/container_files.hpp>
#include <slipway/engine/detail/content_copy.hpp>
#include <slipway/oci/remove_tree.hpp>

namespace slipway::engine {

/// Whether a volume has a name that nobody has given it.
inline bool is_nameless_volume(std::string_view name) {
    return name.size() == 64 && name.find_first_not_of("0123456789abcdef") == name.npos;
}

namespace detail {

/// Beside the volumes: what is in them is the containers'.
inline std::filesystem::path labels_file(const std::filesystem::path& volume) {
    return volume.parent_path().parent_path() / "volume-labels" /
           (volume.filename().string() + ".json");
}

/// The directories of volumes: how they come to what an image has at their place, and how they go.
///
/// What an image has is copied beside the volume (into the place of the container that is made),
/// moved as a whole to where it is known to be complete (`ROOT/volume-contents/NAME`), and from
/// there, part by part, into the volume. Who is killed before the second step leaves an empty
/// volume; who is killed in the third leaves what the next who uses the volume moves on. The same
/// holds where this machine stops in the middle: what is copied is on its disk before the second
/// step.
class volume_files {
public:
    explicit volume_files(const container_files& files) : files_(files) {}

    /// No volume is removed as long as it lives: until it is known who stands on which.
    core::file_lock hold() const {
        return core::file_lock(files_.root() / "volumes.lock", LOCK_SH);
    }

    /// Whether it is the directory of a volume.
    bool is_one(const std::filesystem::path& place) const {
        return place.parent_path() == files_.root() / "volumes";
    }

    /// Where it is empty, it gets what is at this path of an image, and owner and mode of that
    /// directory; `work` is a directory for unfinished work. Throws `status_error`.
    void fill(const std::filesystem::path& volume, const build_view& image, const std::string& path,
              const std::filesystem::path& work) const {
        finish(volume);
        auto from = image.find(path);
        if (!from || !from->is_directory() || from->path.empty() ||
            !std::filesystem::is_empty(volume))
            return;
        if (::geteuid() != 0)
            from->entry.mode |= 0700;  // or nothing could come into it, nor it be moved
        const auto made = work / "volume";
        std::filesystem::create_directory(made);
        content_copy(image, made).copy(*from);
        if (!std::filesystem::is_empty(made)) sync(made);
        {
            const core::file_lock alone = contents_lock();
            move_in(volume);  // of another who was killed meanwhile
            if (std::filesystem::is_empty(volume)) {
                if (::rename(made.c_str(), complete(volume).c_str()) != 0)
                    core::fail_with_errno("cannot move the content for volume " +
                                          volume.filename().string());
                move_in(volume);
            }
        }
        oci::remove_tree(made);
    }
    /// Moves in what somebody who was killed has left; to be called before somebody sees the
    /// volume.
    void finish(const std::filesystem::path& volume) const {
        if (!std::filesystem::exists(complete(volume))) return;
        const core::file_lock alone = contents_lock();
        move_in(volume);
    }

    /// Those of them that no container stands on, each with all that is in it; `before` is told of
    /// each before it goes. Gives how many they were.
    std::size_t remove(const std::vector<std::filesystem::path>& volumes,
                       const std::function<void(const std::filesystem::path&)>& before = {}) const {
        if (volumes.empty()) return 0;
        const core::file_lock alone(files_.root() / "volumes.lock", LOCK_EX);
        const std::set<std::filesystem::path> used = stood_on();
        std::size_t gone = 0;
        for (const std::filesystem::path& volume : volumes) {
            if (used.contains(volume)) continue;
            if (before) before(volume);
            oci::remove_tree(complete(volume));
            oci::remove_tree(volume);
            std::filesystem::remove(labels_file(volume));
            ++gone;
        }
        return gone;
    }
    /// Those that a container which is no more has had for itself.
    void remove_nameless(const container_record& of) const {
        std::vector<std::filesystem::path> its;
        for (const runtime::mount& m : of.spec.mounts)
            if (is_one(m.source) && is_nameless_volume(m.source.filename().string()))
                its.push_back(m.source);
        remove(its);
    }

private:
    std::filesystem::path contents() const { return files_.root() / "volume-contents"; }
    std::filesystem::path complete(const std::filesystem::path& volume) const {
        return contents() / volume.filename();
    }
    core::file_lock contents_lock() const {
        std::filesystem::create_directories(contents());
        return core::file_lock(files_.root() / "volume-contents.lock", LOCK_EX);
    }
    /// What containers see of this machine.
    std::set<std::filesystem::path> stood_on() const {
        std::set<std::filesystem::path> made;
        for (const std::string& id : files_.ids())
            if (const auto r = files_.read(id))
                for (const runtime::mount& m : r->spec.mounts) made.insert(m.source);
        return made;
    }
    /// All of its file system is on the disk: the names of files may be there before their content
    /// otherwise.
    static void sync(const std::filesystem::path& directory) {
        const core::owned_fd in = core::open_or_throw(directory.string(), O_RDONLY | O_DIRECTORY);
        if (::syncfs(in.get()) != 0)
            core::fail_with_errno("cannot bring " + directory.string() + " to the disk");
    }

    /// In the lock. What a container that runs has written meanwhile stays.
    void move_in(const std::filesystem::path& volume) const {
        const auto from = complete(volume);
        if (!std::filesystem::exists(from)) return;
        std::vector<std::string> names;
        for (const auto& each : std::filesystem::directory_iterator(from))
            names.push_back(each.path().filename().string());
        const core::owned_fd out =
            core::open_or_throw(from.string(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        const core::owned_fd in = core::open_or_throw(volume.string(), O_RDONLY | O_DIRECTORY);
        const oci::file_entry as = oci::file_entry_of(from, oci::extended_attributes::take).value();
        const timespec modified = status_of(from).st_mtim;
        for (const std::string& name : names) {
            struct stat s{};
            if (::fstatat(in.get(), name.c_str(), &s, AT_SYMLINK_NOFOLLOW) != 0)
                move(out.get(), in.get(), name, volume);
        }
        dress(in.get(), as, modified, "volume " + volume.filename().string());
        oci::remove_tree(from);
    }
    static void move(int from, int to, const std::string& name,
                     const std::filesystem::path& volume) {
        struct stat s{};
        if (::fstatat(from, name.c_str(), &s, AT_SYMLINK_NOFOLLOW) != 0)
            core::fail_with_errno("cannot look at " + name);
        // A directory that moves is told where it is, and so written to.
        const bool closed = ::geteuid() != 0 && S_ISDIR(s.st_mode) && (s.st_mode & 0200) == 0;
        if (closed) ::fchmodat(from, name.c_str(), (s.st_mode & 07777) | 0200, 0);
        if (::renameat(from, name.c_str(), to, name.c_str()) != 0)
            core::fail_with_errno("cannot move " + name + " into the volume " +
                                  volume.filename().string());
        if (closed) ::fchmodat(to, name.c_str(), s.st_mode & 07777, 0);
    }

    const container_files& files_;
};

}  // namespace detail

}  // namespace slipway::engine
