// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <thread>

#include <sched.h>

#include <slipway/runtime/detail/owned_fd.hpp>

namespace slipway::runtime::detail {

/// Calls `f` by a thread in a network namespace, of which this is a descriptor. Throws what it throws.
template <class F>
void in_network(int network, F f) {
    std::exception_ptr failed;
    std::thread([&] {
        try {
            if (::setns(network, CLONE_NEWNET) != 0) fail_with_errno("cannot enter a network namespace");
            f();
        } catch (...) {
            failed = std::current_exception();
        }
    }).join();
    if (failed) std::rethrow_exception(failed);
}

}  // namespace slipway::runtime::detail
