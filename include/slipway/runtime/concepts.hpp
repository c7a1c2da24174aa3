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

/// What a runtime has, function by function, so that `check_runtime` can say which one is missing.
namespace has {

template <class R>
concept info = requires(R& r) {
    { r.info() } -> std::same_as<runtime_info>;
};
template <class R>
concept run_sandbox = requires(R& r, const std::string& key, const sandbox_spec& spec) {
    { r.run_sandbox(key, spec) } -> std::same_as<sandbox_status>;
};
template <class R>
concept remove_sandbox = requires(R& r, const std::string& key) {
    { r.remove_sandbox(key) } -> std::same_as<void>;
};
template <class R>
concept sandbox = requires(R& r, const std::string& key) {
    { r.sandbox(key) } -> std::same_as<std::optional<sandbox_status>>;
};
template <class R>
concept sandboxes = requires(R& r) {
    { r.sandboxes() } -> std::same_as<std::vector<sandbox_status>>;
};
template <class R>
concept create_container = requires(R& r, const std::string& key, const container_spec& spec) {
    { r.create_container(key, key, spec) } -> std::same_as<container_status>;
};
template <class R>
concept start_container = requires(R& r, const std::string& key) {
    { r.start_container(key) } -> std::same_as<void>;
};
template <class R>
concept signal = requires(R& r, const std::string& key, int number) {
    { r.signal(key, number) } -> std::same_as<void>;
};
template <class R>
concept stop_container = requires(R& r, const std::string& key, std::chrono::milliseconds grace) {
    { r.stop_container(key, grace) } -> std::same_as<void>;
};
template <class R>
concept remove_container = requires(R& r, const std::string& key) {
    { r.remove_container(key) } -> std::same_as<void>;
};
template <class R>
concept container = requires(R& r, const std::string& key) {
    { r.container(key) } -> std::same_as<std::optional<container_status>>;
};
template <class R>
concept containers = requires(R& r) {
    { r.containers() } -> std::same_as<std::vector<container_status>>;
};
template <class R>
concept exec = requires(R& r, const std::string& key, const std::vector<std::string>& command,
                        std::chrono::milliseconds limit) {
    { r.exec(key, command, limit) } -> std::same_as<exec_result>;
};
template <class R>
concept read_log = requires(R& r, const std::string& key, std::uint64_t from, std::size_t count) {
    { r.read_log(key, from, count) } -> std::same_as<log_page>;
};
template <class R>
concept subscribe = requires(R& r, event_sink sink) {
    { r.subscribe(sink) } -> std::same_as<core::subscription>;
};

}  // namespace has

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
concept runtime =
    has::info<R> && has::run_sandbox<R> && has::remove_sandbox<R> && has::sandbox<R> &&
    has::sandboxes<R> && has::create_container<R> && has::start_container<R> && has::signal<R> &&
    has::stop_container<R> && has::remove_container<R> && has::container<R> && has::containers<R> &&
    has::exec<R> && has::read_log<R> && has::subscribe<R>;

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
