// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <string>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <slipway/core/status.hpp>
#include <slipway/oci/detail/file_handle.hpp>

namespace slipway::oci::detail {

inline constexpr int max_layer_path_depth = 256;

/// A path of a tar entry without `.` and empty parts; an absolute one begins at the layer's root,
/// as in the layers that ko makes. Throws `status_error` (invalid) for what leads out of the tree.
inline std::string clean_entry_path(std::string_view path) {
    const auto refuse = [&](std::string_view why) -> status_error {
        return status_error(core::reason::invalid, "the layer has an entry \"" +
                                                       std::string(path.substr(0, 300)) + "\" " +
                                                       std::string(why));
    };
    std::string made;
    int depth = 0;
    for (std::size_t at = 0; at <= path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        const std::string_view part = path.substr(at, end - at);
        at = end + 1;
        if (part.empty() || part == ".") continue;
        if (part == "..") throw refuse("that leads out of it by ..; it was not unpacked");
        if (part.size() > 255 || ++depth > max_layer_path_depth)
            throw refuse("whose path is too long or too deep");
        if (!made.empty()) made += '/';
        made += part;
    }
    return made;
}

/// Opens directories below a root so that neither links nor `..` lead out of it: the kernel
/// resolves as if the root were `/` (openat2, RESOLVE_IN_ROOT); where it cannot, no link is
/// followed at all.
class rooted {
public:
    explicit rooted(file_handle root) : root_(std::move(root)) {}
    int root() const noexcept { return root_.get(); }

    /// The directory `path`, made where it is missing. It stays open until the next call.
    int directory(const std::string& path) {
        if (path.empty()) return root_.get();
        if (last_ && path == last_path_) return last_.get();
        file_handle opened(open_in_root(path));
        if (!opened) opened = make_way(path);
        last_ = std::move(opened);
        last_path_ = path;
        return last_.get();
    }

    /// After something was removed: what is open may be gone.
    void forget() {
        last_ = file_handle();
        last_path_.clear();
    }

    /// The directory `path` if it is there as it stands, with no link on its last part.
    file_handle existing(const std::string& path) const { return file_handle(open_in_root(path)); }

private:
    int open_in_root(const std::string& path) const {
        open_how how{};
        how.flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
        how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
        const long fd = ::syscall(SYS_openat2, root_.get(), path.c_str(), &how, sizeof how);
        if (fd >= 0 || (errno != ENOSYS && errno != EPERM)) return static_cast<int>(fd);
        return open_without_links(path);
    }

    int open_without_links(const std::string& path) const {
        file_handle at(::fcntl(root_.get(), F_DUPFD_CLOEXEC, 0));
        for (std::size_t begin = 0; begin < path.size() && at;) {
            const std::size_t end = std::min(path.find('/', begin), path.size());
            at = file_handle(::openat(at.get(), path.substr(begin, end - begin).c_str(),
                                      O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
            begin = end + 1;
        }
        return at ? ::fcntl(at.get(), F_DUPFD_CLOEXEC, 0) : -1;
    }

    file_handle make_way(const std::string& path) const {
        file_handle at(::fcntl(root_.get(), F_DUPFD_CLOEXEC, 0));
        for (std::size_t end = 0; end != std::string::npos;) {
            const std::size_t begin = end == 0 ? 0 : end + 1;
            end = path.find('/', begin);
            const std::string upto = path.substr(0, end);
            file_handle next(open_in_root(upto));
            if (!next && errno == ENOENT &&
                ::mkdirat(at.get(), path.substr(begin, end - begin).c_str(), 0755) == 0)
                next = file_handle(open_in_root(upto));
            if (!next)
                throw status_error(core::reason::invalid,
                                   "the layer puts files below \"" + upto +
                                       "\", which is no directory inside of it");
            at = std::move(next);
        }
        return at;
    }

    file_handle root_;
    file_handle last_;
    std::string last_path_;
};

}  // namespace slipway::oci::detail
