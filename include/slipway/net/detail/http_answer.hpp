// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <future>
#include <memory>
#include <utility>

#include <boost/asio/post.hpp>

#include <slipway/net/detail/http_text.hpp>
#include <slipway/net/detail/outgoing_body.hpp>

namespace slipway::net::detail {

/// A request's answer, as whoever handles the request gives it; from any thread. Posts it to the
/// connection, once.
template <class Connection>
struct http_answer final : exchange::face {
    explicit http_answer(std::shared_ptr<Connection> c) : to(std::move(c)) {}
    ~http_answer() override {
        if (!used.exchange(true))
            to->post_response(
                {500,
                 {},
                 status_body(core::reason::internal_error, 500, "the request was not answered")});
    }
    void respond(response r) override {
        if (!used.exchange(true)) to->post_response(std::move(r));
    }
    body_stream stream(int status, headers h) override {
        auto made = std::make_shared<outgoing_body>(to, to->shared_->options.stream_limit,
                                                    to->shared_->closing.get_token());
        if (!used.exchange(true))
            asio::post(to->stream_.get_executor(),
                       [to = to, made, status, h = std::move(h)]() mutable {
                           to->begin_stream(made, status, std::move(h));
                       });
        return body_stream(made);
    }
    upgraded_connection upgrade(int status, headers h) override {
        if (used.exchange(true))
            throw core::status_error(core::reason::internal_error,
                                     "the request has been answered already");
        const auto made = std::make_shared<std::promise<upgraded_connection>>();
        asio::post(to->stream_.get_executor(),
                   [to = to, made, status, h = std::move(h)] { to->hand_out(made, status, h); });
        return made->get_future().get();
    }
    std::shared_ptr<Connection> to;
    std::atomic<bool> used = false;
};

}  // namespace slipway::net::detail
