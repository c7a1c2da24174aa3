// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <slipway/controller/manager.hpp>
#include <slipway/net/io_threads.hpp>

namespace slipway::node {

struct service_proxy_options {
    std::vector<std::string> node_addresses{"127.0.0.1"};  ///< where node ports are listened on
    /// A descriptor of the network namespace in which pods and services have their addresses, where
    /// that is not this program's. Node ports and addresses of load balancers are this machine's
    /// all the same.
    int network = -1;
    std::string address_in_network{};  ///< where node ports are listened on in there
};

/// Makes the addresses of services work: what kube-proxy is to Kubernetes, as listeners in this
/// process.
///
/// Flow: for each TCP and UDP port of a Service listen on its cluster address, its node port and
/// its load balancer addresses; pass each connection, and the datagrams of each client, on to one
/// of the ready endpoints, in turn; with `sessionAffinity: ClientIP`, to the one that the client's
/// address had last, as long as it is ready and the time out has not passed.
/// Guarantees: an endpoint that refuses is passed over for the next one, so that a pod that has
/// just gone costs no request; open connections outlive changes; while no endpoint is ready, those
/// that serve although they end get them.
/// Assumptions: the cluster addresses belong to this machine, or are reached here in another way;
/// where pods have a network of their own, they belong to that, and the threads of `io` are in
/// there (`net::io_threads`). SCTP ports are not served; events say so.
class service_proxy {
public:
    service_proxy(controller::manager& m, net::io_threads& io, service_proxy_options options = {});
    service_proxy(const service_proxy&) = delete;
    ~service_proxy();

    /// Whether new connections to some service may go to this address of a pod as one that is
    /// ready, or a client waits for its answer.
    bool sends_to(const std::string& ip) const;

private:
    struct state;
    std::unique_ptr<state> state_;
};

}  // namespace slipway::node

#ifndef SLIPWAY_COMPILED
#include <slipway/node/detail/service_proxy.hpp>
#endif
