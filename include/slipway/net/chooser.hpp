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

/// Says which back ends a proxy sends to: those that there are, best first. I/O threads ask it,
/// also several at once.
class chooser {
public:
    using address = boost::asio::ip::address;
    /// Is told whether a back end that was tried for a client took what it sent: the next choice
    /// for that client should be the same then, and another one otherwise.
    using on_outcome =
        std::function<void(const address& client, const endpoint& back_end, bool reached)>;

    /// The same for whoever asks.
    template <class F>
        requires std::is_invocable_r_v<std::vector<endpoint>, F&>
    chooser(F f) : choose_([f = std::move(f)](const address&) mutable { return f(); }) {}
    /// Those for the client with this address.
    template <class F>
        requires std::is_invocable_r_v<std::vector<endpoint>, F&, const address&>
    chooser(F f, on_outcome tried = {}) : choose_(std::move(f)), tried_(std::move(tried)) {}

    std::vector<endpoint> operator()(const address& client) const { return choose_(client); }
    void tried(const address& client, const endpoint& back_end, bool reached) const {
        if (tried_) tried_(client, back_end, reached);
    }

private:
    std::function<std::vector<endpoint>(const address&)> choose_;
    on_outcome tried_;
};

}  // namespace slipway::net
