// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <string>

#include <fcntl.h>
#include <linux/sched.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <slipway/runtime/descriptor_passing.hpp>
#include <slipway/runtime/detail/end_copy.hpp>
#include <slipway/runtime/detail/init_process.hpp>
#include <slipway/runtime/detail/launch.hpp>

namespace slipway::runtime::detail {

/// What a new process does until its program runs: system calls only, since the program that made
/// it may have had other threads. What it cannot do, it tells by the descriptor `failure`.
class launched_child {
public:
    /// `born_there`: in the pid namespace of the process that the plan names.
    launched_child(const launch& plan, char* const* argv, char* const* env, int failure,
                   bool born_there)
        : plan_(plan), argv_(argv), env_(env), failure_(failure), born_there_(born_there) {}

    [[noreturn]] void run() {
        for (int s = 1; s < 65; ++s) ::signal(s, SIG_DFL);
        sigset_t none;
        sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);
        ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
        pollfd parent{failure_, 0, 0};
        if (::poll(&parent, 1, 0) != 0) end_copy(1);  // it has ended before that
        check(plan_.groups.enter(), launch_failure::groups);
        ::setsid();  // no signals from the terminal's keys
        // Now that it is in the group that is to be the root of what it sees of them.
        check(!(plan_.new_namespaces & CLONE_NEWCGROUP) || ::unshare(CLONE_NEWCGROUP) == 0,
              launch_failure::namespaces);
        for (const int fd : plan_.join) check(::setns(fd, 0) == 0, launch_failure::namespaces);
        if (plan_.join_process >= 0) join_process();
        for (std::size_t i = 0; i < plan_.root.size(); ++i)
            check(take(plan_.root[i]) || plan_.root[i].may_fail, launch_failure::root, i);
        ::umask(plan_.mask);
        if (plan_.init) become_a_child_of_init();
        check(plan_.console < 0 || open_terminal(), launch_failure::session);
        check(plan_.console >= 0 || take_streams(plan_.in, plan_.out, plan_.err),
              launch_failure::session);
        check(::syscall(SYS_close_range, 3U, ~0U, CLOSE_RANGE_CLOEXEC_) == 0,
              launch_failure::session);
        for (std::size_t i = 0; i < plan_.limits.size(); ++i)  // while this may raise them
            check(::syscall(SYS_prlimit64, 0, plan_.limits[i].resource, &plan_.limits[i].value,
                            nullptr) == 0,
                  launch_failure::limits, i);
        check(plan_.join_users < 0 || ::setns(plan_.join_users, CLONE_NEWUSER) == 0,
              launch_failure::user);
        become_root_of_its_users();
        for (const std::string& d : plan_.make_directories) ::mkdir(d.c_str(), 0755);
        if (plan_.who) become(*plan_.who);
        check(::chdir(plan_.working_dir.c_str()) == 0, launch_failure::directory);
        int error = ENOENT;
        for (const std::string& path : plan_.programs) {
            ::execve(path.c_str(), argv_, env_);
            if (errno != ENOENT && errno != ENOTDIR) error = errno;
            if (errno != ENOENT && errno != ENOTDIR && errno != EACCES) break;
        }
        errno = error;
        fail(launch_failure::program, 0);
    }

private:
    static constexpr unsigned CLOSE_RANGE_CLOEXEC_ = 1U << 2;  // linux/close_range.h

