// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <utility>

#include <sys/types.h>

#include <slipway/runtime/detail/launch.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// What a `process_runtime` is told of the processes of its containers:
///
/// - `i.info()`: as the runtime's
/// - `typename I::sandbox`, `i.make_sandbox(key, spec)`: what a sandbox holds; its `ip` is its
/// address
/// - `sandbox.network_of_its_address()`: where that is seen in one network namespace only, a
/// descriptor of it, else -1; need not be there
/// - `typename I::container`, `i.make_container(sandbox, place, spec)`: what a container holds; its
/// files, in a place of that name
/// - `sandbox.places()`, `sandbox.join(networks)`, `container.root`: where it is in its networks,
/// and other ones for it, of which the files of the container tell; need not be there
/// - `i.plan(sandbox, container, spec)`: how to start it
/// - `i.plan_exec(sandbox, container, spec, pidfd)`: how to start a command beside it: the
/// container's, with that of `spec`
/// - `i.started(plan, process)`: where a program starts another process for us: a descriptor of
/// that one, once it has; need not be there
/// - `i.kill_all(container, pid)`: ends all processes of it
/// - `i.end_others(container)`: ends what is left of it once its first process has; need not be
/// there
/// - `i.oom_kills(container)`: how many processes the memory limit has ended
/// - `i.usage(container, pid)`: what its processes have used
/// - `i.freeze(container, pid, on)`: holds its processes, or lets them go on
/// - `i.update(container, limits)`: other limits from now on
template <class I>
concept isolation =
    requires(I& i, const typename I::sandbox& sandbox, typename I::container& container,
             const std::string& text, const sandbox_spec& pod, const container_spec& spec,
             const limits& l, pid_t pid, int fd) {
        { std::as_const(i).info() } -> std::same_as<runtime_info>;
        { i.make_sandbox(text, pod) } -> std::same_as<typename I::sandbox>;
        { sandbox.ip } -> std::convertible_to<std::string>;
        { i.make_container(sandbox, text, spec) } -> std::same_as<typename I::container>;
        { i.plan(sandbox, container, spec) } -> std::same_as<launch>;
        { i.plan_exec(sandbox, container, spec, fd) } -> std::same_as<launch>;
        i.kill_all(container, pid);
        { i.oom_kills(container) } -> std::convertible_to<std::uint64_t>;
        { i.usage(container, pid) } -> std::same_as<container_usage>;
        i.freeze(container, pid, true);
        i.update(container, l);
    };

}  // namespace slipway::runtime::detail
