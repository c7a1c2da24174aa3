// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <slipway/runtime/detail/launch.hpp>
#include <slipway/runtime/detail/launched_child.hpp>
#include <slipway/runtime/detail/owned_fd.hpp>

namespace slipway::runtime::detail {

/// From now until `leave`, what the calling thread makes is born into the pid namespace of a
/// process, since nobody enters such a namespace otherwise (pid_namespaces(7)): where the thread
/// has the rights to come back, which it has not where it is root of a user namespace only.
class birthplace {
public:
    explicit birthplace(int process) {
        if (process < 0) return;
        owned_fd own = open_or_throw("/proc/thread-self/ns/pid_for_children", O_RDONLY);
        if (::setns(own.get(), CLONE_NEWPID) != 0) return;
        if (::setns(process, CLONE_NEWPID) != 0)
            throw launch_error(
                launch_failure::namespaces,
                std::string("cannot enter the pod's namespaces: ") + std::strerror(errno));
        own_ = std::move(own);
    }
    bool elsewhere() const { return static_cast<bool>(own_); }
    /// To be called by the parent, and not by the child.
    void leave() {
        // The kernel refuses it only for want of memory. The thread makes the first processes of
        // containers, too: those are not to be in another.
        for (int tries = 0; own_ && ::setns(own_.get(), CLONE_NEWPID) != 0; ++tries, ::usleep(1000))
            if (tries == 1000) std::terminate();
        own_.reset();
    }

private:
    owned_fd own_;
};

/// Starts a process. Throws `launch_error`, which says what could not be done; there is no process
/// then.
inline started_process start_process(const launch& plan) {
    const auto argv = pointers(plan.command), env = pointers(plan.env);
    pipe_ends failure = make_pipe();
    int pidfd = -1;
    clone_args arguments{};
    arguments.flags = CLONE_PIDFD | (plan.new_namespaces & ~std::uint64_t(CLONE_NEWCGROUP));
    arguments.pidfd = reinterpret_cast<std::uint64_t>(&pidfd);
    arguments.exit_signal = SIGCHLD;
    if (plan.groups.born_in) {
        arguments.flags |= CLONE_INTO_CGROUP;
        arguments.cgroup = static_cast<std::uint64_t>(plan.groups.born_in.get());
    }
    birthplace place(plan.join_process);
    const bool elsewhere = place.elsewhere();
    const long pid = ::syscall(SYS_clone3, &arguments, sizeof arguments);
    if (pid == 0) {
        ::close(failure.read.get());  // so that its end can be seen
        launched_child(plan, argv.data(), env.data(), failure.write.get(), elsewhere).run();
    }
    const int error = errno;
    place.leave();
    // Where the first process of the namespace has ended (pid_namespaces(7)).
    if (pid < 0 && elsewhere && error == ENOMEM)
        throw launch_error(
            launch_failure::namespaces,
            std::string("cannot enter the pod's namespaces: ") + std::strerror(ESRCH));
    if (pid < 0)
        fail_with_errno(plan.groups.born_in ? "cannot start a process in its control group"
                                            : "cannot start a process",
                        error);
    started_process made{static_cast<pid_t>(pid), owned_fd(pidfd)};
    failure.write.reset();
    ssize_t n = 0;
    launch_failure said;
    do n = ::read(failure.read.get(), &said, sizeof said);
    while (n < 0 && errno == EINTR);
    if (n == 0) return made;
    if (n != sizeof said)
        ::kill(made.pid, SIGKILL);  // otherwise it ends by itself, after the child that it may have
    ::waitpid(made.pid, nullptr, 0);
    if (n != sizeof said)
        throw launch_error(launch_failure::session, "the process ended before its program began");
    throw launch_error(said.where, describe(plan, said));
}

}  // namespace slipway::runtime::detail
