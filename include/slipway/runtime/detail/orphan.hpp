// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <filesystem>
#include <memory>

#include <fcntl.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <slipway/runtime/detail/end_copy.hpp>

extern "C" char** environ;
#ifdef __GLIBC__
extern "C" int __clone(int (*f)(void*), void* stack, int flags, void* argument, ...) noexcept;
#endif

namespace slipway::runtime::detail {

/// A program that is started so that it is nobody's child, and nobody waits for its end.
class orphan {
public:
    /// Has one of these descriptors as 0, 1 and 2, and the other as `name`. All of this is to stay
    /// until it has started.
    orphan(const std::filesystem::path& program, char* const* words, int standard, int other,
           int name)
        : program_(program.c_str()),
          words_(words),
          standard_(standard),
          other_(other),
          name_(name),
          stacks_(new char[2 * stack_size]) {}

    /// Gives 0, or why it cannot be.
    int start() {
        sigset_t all;
        sigfillset(&all);
        ::pthread_sigmask(SIG_BLOCK, &all,
                          &mask_);  // no handler runs in the memory that they share with us
        const pid_t between = clone_plainly(&be_between, stacks_.get() + stack_size, this);
        if (between < 0) error_ = errno;
        ::pthread_sigmask(SIG_SETMASK, &mask_, nullptr);
        while (between > 0 && ::waitpid(between, nullptr, 0) < 0 && errno == EINTR) {
        }
        return error_;
    }

private:
    static constexpr std::size_t stack_size = 1 << 16;  // sanitizers do not know these stacks

    /// The process that is its parent, and ends at once. No copy of this program's memory is made
    /// for either, as fork(2) does.
    [[gnu::no_sanitize_address, gnu::no_sanitize_thread]] static int be_between(void* it) {
        orphan& o = *static_cast<orphan*>(it);
        if (clone_plainly(&become, o.stacks_.get() + 2 * stack_size, it) < 0) o.error_ = errno;
        end_copy(0);
    }
    [[gnu::no_sanitize_address, gnu::no_sanitize_thread]] static int become(void* it) {
        orphan& o = *static_cast<orphan*>(it);
        for (int s = 1; s < 65; ++s) {  // what is caught; what is ignored stays so
            struct sigaction known{};
            if (::sigaction(s, nullptr, &known) != 0 || known.sa_handler == SIG_DFL ||
                known.sa_handler == SIG_IGN)
                continue;
            known.sa_handler = SIG_DFL;
            ::sigaction(s, &known, nullptr);
        }
        bool good = true;
        for (const int standard : {0, 1, 2}) good = good && take(o.standard_, standard);
        if (good && take(o.other_, o.name_)) {
            ::sigprocmask(SIG_SETMASK, &o.mask_, nullptr);
            ::execve(o.program_, o.words_, environ);
        }
        o.error_ = errno;
        end_copy(127);
    }
    /// By a name of clone(2) in which the thread sanitizer does not see a fork, which this is not.
    [[gnu::no_sanitize_address, gnu::no_sanitize_thread]] static int clone_plainly(int (*f)(void*),
                                                                                   void* stack,
                                                                                   void* argument) {
        constexpr int how = CLONE_VM | CLONE_VFORK | SIGCHLD;
#ifdef __GLIBC__
        return ::__clone(f, stack, how, argument);
#else
        return ::clone(f, stack, how, argument);
#endif
    }
    static bool take(int fd, int as) {
        return fd == as ? ::fcntl(fd, F_SETFD, 0) == 0 : ::dup2(fd, as) == as;
    }

    const char* program_;
    char* const* words_;
    int standard_, other_, name_;
    std::unique_ptr<char[]> stacks_;
    sigset_t mask_{};
    int error_ = 0;
};

}  // namespace slipway::runtime::detail
