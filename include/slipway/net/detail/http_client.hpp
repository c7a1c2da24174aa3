// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/compiled.hpp>
#include <slipway/net/detail/check_request.hpp>
#include <slipway/net/detail/http_wire.hpp>
#include <slipway/net/detail/overseer.hpp>
#include <slipway/net/http_client.hpp>

namespace slipway::net {

namespace detail {

/// How the answer to one request is taken.
struct receiving {
    const http_client::head_handler& on_head;
    const http_client::piece_handler& on_piece;
    std::size_t limit;
    overseer::watching& watched;

    response got{};
    bool begun = false;
    bool streaming = false;
    bool enough = false;  ///< as the caller said
    bool too_large = false;
    std::exception_ptr thrown{};    ///< by the caller's functions
    std::string gathered{};         ///< of the body: the library gives pieces of 4 KiB
    std::size_t most_gathered = 0;  ///< bytes

    /// False: all of the answer is there.
    bool head(const httplib::Response& r) {
        begun = true;
        got.status = r.status;
        for (const auto& [name, value] : r.headers) got.headers.add(name, value);
        streaming = on_head && on_head(got);
        if (streaming) watched.no_deadline();
        // It has no body, and often no length (RFC 9110, section 15.4.5): the library would wait
        // for one until the connection ends.
        if (r.status == 304) enough = true;
        return !enough;
    }
    bool piece(std::string_view p) {
        if (streaming) {
            if (!on_piece(p)) enough = true;
            return !enough;
        }
        too_large = p.size() > limit - got.body.size();
        if (!too_large) got.body.append(p);
        return !too_large;
    }
    /// False: it is time to give what has been gathered.
    bool gather(std::string_view p) noexcept {
        return guarded([&] {
            gathered.append(p);
            return gathered.size() < most_gathered;
        });
    }
    bool give() noexcept {
        const bool wanted =
            !thrown && (gathered.empty() || guarded([&] { return piece(gathered); }));
        gathered.clear();
        return wanted;
    }
    /// Calls through the library, which does not expect exceptions.
    template <class F>
    bool guarded(F f) noexcept {
        try {
            return f();
        } catch (...) {
            thrown = std::current_exception();
            return false;
        }
    }
};

inline std::string seconds(std::chrono::milliseconds d) {
    return d.count() % 1000 ? std::to_string(d.count()) + " ms"
                            : std::to_string(d.count() / 1000) + " s";
}

}  // namespace detail

struct http_client::state {
    state(origin o, http_client_options given) : at(std::move(o)), options(std::move(given)) {
        if (at.tls && !options.socket.empty())
            throw core::status_error(core::reason::bad_request, "a unix socket has no TLS");
        if (at.tls) tls.emplace(options.tls, at.host);
    }

    /// `body` may be null: then it is that of `r`.
    response perform(const request& r, const body_writer* body, const head_handler& on_head,
                     const piece_handler& on_piece, const call_limits& limits);
    std::string who() const {
        return options.socket.empty() ? at.str() : "unix://" + options.socket.string();
    }
    std::unique_ptr<detail::http_wire> take();
    void give_back(std::unique_ptr<detail::http_wire> w);
    /// Refers to the body of `r`.
    httplib::Request written(const request& r) const;
    static constexpr std::size_t most_at_once = 1024 * 1024;
    [[noreturn]] void explain(httplib::Error e, const detail::overseer::call& call,
                              const detail::receiving& in, detail::http_wire& w,
                              const call_limits& limits, bool silent) const;
    /// The target that a redirect leads to; nothing for other answers.
    std::optional<std::string> redirected(const request& r, const response& got) const;

