// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/write.hpp>

#include <slipway/core/status.hpp>
#include <slipway/net/chooser.hpp>
#include <slipway/net/detail/listen_failure.hpp>
#include <slipway/net/endpoint.hpp>
#include <slipway/net/io_threads.hpp>

namespace slipway::net {

namespace detail {

/// How many clients wait for an answer of each back end, by its address. May be used from several
/// threads.
class unanswered {
public:
    void add(const std::string& address) {
        std::lock_guard lock(mutex_);
        ++waiting_[address];
    }
    void remove(const std::string& address) {
        std::lock_guard lock(mutex_);
        const auto at = waiting_.find(address);
        if (--at->second == 0) waiting_.erase(at);
    }
    bool any(const std::string& address) const {
        std::lock_guard lock(mutex_);
        return waiting_.count(address) > 0;
    }

private:
    mutable std::mutex mutex_;
    std::map<std::string, unsigned> waiting_;
};

/// One client and the back end that it got. Lives as long as one direction has something to do. The
/// client's executor is a strand.
class proxied : public std::enable_shared_from_this<proxied> {
public:
    using tcp = boost::asio::ip::tcp;
    using error_code = boost::system::error_code;

    proxied(tcp::socket client, chooser choose, std::shared_ptr<unanswered> waiting)
        : client_(std::move(client)),
          server_(client_.get_executor()),
          timer_(client_.get_executor()),
          choose_(std::move(choose)),
          waiting_(std::move(waiting)) {
        error_code gone;  // then it has no address, and nothing is lost by any choice
        if (const auto peer = client_.remote_endpoint(gone); !gone) who_ = peer.address();
    }
    proxied(const proxied&) = delete;
    ~proxied() { answered(); }

    /// Tries one back end after the other, so that a client does not notice when one has just gone.
    /// Which there are is asked anew each time: those that were there at first may all have gone
    /// meanwhile.
    void connect() {
        answered();
        if (!tried_.empty()) choose_.tried(who_, tried_.back(), false);
        const std::vector<endpoint> now = choose_(who_);
        const auto to = std::find_if(now.begin(), now.end(), [&](const endpoint& e) {
            return std::find(tried_.begin(), tried_.end(), e) == tried_.end();
        });
        if (to == now.end()) return reset();
        tried_.push_back(*to);
        error_code error;
        const auto address = boost::asio::ip::make_address(to->address, error);
        if (error) return connect();
        asked();
        server_ = tcp::socket(client_.get_executor());
        timer_.expires_after(long_enough);
        timer_.async_wait([self = shared_from_this(), attempt = tried_.size()](error_code e) {
            error_code ignored;
            if (!e && attempt == self->tried_.size() && !self->connected_)
                self->server_.close(ignored);
        });
        server_.async_connect({address, to->port}, [self = shared_from_this()](error_code e) {
            self->timer_.cancel();
            if (e) return self->connect();
            self->connected_ = true;
            self->choose_.tried(self->who_, self->tried_.back(), true);
            self->pump(self->client_, self->server_, self->upstream_);
            self->pump(self->server_, self->client_, self->downstream_);
        });
    }

private:
    using buffer = std::array<char, 16 * 1024>;
    /// The back ends are on this machine, whose kernel accepts for them: one that does not answer
    /// by then is not there.
    static constexpr std::chrono::milliseconds long_enough{250};

