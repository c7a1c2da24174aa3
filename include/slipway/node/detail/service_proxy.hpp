// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/api/core_v1.hpp>
#include <slipway/api/discovery_v1.hpp>
#include <slipway/controller/controller.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/net/tcp_proxy.hpp>
#include <slipway/net/udp_proxy.hpp>
#include <slipway/node/detail/client_affinity.hpp>
#include <slipway/node/service_proxy.hpp>
#include <slipway/runtime/in_network.hpp>

namespace slipway::node {

struct service_proxy::state {
    state(controller::manager& m, net::io_threads& io, service_proxy_options options)
        : time_(m.time()), io_(io), options_(std::move(options)) {
        auto& slices = m.informer<api::EndpointSlice>();
        slices.objects().add_index(by_service, [](const api::EndpointSlice& s) {
            return std::vector<std::string>{service_of(s)};
        });
        controller::controller<api::Service>(m, "service-proxy")
            .watches<api::EndpointSlice>(
                [](const api::EndpointSlice& s) { return std::vector<std::string>{service_of(s)}; })
            .gone([this](controller::context&, const std::string& key) {
                std::lock_guard lock(mutex_);
                listening_.erase(key);
                return controller::done();
            })
            .reconcile([this](controller::context& ctx, const api::Service& s) {
                return reconcile(ctx, s);
            });
    }
    state(const state&) = delete;

    bool sends_to(const std::string& ip) const {
        std::lock_guard lock(mutex_);
        for (const auto& [key, service] : listening_) {
            for (const auto& [name, to] : service.targets)
                if (to->offers(ip)) return true;
            for (const auto& [at, open] : service.open)
                if (open.connections && open.connections->waits_for(ip)) return true;
        }
        return false;
    }

    using addresses = std::vector<net::endpoint>;

    using client_address = net::chooser::address;

    /// Where connections to one port of a service go.
    struct target {
        addresses choose(const client_address& who, core::time_source& time) {
            std::lock_guard lock(mutex);
            addresses made = ready;
            if (!made.empty())
                std::rotate(made.begin(),
                            made.begin() + static_cast<std::ptrdiff_t>(turn++ % made.size()),
                            made.end());
            if (affinity) affinity->apply(who, made, time.now());
            return made;
        }
        void tried(const client_address& who, const net::endpoint& to, bool reached) {
            std::lock_guard lock(mutex);
            if (affinity) affinity->tried(who, to, reached);
        }
        /// For how long a silent client keeps its endpoint; nothing: for no time.
        void keep(std::optional<std::chrono::seconds> time_out) {
            std::lock_guard lock(mutex);
            if (!time_out) affinity.reset();
            else if (affinity) affinity->time_out(*time_out);
            else affinity.emplace(*time_out);
        }
        bool offers(const std::string& ip) {
            std::lock_guard lock(mutex);
            return !all_leave &&
                   std::any_of(ready.begin(), ready.end(),
                               [&](const net::endpoint& e) { return e.address == ip; });
        }
        std::mutex mutex;
        addresses ready;  ///< or, where none is, those that still serve while they end
        bool all_leave = false;
        std::size_t turn = 0;
        std::optional<detail::client_affinity> affinity;
    };
    /// What listens on one address for a port of a service.
    struct listener {
        std::string port{};  ///< its name
        std::unique_ptr<net::tcp_proxy> connections{};
        std::unique_ptr<net::udp_proxy> datagrams{};
    };
    struct service_listeners {
        std::map<std::string, std::shared_ptr<target>> targets;  ///< by port name
        std::map<std::string, listener> open;                    ///< by `address:port/protocol`
    };

    static constexpr char by_service[] = "service";
    static std::string service_of(const api::EndpointSlice& s) {
        const core::text* name = s.metadata.labels.find("kubernetes.io/service-name");
        return client::key_of(std::string(s.metadata.namespace_.view()),
                              name ? std::string(name->view()) : std::string());
    }

