// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <string>

#include <sched.h>
#include <unistd.h>

#include <slipway/runtime/detail/owned_fd.hpp>

namespace slipway::runtime::detail {

/// Makes a user namespace for this program, which has one thread (user_namespaces(7)); it is nobody
/// there. Throws `status_error` that names what forbids it.
inline void make_user_namespace() {
    if (::unshare(CLONE_NEWUSER) == 0) return;
    const int error = errno;
    if (error == ENOSPC || error == EPERM || error == EACCES)
        throw status_error(
            core::reason::forbidden,
            "containers need root here: this machine lets no user make user namespaces (user.max_user_namespaces, kernel.unprivileged_userns_clone)");
    fail_with_errno("cannot make a user namespace", error);
}

/// Makes this program, which has one thread, root of a user namespace of its own. There is no other
/// user in there than root, who is this program's user out here: so much the kernel leaves to
/// everybody. Throws `status_error` that names what forbids it.
inline void become_root_of_one_user() {
    const std::string uid = std::to_string(::geteuid()), gid = std::to_string(::getegid());
    make_user_namespace();
    const auto write = [](const char* file, const std::string& text) {
        const owned_fd out = open_or_throw(file, O_WRONLY);
        if (::write(out.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()))
            throw status_error(
                core::reason::forbidden,
                std::string("containers need root here: this machine lets no user write ") + file +
                    " of a user namespace (kernel.apparmor_restrict_unprivileged_userns)");
    };
    write("/proc/self/setgroups", "deny");  // else the next is root's to write
    write("/proc/self/gid_map", "0 " + gid + " 1");
    write("/proc/self/uid_map", "0 " + uid + " 1");
}

}  // namespace slipway::runtime::detail
