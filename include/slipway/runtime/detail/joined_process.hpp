// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <slipway/core/number_in.hpp>
#include <slipway/core/status.hpp>
#include <slipway/runtime/detail/owned_fd.hpp>
#include <slipway/runtime/detail/process_start.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// The same as `start_of` as a number; 0 where there is no such process.
inline std::uint64_t start_ticks_of(long pid) {
    return core::number_in<std::uint64_t>(start_of(static_cast<pid_t>(pid))).value_or(0);
}

/// The choice with the process that `found` is, which runs now. Throws `status_error` (conflict)
/// where there is none.
inline namespace_choice joining(namespace_choice made, long found) {
    made.process = found;
    made.since = found > 0 ? start_ticks_of(found) : 0;
    if (made.since == 0)
        throw status_error(
            core::reason::conflict,
            "container \"" + made.key + "\" does not run: only those that run can be joined");
    return made;
}

/// The same for the container that it names, if that is not known yet: `find` gives the status of
/// one by its key, or nothing.
template <class Find>
namespace_choice look_up(const namespace_choice& n, Find find) {
    if (n.whose != namespace_choice::container || n.process != 0) return n;
    const auto known = find(n.key);
    return joining(n, known ? known->pid : 0);
}
template <class Find>
sandbox_spec look_up(sandbox_spec made, Find find) {
    made.ipc = look_up(made.ipc, find);
    made.uts = look_up(made.uts, find);
    made.network_of = look_up(made.network_of, find);
    return made;
}

/// What `open` gives for the process of a choice, or a clear refusal where that has ended: another
/// of its number is not taken for it.
template <class Open>
owned_fd of_joined(const namespace_choice& n, Open open) {
    owned_fd made = open(n.process);
    if (!made || n.since == 0 || start_ticks_of(n.process) != n.since)
        throw status_error(core::reason::conflict,
                           "container \"" + n.key + "\" has ended: it cannot be joined any more");
    return made;
}
inline owned_fd joined_namespace(const namespace_choice& n, const std::string& kind) {
    return of_joined(n, [&](long pid) {
        return owned_fd(
            ::open(("/proc/" + std::to_string(pid) + "/ns/" + kind).c_str(), O_RDONLY | O_CLOEXEC));
    });
}
inline owned_fd joined_process(const namespace_choice& n) {
    return of_joined(
        n, [](long pid) { return owned_fd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0U))); });
}

/// Where a program starts a container's first process for us: the choice with that one, which is
/// the child of the program that is in a pid namespace of its own.
inline namespace_choice started_by(const namespace_choice& program) {
    if (program.whose != namespace_choice::container) return program;
    const std::string at = "/proc/" + std::to_string(program.process);
    const auto space = [](const std::string& of) {
        struct stat s{};
        return ::stat((of + "/ns/pid").c_str(), &s) == 0 ? s.st_ino : 0;
    };
    namespace_choice made = program;
    std::error_code gone;
    for (const auto& thread : std::filesystem::directory_iterator(at + "/task", gone)) {
        std::ifstream children(thread.path() / "children");
        for (long child = 0; children >> child;) {
            const auto its = space("/proc/" + std::to_string(child));
            if (its != 0 && its != space(at))
                made.process = child, made.since = start_ticks_of(child);
        }
    }
    of_joined(program, [&](long) {
        return owned_fd(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    });  // it was its child
    return made;
}

}  // namespace slipway::runtime::detail
