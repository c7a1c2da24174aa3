// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <csignal>
#include <cstdint>
#include <cstring>
#include <exception>
#include <optional>
#include <string>
#include <utility>
#include <vector>

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
#include <slipway/runtime/detail/capabilities.hpp>
#include <slipway/runtime/detail/end_copy.hpp>
#include <slipway/runtime/detail/group_entrance.hpp>
#include <slipway/runtime/detail/image_user.hpp>
#include <slipway/runtime/detail/init_process.hpp>
#include <slipway/runtime/detail/owned_fd.hpp>
#include <slipway/runtime/detail/seccomp_filter.hpp>
#include <slipway/runtime/types.hpp>
#include <slipway/runtime/ulimit_words.hpp>

namespace slipway::runtime::detail {

/// One thing that a new process does to its file system before it runs its program.
struct root_step {
    enum kind { mount, shifted, shared, no_devices, directory, file, link, setting, enter, pivot };
    /// `shifted`: a bind mount whose files belong to the ids of the user namespace; `shared`: a
    /// bind mount of a directory of the mount namespace whose descriptor `flags` is; `no_devices`:
    /// devices in that mount and those below it cannot be used, and with MS_RDONLY nothing written;
    /// `setting`: writes the source into a file that is there.
    kind what;
    std::string source{}, target{}, type{}, data{};
    unsigned long flags = 0;
    bool may_fail = false;
};

/// As whom a program runs, and what it may do.
struct credentials {
    user_identity user{};
    capability_set capabilities = 0;
    bool no_new_privileges = true;
    seccomp_filter filter{};  ///< of its system calls
    bool alone = false;  ///< there are no other users and groups, and so no list of groups to set
};

/// A limit of a process, as prlimit64(2) takes it.
struct process_limit {
    int resource = 0;
    struct {
        std::uint64_t soft, hard;
    } value{};
    std::string name{};
};

/// All that a new process needs, made before there is one: between fork and exec a process of a
/// program with threads can do nothing but system calls, so everything it looks at stands here.
struct launch {
    std::vector<std::string> command{};   ///< argv
    std::vector<std::string> env{};       ///< `NAME=value`
    std::vector<std::string> programs{};  ///< paths to try, in order
    std::string working_dir = "/";
    std::vector<std::string> make_directories{};  ///< on the way to `working_dir`
    int in = -1, out = -1, err = -1;
    int console = -1;         ///< instead: a socket on which a new terminal's other side is sent
    group_entrance groups{};  ///< control groups, before anything else
    std::uint64_t new_namespaces = 0;  ///< CLONE_NEW...
    std::vector<int> join{};           ///< descriptors of namespaces
    int join_users = -1;  ///< of a user namespace, joined after the root file system is made
    int join_process =
        -1;              ///< descriptor of a process, whose pid namespace the new one is born into
    owned_fd joined{};   ///< that descriptor, where it is this plan's own
    int join_flags = 0;  ///< CLONE_NEW... of the other namespaces of that process that it enters
    std::vector<root_step> root{};
    std::optional<credentials> who{};
    std::vector<process_limit> limits{};
    mode_t mask = 0022;  ///< umask(2)
    bool init =
        false;  ///< the first process of the new pid namespace is ours, and the command its child
    shown_words words{};    ///< of this program, which that process is not to show
    std::string reports{};  ///< of a program that starts another process for us: it tells of that
                            ///< one in the files of this name with `.pid` and `.log`
};

/// A process that was started. It is the caller's to wait for.
struct started_process {
    pid_t pid = 0;
    owned_fd pidfd{};
};

/// What a new process could not do.
struct launch_failure {
    enum stage { groups, namespaces, root, session, limits, filter, user, directory, program };
    stage where{};
    int error = 0;
    std::size_t step = 0;
};

/// A process could not be started.
class launch_error : public status_error {
public:
    launch_error(launch_failure::stage where, std::string message)
        : status_error(core::reason::invalid, std::move(message)), where_(where) {}
    launch_failure::stage where() const noexcept { return where_; }

private:
    launch_failure::stage where_;
};

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

inline std::string describe(const launch& plan, const launch_failure& f) {
    const std::string why = std::strerror(f.error);
    switch (f.where) {
        case launch_failure::groups: return "cannot put it into its control groups: " + why;
        case launch_failure::namespaces: return "cannot enter the pod's namespaces: " + why;
        case launch_failure::root: {
            const root_step& s = plan.root.at(f.step);
            if (s.what == root_step::mount)
                return "cannot mount " + (s.source.empty() ? s.type : s.source) + " at '" +
                       s.target + "': " + why;
            if (s.what == root_step::shared)
                return "cannot share " + s.source + " with another container: " + why;
            if (s.what == root_step::shifted)
                return "cannot mount " + s.source + " at '" + s.target +
                       "' for the pod's own users: " + why;
            if (s.what == root_step::setting)
                return "cannot set /" + s.target.substr(s.target.starts_with('/')) + " to '" +
                       s.source + "': " + why;
            return "cannot set up the root file system at '" + s.target + "': " + why;
        }
        case launch_failure::session: return "cannot set up its input and output: " + why;
        case launch_failure::limits:
            return "cannot set the limit " + plan.limits.at(f.step).name + ": " + why +
                   (f.error == EPERM ? " (without root it cannot be more than this program's own)"
                                     : "");
        case launch_failure::filter: return "cannot limit its system calls: " + why;
        case launch_failure::user:
            return "cannot become user " + std::to_string(plan.who ? plan.who->user.uid : 0) +
                   ": " + why;
        case launch_failure::directory:
            return "cannot change to the working directory '" + plan.working_dir + "': " + why;
        case launch_failure::program: break;
    }
    const std::string& name = plan.command.front();
    if (f.error == ENOENT && name.find('/') == name.npos)
        return "exec: \"" + name + "\": executable file not found in $PATH";
    return "exec: \"" + name + "\": " + why;
}

inline std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> made;
    for (const std::string& t : texts) made.push_back(const_cast<char*>(t.c_str()));
    made.push_back(nullptr);
    return made;
}

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

/// Those that a container asks for. Throws `status_error` (invalid).
inline std::vector<process_limit> process_limits(const std::vector<ulimit>& wanted) {
    std::vector<process_limit> made;
    for (const ulimit& u : wanted) {
        check_ulimit(u);
        made.push_back({*ulimit_resource(u.name), {u.soft, u.hard}, u.name});
    }
    return made;
}

inline std::vector<std::string> assignments(
    const std::vector<std::pair<std::string, std::string>>& env) {
    std::vector<std::string> made;
    for (const auto& [name, value] : env) made.push_back(name + '=' + value);
    return made;
}

/// Where a program may be: its own path, or one of the directories of PATH.
inline std::vector<std::string> program_candidates(
    const std::string& program, const std::vector<std::pair<std::string, std::string>>& env,
    const std::string& working_dir) {
    if (program.starts_with('/')) return {program};
    if (program.find('/') != program.npos) return {working_dir + '/' + program};
    std::string path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    for (const auto& [name, value] : env)
        if (name == "PATH") path = value;
    std::vector<std::string> made;
    for (std::size_t at = 0; at <= path.size();) {
        const std::size_t end = std::min(path.find(':', at), path.size());
        if (end > at) made.push_back(path.substr(at, end - at) + '/' + program);
        at = end + 1;
    }
    return made;
}

}  // namespace slipway::runtime::detail