    controller::outcome reconcile(controller::context& ctx, const api::Service& s) {
        std::lock_guard lock(mutex_);
        service_listeners& at = listening_[ctx.key()];
        std::map<std::string, wanted_listener> wanted;  // by `address:port/protocol`
        for (const api::ServicePort& p : s.spec.ports) {
            const std::string name(p.name.view());
            const std::string protocol(p.protocol.empty() ? "TCP" : p.protocol.view());
            if (protocol != "TCP" && protocol != "UDP") {
                ctx.event(s, "Warning", "UnsupportedProtocol",
                          "port " + std::to_string(p.port.value_or(0)) + ": " + protocol +
                              " is not served here, only TCP and UDP are");
                continue;
            }
            auto& target_of_port = at.targets[name];
            if (!target_of_port) target_of_port = std::make_shared<target>();
            update(ctx, *target_of_port, name);
            target_of_port->keep(affinity_of(s));
            for (const auto& [e, inside] : endpoints_of(s, p))
                wanted[e.str() + '/' + protocol] = {e, name, protocol == "UDP", inside};
        }
        for (auto it = at.open.begin(); it != at.open.end();) {
            const auto still = wanted.find(it->first);
            it = still != wanted.end() && still->second.port == it->second.port ? std::next(it)
                                                                                : at.open.erase(it);
        }
        std::erase_if(at.targets, [&](const auto& each) {
            return std::none_of(s.spec.ports.begin(), s.spec.ports.end(),
                                [&](const api::ServicePort& p) { return p.name == each.first; });
        });
        std::string failed;
        for (const auto& [key, each] : wanted) {
            if (at.open.count(key)) continue;
            try {
                at.open.emplace(key, listen(each, at.targets[each.port]));
            } catch (const status_error& error) {
                failed = error.message();
                ctx.event(s, "Warning", "FailedToListen", failed);
            }
        }
        return failed.empty() ? controller::done() : controller::after(std::chrono::seconds(2));
    }
    struct wanted_listener {
        net::endpoint on{};
        std::string port{};
        bool udp = false;
        bool inside = false;  ///< the pods' network
    };
    listener listen(const wanted_listener& l, const std::shared_ptr<target>& to) {
        listener made{.port = l.port};
        const net::chooser choose(
            [to, &time = time_](const client_address& who) { return to->choose(who, time); },
            [to](const client_address& who, const net::endpoint& back_end, bool reached) {
                to->tried(who, back_end, reached);
            });
        // A socket stays in the network in which it is made: the one that listens here, those to
        // the pods in the threads of `io_`.
        runtime::in_network(l.inside ? options_.network : -1, [&] {
            if (l.udp) made.datagrams = std::make_unique<net::udp_proxy>(io_, l.on, choose);
            else made.connections = std::make_unique<net::tcp_proxy>(io_, l.on, choose);
        });
        return made;
    }
    static std::optional<std::chrono::seconds> affinity_of(const api::Service& s) {
        if (!(s.spec.sessionAffinity == "ClientIP")) return std::nullopt;
        return std::chrono::seconds(std::clamp(
            s.spec.sessionAffinityConfig->clientIP->timeoutSeconds.value_or(10'800), 1L, 86'400L));
    }
    /// With whether they are in the pods' network.
    std::vector<std::pair<net::endpoint, bool>> endpoints_of(const api::Service& s,
                                                             const api::ServicePort& p) const {
        std::vector<std::pair<net::endpoint, bool>> made;
        const auto add = [&](std::string_view address, long port, bool inside) {
            made.push_back({{std::string(address), static_cast<std::uint16_t>(port)}, inside});
        };
        const long port = p.port.value_or(0), node_port = p.nodePort.value_or(0);
        if (!s.spec.clusterIP.empty() && !(s.spec.clusterIP == "None"))
            add(s.spec.clusterIP.view(), port, true);
        if (node_port > 0) {
            for (const std::string& address : options_.node_addresses)
                add(address, node_port, false);
            if (!options_.address_in_network.empty())
                add(options_.address_in_network, node_port, true);
        }
        for (const auto& ingress : s.status.loadBalancer->ingress)
            if (!ingress.ip.empty()) add(ingress.ip.view(), port, false);
        for (const core::text& ip : s.spec.externalIPs) add(ip.view(), port, false);
        return made;
    }
    static void update(controller::context& ctx, target& of, const std::string& port) {
        addresses ready, leaving;
        for (const auto& slice :
             ctx.manager().informer<api::EndpointSlice>().by(by_service, ctx.key()))
            for (const auto& p : slice->ports) {
                if (!(p.name == port)) continue;
                for (const auto& e : slice->endpoints) {
                    const bool good = e.conditions->ready.value_or(true),
                               serves = e.conditions->serving.value_or(good);
                    for (const core::text& ip : e.addresses)
                        if (good || serves)
                            (good ? ready : leaving)
                                .push_back({std::string(ip.view()),
                                            static_cast<std::uint16_t>(p.port.value_or(0))});
                }
            }
        std::lock_guard lock(of.mutex);
        of.all_leave = ready.empty();
        of.ready = of.all_leave ? std::move(leaving) : std::move(ready);
    }

    core::time_source& time_;
    net::io_threads& io_;
    service_proxy_options options_;
    mutable std::mutex mutex_;
    std::map<std::string, service_listeners> listening_;
};

SLIPWAY_INLINE service_proxy::service_proxy(controller::manager& m, net::io_threads& io,
                                            service_proxy_options options)
    : state_(std::make_unique<state>(m, io, std::move(options))) {}
SLIPWAY_INLINE service_proxy::~service_proxy() = default;
SLIPWAY_INLINE bool service_proxy::sends_to(const std::string& ip) const {
    return state_->sends_to(ip);
}

}  // namespace slipway::node
