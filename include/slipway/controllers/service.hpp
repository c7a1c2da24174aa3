// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <slipway/api/core_v1.hpp>
#include <slipway/controller/controller.hpp>
#include <slipway/controllers/detail/objects.hpp>

namespace slipway::controllers {

/// Where the addresses of load balancers come from.
struct load_balancers {
    /// An address for the service; `wanted` is the one that it has or asks for, or empty. Throws where none is left.
    std::function<std::string(const api::Service& service, const std::string& wanted)> allocate{};
    std::function<void(const std::string& address)> release{};
};

/// Addresses of the loopback network: 127.1.0.1 to 127.90.255.254, the same one for the same service where it
/// is free. A real network device needs no set-up for them. `usable` may refuse one that somebody else has.
inline load_balancers loopback_load_balancers(
    std::function<bool(const api::Service&, const std::string& address)> usable = [](const auto&, const auto&) { return true; }) {
    struct state {
        std::mutex mutex;
        std::set<std::string> taken;
    };
    auto held = std::make_shared<state>();
    auto address = [](std::uint64_t n) {
        return "127." + std::to_string(1 + n / 65024 % 90) + '.' + std::to_string(n / 254 % 256) + '.' +
               std::to_string(1 + n % 254);
    };
    return {[held, address, usable = std::move(usable)](const api::Service& service, const std::string& wanted) {
                std::lock_guard lock(held->mutex);
                if (wanted.rfind("127.", 0) == 0 && usable(service, wanted) && held->taken.insert(wanted).second) return wanted;
                const std::uint64_t first = detail::hash(client::key_of(service));
                for (std::uint64_t i = 0; i < 65024; ++i)
                    if (std::string a = address((first + i) % 5852160); usable(service, a) && held->taken.insert(a).second) return a;
                throw core::status_error(core::reason::service_unavailable,
                                         "no address of 127.0.0.0/8 is left for load balancers");
            },
            [held](const std::string& a) {
                std::lock_guard lock(held->mutex);
                held->taken.erase(a);
            }};
}

namespace detail {

inline bool is_ours(const api::Service& service) {
    return service.spec.type == "LoadBalancer" && service.spec.loadBalancerClass.empty();
}

class balancer_book {
public:
    explicit balancer_book(load_balancers from) : from_(std::move(from)) {}

    /// Takes, once, the addresses that statuses name: who asks for one of them after a restart comes later.
    void recover(const controller::informer<api::Service>& services) {
        std::lock_guard lock(mutex_);
        if (recovered_) return;
        for (const auto& service : services.list())
            if (is_ours(*service) && service->metadata.deletionTimestamp.empty())
                for (const auto& ingress : service->status.loadBalancer->ingress) hold(*service, ingress.ip);
        recovered_ = true;
    }
    std::string take(const api::Service& service) {
        std::lock_guard lock(mutex_);
        return hold(service, service.spec.loadBalancerIP);
    }
    void drop(const std::string& key) {
        std::lock_guard lock(mutex_);
        const auto held = held_.find(key);
        if (held == held_.end()) return;
        from_.release(held->second);
        held_.erase(held);
    }

private:
    std::string hold(const api::Service& service, const core::text& wanted) {
        const std::string key = client::key_of(service);
        const auto held = held_.find(key);
        if (held != held_.end()) return held->second;
        return held_[key] = from_.allocate(service, std::string(wanted.view()));
    }

    load_balancers from_;
    std::mutex mutex_;
    std::map<std::string, std::string> held_;
    bool recovered_ = false;
};

inline controller::outcome reconcile_service(controller::context& ctx, const api::Service& service,
                                             balancer_book& book) {
    book.recover(ctx.manager().informer<api::Service>());
    api::Service next = service;
    if (is_ours(service) && service.metadata.deletionTimestamp.empty()) {
        api::core_v1::LoadBalancerIngress ingress{};
        ingress.ip = book.take(service);
        ingress.ipMode = "VIP";
        next.status.loadBalancer.emplace().ingress = {ingress};
    } else if (service.spec.type == "LoadBalancer" && !service.spec.loadBalancerClass.empty()) {
        return controller::done();
    } else {
        book.drop(ctx.key());
        next.status.loadBalancer.emplace().ingress = {};
    }
    const auto& before = service.status.loadBalancer->ingress;
    const auto& after = std::as_const(next).status.loadBalancer->ingress;
    if (before.size() == after.size() && (before.empty() || before[0].ip == after[0].ip)) return controller::done();
    ctx.update_status(next);
    if (!after.empty()) ctx.event(service, "Normal", "EnsuredLoadBalancer", "Ensured load balancer");
    return controller::done();
}

}  // namespace detail

/// Gives services of type LoadBalancer their addresses.
///
/// Flow: take an address, write it into `status.loadBalancer.ingress`; give it back when the service is gone or
/// changes its type. Services with a `loadBalancerClass` are for others.
/// Guarantees: an address that is in a status is taken again after a restart.
/// Assumptions: something listens at the address and forwards; that is not this loop.
inline void service(controller::manager& m, load_balancers from = loopback_load_balancers()) {
    auto book = std::make_shared<detail::balancer_book>(std::move(from));
    controller::controller<api::Service>(m, "service-controller")
        .gone([book](controller::context&, const std::string& key) {
            book->drop(key);
            return controller::done();
        })
        .reconcile([book](controller::context& ctx, const api::Service& s) {
            return detail::reconcile_service(ctx, s, *book);
        });
}

}  // namespace slipway::controllers
