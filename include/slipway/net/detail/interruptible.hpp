// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <mutex>

#include <sys/socket.h>

#include <slipway/net/detail/httplib.hpp>

namespace slipway::net::detail {

/// Tells a server that nobody listens any more: with the usual end, one that has filled the
/// client's window waits for a minute.
inline void reset_when_closed(socket_t s) {
    const linger at_once{1, 0};
    ::setsockopt(s, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

/// The library's client, which other threads can interrupt in any state.
template <class Client>
class interruptible : public Client {
public:
    using Client::Client;

    /// Makes the thread inside of `send` find its connection closed. Does nothing while it still
    /// connects.
    void interrupt() {
        const std::unique_lock lock(this->socket_mutex_,
                                    std::try_to_lock);  // held while connecting
        if (!lock || !this->socket_.is_open()) return;
        reset_when_closed(this->socket_.sock);
        this->shutdown_socket(this->socket_);
    }
};

}  // namespace slipway::net::detail
