// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstring>
#include <map>
#include <string>
#include <string_view>

#include <linux/limits.h>
#include <sys/types.h>
#include <sys/xattr.h>

#include <slipway/core/status.hpp>

namespace slipway::oci {

/// Whether a layer carries this extended attribute of a file (xattr(7)): its capabilities, and what
/// users say of it. Attributes by which overlayfs hides things, labels of this machine, and what
/// only its root may see (`trusted.`) stay where they are.
inline bool is_carried_attribute(std::string_view name) {
    return name == "security.capability" ||
           (name.starts_with("user.") && !name.starts_with("user.overlay."));
}

namespace detail {

/// `list(to, size)` and `get(name, to, size)` answer as listxattr(2) and getxattr(2).
template <class List, class Get>
std::map<std::string, std::string> read_carried(List list, Get get, const std::string& whose) {
    std::map<std::string, std::string> made;
    const auto ask = [&](auto call) {  // what is asked for may grow meanwhile
        std::string bytes(256, '\0');
        for (;;) {
            const ssize_t n = call(bytes.data(), bytes.size());
            if (n >= 0) return bytes.substr(0, static_cast<std::size_t>(n));
            if (errno == ENOTSUP || errno == ENODATA) return std::string();
            if (errno != ERANGE || bytes.size() > XATTR_LIST_MAX)
                throw status_error(
                    core::reason::internal_error,
                    "cannot read the attributes of " + whose + ": " + std::strerror(errno));
            bytes.resize(bytes.size() * 4);
        }
    };
    const std::string names = ask(list);
    for (std::size_t at = 0; at < names.size(); at += std::strlen(names.c_str() + at) + 1) {
        const char* const name = names.c_str() + at;
        if (is_carried_attribute(name))
            made.emplace(name,
                         ask([&](char* to, std::size_t size) { return get(name, to, size); }));
    }
    return made;
}

}  // namespace detail

/// The carried attributes of an open file or directory, which has this name; none where the file
/// system has no such thing. Throws `status_error`.
inline std::map<std::string, std::string> carried_attributes(int file, const std::string& name) {
    return detail::read_carried(
        [&](char* to, std::size_t size) { return ::flistxattr(file, to, size); },
        [&](const char* attribute, char* to, std::size_t size) {
            return ::fgetxattr(file, attribute, to, size);
        },
        name);
}
/// The same of a file that is no link.
inline std::map<std::string, std::string> carried_attributes(const std::string& path) {
    return detail::read_carried(
        [&](char* to, std::size_t size) { return ::llistxattr(path.c_str(), to, size); },
        [&](const char* attribute, char* to, std::size_t size) {
            return ::lgetxattr(path.c_str(), attribute, to, size);
        },
        path);
}

/// Gives an open file or directory, which has this name, these attributes. Those that its file
/// system does not have, or that this program may not set, are left out. Throws `status_error`.
inline void set_attributes(int file, const std::map<std::string, std::string>& attributes,
                           const std::string& name) {
    for (const auto& [attribute, value] : attributes)
        if (::fsetxattr(file, attribute.c_str(), value.data(), value.size(), 0) != 0 &&
            errno != ENOTSUP && errno != EPERM)
            throw status_error(core::reason::internal_error, "cannot set the attribute " +
                                                                 attribute + " of " + name + ": " +
                                                                 std::strerror(errno));
}

}  // namespace slipway::oci
