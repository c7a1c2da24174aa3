// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include <linux/audit.h>

#include <slipway/runtime/detail/capabilities.hpp>

namespace slipway::runtime::detail {

/// What becomes of a system call.
enum class call_rule : std::uint8_t {
    allowed,
    refused,         ///< EPERM
    missing,         ///< ENOSYS: a C library that knows an older way takes that
    no_namespaces,   ///< clone(2), but not into new namespaces
    usual_families,  ///< socket(2), but not of every address family
    /// personality(2): Linux on this machine or as 32 bits, with uname(2) as 2.6 or not, or the
    /// question which it is
    usual_personality
};

/// One of the ways in which programs of a machine call the kernel: the numbers are other ones in
/// each.
struct call_abi {
    std::uint32_t architecture;  ///< AUDIT_ARCH_...
    std::size_t column;          ///< of `listed_call::number`
    std::uint32_t unassigned,
        assigned_again;  ///< the numbers between, without the latter, belong to no call
};
inline constexpr call_abi x86_64_calls{AUDIT_ARCH_X86_64, 0, 336, 424};
inline constexpr call_abi i386_calls{AUDIT_ARCH_I386, 1, 387, 393};
inline constexpr call_abi aarch64_calls{AUDIT_ARCH_AARCH64, 2, 295, 424};
inline constexpr call_abi riscv64_calls{AUDIT_ARCH_RISCV64, 2, 295, 424};

/// Those in which the programs of this machine do. None: there is no profile for it.
inline std::vector<call_abi> call_abis() {
#if defined(__x86_64__) && !defined(__ILP32__)
    return {x86_64_calls, i386_calls};
#elif defined(__aarch64__) && defined(__AARCH64EL__)
    return {aarch64_calls};
#elif defined(__riscv) && __riscv_xlen == 64
    return {riscv64_calls};
#else
    return {};
#endif
}

/// The last call that was looked at, the same number everywhere: removexattrat. What kernels learn
/// later is `missing`, so that programs do without; the numbers of x32 are far beyond, too.
inline constexpr std::uint32_t newest_call = 466;

/// A call that not every container may do.
struct listed_call {
    std::string_view name;
    /// on x86-64, i386, and the architectures of asm-generic/unistd.h; -1: not there
    std::array<std::int16_t, 3> number;
    call_rule rule = call_rule::refused;
    capability_set unless = 0;  ///< allowed where the container has one of these
};

constexpr capability_set one_of(std::initializer_list<unsigned> capabilities) {
    capability_set made = 0;
    for (const unsigned c : capabilities) made |= capability_set(1) << c;
    return made;
}

/// The profile that Docker and containerd agree on (docs.docker.com/engine/security/seccomp), read
/// from its other side: they name what passes, this names what does not. Left out is what no kernel
/// does any more. Two things differ: the calls of i386 that only say an allowed one in an older
/// form pass, and socketcall(2) does not, which would lead around the rule of socket(2). The
/// numbers stand here because headers are older than kernels, and know one architecture.
inline constexpr listed_call listed_calls[] = {
    // What the kernel keeps for all of the machine, or what has been a way out too often.
    {"_sysctl", {156, 149, -1}},
    {"add_key", {248, 286, 217}},
    {"bdflush", {-1, 134, -1}},
    {"io_uring_enter", {426, 426, 426}},
    {"io_uring_register", {427, 427, 427}},
    {"io_uring_setup", {425, 425, 425}},
    {"kexec_file_load", {320, -1, 294}},
    {"kexec_load", {246, 283, 104}},
    {"keyctl", {250, 288, 219}},
    {"migrate_pages", {256, 294, 238}},
    {"move_pages", {279, 317, 239}},
    {"nfsservctl", {180, 169, 42}},
    {"pivot_root", {155, 217, 41}},
    {"request_key", {249, 287, 218}},
    {"swapoff", {168, 115, 225}},
    {"swapon", {167, 87, 224}},
    {"sysfs", {139, 135, -1}},
    {"uselib", {134, 86, -1}},
    {"userfaultfd", {323, 374, 282}},
    {"ustat", {136, 62, -1}},
    {"vm86", {-1, 166, -1}},
    {"vm86old", {-1, 113, -1}},
    {"socketcall", {-1, 102, -1}, call_rule::missing},
    // What depends on what is asked for.
    {"clone", {56, 120, 220}, call_rule::no_namespaces, one_of({CAP_SYS_ADMIN})},
    {"clone3",
     {435, 435, 435},
     call_rule::missing,
     one_of({CAP_SYS_ADMIN})},  // its flags are in memory, where a filter cannot look
    {"personality", {135, 136, 92}, call_rule::usual_personality},
    {"socket", {41, 359, 198}, call_rule::usual_families},
    // What goes with a capability.
    {"acct", {163, 51, 89}, call_rule::refused, one_of({CAP_SYS_PACCT})},
    {"bpf", {321, 357, 280}, call_rule::refused, one_of({CAP_SYS_ADMIN, CAP_BPF})},
    {"chroot", {161, 61, 51}, call_rule::refused, one_of({CAP_SYS_CHROOT})},
    {"clock_settime", {227, 264, 112}, call_rule::refused, one_of({CAP_SYS_TIME})},
    {"clock_settime64", {-1, 404, -1}, call_rule::refused, one_of({CAP_SYS_TIME})},
    {"delete_module", {176, 129, 106}, call_rule::refused, one_of({CAP_SYS_MODULE})},
    {"fanotify_init", {300, 338, 262}, call_rule::refused, one_of({CAP_SYS_ADMIN})},
    {"finit_module", {313, 350, 273}, call_rule::refused, one_of({CAP_SYS_MODULE})},
    {"fsconfig", {431, 431, 431}, call_rule::refused, one_of({CAP_SYS_ADMIN})},
    {"fsmount", {432, 432, 432}, call_rule::refused, one_of({CAP_SYS_ADMIN})},
    {"fsopen", {430, 430, 430}, call_rule::refused, one_of({CAP_SYS_ADMIN})},
    {"fspick", {433, 433, 433}, call_rule::refused, one_of({CAP_SYS_ADMIN})},
    {"get_mempolicy", {239, 275, 236}, call_rule::refused, one_of({CAP_SYS_NICE})},
    {"init_module", {175, 128, 105}, call_rule::refused, one_of({CAP_SYS_MODULE})},
    {"ioperm", {173, 101, -1}, call_rule::refused, one_of({CAP_SYS_RAWIO})},
    {"iopl", {172, 110, -1}, call_rule::refused, one_of({CAP_SYS_RAWIO})},
    {"kcmp", {312, 349, 272}, call_rule::refused, one_of({CAP_SYS_PTRACE})},
    {"lookup_dcookie", {212, 253, 18}, call_rule::refused, one_of({CAP_SYS_ADMIN})},
    {"lsm_get_self_attr", {459, 459, 459}, call_rule::refused, one_of({CAP_SYS_ADMIN})},
    {"lsm_list_modules", {461, 461, 461}, call_rule::refused, one_of({CAP_SYS_ADMIN})},
    {"lsm_set_self_attr", {460, 460, 460}, call_rule::refused, one_of({CAP_SYS_ADMIN})},
    {"mbind", {237, 274, 235}, call_rule::refused, one_of({CAP_SYS_NICE})},
    {"mount", {165, 21, 40}, call_rule::refused, one_of({CAP_SYS_ADMIN})},
    {"mount_setattr", {442, 442, 442}, call_rule::refused, one_of({CAP_SYS_ADMIN})},
    {"move_mount", {429, 429, 429}, call_rule::refused, one_of({CAP_SYS_ADMIN})},
    {"open_by_handle_at", {304, 342, 265}, call_rule::refused, one_of({CAP_DAC_READ_SEARCH})},
    {"open_tree", {428, 428, 428}, call_rule::refused, one_of({CAP_SYS_ADMIN})},
    {"perf_event_open", {298, 336, 241}, call_rule::refused, one_of({CAP_SYS_ADMIN, CAP_PERFMON})},
    {"pidfd_getfd", {438, 438, 438}, call_rule::refused, one_of({CAP_SYS_PTRACE})},
    {"process_madvise", {440, 440, 440}, call_rule::refused, one_of({CAP_SYS_PTRACE})},
    {"quotactl", {179, 131, 60}, call_rule::refused, one_of({CAP_SYS_ADMIN})},
    {"quotactl_fd", {443, 443, 443}, call_rule::refused, one_of({CAP_SYS_ADMIN})},
    {"reboot", {169, 88, 142}, call_rule::refused, one_of({CAP_SYS_BOOT})},
    {"set_mempolicy", {238, 276, 237}, call_rule::refused, one_of({CAP_SYS_NICE})},
    {"set_mempolicy_home_node", {450, 450, 450}, call_rule::refused, one_of({CAP_SYS_NICE})},
    {"setdomainname", {171, 121, 162}, call_rule::refused, one_of({CAP_SYS_ADMIN})},
    {"sethostname", {170, 74, 161}, call_rule::refused, one_of({CAP_SYS_ADMIN})},
    {"setns", {308, 346, 268}, call_rule::refused, one_of({CAP_SYS_ADMIN})},
    {"settimeofday", {164, 79, 170}, call_rule::refused, one_of({CAP_SYS_TIME})},
    {"stime", {-1, 25, -1}, call_rule::refused, one_of({CAP_SYS_TIME})},
    {"syslog", {103, 103, 116}, call_rule::refused, one_of({CAP_SYS_ADMIN, CAP_SYSLOG})},
    {"umount", {-1, 22, -1}, call_rule::refused, one_of({CAP_SYS_ADMIN})},
    {"umount2", {166, 52, 39}, call_rule::refused, one_of({CAP_SYS_ADMIN})},
    {"unshare", {272, 310, 97}, call_rule::refused, one_of({CAP_SYS_ADMIN})},
    {"vhangup", {153, 111, 58}, call_rule::refused, one_of({CAP_SYS_TTY_CONFIG})},
};

/// The rule of each call, by its number, for a container with these capabilities; the last one is
/// that of all numbers from there. ptrace(2) and process_vm_readv(2) pass: no kernel before 4.8,
/// where they lead around filters, has all that a container needs.
inline std::vector<call_rule> call_rules(const call_abi& abi, capability_set held) {
    std::vector<call_rule> made(newest_call + 2, call_rule::allowed);
    for (std::uint32_t n = abi.unassigned; n < abi.assigned_again; ++n)
        made[n] = call_rule::missing;
    for (const listed_call& call : listed_calls)
        if (const int n = call.number[abi.column]; n >= 0 && !(held & call.unless))
            made[static_cast<std::size_t>(n)] = call.rule;
    made.back() = call_rule::missing;
    return made;
}

}  // namespace slipway::runtime::detail
