// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <slipway/net/io_threads.hpp>
#include <slipway/registry/any_registry.hpp>
#include <slipway/registry/server_options.hpp>

namespace slipway::registry {

/// Serves any registry by the distribution protocol (OCI distribution spec, main of July 2026), to
/// Docker, Podman, Kubernetes and `http_registry`. A repository's name is the path that clients ask
/// for: `localhost:5000/shop/web` is `shop/web` here.
///
/// Guarantees: blobs go from the client to the storage and back in pieces, so that a request costs
/// little memory whatever its size. What is refused stores nothing. A tag's deletion leaves its
/// manifest and its other tags as they are; what was deleted is gone for whoever asks next. What
/// breaks within is reported to `server_options::report`; clients are told no more than that.
///
/// Blobs are kept once for all repositories: whoever knows the digest of one can read it through
/// every repository that he may pull from, and delete it only with that right for all of them.
class server {
public:
    /// Listens at once. Throws `status_error`: conflict where it cannot, bad_request for options
    /// that make no sense.
    server(net::io_threads& io, any_registry storage, server_options options = {});
    server(const server&) = delete;
    /// Ends what is under way, and gives up the uploads that have begun.
    ~server();

    std::uint16_t port() const;
    std::string url() const;
    /// What `GET /metrics` answers: counters in Prometheus' text format.
    std::string metrics() const;

private:
    struct state;
    std::unique_ptr<state> state_;
};

}  // namespace slipway::registry

#ifndef SLIPWAY_COMPILED
#include <slipway/registry/detail/server.hpp>
#endif
