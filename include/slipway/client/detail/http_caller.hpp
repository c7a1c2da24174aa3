// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

#include <slipway/client/connection.hpp>
#include <slipway/client/detail/http_status.hpp>
#include <slipway/client/http_transport_options.hpp>
#include <slipway/net/http_client.hpp>
#include <slipway/net/patience.hpp>

namespace slipway::client::detail {

/// Sends requests with credentials, again where that may help.
class http_caller {
public:
    /// One attempt. What must not be tried again is thrown as another error than `http_error`.
    using attempt = std::function<net::response(const net::http_client&, const net::request&)>;

    http_caller(connection to, http_transport_options options)
        : to_(std::move(to)), options_(std::move(options)) {
        http_ = fresh(to_.tls);
        if (to_.credentials && to_.server.at.tls)
            client_for(to_.credentials->current());  // what is wrong shows here
    }

    const connection& to() const { return to_; }
    const http_transport_options& options() const { return options_; }
    net::call_limits limits(std::stop_token stop = {}) const {
        return {.whole = options_.request_timeout,
                .idle = options_.request_timeout,
                .body = options_.body_limit,
                .stop = std::move(stop)};
    }

    /// The answer, whatever its status. `repeatable`: being done twice is as good as once.
    net::response call(const net::request& r, bool repeatable, const attempt& once,
                       const std::stop_token& stop = {}) {
        bool refreshed = false;
        credential who = credentials();
        for (int n = 1;; ++n) {
            std::chrono::milliseconds pause{};
            try {
                net::response got = once(*client_for(who), written(r, who));
                if (got.status == 401 && !refreshed && to_.credentials) {
                    refreshed = true;
                    if (!to_.credentials->refresh(who)) return got;
                    who = credentials();
                } else {
                    const auto wanted = pause_after(got, n, repeatable);
                    if (!wanted) return got;
                    pause = *wanted;
                }
            } catch (const net::http_error& e) {
                const bool undone = e.failure() == net::http_failure::unreachable;
                const bool maybe_done = e.failure() == net::http_failure::cut_off ||
                                        e.failure() == net::http_failure::timed_out;
                if (n >= options_.attempts || !(undone || (maybe_done && repeatable))) throw;
                pause = back_off(n);
            }
            if (pause.count() > 0 && !wait(pause, stop))
                throw net::http_error(net::http_failure::stopped,
                                      "the request to " + to_.server.str() + " was stopped");
        }
    }
    /// The same, with what the server refuses thrown.
    net::response answer(const net::request& r, bool repeatable) {
        const net::call_limits l = limits();
        net::response got =
            call(r, repeatable,
                 [&l](const net::http_client& by, const net::request& q) { return by.send(q, l); });
        if (got.status < 200 || got.status >= 300) throw error_of(got, r, to_.server.str());
        return got;
    }

private:
    std::shared_ptr<const net::http_client> fresh(net::client_tls tls) const {
        net::http_client_options o;
        o.tls = std::move(tls);
        o.connect_timeout = options_.connect_timeout;
        return std::make_shared<const net::http_client>(to_.server.at, std::move(o));
    }
    /// A certificate belongs to the connection: with another one, the connections are others.
    std::shared_ptr<const net::http_client> client_for(const credential& who) {
        std::lock_guard lock(mutex_);
        if (who.certificate == certificate_) return http_;
        net::client_tls tls = to_.tls;
        tls.own = who.certificate;
        http_ = fresh(std::move(tls));
        certificate_ = who.certificate;
        return http_;
    }
    credential credentials() const {
        return to_.credentials && to_.server.at.tls ? to_.credentials->current() : credential{};
    }

    net::request written(net::request r, const credential& who) const {
        r.target = to_.server.path + r.target;
        r.headers.add("User-Agent", options_.user_agent);
        if (!r.headers.contains("Accept")) r.headers.add("Accept", "application/json");
        if (!who.authorization.empty()) r.headers.add("Authorization", who.authorization);
        for (const auto& [name, value] : to_.impersonation) r.headers.add(name, value);
        return r;
    }

    /// Nothing where the answer is to be given to the caller.
    std::optional<std::chrono::milliseconds> pause_after(const net::response& got, int n,
                                                         bool repeatable) const {
        if ((got.status != 429 && got.status != 503) || n >= options_.attempts) return {};
        const auto asked = net::retry_after(got);
        if (!asked) return repeatable ? std::optional(back_off(n)) : std::nullopt;
        const std::chrono::milliseconds pause = std::chrono::seconds(std::min(*asked, 1'000'000L));
        if (pause > options_.longest_pause) return {};
        return pause + net::jitter(std::max(pause / 4, options_.first_pause), *options_.random);
    }
    std::chrono::milliseconds back_off(int n) const {
        return net::back_off(n, options_.first_pause, options_.longest_pause, *options_.random);
    }
    /// False when it was stopped.
    bool wait(std::chrono::milliseconds pause, const std::stop_token& stop) const {
        std::mutex own;
        std::condition_variable_any never;
        std::unique_lock lock(own);
        options_.time->wait(lock, never, stop, options_.time->now() + pause, [] { return false; });
        return !stop.stop_requested();
    }

    const connection to_;
    const http_transport_options options_;
    std::mutex mutex_;
    std::shared_ptr<const net::http_client> http_;
    std::optional<net::key_pair> certificate_;  ///< of `http_`
};

}  // namespace slipway::client::detail