    [[noreturn]] void fail(launch_failure::stage where, std::size_t step) {
        const launch_failure said{where, errno, step};
        [[maybe_unused]] const auto written = ::write(failure_, &said, sizeof said);
        end_copy(127);
    }
    void check(bool good, launch_failure::stage where, std::size_t step = 0) {
        if (!good) fail(where, step);
    }
    static bool take_streams(int in, int out, int err) {
        return ::dup2(in, 0) == 0 && ::dup2(out, 1) == 1 && ::dup2(err, 2) == 2;
    }
    /// A terminal of the container's own devpts, which controls this session (pts(4),
    /// ioctl_tty(2)).
    bool open_terminal() const {
        const int master = ::open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);
        if (master < 0) return false;
        int locked = 0;
        const int own = ::ioctl(master, TIOCSPTLCK, &locked) == 0
                            ? ::ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY)
                            : -1;
        if (own < 0 || ::ioctl(own, TIOCSCTTY, 0) != 0 || !take_streams(own, own, own))
            return false;
        if (plan_.who && ::fchown(own, plan_.who->user.uid, static_cast<gid_t>(-1)) != 0 &&
            plan_.join_users < 0)
            return false;
        return send_descriptor(plan_.console, master);
    }
    /// Where it was not born into the pid namespace, a child of it goes on that is, and this
    /// process waits for it.
    void join_process() {
        const int flags = plan_.join_flags | (born_there_ ? 0 : CLONE_NEWPID);
        check(flags == 0 || ::setns(plan_.join_process, flags) == 0, launch_failure::namespaces);
        if (born_there_) return;
        const long child = ::syscall(SYS_clone, SIGCHLD, 0, 0, 0,
                                     0);  // fork(3) takes locks that nobody gives back here
        check(child >= 0, launch_failure::namespaces);
        if (child == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
            ::setsid();
            return;
        }
        ::syscall(SYS_close_range, 0U, ~0U, 0U);
        int status = 0;
        while (::waitpid(static_cast<pid_t>(child), &status, 0) < 0 && errno == EINTR) {
        }
        end_copy_as(status);
    }
    /// The child goes on; this process stays with no more rights than it needs.
    void become_a_child_of_init() {
        init_process::prepare(plan_.words);
        const long child = ::syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
        check(child >= 0, launch_failure::session);
        if (child == 0) {
            sigset_t none;
            sigemptyset(&none);
            ::sigprocmask(SIG_SETMASK, &none, nullptr);
            ::setsid();
            return;
        }
        check(plan_.join_users < 0 || ::setns(plan_.join_users, CLONE_NEWUSER) == 0,
              launch_failure::user);
        become_root_of_its_users();
        check(set_capabilities(capability_set(1) << CAP_KILL) &&
                  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0,
              launch_failure::user);
        init_process::run(static_cast<pid_t>(child));
    }
    bool take(const root_step& s) {
        auto text = [](const std::string& t) { return t.empty() ? nullptr : t.c_str(); };
        switch (s.what) {
            case root_step::mount:
                return ::mount(
                           text(s.source), s.target.c_str(), text(s.type),
                           s.flags | (s.flags & MS_REMOUNT ? kept_flags(s.target.c_str()) : 0UL),
                           text(s.data)) == 0;
            case root_step::shifted: return mount_shifted(s);
            case root_step::shared: return mount_shared(s);
            case root_step::no_devices: return forbid_devices(s);
            case root_step::directory:
                return ::mkdir(s.target.c_str(), 0755) == 0 || errno == EEXIST;
            case root_step::file: {
                const int fd = ::open(s.target.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
                if (fd >= 0) ::close(fd);
                return fd >= 0;
            }
            case root_step::link: return ::symlink(s.source.c_str(), s.target.c_str()) == 0;
            case root_step::setting: {
                const int fd = ::open(s.target.c_str(), O_WRONLY | O_CLOEXEC);
                if (fd < 0) return false;
                const bool good = ::write(fd, s.source.data(), s.source.size()) ==
                                  static_cast<ssize_t>(s.source.size());
                const int error = errno;
                ::close(fd);
                errno = error;
                return good;
            }
            case root_step::enter: return ::chdir(s.target.c_str()) == 0;
            case root_step::pivot:
                return ::syscall(SYS_pivot_root, ".", ".") == 0 &&
                       ::umount2(".", MNT_DETACH) == 0 && ::chdir("/") == 0;
        }
        return false;
    }
    /// What a mount that is mounted again was told before: another user than this machine's root
    /// may not take it back.
    static unsigned long kept_flags(const char* target) {
        struct statfs now{};
        if (::statfs(target, &now) != 0) return 0;
        unsigned long made = 0;
        for (const auto& [told, flag] : {std::pair<long, unsigned long>(ST_NODEV, MS_NODEV),
                                         {ST_NOEXEC, MS_NOEXEC},
                                         {ST_NOSUID, MS_NOSUID},
                                         {ST_NOATIME, MS_NOATIME},
                                         {ST_NODIRATIME, MS_NODIRATIME},
                                         {ST_RELATIME, MS_RELATIME}})
            if (static_cast<long>(now.f_flags) & told) made |= flag;
        return made;
    }
    /// Linux before 5.12 knows it of one mount only; what is mounted below that is as it was.
    static bool forbid_devices(const root_step& s) {
        mount_attr how{};
        how.attr_set = MOUNT_ATTR_NODEV | (s.flags & MS_RDONLY ? MOUNT_ATTR_RDONLY : 0U);
        if (::mount_setattr(AT_FDCWD, s.target.c_str(), AT_RECURSIVE, &how, sizeof how) == 0)
            return true;
        if (errno != ENOSYS) return false;
        return ::mount(nullptr, s.target.c_str(), nullptr,
                       MS_REMOUNT | MS_BIND | MS_NODEV | s.flags | kept_flags(s.target.c_str()),
                       nullptr) == 0;
    }
    /// mount_setattr(2), "ID-mapped mounts".
    bool mount_shifted(const root_step& s) const {
        const int tree =
            ::open_tree(AT_FDCWD, s.source.c_str(), OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
        if (tree < 0) return false;
        mount_attr how{};
        how.attr_set = MOUNT_ATTR_IDMAP;
        how.userns_fd = static_cast<std::uint64_t>(plan_.join_users);
        const bool good =
            ::mount_setattr(tree, "", AT_EMPTY_PATH, &how, sizeof how) == 0 &&
            ::move_mount(tree, "", AT_FDCWD, s.target.c_str(), MOVE_MOUNT_F_EMPTY_PATH) == 0;
        const int error = errno;
        ::close(tree);
        errno = error;
        return good;
    }
    /// Only who is in a mount namespace can copy a mount of it: there and back again. Its own root
    /// cannot have put a link in the way, as a mount point stays what it is.
    static bool mount_shared(const root_step& s) {
        const int own = ::open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC),
                  here = ::open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
        if (own < 0 || here < 0 || ::setns(static_cast<int>(s.flags), CLONE_NEWNS) != 0)
            return false;
        const int tree =
            ::open_tree(AT_FDCWD, s.source.c_str(), OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
        int error = errno;
        const bool back = ::setns(own, CLONE_NEWNS) == 0 && ::fchdir(here) == 0;
        const bool good =
            back && tree >= 0 &&
            ::move_mount(tree, "", AT_FDCWD, s.target.c_str(), MOVE_MOUNT_F_EMPTY_PATH) == 0;
        if (!back || tree >= 0) error = errno;
        for (const int fd : {own, here, tree}) ::close(fd);
        errno = error;
        return good;
    }
    /// Until now it is nobody there, and nobody may write.
    void become_root_of_its_users() {
        if (plan_.join_users < 0 && !(plan_.join_flags & CLONE_NEWUSER)) return;
        check(::syscall(SYS_setresgid, 0, 0, 0) == 0 && ::syscall(SYS_setresuid, 0, 0, 0) == 0,
              launch_failure::user);
    }
    void become(const credentials& c) {
        ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);  // with fewer rights, but this program's memory, it
                                               // is nobody's to look into, until exec
        check(limit_bounding_set(c.capabilities), launch_failure::user);
        // Now, while CAP_SYS_ADMIN is held, which it takes where `no_new_privs` stays away; what
        // follows passes every profile.
        check(c.filter.empty() || limit_system_calls(c.filter), launch_failure::filter);
        // Raw calls: the C library's would tell the threads that this process does not have.
        check(c.alone || ::syscall(SYS_setgroups, c.user.groups.size(), c.user.groups.data()) == 0,
              launch_failure::user);
        check(::syscall(SYS_setresgid, c.user.gid, c.user.gid, c.user.gid) == 0,
              launch_failure::user);
        check(::syscall(SYS_setresuid, c.user.uid, c.user.uid, c.user.uid) == 0,
              launch_failure::user);
        if (c.user.uid == 0) check(set_capabilities(c.capabilities), launch_failure::user);
        if (c.no_new_privileges)
            check(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, launch_failure::user);
        ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);  // a change of user has taken it back
    }

    const launch& plan_;
    char* const* argv_;
    char* const* env_;
    int failure_;
    bool born_there_;
};

}  // namespace slipway::runtime::detail
