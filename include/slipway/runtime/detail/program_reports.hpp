// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <poll.h>
#include <sys/inotify.h>
#include <sys/wait.h>

#include <slipway/json/value.hpp>
#include <slipway/runtime/detail/launch.hpp>
#include <slipway/runtime/detail/no_program.hpp>

namespace slipway::runtime::detail {

/// What an OCI runtime program tells of what it does: the id of the process that it has started, or
/// in its log why there is none.
class program_reports {
public:
    /// Of the files of this name. They are gone afterwards, with the `.json` that the program was
    /// given.
    explicit program_reports(std::string name)
        : name_(std::move(name)), pid_file_(name_ + ".pid"), log_(name_ + ".log") {}
    program_reports(const program_reports&) = delete;
    ~program_reports() {
        for (const char* kind : {".pid", ".log", ".json"}) ::unlink((name_ + kind).c_str());
    }

    /// Waits until the process that `program` is to start is there, and gives a descriptor for
    /// signals to it; an empty one where it has ended already. Throws `launch_error` where it
    /// cannot be started; `program` has ended then.
    owned_fd wait(const launch& plan, const started_process& program) const {
        try {
            const std::string pid = wait_for_id(program);
            if (!pid.empty()) return process_seen_by(program, pid);
        } catch (...) {
            ::kill(program.pid, SIGKILL);
            bury(program);
            throw;
        }
        bury(program);
        const std::string why = reason(plan);
        throw launch_error(
            why.starts_with("exec: ") ? launch_failure::program : launch_failure::session, why);
    }

private:
    static void bury(const started_process& program) {
        while (::waitpid(program.pid, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
    /// Empty where the program ends without.
    std::string wait_for_id(const started_process& program) const {
        const owned_fd changes(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
        const std::string place = std::filesystem::path(pid_file_).parent_path().string();
        if (!changes ||
            ::inotify_add_watch(changes.get(), place.c_str(), IN_CLOSE_WRITE | IN_MOVED_TO) < 0)
            fail_with_errno("cannot watch " + place);
        bool ended = false;
        while (true) {
            std::string pid;
            if (std::ifstream(pid_file_) >> pid || ended) return pid;
            pollfd both[] = {{program.pidfd.get(), POLLIN, 0}, {changes.get(), POLLIN, 0}};
            if (::poll(both, 2, -1) < 0 && errno != EINTR)
                fail_with_errno("cannot wait for a program");
            ended = both[0].revents != 0;
            char skipped[4096];
            while (::read(changes.get(), skipped, sizeof skipped) > 0) {
            }
        }
    }
    /// The id is one of the program's own pid namespace: its own /proc knows it. Directories there
    /// serve as descriptors of processes (pidfd_send_signal(2)).
    static owned_fd process_seen_by(const started_process& program, const std::string& pid) {
        return owned_fd(
            ::open(("/proc/" + std::to_string(program.pid) + "/root/proc/" + pid).c_str(),
                   O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    }
    /// The last error of its log, in the words of all runtimes where it is that there is no such
    /// program.
    std::string reason(const launch& plan) const {
        std::string last;
        std::ifstream in(log_);
        for (std::string line; std::getline(in, line);) {
            const auto entry = json::value::parse(line, nullptr, false);
            if (entry.is_object() && entry.contains("msg") && entry["msg"].is_string())
                last = entry["msg"].get<std::string>();
        }
        if (last.empty())
            return plan.command.front() + " ended without a container and without a reason";
        if (const auto at = last.rfind("exec: \""); at != last.npos) return last.substr(at);
        if (std::string known = no_program_of_crun(last); !known.empty()) return known;
        return plan.command.front() + ": " + last;
    }

    std::string name_, pid_file_, log_;
};

}  // namespace slipway::runtime::detail
