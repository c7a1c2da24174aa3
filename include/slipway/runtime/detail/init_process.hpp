// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <sstream>
#include <string>

#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <slipway/runtime/detail/end_copy.hpp>
#include <slipway/core/read_file.hpp>
#include <slipway/runtime/detail/owned_fd.hpp>

namespace slipway::runtime::detail {

/// Where this program's command line stands in its memory, as `ps` shows it (proc(5), stat, 48th
/// and 49th field).
struct shown_words {
    char* begin = nullptr;
    std::size_t size = 0;
};

inline shown_words own_words() {
    const std::string all = core::read_file("/proc/self/stat").value_or("");
    const auto after_name = all.rfind(')');
    if (after_name == all.npos) return {};
    std::istringstream fields(all.substr(after_name + 2));
    std::string skipped;
    std::uintptr_t begin = 0, end = 0;
    for (int i = 3; i < 48; ++i) fields >> skipped;
    if (!(fields >> begin >> end) || begin == 0 || end <= begin) return {};
    return {reinterpret_cast<char*>(begin), end - begin};
}

/// The first process of a container that is not its command: it passes signals on to that and reaps
/// whatever is left to it, as the first process of a pid namespace has to (pid_namespaces(7)), and
/// ends when the command does, with its exit code: 128 + signal where a signal ended it. It is a
/// copy of this program between fork and exec, which does nothing but system calls. Nobody in the
/// container may look into it: it has the program's memory, and its file.
class init_process {
public:
    /// To be called before the command's process is made, so that no signal is lost, and nothing to
    /// be seen, before this one is ready.
    static void prepare(const shown_words& words) {
        const sigset_t every = all();
        ::sigprocmask(SIG_SETMASK, &every, nullptr);
        ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);  // so it stays until exec
        if (words.size > 0) std::memset(words.begin, 0, words.size);
        if (words.size > sizeof name) std::memcpy(words.begin, name, sizeof name);
    }
    [[noreturn]] static void run(pid_t command) {
        ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);         // a change of user has taken it back,
        ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);  // and this
        ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0,
                0);  // where it is not the first of its pid namespace
        ::prctl(PR_SET_NAME, name, 0, 0, 0);
        ::syscall(SYS_close_range, 0U, ~0U, 0U);
        const sigset_t every = all();
        constexpr std::size_t kernel_size = 8;  // of its sets of signals (sigprocmask(2))
        while (true) {
            const long number =
                ::syscall(SYS_rt_sigtimedwait, &every, nullptr, nullptr, kernel_size);
            if (number == SIGCHLD) reap(command);
            else if (number > 0) ::kill(command, static_cast<int>(number));
        }
    }

private:
    static constexpr char name[] = "slipway-init";

    static sigset_t all() {
        sigset_t made;
        sigfillset(&made);
        return made;
    }
    static void reap(pid_t command) {
        int status = 0;
        for (pid_t one = 0; (one = ::waitpid(-1, &status, WNOHANG)) > 0;)
            if (one == command) end_copy_as(status);
    }
};

}  // namespace slipway::runtime::detail
