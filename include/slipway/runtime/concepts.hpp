// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <slipway/core/status.hpp>
#include <slipway/core/subscription.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime {

/// What starts containers. Keys are the caller's; a call with a key that is there already gives
/// what is there, so that a call may be repeated when its answer was lost. Removing what is not
/// there is no error. All methods may be called by several threads at once and throw
/// `status_error`: not_found for an unknown sandbox or container, conflict where the key has
/// another sandbox's container, invalid where the specification cannot work.
///
/// - `info()`: what it is, and what it enforces here
/// - `run_sandbox(key, spec)`: address, name and namespaces of a pod, ready for containers; each
///   has an address of its own
/// - `remove_sandbox(key)`: kills what runs in it, and removes it with its containers
/// - `sandbox(key)`, `sandboxes()`: what there is
/// - `create_container(sandbox, key, spec)`: its root file system; nothing runs. A specification
///   without a command is invalid, and leaves nothing
/// - `start_container(key)`: runs it; a running one is left alone; one that has ended throws
///   conflict. Where its program cannot be run, the container has ended with code 128 and the
///   reason as its message, and invalid is thrown
/// - `signal(key, number)`: one signal to its first process; one that does not run is left alone
/// - `stop_container(key, grace)`: the image's stop signal, then the end of all its processes;
///   returns after that. One that is unknown, or does not run, is left alone
/// - `remove_container(key)`: kills and removes it, its log too
/// - `container(key)`, `containers()`: what there is
/// - `exec(key, command, limit)`: runs a command beside the container's own, to its end or `limit`;
///   conflict where the container does not run, invalid where the command cannot be run
/// - `read_log(key, from, at_most)`: entries of its log; 0 is the oldest
/// - `subscribe(f)`: calls `f` at each start, exit and output from now on, from a thread of its own
///
/// `check_runtime` (`check_runtime.hpp`) says what a runtime of one's own lacks; the laws that it
/// must hold to are a suite of tests (docs/runtime.md, "A runtime of your own").
template <class R>
concept runtime = requires(R& r, const std::string& s, const sandbox_spec& sandbox,
                           const container_spec& container, const std::vector<std::string>& command,
                           std::chrono::milliseconds time, int n, std::uint64_t position,
                           std::size_t count, event_sink sink) {
    { r.info() } -> std::same_as<runtime_info>;
    { r.run_sandbox(s, sandbox) } -> std::same_as<sandbox_status>;
    { r.remove_sandbox(s) } -> std::same_as<void>;
    { r.sandbox(s) } -> std::same_as<std::optional<sandbox_status>>;
    { r.sandboxes() } -> std::same_as<std::vector<sandbox_status>>;
    { r.create_container(s, s, container) } -> std::same_as<container_status>;
    { r.start_container(s) } -> std::same_as<void>;
    { r.signal(s, n) } -> std::same_as<void>;
    { r.stop_container(s, time) } -> std::same_as<void>;
    { r.remove_container(s) } -> std::same_as<void>;
    { r.container(s) } -> std::same_as<std::optional<container_status>>;
    { r.containers() } -> std::same_as<std::vector<container_status>>;
    { r.exec(s, command, time) } -> std::same_as<exec_result>;
    { r.read_log(s, position, count) } -> std::same_as<log_page>;
    { r.subscribe(sink) } -> std::same_as<core::subscription>;
};

/// The smallest model: starts nothing.
struct runtime_archetype {
    [[noreturn]] static void refuse() {
        throw status_error(core::reason::not_found, "this runtime has nothing and starts nothing");
    }
    runtime_info info() { return {.name = "archetype"}; }
    sandbox_status run_sandbox(const std::string&, const sandbox_spec&) { refuse(); }
    void remove_sandbox(const std::string&) {}
    std::optional<sandbox_status> sandbox(const std::string&) { return std::nullopt; }
    std::vector<sandbox_status> sandboxes() { return {}; }
    container_status create_container(const std::string&, const std::string&,
                                      const container_spec&) {
        refuse();
    }
    void start_container(const std::string&) { refuse(); }
    void signal(const std::string&, int) { refuse(); }
    void stop_container(const std::string&, std::chrono::milliseconds) {}
    void remove_container(const std::string&) {}
    std::optional<container_status> container(const std::string&) { return std::nullopt; }
    std::vector<container_status> containers() { return {}; }
    exec_result exec(const std::string&, const std::vector<std::string>&,
                     std::chrono::milliseconds) {
        refuse();
    }
    log_page read_log(const std::string&, std::uint64_t, std::size_t) { refuse(); }
    core::subscription subscribe(const event_sink&) { return {}; }
};

static_assert(runtime<runtime_archetype>);

/// A runtime whose containers can be talked to while they run.
///
/// - `attach(key, to)`: passes on what it writes from now on, and gives a way to its input; before
///   its start nothing is missed
/// - `exec(key, spec, streams, stop)`: runs a command beside the container's own, to its end or
///   `stop`; gives its exit code
/// - `wait(key, stop)`: waits until it has ended, or `stop`; gives its status then
/// - `usage(key)`: what it has used so far; nothing where it does not run
template <class R>
concept interactive_runtime =
    runtime<R> &&
    requires(R& r, const std::string& key, const attachment& to, const exec_spec& spec,
             const standard_streams& streams, std::stop_token stop) {
        { r.attach(key, to) } -> std::same_as<void>;
        { r.exec(key, spec, streams, stop) } -> std::same_as<int>;
        { r.wait(key, stop) } -> std::same_as<container_status>;
        { r.usage(key) } -> std::same_as<container_usage>;
    };

/// A runtime whose containers can be held, and given other limits, while they run. What cannot be
/// done here is invalid, and `info()` says so.
///
/// - `pause(key)`: holds all its processes where they are; one that is held is left alone; one that
///   does not run throws conflict
/// - `unpause(key)`: lets them go on; `stop_container` and SIGKILL do so, too
/// - `update(key, limits)`: from now on these limits hold, and no others
template <class R>
concept adjustable_runtime = runtime<R> && requires(R& r, const std::string& key, const limits& l) {
    { r.pause(key) } -> std::same_as<void>;
    { r.unpause(key) } -> std::same_as<void>;
    { r.update(key, l) } -> std::same_as<void>;
};

}  // namespace slipway::runtime
