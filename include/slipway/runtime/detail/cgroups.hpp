// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <slipway/runtime/cpu_list.hpp>
#include <slipway/runtime/detail/cgroup_places.hpp>
#include <slipway/runtime/detail/group_entrance.hpp>
#include <slipway/runtime/detail/owned_fd.hpp>
#include <slipway/runtime/detail/process_usage.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// Control groups of this program's containers. What cannot be had is told by `lacks()`.
class cgroups {
public:
    /// The limits of one container. Its groups go with it.
    class group {
    public:
        group() = default;
        group(group&& other) noexcept
            : directories_(std::exchange(other.directories_, {})),
              others_(std::exchange(other.others_, {})),
              cpuset_(std::exchange(other.cpuset_, {})) {}
        group& operator=(group&& other) noexcept {
            std::swap(directories_, other.directories_);
            std::swap(others_, other.others_);
            std::swap(cpuset_, other.cpuset_);
            return *this;
        }
        ~group() {
            for (const auto& [controller, directory] : directories_) remove(directory);
            for (const auto& directory : others_) remove(directory);
            if (!cpuset_.empty()) remove(cpuset_);
        }
        group_entrance entrance() const {
            group_entrance made;
            for (const auto& [controller, directory] : directories_) {
                if (owned_fd tasks{::open((directory / "tasks").c_str(), O_WRONLY | O_CLOEXEC)})
                    made.tasks.push_back(std::move(tasks));
                else if (errno != ENOENT)
                    fail_with_errno("cannot open " + (directory / "tasks").string());
                else
                    return {.born_in = open_or_throw(
                                directory.string(),
                                O_PATH | O_DIRECTORY)};  // of version 2, one for all controllers
            }
            if (!cpuset_.empty())
                if (owned_fd tasks{::open((cpuset_ / "tasks").c_str(), O_WRONLY | O_CLOEXEC)})
                    made.tasks.push_back(std::move(tasks));
            return made;
        }
        /// What the group's processes have used: the files of version 2 or 1, and where there is
        /// none, what their processes say: those below the first, and that itself unless it is not
        /// the container's.
        container_usage usage(pid_t first, bool is_own = true) const {
            std::vector<pid_t> pids =
                directories_.empty()
                    ? processes_below(first)
                    : numbers<pid_t>(directories_.begin()->second / "cgroup.procs");
            if (directories_.empty() && is_own) pids.push_back(first);
            container_usage made = usage_of(pids);
            if (const auto at = directories_.find("memory"); at != directories_.end()) {
                const auto all = numbers<std::uint64_t>(at->second / "memory.current"),
                           older = numbers<std::uint64_t>(at->second / "memory.usage_in_bytes");
                if (!all.empty() || !older.empty())
                    made.memory_bytes = (all.empty() ? older : all).front();
                const std::uint64_t given_up =
                    std::max(entry(at->second / "memory.stat", "inactive_file"),
                             entry(at->second / "memory.stat", "total_inactive_file"));
                made.memory_bytes -= std::min(made.memory_bytes, given_up);
            }
            if (const auto at = directories_.find("cpu"); at != directories_.end()) {
                const auto older = numbers<std::int64_t>(at->second / "cpuacct.usage");
                if (!older.empty()) made.cpu = std::chrono::nanoseconds(older.front());
                else if (const std::uint64_t micros = entry(at->second / "cpu.stat", "usage_usec"))
                    made.cpu = std::chrono::microseconds(micros);
            }
            made.oom_kills = oom_kills();
            return made;
        }
        /// How many processes the limit of memory has ended.
        std::uint64_t oom_kills() const {
            const auto at = directories_.find("memory");
            if (at == directories_.end()) return 0;
            return std::max(entry(at->second / "memory.oom_control", "oom_kill"),
                            entry(at->second / "memory.events", "oom_kill"));
        }
        /// Holds all its processes where they are, or lets them go on; returns when that is so.
        /// Throws `status_error`: invalid where groups cannot do it here, timeout where a process
        /// does not let itself be held.
        void freeze(bool on) const {
            for (const auto& each : directories_) {
                const std::filesystem::path& directory = each.second;
                if (write_to_group(directory / "freezer.state", on ? "FROZEN" : "THAWED"))
                    return settle(*this, on, [&] {
                        return first_word(directory / "freezer.state") ==
                               (on ? "FROZEN" : "THAWED");
                    });
                if (write_to_group(directory / "cgroup.freeze", on ? "1" : "0"))
                    return settle(*this, on, [&] {
                        return entry(directory / "cgroup.events", "frozen") == (on ? 1U : 0U);
                    });
            }
            throw status_error(
                core::reason::invalid,
                "containers cannot be paused here: no control group of this program has the freezer");
        }