    const origin at;
    const http_client_options options;
    std::optional<detail::tls_material> tls;
    std::mutex mutex;
    /// the one that was used last at the end
    std::vector<std::unique_ptr<detail::http_wire>> idle;
    detail::overseer overseer;
};

SLIPWAY_INLINE http_client::http_client(origin at, http_client_options options)
    : state_(std::make_shared<state>(std::move(at), std::move(options))) {}

SLIPWAY_INLINE const origin& http_client::at() const { return state_->at; }

SLIPWAY_INLINE std::size_t http_client::idle_connections() const {
    std::lock_guard lock(state_->mutex);
    return state_->idle.size();
}

SLIPWAY_INLINE response http_client::stream(const request& r, head_handler on_head,
                                            piece_handler on_piece,
                                            const call_limits& limits) const {
    detail::check_request(r);
    std::optional<request> redirected;  // with a body of its own only then
    for (int left = state_->options.redirects;; --left) {
        const request& next = redirected ? *redirected : r;
        const head_handler unless_redirected = [&](const response& head) {
            return on_head && !state_->redirected(next, head) && on_head(head);
        };
        response got = state_->perform(next, nullptr, unless_redirected, on_piece, limits);
        const auto target = state_->redirected(next, got);
        if (!target) return got;
        if (left <= 0)
            throw http_error(http_failure::refused,
                             state_->at.str() + " redirects again and again");
        if (!redirected) redirected = r;
        redirected->target = *target;
        detail::check_request(*redirected);
    }
}

SLIPWAY_INLINE response http_client::upload(const request& r, const body_writer& body,
                                            const call_limits& limits) const {
    detail::check_request(r);
    return state_->perform(r, &body, nullptr, nullptr, limits);
}

SLIPWAY_INLINE std::optional<std::string> http_client::state::redirected(
    const request& r, const response& got) const {
    const bool is =
        got.status == 301 || got.status == 302 || got.status == 307 || got.status == 308;
    if (!is || (r.method != "GET" && r.method != "HEAD") || options.redirects == 0) return {};
    const std::string to(got.headers["Location"]);
    if (to.starts_with('/') && !to.starts_with("//")) return to;
    const std::string own = at.str();
    if (to.starts_with(own + "/")) return to.substr(own.size());
    throw http_error(http_failure::refused, own + " redirects to another server, '" +
                                                to.substr(0, 200) + "', which is not followed");
}

SLIPWAY_INLINE std::unique_ptr<detail::http_wire> http_client::state::take() {
    std::vector<std::unique_ptr<detail::http_wire>> old;  // they close without the lock
    {
        std::lock_guard lock(mutex);
        const auto oldest = std::chrono::steady_clock::now() - options.idle_for;
        while (!idle.empty()) {
            auto w = std::move(idle.back());
            idle.pop_back();
            if (w->idle_since >= oldest && w->quiet()) return w;
            old.push_back(std::move(w));
        }
    }
    return std::make_unique<detail::http_wire>(at, options.socket, tls ? &*tls : nullptr,
                                               options.connect_timeout);
}

SLIPWAY_INLINE void http_client::state::give_back(std::unique_ptr<detail::http_wire> w) {
    if (!w->client().is_socket_open()) return;
    w->idle_since = std::chrono::steady_clock::now();
    std::lock_guard lock(mutex);
    idle.push_back(std::move(w));
    if (idle.size() > options.idle_connections) idle.erase(idle.begin());
}

SLIPWAY_INLINE httplib::Request http_client::state::written(const request& r) const {
    httplib::Request q;
    q.method = r.method;
    q.path = r.target;
    if (!r.body.empty()) {  // as a body of its own, the library would copy it, twice
        q.content_length_ = r.body.size();
        q.content_provider_ = [&body = r.body](std::size_t from, std::size_t left,
                                               httplib::DataSink& to) {
            return to.write(body.data() + from, std::min(left, most_at_once));
        };
    }
    for (const auto& [name, value] : r.headers) q.headers.emplace(name, value);
    if (!r.headers.contains("Host")) q.headers.emplace("Host", at.authority());
    if (!r.headers.contains("Accept-Encoding")) q.headers.emplace("Accept-Encoding", "identity");
    return q;
}

SLIPWAY_INLINE response http_client::state::perform(const request& r, const body_writer* body,
                                                    const head_handler& on_head,
                                                    const piece_handler& on_piece,
                                                    const call_limits& limits) {
    std::unique_ptr<detail::http_wire> w = take();
    w->begin(r.method == "GET" || r.method == "HEAD");
    w->client().set_read_timeout(limits.idle);
    w->client().set_write_timeout(limits.idle);
    httplib::Request q = written(r);
    httplib::Response answer;
    httplib::Error error = httplib::Error::Success;
    bool good = false, silent = false;

    detail::overseer::call call{[&] { w->interrupt(); }};
    if (limits.whole.count() > 0) call.deadline = std::chrono::steady_clock::now() + limits.whole;
    std::optional<detail::overseer::watching> watched(std::in_place, overseer, call, limits.stop);
    detail::receiving in{on_head, on_piece, limits.body, *watched};
    auto heard = std::chrono::steady_clock::now();
    q.response_handler = [&](const httplib::Response& head) {
        return in.guarded([&] { return in.head(head); });
    };
    if (body) {
        q.headers.emplace("Transfer-Encoding", "chunked");
        q.is_chunked_content_provider_ = true;
        q.content_provider_ = [&](std::size_t, std::size_t, httplib::DataSink& to) {
            const bool all = in.guarded([&] {
                return (*body)([&](std::string_view piece) {
                           return to.write(piece.data(), piece.size());
                       }),
                       true;
            });
            if (all) to.done();
            return all;
        };
    }
    const auto give = [&] { return in.give() || (w->abandon(), false); };
    in.most_gathered = w->before_waiting(give) ? 64 * 1024 : 0;
    q.content_receiver = [&](const char* p, std::size_t n, std::uint64_t, std::uint64_t) {
        heard = std::chrono::steady_clock::now();
        return in.gather({p, n}) || give();
    };
    {
        const core::no_broken_pipes guard;
        ERR_clear_error();
        good = !limits.stop.stop_requested() && w->client().send(q, answer, error);
        w->before_waiting({});
        if (!give()) good = false;
        silent = std::chrono::steady_clock::now() - heard >= limits.idle;
    }
    watched.reset();
    if (in.thrown) std::rethrow_exception(in.thrown);
    if (good && !in.begun)
        in.guarded([&] { return in.head(answer), true; });  // no body, and no handler was asked
    if (in.thrown) std::rethrow_exception(in.thrown);
    if (!good && !in.enough) explain(error, call, in, *w, limits, silent);
    if (good && !call.stopped && !call.late) give_back(std::move(w));
    return std::move(in.got);
}

SLIPWAY_INLINE void http_client::state::explain(httplib::Error e,
                                                const detail::overseer::call& call,
                                                const detail::receiving& in, detail::http_wire& w,
                                                const call_limits& limits, bool silent) const {
    const std::string who = this->who(), unreachable = "cannot reach " + who + ": ";
    if (call.stopped || limits.stop.stop_requested())
        throw http_error(http_failure::stopped, "the request to " + who + " was stopped");
    if (in.too_large)
        throw http_error(http_failure::too_large, "the answer of " + who + " is longer than " +
                                                      std::to_string(limits.body) + " bytes");
    if (!w.verdict().distrust.empty())
        throw http_error(http_failure::untrusted,
                         "cannot trust " + who + ": " + w.verdict().distrust);
    if (e == httplib::Error::SSLConnection) {
        const unsigned long code = ERR_peek_error();  // the first: what follows comes from closing
        const char* reason = code ? ERR_reason_error_string(code) : nullptr;
        ERR_clear_error();
        const std::string why = reason ? reason : "the connection ended, or nothing came in time";
        throw http_error(http_failure::unreachable,
                         unreachable + "no TLS connection came about (" + why + ")");
    }
    if (call.late)
        throw http_error(http_failure::timed_out,
                         who + " has not answered within " + detail::seconds(limits.whole));
    if (e == httplib::Error::ConnectionTimeout)
        throw http_error(http_failure::unreachable, unreachable +
                                                        "it did not accept the connection within " +
                                                        detail::seconds(options.connect_timeout));
    const bool repeated = e == httplib::Error::Connection && w.repeated();
    if (e == httplib::Error::Connection && !repeated) w.explain_unreachable();
    if (silent)
        throw http_error(http_failure::timed_out,
                         "nothing came from " + who + " for " + detail::seconds(limits.idle));
    if (in.begun) throw http_error(http_failure::cut_off, "the answer of " + who + " was cut off");
    throw http_error(
        http_failure::cut_off,
        who + " closed the connection, or sent something that is not HTTP, in place of an answer");
}

}  // namespace slipway::net
