// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <slipway/core/status.hpp>

namespace slipway::runtime::detail {

using capability_set = std::uint64_t;  ///< a bit for each

/// The kernel's names without `CAP_`, by number (capabilities(7)).
inline constexpr std::string_view capability_names[] = {"CHOWN",
                                                        "DAC_OVERRIDE",
                                                        "DAC_READ_SEARCH",
                                                        "FOWNER",
                                                        "FSETID",
                                                        "KILL",
                                                        "SETGID",
                                                        "SETUID",
                                                        "SETPCAP",
                                                        "LINUX_IMMUTABLE",
                                                        "NET_BIND_SERVICE",
                                                        "NET_BROADCAST",
                                                        "NET_ADMIN",
                                                        "NET_RAW",
                                                        "IPC_LOCK",
                                                        "IPC_OWNER",
                                                        "SYS_MODULE",
                                                        "SYS_RAWIO",
                                                        "SYS_CHROOT",
                                                        "SYS_PTRACE",
                                                        "SYS_PACCT",
                                                        "SYS_ADMIN",
                                                        "SYS_BOOT",
                                                        "SYS_NICE",
                                                        "SYS_RESOURCE",
                                                        "SYS_TIME",
                                                        "SYS_TTY_CONFIG",
                                                        "MKNOD",
                                                        "LEASE",
                                                        "AUDIT_WRITE",
                                                        "AUDIT_CONTROL",
                                                        "SETFCAP",
                                                        "MAC_OVERRIDE",
                                                        "MAC_ADMIN",
                                                        "SYSLOG",
                                                        "WAKE_ALARM",
                                                        "BLOCK_SUSPEND",
                                                        "AUDIT_READ",
                                                        "PERFMON",
                                                        "BPF",
                                                        "CHECKPOINT_RESTORE"};
inline constexpr capability_set all_capabilities =
    (capability_set(1) << std::size(capability_names)) - 1;

/// Throws `status_error` (invalid) for an unknown name.
inline capability_set capability(std::string_view name) {
    if (name.starts_with("CAP_")) name.remove_prefix(4);
    if (name == "ALL") return all_capabilities;
    for (std::size_t i = 0; i < std::size(capability_names); ++i)
        if (capability_names[i] == name) return capability_set(1) << i;
    throw status_error(core::reason::invalid,
                       "unknown capability \"" + std::string(name) +
                           "\": it is one of capabilities(7), such as NET_ADMIN");
}

/// What a container gets unless it says otherwise: the set that Docker and containerd agree on.
inline capability_set usual_capabilities() {
    capability_set made = 0;
    for (const char* name :
         {"CHOWN", "DAC_OVERRIDE", "FSETID", "FOWNER", "MKNOD", "NET_RAW", "SETGID", "SETUID",
          "SETFCAP", "SETPCAP", "NET_BIND_SERVICE", "SYS_CHROOT", "KILL", "AUDIT_WRITE"})
        made |= capability(name);
    return made;
}

/// Those that this thread has now.
inline capability_set effective_capabilities() {
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct data[2]{};
    if (::syscall(SYS_capget, &header, data) != 0) return 0;
    return data[0].effective | capability_set(data[1].effective) << 32;
}

/// ALL is all that this program itself has: in a container of its own, it can give no more.
inline capability_set capabilities_of(bool privileged, const std::vector<std::string>& add,
                                      const std::vector<std::string>& drop) {
    const capability_set all = effective_capabilities() & all_capabilities;
    if (privileged) return all;
    capability_set made = usual_capabilities();
    for (const auto& name : drop) made &= ~capability(name);
    for (const auto& name : add)
        made |= capability(name) == all_capabilities ? all : capability(name);
    return made;
}

/// Both are called between fork and exec: nothing but system calls.
inline bool limit_bounding_set(capability_set keep) {
    for (unsigned i = 0; i < 64; ++i)
        if (!(keep >> i & 1) && ::prctl(PR_CAPBSET_READ, i, 0, 0, 0) == 1 &&
            ::prctl(PR_CAPBSET_DROP, i, 0, 0, 0) != 0)
            return false;
    return true;
}
inline bool set_capabilities(capability_set keep) {
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct data[2]{};
    for (int i = 0; i < 2; ++i)
        data[i].effective = data[i].permitted = static_cast<std::uint32_t>(keep >> (32 * i));
    return ::syscall(SYS_capset, &header, data) == 0;
}

}  // namespace slipway::runtime::detail
