// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <csignal>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include <sys/wait.h>

#include <slipway/runtime/descriptor_passing.hpp>
#include <slipway/runtime/detail/container_log.hpp>
#include <slipway/runtime/detail/execution.hpp>
#include <slipway/runtime/detail/launch.hpp>
#include <slipway/runtime/detail/output_sinks.hpp>
#include <slipway/runtime/detail/owned_fd.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// What a `process_runtime` knows of a container. `Container` is its isolation's. Everything is for those who hold the lock.
template <class Pod, class Container>
struct process_box {
    /// One more socket that waits for its input; a negative one is none.
    void take_input_way(int way) {
        if (way < 0) return;
        inputs.push_back(copy_of(way));
        if (input) hand_over_input();
    }
    /// When its input is there.
    void hand_over_input() {
        for (const owned_fd& waiting : inputs) {
            if (!input || !send_descriptor(waiting.get(), input.get())) continue;
            if (!spec.terminal) input.reset();  // the end of that one is to be the end of the input
        }
        inputs.clear();
    }
    /// Its first process has ended with what `waitpid` gave. `other_waits`: that one only waits for another's end, and passes a signal on
    /// as a code. `out_of_memory` tells whether the memory limit has ended any process of it.
    template <class OutOfMemory>
    void note_end(int ended_with, wall_time when, bool other_waits, OutOfMemory out_of_memory) {
        status.state = container_state::exited;
        status.pid = 0;
        status.finished = when;
        status.signal = WIFSIGNALED(ended_with) ? WTERMSIG(ended_with) : 0;
        status.exit_code = exit_code_of(ended_with);
        const bool by_kill = status.signal == SIGKILL || ((spec.init || other_waits) && status.exit_code == 128 + SIGKILL);
        status.oom_killed = by_kill && !killed && out_of_memory();
        status.paused = false;
        input.reset();
        inputs.clear();
    }

    std::mutex mutex;
    std::condition_variable_any changed;
    std::shared_ptr<Pod> in;
    std::shared_ptr<Container> own;
    std::shared_ptr<container_log> log;
    std::shared_ptr<output_sinks> sinks;
    owned_fd input;                ///< of its terminal, or its standard input; empty when it has been handed over
    std::vector<owned_fd> inputs;  ///< sockets of those that wait for it
    container_spec spec;
    container_status status;
    started_process process;
    bool killed = false;  ///< by us
};

}  // namespace slipway::runtime::detail