        /// Ends all processes in it, also those that they start meanwhile. What does not die within
        /// five seconds stays.
        void kill() const {
            if (directories_.empty()) return;
            const std::filesystem::path& any = directories_.begin()->second;
            if (write_to_group(any / "cgroup.kill", "1")) return;
            for (int tries = 0; tries < 5000; ++tries, ::usleep(1000)) {
                const auto pids = numbers<pid_t>(any / "cgroup.procs");
                if (pids.empty()) return;
                for (const pid_t pid : pids)
                    if (pid > 0) ::kill(pid, SIGKILL);
            }
        }

    private:
        friend class cgroups;
        template <class F>
        static void settle(const group& g, bool on, F done) {
            for (int tries = 0; tries < 5000; ++tries, ::usleep(1000))
                if (done()) return;
            if (!on) return;  // they go on as soon as they can
            g.freeze(false);
            throw status_error(core::reason::timeout,
                               "a process of the container could not be held within five seconds");
        }
        static std::string first_word(const std::filesystem::path& file) {
            std::ifstream in(file);
            std::string word;
            in >> word;
            return word;
        }
        template <class T>
        static std::vector<T> numbers(const std::filesystem::path& file) {
            std::ifstream in(file);
            return {std::istream_iterator<T>(in), {}};
        }
        /// Of a file of names and numbers; 0 where there is none.
        static std::uint64_t entry(const std::filesystem::path& file, const std::string& name) {
            std::ifstream in(file);
            std::string key;
            for (std::uint64_t n = 0; in >> key >> n;)
                if (key == name) return n;
            return 0;
        }
        /// The kernel needs a moment after the last process has gone.
        static void remove(const std::filesystem::path& directory) {
            for (int tries = 0; tries < 200 && ::rmdir(directory.c_str()) != 0 && errno == EBUSY;
                 ++tries)
                ::usleep(1000);
        }
        std::map<std::string, std::filesystem::path> directories_;
        std::vector<std::filesystem::path> others_;  // that a program may have made
        std::filesystem::path cpuset_;  // of version 1: made when it is first asked for
    };

    /// `self`: as in `cgroup_places`. `name`: of the group that has those of all containers.
    explicit cgroups(const std::filesystem::path& self = "/proc/self",
                     std::string name = next_name())
        : places_(self), name_(std::move(name)) {
        for (const auto& [place, point] : places_.all()) remove_stale(place);
        for (const std::string wanted : {"memory", "cpu", "pids", "freezer"}) {
            const std::string why = make_parent(wanted);
            if (!why.empty())
                lacks_.push_back((wanted == "freezer" ? "pausing" : wanted + " limits") + ": " +
                                 why);
        }
        no_cpuset_ = unified()                           ? make_parent("cpuset")
                     : places_.parents().count("cpuset") ? ""
                                                         : places_.why_not("cpuset");
        parents_.erase("cpuset");  // of version 2 it is one group with the others, of version 1 few
                                   // containers have one
        if (!no_cpuset_.empty()) lacks_.push_back("which CPUs: " + no_cpuset_);
    }
    cgroups(const cgroups&) = delete;
    ~cgroups() {
        for (const auto& [controller, directory] : parents_) group::remove(directory);
        for (const auto& [place, point] : places_.all()) remove_all(place / name_);
    }

