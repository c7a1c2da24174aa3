// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include <slipway/apiserver/detail/event_encoder.hpp>
#include <slipway/apiserver/discovery.hpp>
#include <slipway/apiserver/openapi.hpp>
#include <slipway/apiserver/pod_logs.hpp>
#include <slipway/apiserver/server.hpp>
#include <slipway/net/exchange.hpp>
#include <slipway/net/io_threads.hpp>
#include <slipway/net/timer.hpp>

namespace slipway::apiserver {

struct frontend_options {
    /// Group whose members may do everything; the others are refused. Empty: everybody may.
    std::string required_group = "system:masters";
    log_source logs{};
};

/// The Kubernetes API over HTTP: give `handle` to a `net::http_server`.
class http_frontend {
public:
    http_frontend(server& s, net::io_threads& io, frontend_options options)
        : server_(s), io_(io), options_(std::move(options)) {}

    /// Answers a request, or throws `status_error`. Watches and followed logs go on after it has
    /// returned.
    void handle(net::request&& request, const net::exchange& out);

private:
    /// How the client wants objects.
    struct representation {
        enum class form { object, table, metadata } as = form::object;
        std::string include{};  ///< with a table: `None`, `Metadata` or `Object`
        bool yaml = false;
    };
    struct watching;

    table::printer printer_of(const api::resource& kind) const {
        return {server_.row_of(kind), server_.customs().find(kind)};
    }
    route route_of(const net::url& url) const {
        return parse_route(url, [this](auto group, auto version, auto plural) {
            return server_.find_resource(group, version, plural);
        });
    }
    net::headers warnings_of(const api::resource& kind, const json::value& object,
                             const std::string& text, const api::write_options& o) const;
    void authorize(const net::request& r, const net::url& url) const;
    static representation wanted(const net::request& r, const net::url& url);
    bool answer_openapi(const net::request& r, const net::url& url, const net::exchange& out) const;
    bool answer_discovery(const net::request& r, const net::url& url,
                          const net::exchange& out) const;
    void answer_resource(const net::request& r, const net::url& url, const net::exchange& out);
    void answer_read(const route& at, const net::request& r, const net::url& url,
                     const net::exchange& out);
    void answer_write(const route& at, const net::request& r, const net::url& url,
                      const net::exchange& out);
    void answer_delete(const route& at, const net::request& r, const net::url& url,
                       const net::exchange& out);
    void answer_review(const net::request& r, const api::resource& kind,
                       const net::exchange& out) const;
    void start_watch(const route& at, const net::request& r, const net::url& url,
                     const net::exchange& out);
    void start_log(const route& at, const net::url& url, const net::exchange& out);
    void send_object(const net::exchange& out, int status, const route& at,
                     const json::value& object, const representation& how,
                     net::headers h = {}) const;
    void send_list(const net::exchange& out, const route& at, const json::list_result& list,
                   const representation& how) const;

    server& server_;
    net::io_threads& io_;
    frontend_options options_;
    detail::event_encoder encoder_;
};

}  // namespace slipway::apiserver

#ifndef SLIPWAY_COMPILED
#include <slipway/apiserver/detail/frontend_read.hpp>
#include <slipway/apiserver/detail/frontend_watch.hpp>
#include <slipway/apiserver/detail/frontend_write.hpp>
#endif