    void pump(tcp::socket& from, tcp::socket& to, buffer& bytes) {
        from.async_read_some(
            boost::asio::buffer(bytes),
            [this, self = shared_from_this(), &from, &to, &bytes](error_code e, std::size_t n) {
                if (e) return finish(e, from, to);
                if (&from == &server_) answered();
                else asked();
                boost::asio::async_write(
                    to, boost::asio::buffer(bytes, n),
                    [this, self, &from, &to, &bytes](error_code failed, std::size_t) {
                        if (failed) return close();
                        pump(from, to, bytes);
                    });
            });
    }
    // The client has said something and the back end, the last one tried, has not; or it has.
    void asked() {
        if (!std::exchange(waits_, true)) waiting_->add(tried_.back().address);
    }
    void answered() {
        if (std::exchange(waits_, false)) waiting_->remove(tried_.back().address);
    }
    /// The end of one direction is passed on; the other goes on until it ends itself.
    void finish(error_code e, tcp::socket& from, tcp::socket& to) {
        error_code ignored;
        if (e != boost::asio::error::eof) return close();
        to.shutdown(tcp::socket::shutdown_send, ignored);
        from.shutdown(tcp::socket::shutdown_receive, ignored);
    }
    void close() {
        error_code ignored;
        client_.close(ignored);
        server_.close(ignored);
        answered();
    }
    /// Without a back end the connection is refused as late as it can be.
    void reset() {
        error_code ignored;
        client_.set_option(boost::asio::socket_base::linger(true, 0), ignored);
        client_.close(ignored);
    }

    tcp::socket client_, server_;
    boost::asio::steady_timer timer_;
    boost::asio::ip::address who_;
    chooser choose_;
    std::vector<endpoint> tried_;
    bool connected_ = false;
    std::shared_ptr<unanswered> waiting_;
    bool waits_ = false;
    buffer upstream_, downstream_;
};

}  // namespace detail

/// Listens on an address and passes each connection on to one of several back ends.
class tcp_proxy {
public:
    using tcp = boost::asio::ip::tcp;

    /// `choose` says which back ends to try for a connection, again for each that cannot be
    /// reached. Throws `status_error` (conflict) that names the address when it cannot be listened
    /// on. Port 0 is a free one.
    tcp_proxy(io_threads& io, const endpoint& on, chooser choose)
        : state_(std::make_shared<state>(io.context(), std::move(choose))) {
        boost::system::error_code error;
        const tcp::endpoint where(boost::asio::ip::make_address(on.address, error), on.port);
        auto step = [&](auto&& call) {
            if (!error) call();
        };
        step([&] { state_->acceptor.open(where.protocol(), error); });
        step([&] { state_->acceptor.set_option(tcp::acceptor::reuse_address(true), error); });
        step([&] { state_->acceptor.bind(where, error); });
        step([&] {
            state_->acceptor.listen(boost::asio::socket_base::max_listen_connections, error);
        });
        if (error)
            throw core::status_error(core::reason::conflict,
                                     detail::listen_failure(on.str(), on.port, error));
        accept(state_);
    }
    tcp_proxy(const tcp_proxy&) = delete;
    /// Takes no new connections; those that are open go on.
    ~tcp_proxy() {
        boost::asio::post(state_->acceptor.get_executor(), [s = state_] {
            boost::system::error_code ignored;
            s->acceptor.close(ignored);
        });
    }

    std::uint16_t port() const { return state_->acceptor.local_endpoint().port(); }
    /// Connections taken so far.
    std::uint64_t accepted() const { return state_->accepted; }
    /// Whether some client of this proxy has been passed on to this address, or has written to it,
    /// and has no answer yet.
    bool waits_for(const std::string& address) const { return state_->waiting->any(address); }

private:
    struct state {
        state(boost::asio::io_context& c, chooser f)
            : context(c), acceptor(boost::asio::make_strand(c)), choose(std::move(f)) {}
        boost::asio::io_context& context;
        tcp::acceptor acceptor;
        chooser choose;
        std::atomic<std::uint64_t> accepted = 0;
        std::shared_ptr<detail::unanswered> waiting = std::make_shared<detail::unanswered>();
    };

    static void accept(const std::shared_ptr<state>& s) {
        s->acceptor.async_accept(
            boost::asio::make_strand(s->context),
            [s](boost::system::error_code e, tcp::socket client) {
                if (!s->acceptor.is_open()) return;
                if (!e) {
                    ++s->accepted;
                    const auto executor = client.get_executor();
                    boost::asio::post(executor, [made = std::make_shared<detail::proxied>(
                                                     std::move(client), s->choose, s->waiting)] {
                        made->connect();
                    });
                }
                accept(s);
            });
    }

    std::shared_ptr<state> state_;
};

}  // namespace slipway::net
