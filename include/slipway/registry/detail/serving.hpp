// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/net/body_reader.hpp>
#include <slipway/net/exchange.hpp>
#include <slipway/registry/any_registry.hpp>
#include <slipway/registry/detail/gatekeeper.hpp>
#include <slipway/registry/detail/server_error.hpp>
#include <slipway/registry/detail/server_metrics.hpp>
#include <slipway/registry/detail/server_route.hpp>
#include <slipway/registry/detail/storage_quotas.hpp>
#include <slipway/registry/detail/upload_sessions.hpp>

namespace slipway::registry::detail {

/// What all requests to one server share.
struct serving {
    serving(any_registry r, server_options o)
        : storage(std::move(r)),
          options(std::move(o)),
          gate(options),
          uploads(storage, options.uploads, options.upload_expiry),
          quotas(storage, options.quotas) {}

    any_registry storage;
    const server_options options;
    gatekeeper gate;
    upload_sessions uploads;
    storage_quotas quotas;
    server_metrics metrics;
};

/// One request, and its answer.
struct visit {
    serving& by;
    net::request head;
    server_route to;
    net::body_reader body;
    net::exchange out;
    std::string url{};  ///< where the client reaches the server
    caller who{};
    mutable bool answered = false;

    void answer(net::response r) const {
        if (std::exchange(answered, true)) return;  // in part, and then it broke
        by.metrics.answered(head.method, r.status);
        by.metrics.sent += r.body.size();
        if (head.method == "HEAD") r.body.clear();
        out.respond(std::move(r));
    }
    net::body_stream stream(int status, net::headers h) const {
        answered = true;
        by.metrics.answered(head.method, status);
        return out.stream(status, std::move(h));
    }

    void require(registry_action a) const { by.gate.require(who, to.repository, a, url); }
    void require_deletes() const {
        if (!by.options.deletes)
            throw protocol_error(core::reason::method_not_allowed, 405, "UNSUPPORTED",
                                 "nothing is deleted here", {{"Allow", "GET, HEAD"}});
        require(registry_action::remove);
    }
    /// The digest that the target names.
    oci::digest digest() const { return digest_of(to.last); }
    static oci::digest digest_of(std::string_view text) {
        if (auto made = oci::digest::try_parse(text)) return *std::move(made);
        throw protocol_error(core::reason::bad_request, 400, "DIGEST_INVALID",
                             "\"" + std::string(text.substr(0, 200)) + "\" is not a digest");
    }

    /// A small body as a whole. Throws request_entity_too_large.
    std::string read_body(std::size_t limit) const {
        std::string all;
        for (std::string_view piece = body.next(); !piece.empty(); piece = body.next()) {
            by.metrics.received += piece.size();
            if (piece.size() > limit - all.size())
                throw status_error(core::reason::request_entity_too_large,
                                   "the body is larger than " + std::to_string(limit) + " bytes");
            all += piece;
        }
        return all;
    }
};

inline std::string blob_path(const std::string& repository, const oci::digest& d) {
    return "/v2/" + repository + "/blobs/" + d.str();
}

[[noreturn]] inline void not_allowed(const std::string& methods) {
    throw protocol_error(core::reason::method_not_allowed, 405, "UNSUPPORTED",
                         "this is not what can be done here", {{"Allow", methods}});
}

}  // namespace slipway::registry::detail
