// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <csignal>
#include <cstdint>
#include <mutex>
#include <set>
#include <string>

#include <linux/sched.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <slipway/runtime/detail/end_copy.hpp>
#include <slipway/runtime/detail/owned_fd.hpp>

namespace slipway::runtime::detail {

/// How many user and group ids a pod with users of its own has: 0 to 65535 (Kubernetes, "User
/// Namespaces").
inline constexpr std::uint32_t ids_of_a_pod = 65536;

/// Gives blocks of this machine's user ids to pods. Each of the programs on a machine has blocks
/// that no other has.
class user_id_blocks {
public:
    /// `program` is a number below 16 that no other program here has.
    explicit user_id_blocks(unsigned program)
        : first_(0x1000'0000 + program * most * ids_of_a_pod) {}

    /// The first id of a block. Throws `status_error` (service_unavailable) where all are given
    /// away.
    std::uint32_t take() {
        std::lock_guard lock(mutex_);
        for (std::uint32_t n = 0; n < most; ++n)
            if (taken_.insert(n).second) return first_ + n * ids_of_a_pod;
        throw status_error(core::reason::service_unavailable,
                           "all " + std::to_string(most) + " blocks of user ids are given to pods");
    }
    void give_back(std::uint32_t id) {
        std::lock_guard lock(mutex_);
        taken_.erase((id - first_) / ids_of_a_pod);
    }

private:
    static constexpr std::uint32_t most = 1024;
    std::uint32_t first_;
    std::mutex mutex_;
    std::set<std::uint32_t> taken_;
};

/// New namespaces, the first of which is a user namespace that owns the others. A process is born
/// into it and does nothing: a program with threads cannot enter a user namespace itself. It ends
/// with this.
class born_namespaces {
public:
    /// The ids 0 to 65535 in there are those from `first_id` on out here. `others` are CLONE_NEW...
    /// flags. Throws `status_error` where the kernel does not allow it.
    born_namespaces(std::uint32_t first_id, std::uint64_t others) {
        pipe_ends life = make_pipe();
        clone_args arguments{};
        arguments.flags = CLONE_NEWUSER | others;
        arguments.exit_signal = SIGCHLD;
        pid_ = static_cast<pid_t>(::syscall(SYS_clone3, &arguments, sizeof arguments));
        if (pid_ == 0) {
            ::close(life.write.get());
            char none = 0;
            [[maybe_unused]] const auto end = ::read(life.read.get(), &none, 1);
            end_copy(0);
        }
        if (pid_ < 0) fail_with_errno("cannot make a user namespace");
        life_ = std::move(life.write);
        try {
            const std::string map =
                "0 " + std::to_string(first_id) + ' ' + std::to_string(ids_of_a_pod);
            write("gid_map", map);
            write("uid_map", map);
        } catch (...) {
            end();
            throw;
        }
    }
    born_namespaces(const born_namespaces&) = delete;
    ~born_namespaces() { end(); }

    /// A descriptor of one of them, such as `user` or `net`.
    owned_fd open(const std::string& kind) const {
        return open_or_throw(directory() + "/ns/" + kind, O_RDONLY);
    }

private:
    std::string directory() const { return "/proc/" + std::to_string(pid_); }
    void write(const std::string& file, const std::string& text) const {
        const owned_fd out = open_or_throw(directory() + '/' + file, O_WRONLY);
        if (::write(out.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()))
            fail_with_errno("cannot map the ids of a user namespace");
    }
    void end() {
        life_.reset();
        ::kill(pid_, SIGKILL);  // a copy of the pipe's end may live on in a process that was
                                // started meanwhile
        while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
        }
    }

    pid_t pid_ = 0;
    owned_fd life_;
};

}  // namespace slipway::runtime::detail
