// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <sys/types.h>

#include <slipway/runtime/detail/capabilities.hpp>
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
    /// descriptor of a process, whose pid namespace the new one is born into
    int join_process = -1;
    owned_fd joined{};   ///< that descriptor, where it is this plan's own
    int join_flags = 0;  ///< CLONE_NEW... of the other namespaces of that process that it enters
    std::vector<root_step> root{};
    std::optional<credentials> who{};
    std::vector<process_limit> limits{};
    mode_t mask = 0022;  ///< umask(2)
    /// the first process of the new pid namespace is ours, and the command its child
    bool init = false;
    shown_words words{};  ///< of this program, which that process is not to show
    /// of a program that starts another process for us: it tells of that one in the files of this
    /// name with `.pid` and `.log`
    std::string reports{};
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

/// As execve(2) takes them; good as long as the texts are.
inline std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> made;
    for (const std::string& t : texts) made.push_back(const_cast<char*>(t.c_str()));
    made.push_back(nullptr);
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

/// Why there is no process, for the person who asked for one.
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

}  // namespace slipway::runtime::detail
