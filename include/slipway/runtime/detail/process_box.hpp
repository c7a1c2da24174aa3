// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <csignal>
#include <memory>
#include <mutex>

#include <sys/wait.h>

#include <slipway/runtime/detail/container_input.hpp>
#include <slipway/runtime/detail/container_log.hpp>
#include <slipway/runtime/detail/execution.hpp>
#include <slipway/runtime/detail/launch.hpp>
#include <slipway/runtime/detail/output_sinks.hpp>
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
