// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <utility>

#include <slipway/apiserver/http_frontend.hpp>
#include <slipway/cluster/control_plane.hpp>
#include <slipway/cluster/kubeconfig.hpp>
#include <slipway/net/http_server.hpp>

namespace slipway::cluster {

/// A control plane's API over HTTPS on loopback, for kubectl and others, as long as it lives.
class served_api {
public:
    /// Port 0 is a free one; `logs` finds the logs of pods. Throws `status_error` (conflict) when
    /// the port is taken.
    explicit served_api(control_plane& of, std::uint16_t port = 0, apiserver::log_source logs = {})
        : name_(of.name()),
          authority_(name_ + "-ca"),
          frontend_(of.server(), io_, {.logs = std::move(logs)}),
          listener_(io_, options(port, of.service_address()),
                    [this](net::request&& r, const net::exchange& out) {
                        frontend_.handle(std::move(r), out);
                    }) {}
    served_api(const served_api&) = delete;
    ~served_api() { io_.stop(); }

    /// What an administrator's client needs; to be written as a kubeconfig.
    credentials admin() const {
        const net::key_pair client =
            authority_.issue_client("kubernetes-admin", {"system:masters"});
        return {name_,
                listener_.url(),
                {},
                authority_.certificate_pem(),
                client.certificate_pem,
                client.key_pem};
    }
    std::string url() const { return listener_.url(); }
    std::uint16_t port() const { return listener_.port(); }

private:
    net::http_server_options options(std::uint16_t port, const std::string& service_address) const {
        net::http_server_options made;
        made.port = port;
        made.tls = authority_.issue_server(
            "kube-apiserver",
            {"127.0.0.1", service_address, "localhost", "kubernetes", "kubernetes.default",
             "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"});
        made.client_ca_pem = authority_.certificate_pem();
        return made;
    }

    std::string name_;
    net::certificate_authority authority_;
    net::io_threads io_;
    apiserver::http_frontend frontend_;
    net::http_server listener_;
};

}  // namespace slipway::cluster
