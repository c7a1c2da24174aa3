// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <limits>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <slipway/core/compiled.hpp>
#include <slipway/core/read_file.hpp>
#include <slipway/runtime/detail/end_copy.hpp>
#include <slipway/runtime/detail/rootless_host.hpp>
#include <slipway/runtime/detail/rootless_machine.hpp>
#include <slipway/runtime/enter_user_namespace.hpp>

namespace slipway::runtime {

namespace detail {

inline bool has_one_thread() {
    std::error_code failed;
    const std::filesystem::directory_iterator threads("/proc/self/task", failed);
    return !failed && std::distance(begin(threads), end(threads)) == 1;
}
/// A program that was started to keep a machine, and whose main function does not know of that.
inline bool is_lost_shim() {
    const auto words = core::read_file("/proc/self/cmdline");
    return words && words->starts_with(std::string(shim_name) + '\0');
}

/// This program is in there as long as the result lives.
inline std::shared_ptr<const rootless_surroundings> entered(rootless_machine into) {
    struct kept_machine {
        explicit kept_machine(rootless_machine m)
            : machine(std::move(m)), surroundings(machine.surroundings()) {}
        rootless_machine machine;
        rootless_surroundings surroundings;
    };
    auto made = std::make_shared<kept_machine>(std::move(into));
    made->machine.enter();
    return {made, &made->surroundings};
}

/// What a copy of this program does that keeps namespaces for it. Of all that this program has open
/// it has the connection only: who waits for the end of a pipe waits for this program.
[[noreturn]] inline void keep_for_one(owned_fd connection) {
    ::setsid();  // a terminal's Ctrl-C is for this program, which takes away its pods first
    ::prctl(PR_SET_NAME, "slipway-machine", 0, 0, 0);
    ::signal(SIGPIPE, SIG_IGN);
    const auto shut = [](int from, int to) {
        if (from <= to)
            ::syscall(SYS_close_range, static_cast<unsigned>(from), static_cast<unsigned>(to), 0U);
    };
    shut(0, connection.get() - 1);
    shut(connection.get() + 1, std::numeric_limits<int>::max());
    for (int n = 0; n <= 2; ++n)
        if (::fcntl(n, F_GETFD) < 0 && ::open("/dev/null", O_RDWR) != n) end_copy(1);
    message_channel guest(std::move(connection));
    try {
        rootless_host(std::move(guest)).serve();
    } catch (const status_error& e) {
        guest.send(failure_document(e));
    }
    end_copy(0);
}

/// One that no other program finds. It is nobody's child, so that this program waits for its own
/// only.
inline rootless_machine machine_for_one() {
    socket_ends way = make_socket_pair();
    const pid_t pid = ::fork();
    if (pid == 0) {
        const pid_t staying = ::fork();
        if (staying != 0) end_copy(staying < 0 ? 1 : 0);
        way.one.reset();
        keep_for_one(std::move(way.other));
    }
    if (pid < 0) fail_with_errno("cannot make a process");
    way.other.reset();
    while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
    }
    if (auto made = rootless_machine::told_by(message_channel(std::move(way.one))))
        return *std::move(made);
    throw status_error(core::reason::internal_error,
                       "the process that keeps a user namespace ended too soon");
}

}  // namespace detail

SLIPWAY_INLINE std::shared_ptr<const rootless_surroundings> enter_user_namespace(
    const std::filesystem::path& root) {
    if (::geteuid() == 0 || !detail::has_one_thread() || detail::is_lost_shim()) return nullptr;
    try {
        return detail::entered(detail::rootless_machine::have(
            detail::rootless_machine::place_in(root), detail::rootless_machine::users::all));
    } catch (const status_error&) {
        return nullptr;  // who asks for containers that need it, is told by their shim
    } catch (const std::filesystem::filesystem_error&) {
        return nullptr;  // the same: there is no such directory
    }
}

SLIPWAY_INLINE std::shared_ptr<const rootless_surroundings> enter_user_namespace() {
    if (::geteuid() == 0 || !detail::has_one_thread()) return nullptr;
    return detail::entered(detail::machine_for_one());
}

}  // namespace slipway::runtime
