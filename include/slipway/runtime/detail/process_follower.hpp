// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <functional>
#include <memory>
#include <utility>

#include <csignal>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <slipway/runtime/descriptor_passing.hpp>
#include <slipway/runtime/detail/owned_fd.hpp>
#include <slipway/runtime/detail/process_outputs.hpp>
#include <slipway/runtime/detail/start_process.hpp>
#include <slipway/runtime/detail/supervisor.hpp>

namespace slipway::runtime::detail {

/// Starts processes in containers, and follows them to their end. `Isolation` is that of a
/// `process_runtime`. Both have to outlive the processes.
template <class Isolation>
class process_follower {
public:
    using container = typename Isolation::container;

    process_follower(Isolation& isolation, supervisor& s) : isolation_(isolation), supervisor_(s) {}

    /// What it writes and how it ends is told in the supervisor's thread, the latter last. Without
    /// `outputs` it writes where the plan says; with a `console` the terminal comes from there.
    void start(launch& plan, const std::shared_ptr<container>& in, started_process& process,
               const std::shared_ptr<process_outputs>& outputs,
               const std::function<void(int status)>& ended, int console = -1) {
        pipe_ends out, err;
        if (outputs && console < 0) {
            out = make_pipe();
            err = make_pipe();
            plan.out = out.write.get();
            plan.err = err.write.get();
        }
        const auto other = std::make_shared<owned_fd>();
        const auto follow = [&] {
            if (outputs)
                outputs->follow(supervisor_,
                                console < 0 ? std::move(out.read) : receive_descriptor(console),
                                std::move(err.read));
            wait_for_end(in, process, other, outputs, ended);
        };
        if constexpr (requires { isolation_.started(plan, process); }) {
            supervisor_.run([&] { process = start_process(plan); });
            *other = isolation_.started(plan, process);
            supervisor_.run(follow);
        } else {
            supervisor_.run([&] {
                process = start_process(plan);
                follow();
            });
        }
    }

private:
    /// `other`: the process that it has started for us, where it did.
    void wait_for_end(const std::shared_ptr<container>& in, const started_process& process,
                      const std::shared_ptr<owned_fd>& other,
                      const std::shared_ptr<process_outputs>& outputs,
                      const std::function<void(int status)>& ended) {
        const int pidfd = process.pidfd.get();
        supervisor_.add(pidfd, [&all = supervisor_, &isolation = isolation_, outputs, ended, in,
                                other, pidfd, pid = process.pid] {
            all.forget(pidfd);
            isolation.kill_all(*in, pid);  // while the zombie keeps the number
            if (*other) ::syscall(SYS_pidfd_send_signal, other->get(), SIGKILL, nullptr, 0U);
            int status = 0;
            while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
            }
            if (outputs) outputs->finish(all);
            ended(status);
        });
    }

    Isolation& isolation_;
    supervisor& supervisor_;
};

}  // namespace slipway::runtime::detail
