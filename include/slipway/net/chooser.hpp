// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/asio/ip/address.hpp>

#include <slipway/net/endpoint.hpp>

namespace slipway::net {

/// Says which back ends a proxy sends to: those that there are, best first. I/O threads ask it, also several at once.
class chooser {
public:
    using address = boost::asio::ip::address;
    /// Is told of a back end that did not take what a client sent: the next choice for that client should be another one.
    using on_failure = std::function<void(const address& client, const endpoint& back_end)>;

    /// The same for whoever asks.
    template <class F>
        requires std::is_invocable_r_v<std::vector<endpoint>, F&>
    chooser(F f) : choose_([f = std::move(f)](const address&) mutable { return f(); }) {}
    /// Those for the client with this address.
    template <class F>
        requires std::is_invocable_r_v<std::vector<endpoint>, F&, const address&>
    chooser(F f, on_failure failed = {}) : choose_(std::move(f)), failed_(std::move(failed)) {}

    std::vector<endpoint> operator()(const address& client) const { return choose_(client); }
    void failed(const address& client, const endpoint& back_end) const {
        if (failed_) failed_(client, back_end);
    }

private:
    std::function<std::vector<endpoint>(const address&)> choose_;
    on_failure failed_;
};

}  // namespace slipway::net
