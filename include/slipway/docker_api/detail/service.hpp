// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <memory>
#include <string>
#include <utility>

#include <slipway/core/compiled.hpp>
#include <slipway/docker_api/detail/routes.hpp>
#include <slipway/docker_api/detail/temporary_directory.hpp>
#include <slipway/docker_api/service.hpp>
#include <slipway/net/http_error.hpp>
#include <slipway/net/http_server.hpp>

namespace slipway::docker_api {

namespace detail {

/// Docker's status for a failure: it knows neither 422 nor 410.
inline int docker_code(const status_error& e) {
    return e.code() == 422 ? 400 : e.code() == 410 ? 404 : e.code();
}

inline void respond_failure(const net::exchange& out, int code, const std::string& message) {
    out.respond({code, {}, json::write({{"message", message}}) + "\n"});
}

/// Whatever is thrown becomes an answer, where there was none yet.
inline void serve(backend& at, net::request&& head, const net::body_reader& body,
                  const net::exchange& out) {
    const std::string what = head.method + ' ' + head.target.substr(0, 200);
    try {
        answer(at, std::move(head), body, out);
    } catch (const net::http_error& e) {
        if (e.failure() != net::http_failure::cut_off && e.failure() != net::http_failure::stopped)
            at.report(what + ": " + e.message());
        respond_failure(out, docker_code(e), e.message());
    } catch (const status_error& e) {
        respond_failure(out, docker_code(e), e.message());
    } catch (const std::exception& e) {
        at.report(what + ": " + e.what());
        respond_failure(out, 500, e.what());
    }
}

}  // namespace detail

struct service::state {
    state(engine::images& images, engine::containers& containers, service_options options)
        : shared(images, containers, std::move(options)) {
        detail::temporary_directory::sweep(shared.options.root);
    }

    static net::http_server_options listening(const service_options& o) {
        if (o.socket.empty() && o.address != "127.0.0.1" && o.address != "::1")
            throw status_error(
                core::reason::invalid,
                "who speaks to the service may do all that its user may: it listens on a unix socket, or on 127.0.0.1 or ::1, not on " +
                    o.address);
        net::http_server_options made;
        made.address = o.address;
        made.port = o.port;
        made.socket = o.socket;
        return made;
    }

    detail::backend shared;
    net::io_threads io;
    net::worker_threads workers{512};  // each client that waits, listens or is attached has one
    net::http_server server{
        io, workers, listening(shared.options),
        [this](net::request&& head, const net::body_reader& body, const net::exchange& out) {
            detail::serve(shared, std::move(head), body, out);
        }};
};

SLIPWAY_INLINE service::service(engine::images& images, engine::containers& containers,
                                service_options options)
    : state_(std::make_unique<state>(images, containers, std::move(options))) {}
SLIPWAY_INLINE service::~service() = default;

SLIPWAY_INLINE std::string service::url() const {
    const std::string made = state_->server.url();
    return made.starts_with("http://") ? "tcp://" + made.substr(7) : made;
}

}  // namespace slipway::docker_api
