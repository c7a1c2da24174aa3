// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>
#include <utility>

#include <slipway/api/core_v1.hpp>
#include <slipway/net/probe.hpp>
#include <slipway/node/detail/container_plan.hpp>
#include <slipway/runtime/any_runtime.hpp>
#include <slipway/runtime/in_network.hpp>

namespace slipway::node::detail {

/// Whether a hook asks for what this node does.
inline bool does_something(const api::core_v1::LifecycleHandler& hook) {
    return hook.exec.has_value() || hook.httpGet.has_value();
}

/// What probes and hooks ask of the containers of a pod: to run a command, or to answer.
class ask_container {
public:
    /// `network`: where pods are reached, as for `agent_options`.
    ask_container(runtime::any_runtime r, std::string pod_ip, int network)
        : runtime_(std::move(r)), ip_(std::move(pod_ip)), network_(network) {}

    /// `key` is the container's in the runtime; `p` an `api::Probe` or a handler of a hook.
    template <class Handler>
    net::probe_result operator()(const api::Container& c, const std::string& key, const Handler& p,
                                 std::chrono::milliseconds timeout) const {
        try {
            if (p.exec.has_value()) {
                const auto result = runtime_.exec(key, texts_of(p.exec->command), timeout);
                if (result.timed_out)
                    return {false, "command timed out after " +
                                       std::to_string(timeout.count() / 1000) + "s"};
                return {result.exit_code == 0, result.out + result.err};
            }
            if (runtime_.info().pretends) return {true, {}};
            if (p.httpGet.has_value()) {
                net::headers extra;
                for (const auto& h : p.httpGet->httpHeaders)
                    extra.add(std::string(h.name.view()), std::string(h.value.view()));
                return at_pod([&] {
                    return net::probe_http(where(c, p.httpGet->host, p.httpGet->port),
                                           std::string(p.httpGet->path.view()),
                                           p.httpGet->scheme == "HTTPS", extra, timeout);
                });
            }
            if (p.tcpSocket.has_value())
                return at_pod([&] {
                    return net::probe_tcp(where(c, p.tcpSocket->host, p.tcpSocket->port), timeout);
                });
            return {false, "this node knows probes of the types exec, httpGet and tcpSocket"};
        } catch (const status_error& e) {
            return {false, e.message()};
        }
    }

private:
    /// Probes where pods are reached.
    template <class Probe>
    net::probe_result at_pod(Probe probe) const {
        return runtime::in_network(network_, std::move(probe));
    }
    net::endpoint where(const api::Container& c, const core::text& host,
                        const core::int_or_string& port) const {
        return {host.empty() ? ip_ : std::string(host.view()), port_number(c, port)};
    }

    mutable runtime::any_runtime runtime_;
    std::string ip_;
    int network_;
};

}  // namespace slipway::node::detail
