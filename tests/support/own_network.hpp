// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

#include <slipway/runtime/detail/rtnetlink.hpp>

namespace support {

/// The thread that makes it, and those that it starts, are in a network namespace of the test's own
/// until it ends.
class own_network {
public:
    own_network() : before_(::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC)) {
        if (before_ < 0 || ::unshare(CLONE_NEWNET) != 0)
            throw std::runtime_error("cannot make a network namespace");
        slipway::runtime::detail::rtnetlink kernel;
        kernel.set_up(kernel.index_of("lo"));
    }
    own_network(const own_network&) = delete;
    ~own_network() {
        ::setns(before_, CLONE_NEWNET);
        ::close(before_);
    }

private:
    int before_;
};

}  // namespace support
