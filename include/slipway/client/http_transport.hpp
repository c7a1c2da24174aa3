// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include <slipway/api/verbs.hpp>
#include <slipway/client/connection.hpp>
#include <slipway/client/http_transport_options.hpp>
#include <slipway/client/transport.hpp>
#include <slipway/core/subscription.hpp>
#include <slipway/json/value.hpp>
#include <slipway/net/message.hpp>

namespace slipway::client {

/// Carries requests to an API server over HTTP: a `transport`. May be used from several threads,
/// which wait for their answers; each watch has a thread of its own.
///
///     client::http_transport cluster(client::kubeconfig::load());
///     client::client client(cluster);
///
/// Guarantees: what the server refuses is thrown as its own `Status`; what does not reach it, as
/// one that names the server and the cause. A request that the server may have done already is not
/// sent again, unless it only reads or applies. Without a connection, and where the server asks for
/// patience (429 or 503 with Retry-After), requests are tried again after a pause with jitter.
/// Where it does not accept the credentials (401), new ones are fetched once. Credentials are sent
/// over TLS only, and to this server alone.
///
/// A watch ends, with an error that is no 410, after a time of its own: whoever watches goes on
/// from the last revision.
class http_transport {
public:
    /// Connects when it is first asked. Throws `status_error`: bad_request for certificates that
    /// are none, unauthorized where the credentials cannot be had.
    explicit http_transport(connection to, http_transport_options options = {});
    http_transport(const http_transport&) = delete;
    /// Ends all watches.
    ~http_transport();

    json::document create(const api::target& at, const json::value& object,
                          const api::write_options& o = {});
    json::document get(const api::target& at);
    json::list_result list(const api::target& at, const api::list_options& o = {});
    json::document update(const api::target& at, const json::value& object,
                          const api::write_options& o = {});
    json::document patch(const api::target& at, api::patch_type type, const json::value& p,
                         const api::write_options& o = {});
    json::document remove(const api::target& at, const api::delete_options& o = {});
    void remove_collection(const api::target& at, const api::delete_options& o = {},
                           const api::list_options& l = {});
    core::subscription watch(const api::target& at, const api::watch_options& o, watch_sink sink);

    /// Any other request, such as `GET /version`; the target comes after the server's own path. An
    /// answer of 400 or more is thrown.
    net::response send(const net::request& r);

    const connection& to() const;

private:
    struct state;
    std::shared_ptr<state> state_;
};

static_assert(transport<http_transport>);

}  // namespace slipway::client

#ifndef SLIPWAY_COMPILED
#include <slipway/client/detail/http_transport.hpp>
#endif
