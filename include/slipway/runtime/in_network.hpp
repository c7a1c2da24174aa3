// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <optional>
#include <thread>
#include <type_traits>

#include <sched.h>

#include <slipway/core/owned_fd.hpp>

namespace slipway::runtime {

/// Calls `f` by a thread in a network namespace, of which this is a descriptor; gives what it gives
/// and throws what it throws. Sockets and threads that are made there stay in there. A negative
/// one: calls it here.
template <class F>
std::invoke_result_t<F&> in_network(int network, F f) {
    using result = std::invoke_result_t<F&>;
    if (network < 0) return f();
    const auto run = [&](auto&& keep) {
        std::exception_ptr failed;
        std::thread([&] {
            try {
                if (::setns(network, CLONE_NEWNET) != 0)
                    core::fail_with_errno("cannot enter a network namespace");
                keep();
            } catch (...) {
                failed = std::current_exception();
            }
        }).join();
        if (failed) std::rethrow_exception(failed);
    };
    if constexpr (std::is_void_v<result>) {
        run(f);
    } else {
        std::optional<result> made;
        run([&] { made.emplace(f()); });
        return *std::move(made);
    }
}

}  // namespace slipway::runtime
