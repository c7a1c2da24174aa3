// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include <slipway/core/compiled.hpp>
#include <slipway/net/http_error.hpp>
#include <slipway/net/http_server.hpp>
#include <slipway/net/worker_threads.hpp>
#include <slipway/registry/detail/server_blobs.hpp>
#include <slipway/registry/detail/server_lists.hpp>
#include <slipway/registry/detail/server_manifests.hpp>
#include <slipway/registry/detail/server_uploads.hpp>
#include <slipway/registry/server.hpp>

namespace slipway::registry {

struct server::state {
    state(net::io_threads& threads, any_registry storage, server_options o)
        : shared(std::move(storage), std::move(o)),
          workers(std::max<std::size_t>(shared.options.requests, 1)),
          http(
              threads, workers, http_options(shared.options),
              [this](net::request&& head, const net::body_reader& body, const net::exchange& out) {
                  serve(std::move(head), body, out);
              },
              [this](const net::request& head) {
                  auto known = detail::manifest_at_once(shared, head);
                  return known ? known : detail::blob_at_once(shared, head);
              }),
          caretaker([this](const std::stop_token& stop) { take_care(stop); }) {}

    static net::http_server_options http_options(const server_options& o) {
        net::http_server_options made;
        made.address = o.address;
        made.port = o.port;
        made.tls = o.tls;
        made.read_timeout = o.read_timeout;
        return made;
    }

    void serve(net::request&& head, const net::body_reader& body, const net::exchange& out) {
        ++shared.metrics.in_progress;
        detail::visit v{shared, std::move(head), {}, body, out};
        try {
            v.to = detail::server_route::parse(v.head.target);
            v.url = url_for(v.head);
            dispatch(v);
        } catch (const net::http_error&
                     e) {  // the client has gone; what is behind a registry of others may have, too
            v.answer(detail::error_response(e, v.to.what));
        } catch (const status_error& e) {
            if (e.code() >= 500) report(v, e.message());
            v.answer(detail::error_response(e, v.to.what));
        } catch (const std::exception& e) {
            report(v, e.what());
            v.answer(
                detail::error_response(status_error(core::reason::internal_error, ""), v.to.what));
        }
        --shared.metrics.in_progress;
    }
    void report(const detail::visit& v, const std::string& what) const {
        if (shared.options.report)
            shared.options.report(v.head.method + " " + v.to.at.path() + ": " + what);
    }

    void dispatch(detail::visit& v) {
        using detail::endpoint;
        if (v.to.what == endpoint::unknown)
            throw status_error(core::reason::not_found, "there is nothing at " + v.to.at.path());
        if (v.to.what == endpoint::token) return token(v);
        v.who = shared.gate.identify(v.head, v.url);
        const std::string& name = v.to.repository;
        if (!name.empty() && !v.to.names_repository())
            throw detail::protocol_error(
                core::reason::bad_request, 400, "NAME_INVALID",
                "\"" + name.substr(0, 300) + "\" is not a repository's name");
        switch (v.to.what) {
            case endpoint::blob: return detail::blob_endpoint(v);
            case endpoint::uploads: return detail::uploads_endpoint(v);
            case endpoint::upload: return detail::upload_endpoint(v);
            case endpoint::manifest: return detail::manifest_endpoint(v);
            case endpoint::tags: return detail::tags_endpoint(v);
            case endpoint::referrers: return detail::referrers_endpoint(v);
            case endpoint::catalog: return detail::catalog_endpoint(v);
            default: return about_itself(v);
        }
    }
    void about_itself(const detail::visit& v) {
        if (v.head.method != "GET" && v.head.method != "HEAD") detail::not_allowed("GET, HEAD");
        shared.gate.require_somebody(v.who, v.url);
        if (v.to.what == detail::endpoint::metrics)
            return v.answer({200, {{"Content-Type", "text/plain; version=0.0.4"}}, metrics()});
        shared.storage.check();
        v.answer({200, {{"Docker-Distribution-API-Version", "registry/2.0"}}, "{}"});
    }
    std::string metrics() const {
        return shared.metrics.text(shared.uploads.count(), shared.uploads.expired());
    }

    void token(const detail::visit& v) {
        if (v.head.method == "GET") return v.answer(shared.gate.token(v.head, v.to.at, v.url));
        if (v.head.method != "POST") detail::not_allowed("GET, POST");
        v.answer(shared.gate.token(v.head, net::url::parse("/?" + v.read_body(64 * 1024)), v.url));
    }
    /// As the client says, where that is an address.
    std::string url_for(const net::request& r) const {
        if (!shared.options.public_url.empty()) return shared.options.public_url;
        const std::string_view host = r.headers["Host"];
        const bool sound = !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
            return core::is_alphanumeric(c) ||
                   std::string_view(".-_:[]").find(c) != std::string_view::npos;
        });
        return (shared.options.tls ? "https://" : "http://") +
               (sound ? std::string(host)
                      : shared.options.address + ":" + std::to_string(http.port()));
    }

    /// Gives up abandoned uploads though nobody begins others.
    void take_care(const std::stop_token& stop) {
        const auto pause = std::clamp<std::chrono::milliseconds>(shared.options.upload_expiry / 4,
                                                                 std::chrono::milliseconds(100),
                                                                 std::chrono::minutes(10));
        std::mutex own;
        std::condition_variable_any never;
        std::unique_lock lock(own);
        while (!never.wait_for(lock, stop, pause, [&] { return stop.stop_requested(); }))
            shared.uploads.expire();
    }

    detail::serving shared;
    net::worker_threads workers;
    net::http_server http;
    std::jthread caretaker;
};

SLIPWAY_INLINE server::server(net::io_threads& io, any_registry storage, server_options options)
    : state_(std::make_unique<state>(io, std::move(storage), std::move(options))) {}
SLIPWAY_INLINE server::~server() = default;
SLIPWAY_INLINE std::uint16_t server::port() const { return state_->http.port(); }
SLIPWAY_INLINE std::string server::url() const { return state_->http.url(); }
SLIPWAY_INLINE std::string server::metrics() const { return state_->metrics(); }

}  // namespace slipway::registry
