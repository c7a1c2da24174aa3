// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <csignal>
#include <memory>
#include <mutex>
#include <utility>

#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <slipway/runtime/detail/container_input.hpp>
#include <slipway/runtime/detail/container_log.hpp>
#include <slipway/runtime/detail/execution.hpp>
#include <slipway/runtime/detail/launch.hpp>
#include <slipway/runtime/detail/output_sinks.hpp>
#include <slipway/runtime/detail/owned_fd.hpp>
#include <slipway/runtime/detail/supervisor.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// What a `process_runtime` knows of a container. `Container` is its isolation's. Everything is for
/// those who hold the lock.
template <class Pod, class Container>
struct process_box {
    /// Its first process has ended with what `waitpid` gave. `other_waits`: that one only waits for
    /// another's end, and passes a signal on as a code. `out_of_memory` tells whether the memory
    /// limit has ended any process of it.
    template <class OutOfMemory>
    void note_end(int ended_with, wall_time when, bool other_waits, OutOfMemory out_of_memory) {
        status.state = container_state::exited;
        status.pid = 0;
        status.finished = when;
        status.signal = WIFSIGNALED(ended_with) ? WTERMSIG(ended_with) : 0;
        status.exit_code = exit_code_of(ended_with);
        const bool by_kill = status.signal == SIGKILL ||
                             ((spec.init || other_waits) && status.exit_code == 128 + SIGKILL);
        status.oom_killed = by_kill && !killed && out_of_memory();
        status.paused = false;
        input.ends();
    }

    /// Passes on what it writes from now on. Throws `status_error` (conflict) where it has ended.
    void attach(const attachment& to, supervisor& all) {
        if (!own || status.state == container_state::exited)
            throw status_error(core::reason::conflict,
                               "container \"" + status.key + "\" has ended already");
        for (const auto& [stream, fd] : {std::pair(output::out, to.out), {output::err, to.err}}) {
            if (fd < 0) continue;
            auto copy = std::make_shared<owned_fd>(copy_of(fd));
            all.post([to_all = sinks, s = stream, copy] { to_all->add(s, std::move(*copy)); });
        }
        input.is_wanted_on(to.input);
    }

    /// A signal to its first process.
    void send(int number) const {
        ::syscall(SYS_pidfd_send_signal, process.pidfd.get(), number, nullptr, 0U);
    }

    /// A container that runs, kept while a command is started beside it.
    struct beside {
        decltype(Pod::own) in;
        std::shared_ptr<Container> own;
        container_spec spec;
        owned_fd process;
    };
    /// Throws `status_error` (conflict) where it does not run, or is held.
    beside running() const {
        if (status.state != container_state::running) throw not_running();
        if (status.paused)
            throw status_error(core::reason::conflict,
                               "container \"" + status.key + "\" is paused: let it go on first");
        return {in->own, own, spec, copy_of(process.pidfd.get())};
    }
    status_error not_running() const {
        return status_error(core::reason::conflict,
                            "container \"" + status.key + "\" is not running");
    }

    std::mutex mutex;
    std::condition_variable_any changed;
    std::shared_ptr<Pod> in;
    std::shared_ptr<Container> own;
    std::shared_ptr<container_log> log;
    std::shared_ptr<output_sinks> sinks;
    container_input input;
    container_spec spec;
    container_status status;
    started_process process;
    bool killed = false;  ///< by us
};

}  // namespace slipway::runtime::detail
