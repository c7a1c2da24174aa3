// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string>
#include <string_view>

#include <slipway/core/status.hpp>

namespace slipway::runtime {

/// The file below `/proc/sys` of a setting of the kernel, such as `net/core/somaxconn` of
/// `net.core.somaxconn` (sysctl(8): a slash in a name stands for a dot). Throws `status_error`
/// (invalid) for one that is not a pod's own: the others are this machine's.
inline std::string sysctl_file(std::string_view name) {
    static constexpr std::string_view of_ipc[] = {
        "kernel.msgmax", "kernel.msgmnb", "kernel.msgmni", "kernel.sem",
        "kernel.shmall", "kernel.shmmax", "kernel.shmmni", "kernel.shm_rmid_forced"};
    const bool own = name.starts_with("net.") || name.starts_with("fs.mqueue.") ||
                     std::find(std::begin(of_ipc), std::end(of_ipc), name) != std::end(of_ipc);
    std::string made;
    for (const char c : name) made += c == '.' ? '/' : c == '/' ? '.' : c;
    const bool plain = std::all_of(name.begin(), name.end(), [](const char c) {
        return std::isalnum(static_cast<unsigned char>(c)) ||
               std::string_view("_-./").find(c) != std::string_view::npos;
    });
    if (!own || !plain || name.size() > 255 || made.ends_with('/') ||
        made.find("//") != made.npos || made.find("/..") != made.npos ||
        made.find("/./") != made.npos)
        throw status_error(
            core::reason::invalid,
            "'" + std::string(name.substr(0, 128)) +
                "' is no setting that a container has for itself: those of net.* and fs.mqueue.*, kernel.sem, kernel.msg* and kernel.shm* are");
    return made;
}

}  // namespace slipway::runtime
