// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include <boost/asio/ip/udp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <slipway/core/status.hpp>
#include <slipway/net/chooser.hpp>
#include <slipway/net/detail/listen_failure.hpp>
#include <slipway/net/endpoint.hpp>
#include <slipway/net/io_threads.hpp>

namespace slipway::net {

struct udp_proxy_options {
    /// A client that is silent for so long, as is its back end, gets a back end anew. What Linux
    /// gives conversations by UDP (nf_conntrack_udp_timeout_stream).
    std::chrono::milliseconds silence{120'000};
    /// at a time; each has a socket. The one that was silent longest makes room
    std::size_t conversations = 1000;
};

/// Takes datagrams on an address and passes those of each client on to one of several back ends,
/// and its answers back. Datagrams get lost where one side does not take them fast enough, as on
/// any way.
class udp_proxy {
public:
    using udp = boost::asio::ip::udp;

    /// `choose` is asked for each datagram: a client whose back end is not among those any more
    /// gets another one. Throws `status_error` (conflict) that names the address when it cannot be
    /// listened on. Port 0 is a free one.
    udp_proxy(io_threads& io, const endpoint& on, chooser choose, udp_proxy_options options = {})
        : state_(std::make_shared<state>(io.context(), std::move(choose), options)) {
        boost::system::error_code error;
        const udp::endpoint where(boost::asio::ip::make_address(on.address, error), on.port);
        if (!error) state_->socket.open(where.protocol(), error);
        if (!error) state_->socket.bind(where, error);
        if (!error) state_->socket.non_blocking(true, error);
        if (error)
            throw core::status_error(core::reason::conflict,
                                     detail::listen_failure(on.str() + "/udp", on.port, error));
        port_ = state_->socket.local_endpoint().port();
        state::listen(state_);
    }
    udp_proxy(const udp_proxy&) = delete;
    /// Ends all conversations.
    ~udp_proxy() {
        boost::asio::post(state_->strand, [s = state_] { s->close(); });
    }

    std::uint16_t port() const { return port_; }

private:
    using error_code = boost::system::error_code;
    using strand_type = boost::asio::strand<boost::asio::io_context::executor_type>;

    /// One client, and the back end that it got.
    struct conversation {
        conversation(const strand_type& strand, udp::endpoint c, endpoint t)
            : socket(strand), client(std::move(c)), to(std::move(t)) {}
        udp::socket socket;  ///< connected to the back end
        udp::endpoint client;
        endpoint to;
        std::chrono::steady_clock::time_point last = std::chrono::steady_clock::now();
    };
    using conversations = std::map<udp::endpoint, std::shared_ptr<conversation>>;

    /// All of it happens on one strand.
    struct state {
        state(boost::asio::io_context& c, chooser f, udp_proxy_options o)
            : strand(boost::asio::make_strand(c)),
              socket(strand),
              sweep(strand),
              choose(std::move(f)),
              options(o) {}

        static void listen(const std::shared_ptr<state>& s) {
            s->socket.async_wait(udp::socket::wait_read, [s](error_code e) {
                if (e || !s->socket.is_open()) return;
                take_from_clients(s);
                listen(s);
            });
        }
        static void take_from_clients(const std::shared_ptr<state>& s) {
            for (int turn = 0; turn < fair_share; ++turn) {
                udp::endpoint client;
                error_code e;
                const std::size_t n =
                    s->socket.receive_from(boost::asio::buffer(s->bytes), client, 0, e);
                if (e == boost::asio::error::would_block) return;
                if (!e) pass_on(s, client, n);  // otherwise a client that is gone is told of late
            }
        }
        /// A back end that was found gone since it got the last datagram is passed over for another
        /// one.
        static void pass_on(const std::shared_ptr<state>& s, const udp::endpoint& client,
                            std::size_t n) {
            for (int attempt = 0; attempt < 2; ++attempt) {
                const auto at = conversation_of(s, client);
                if (at == s->all.end()) return;
                at->second->last = std::chrono::steady_clock::now();
                error_code e;
                at->second->socket.send(boost::asio::buffer(s->bytes.data(), n), 0, e);
                if (!e || e == boost::asio::error::would_block) return;
                s->fail(at);
            }
        }
        /// The one that the client has, if its back end is still one; or a new one, if there is a
        /// back end.
        static typename conversations::iterator conversation_of(const std::shared_ptr<state>& s,
                                                                const udp::endpoint& client) {
            const std::vector<endpoint> now = s->choose(client.address());
            if (const auto at = s->all.find(client); at != s->all.end()) {
                if (std::find(now.begin(), now.end(), at->second->to) != now.end()) return at;
                s->end(at);
            }
            for (const endpoint& to : now) {
                const auto made = std::make_shared<conversation>(s->strand, client, to);
                error_code e;
                const auto address = boost::asio::ip::make_address(to.address, e);
                if (!e) made->socket.connect({address, to.port}, e);
                if (!e) made->socket.non_blocking(true, e);
                if (e) continue;
                if (s->all.size() >= s->options.conversations) s->end(s->stillest());
                if (s->all.empty()) sweep_later(s);
                answer(s, made);
                return s->all.emplace(client, made).first;
            }
            return s->all.end();
        }
        static void answer(const std::shared_ptr<state>& s,
                           const std::shared_ptr<conversation>& c) {
            c->socket.async_wait(udp::socket::wait_read, [s, c](error_code e) {
                if (e || !c->socket.is_open() || !s->socket.is_open()) return;
                if (s->pass_back(*c)) answer(s, c);
            });
        }
        /// False where the back end is gone: the client's next datagram finds another one.
        bool pass_back(conversation& c) {
            for (int turn = 0; turn < fair_share; ++turn) {
                error_code e;
                const std::size_t n = c.socket.receive(boost::asio::buffer(bytes), 0, e);
                if (e == boost::asio::error::would_block) return true;
                if (e) {
                    fail(all.find(c.client));
                    return false;
                }
                c.last = std::chrono::steady_clock::now();
                socket.send_to(boost::asio::buffer(bytes.data(), n), c.client, 0, e);
            }
            return true;
        }
        typename conversations::iterator stillest() {
            return std::min_element(all.begin(), all.end(), [](const auto& a, const auto& b) {
                return a.second->last < b.second->last;
            });
        }
        static void sweep_later(const std::shared_ptr<state>& s) {
            s->sweep.expires_after(s->options.silence);
            s->sweep.async_wait([s](error_code e) {
                if (e) return;
                const auto before = std::chrono::steady_clock::now() - s->options.silence;
                for (auto at = s->all.begin(); at != s->all.end();)
                    at = at->second->last < before ? s->end(at) : std::next(at);
                if (!s->all.empty()) sweep_later(s);
            });
        }
        typename conversations::iterator end(typename conversations::iterator at) {
            error_code ignored;
            at->second->socket.close(ignored);
            return all.erase(at);
        }
        /// The back end is gone.
        void fail(typename conversations::iterator at) {
            choose.tried(at->first.address(), at->second->to, false);
            end(at);
        }
        void close() {
            error_code ignored;
            socket.close(ignored);
            sweep.cancel();
            while (!all.empty()) end(all.begin());
        }

        /// How many datagrams of one side are passed on before others have their turn.
        static constexpr int fair_share = 64;

        strand_type strand;
        udp::socket socket;
        boost::asio::steady_timer sweep;
        chooser choose;
        udp_proxy_options options;
        conversations all;
        std::array<char, 65'536> bytes;  ///< a datagram is no larger
    };

    std::shared_ptr<state> state_;
    std::uint16_t port_ = 0;
};

}  // namespace slipway::net