    std::vector<std::string> enforces() const {
        std::vector<std::string> made;
        for (const auto& [controller, directory] : parents_)
            made.push_back(controller == "freezer" ? "pausing" : controller + " limit");
        if (no_cpuset_.empty()) made.push_back("which CPUs");
        return made;
    }
    const std::vector<std::string>& lacks() const { return lacks_; }
    bool any() const { return !parents_.empty(); }

    group make(const std::string& key, const limits& l) const {
        group made;
        for (const auto& [controller, parent] : parents_) {
            std::error_code error;
            std::filesystem::create_directory(parent / key, error);
            if (error)
                throw status_error(core::reason::internal_error, "cannot make the control group " +
                                                                     (parent / key).string() +
                                                                     ": " + error.message());
            made.directories_[controller] = parent / key;
            limit(controller, parent / key, l);
        }
        if (!unified() && no_cpuset_.empty())
            made.cpuset_ = places_.parents().at("cpuset") / name_ / key;
        if (no_cpuset_.empty())
            limit_cpus(made, l);  // otherwise it is told by `lacks`, as other limits are
        return made;
    }
    /// Throws `status_error` (invalid) where the processes of containers cannot be told from others
    /// by their groups.
    void check_tells_apart() const {
        if (parents_.empty())
            throw status_error(
                core::reason::invalid,
                "a container has a pid namespace of its own here: no control group tells which processes are its own, and end with it");
    }
    /// From now on these limits hold, and no others. Throws `status_error`: invalid for one that
    /// there is not here, conflict where more is in use.
    void update(const group& which, const limits& l) const {
        for (const auto& [controller, wanted] :
             {std::pair("memory", l.memory_bytes > 0 || l.memory_reservation > 0),
              {"cpu", l.cpu_millis > 0 || l.cpu_shares > 0},
              {"pids", l.processes > 0}})
            if (wanted && !which.directories_.count(controller))
                throw status_error(core::reason::invalid,
                                   std::string(controller) + " limits are not enforced here");
        if (!no_cpuset_.empty() && (!l.cpus.empty() || !l.memory_nodes.empty()))
            throw status_error(core::reason::invalid,
                               "which CPUs a container runs on cannot be said here: " + no_cpuset_);
        if (no_cpuset_.empty()) limit_cpus(which, l, true);
        for (const char* controller : {"memory", "cpu", "pids"})  // what may be refused first
            if (const auto at = which.directories_.find(controller); at != which.directories_.end())
                limit(controller, at->second, l, true);
    }
    /// The `cgroupsPath` (OCI runtime spec, "Control groups") by which another program finds the
    /// group of this key, where each hierarchy is mounted from this program's place in it on. Where
    /// there is none, that program makes one of its own: it goes with the group, too.
    std::string give_away(group& of, const std::string& key) const {
        for (const auto& [place, point] : places_.all()) of.others_.push_back(place / name_ / key);
        return '/' + name_ + '/' + key;
    }
    /// Whether a limit of memory can have swap in it.
    bool counts_swap() const {
        const auto memory = parents_.find("memory");
        return memory != parents_.end() &&
               std::filesystem::exists(memory->second / (unified()
                                                             ? "memory.swap.max"
                                                             : "memory.memsw.limit_in_bytes"));
    }
    /// This program's place in each hierarchy, and where the hierarchy is mounted.
    const std::map<std::filesystem::path, std::filesystem::path>& places() const {
        return places_.all();
    }
    /// Whether they are of version 2.
    bool unified() const { return places_.unified(); }
    /// Whether a container's group can be mounted for it, with all of its limits.
    bool visible() const { return unified() && !parents_.empty(); }

private:
    static std::string next_name() {
        static std::atomic<int> last = 0;
        return "slipway-" + std::to_string(::getpid()) + '-' + std::to_string(++last);
    }
    /// The group in which those of containers have the controller; why there is none, or nothing.
    std::string make_parent(const std::string& controller) {
        const auto at = places_.parents().find(controller);
        if (at == places_.parents().end()) return places_.why_not(controller);
        const std::filesystem::path made = at->second / name_;
        std::error_code error;
        std::filesystem::create_directory(made, error);
        if (error)
            return "cannot make a control group in " + at->second.string() + ": " + error.message();
        if (std::string why = unified() && controller != "freezer"
                                  ? cgroup_places::pass_on(made, controller)
                                  : "";
            !why.empty())
            return why;
        parents_[controller] = made;
        return {};
    }
    /// Groups of programs that were killed. Each start of a pod looks, and mostly there are none:
    /// no path is made of a name that is no such group's.
    static void remove_stale(const std::filesystem::path& place) {
        const std::unique_ptr<DIR, int (*)(DIR*)> all(::opendir(place.c_str()), ::closedir);
        while (const dirent* const each = all ? ::readdir(all.get()) : nullptr) {
            int pid = 0;
            if (std::sscanf(each->d_name, "slipway-%d-", &pid) == 1 && pid > 0 &&
                ::kill(pid, 0) != 0 && errno == ESRCH)
                remove_all(place / each->d_name);
        }
    }
    /// A group, and those of containers in it.
    static void remove_all(const std::filesystem::path& program) {
        std::error_code error;
        for (const auto& inner : std::filesystem::directory_iterator(program, error)) {
            if (!inner.is_directory(error)) continue;
            // In version 1 what is held does not even die.
            if (group::first_word(inner.path() / "freezer.state").starts_with("FR") &&
                write_to_group(inner.path() / "freezer.state", "THAWED"))
                group::remove(inner.path());
            else ::rmdir(inner.path().c_str());
        }
        ::rmdir(program.c_str());
    }
    /// Memory of a group of version 2 that the kernel cannot get back without ending processes.
    static std::uint64_t in_use(const std::filesystem::path& d) {
        const auto all = group::numbers<std::uint64_t>(d / "memory.current");
        std::uint64_t made = all.empty() ? 0 : all.front();
        for (const char* spare : {"inactive_file", "active_file", "slab_reclaimable"})
            made -= std::min(made, group::entry(d / "memory.stat", spare));
        return made;
    }
    /// With `again` what there was is taken back where there is to be none.
    void limit(const std::string& controller, const std::filesystem::path& d, const limits& l,
               bool again = false) const {
        auto set = [&](const char* v1, const char* v2, const std::string& value) {
            if (write_to_group(d / (unified() ? v2 : v1), value)) return;
            if (errno == EBUSY)
                throw status_error(core::reason::conflict,
                                   "the container uses more " + controller + " than that");
            fail_with_errno("cannot set a " + controller + " limit in " + d.string());
        };
        if (controller == "memory" && (again || l.memory_bytes > 0)) {
            const std::string most = l.memory_bytes > 0 ? std::to_string(l.memory_bytes)
                                     : unified()        ? "max"
                                                        : "-1";
            // That of version 1 is of both together.
            const std::string swap =
                l.memory_bytes == 0
                    ? most
                    : std::to_string(unified() ? l.swap_bytes : l.memory_bytes + l.swap_bytes);
            // In version 1 the limit with swap is never below the one without: which goes first
            // depends on the direction.
            const auto with_swap =
                d / (unified() ? "memory.swap.max" : "memory.memsw.limit_in_bytes");
            // Version 1 refuses that itself, this one would end processes.
            if (unified() && again && l.memory_bytes > 0 && in_use(d) > l.memory_bytes)
                throw status_error(core::reason::conflict,
                                   "the container uses more memory than that");
            const bool raised = write_to_group(with_swap, swap);
            set("memory.limit_in_bytes", "memory.max", most);
            if (!raised) write_to_group(with_swap, swap);
        }
        if (controller == "memory" && l.memory_reservation > 0)
            set("memory.soft_limit_in_bytes", "memory.low", std::to_string(l.memory_reservation));
        else if (controller == "memory" && again)
            write_to_group(d / (unified() ? "memory.low" : "memory.soft_limit_in_bytes"),
                           unified() ? "0" : "-1");
        if (controller == "pids" && (again || l.processes > 0))
            set("pids.max", "pids.max", l.processes > 0 ? std::to_string(l.processes) : "max");
        if (controller == "cpu" && (again || l.cpu_millis > 0)) {
            const std::string most = l.cpu_millis > 0
                                         ? std::to_string(std::max<std::uint64_t>(
                                               l.cpu_millis * 100, 1000))  // microseconds of 100 ms
                                     : unified() ? "max"
                                                 : "-1";
            set("cpu.cfs_quota_us", "cpu.max", unified() ? most + " 100000" : most);
        }
        if (controller == "cpu" && (again || l.cpu_shares > 0)) {
            const auto shares = std::clamp<std::uint64_t>(
                l.cpu_shares > 0 ? l.cpu_shares * 1024 / 1000 : 1024, 2, 262144);
            const auto weight = l.cpu_shares > 0 ? 1 + (shares - 2) * 9999 / 262142
                                                 : 100;  // as it is where nobody has set it
            set("cpu.shares", "cpu.weight", std::to_string(unified() ? weight : shares));
        }
    }

