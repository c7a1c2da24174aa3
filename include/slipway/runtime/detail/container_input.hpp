// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <utility>
#include <vector>

#include <slipway/runtime/descriptor_passing.hpp>
#include <slipway/runtime/detail/execution.hpp>
#include <slipway/runtime/detail/owned_fd.hpp>

namespace slipway::runtime::detail {

/// The way into a container, its standard input or its terminal, and those who wait for it. The
/// container's lock guards it.
class container_input {
public:
    /// It is there. A terminal may be had by several.
    void comes(owned_fd input, bool terminal) {
        input_ = std::move(input);
        terminal_ = terminal;
        hand_over();
    }
    /// It is to be sent on this socket, which stays the caller's; none where that is negative.
    void is_wanted_on(int socket) {
        if (socket < 0) return;
        waiting_.push_back(copy_of(socket));
        hand_over();
    }
    /// The container has ended.
    void ends() {
        input_.reset();
        waiting_.clear();
    }

private:
    void hand_over() {
        if (!input_) return;
        for (const owned_fd& to : waiting_) {
            if (!input_ || !send_descriptor(to.get(), input_.get())) continue;
            if (!terminal_) input_.reset();  // the end of that one is to be the end of the input
        }
        waiting_.clear();
    }

    owned_fd input_;                 ///< empty when it has been handed over
    std::vector<owned_fd> waiting_;  ///< sockets
    bool terminal_ = false;
};

}  // namespace slipway::runtime::detail
