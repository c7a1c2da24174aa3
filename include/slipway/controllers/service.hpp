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
#include <slipway/controllers/load_balancers.hpp>

namespace slipway::controllers {

namespace detail {

inline bool is_ours(const api::Service& service) {
    return service.spec.type == "LoadBalancer" && service.spec.loadBalancerClass.empty();
}

class balancer_book {
public:
    explicit balancer_book(load_balancers from) : from_(std::move(from)) {}

    /// Takes, once, the addresses that statuses name: who asks for one of them after a restart
    /// comes later.
    void recover(const controller::informer<api::Service>& services) {
        std::lock_guard lock(mutex_);
        if (recovered_) return;
        for (const auto& service : services.list())
            if (is_ours(*service) && service->metadata.deletionTimestamp.empty())
                for (const auto& ingress : service->status.loadBalancer->ingress)
                    hold(*service, ingress.ip);
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
    if (before.size() == after.size() && (before.empty() || before[0].ip == after[0].ip))
        return controller::done();
    ctx.update_status(next);
    if (!after.empty())
        ctx.event(service, "Normal", "EnsuredLoadBalancer", "Ensured load balancer");
    return controller::done();
}

}  // namespace detail

/// Gives services of type LoadBalancer their addresses.
///
/// Flow: take an address, write it into `status.loadBalancer.ingress`; give it back when the
/// service is gone or changes its type. Services with a `loadBalancerClass` are for others.
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