    static std::string line_of(const std::filesystem::path& file) {
        std::ifstream in(file);
        std::string line;
        std::getline(in, line);
        return line;
    }
    /// A group of version 1 takes processes when it has CPUs and nodes of memory: those of the one
    /// above, to begin with (cpusets(7)).
    static void make_cpuset(const std::filesystem::path& d) {
        std::error_code error;
        std::filesystem::create_directory(d, error);
        if (error)
            throw status_error(
                core::reason::internal_error,
                "cannot make the control group " + d.string() + ": " + error.message());
        for (const char* file : {"cpuset.cpus", "cpuset.mems"})
            if (line_of(d / file).empty() &&
                !write_to_group(d / file, line_of(d.parent_path() / file)))
                fail_with_errno("cannot set up the control group " + d.string());
    }
    /// Which CPUs, and memory of which nodes. With `again` the container runs already.
    void limit_cpus(const group& of, const limits& l, bool again = false) const {
        const bool wanted = !l.cpus.empty() || !l.memory_nodes.empty();
        if (unified() && of.directories_.empty()) return;
        const std::filesystem::path d = unified() ? of.directories_.begin()->second : of.cpuset_;
        const bool there = unified() || std::filesystem::exists(d);
        if (!wanted && !(again && there)) return;
        check_list(l.cpus, listed_cpus);
        check_list(l.memory_nodes, listed_nodes);
        if (!there) make_cpuset(d.parent_path()), make_cpuset(d);
        for (const auto& [file, value] :
             {std::pair("cpuset.cpus", l.cpus), {"cpuset.mems", l.memory_nodes}}) {
            // Without a limit: those of the group above, which in version 2 is what an empty one
            // has.
            const std::string list =
                !value.empty() || unified() ? value : line_of(d.parent_path() / file);
            if ((value.empty() && !again) || write_to_group(d / file, list.empty() ? "\n" : list))
                continue;
            throw status_error(core::reason::invalid, "the container cannot have '" + list + "' (" +
                                                          file + "): " + std::strerror(errno));
        }
        if (again && !there && !of.directories_.empty())
            for (const pid_t pid :
                 group::numbers<pid_t>(of.directories_.begin()->second / "cgroup.procs"))
                write_to_group(d / "cgroup.procs", std::to_string(pid));
    }

    cgroup_places places_;
    std::string name_;
    std::string no_cpuset_;  // why no container can be told which CPUs it runs on
    std::map<std::string, std::filesystem::path> parents_;
    std::vector<std::string> lacks_;
};

}  // namespace slipway::runtime::detail
