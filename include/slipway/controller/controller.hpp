// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/api/group_version.hpp>
#include <slipway/controller/context.hpp>
#include <slipway/controller/loop.hpp>
#include <slipway/controller/manager.hpp>
#include <slipway/controller/outcome.hpp>
#include <slipway/controller/owner_reference.hpp>
#include <slipway/json/codec.hpp>

namespace slipway::controller {

/// A reconciliation loop over all objects of kind `T`.
///
///     controller<Cache>(manager, "caches").owns<api::Deployment>().reconcile(f)
///
/// Flow: a change of a `T`, or of what is owned or watched, puts the key of the `T` into a queue;
/// workers take keys and call the function with the cached object.
/// Guarantees: never two workers per key; no key is worked on before all caches hold their first
/// list; a function that throws runs again with back-off (5 ms, doubled, at most 1000 s), and after
/// a conflict at once; a key that changed meanwhile runs again.
/// Assumptions: the function is idempotent and brings about the whole of what the object wants.
template <class T>
class controller {
public:
    using pointer = std::shared_ptr<const T>;
    using reconciler = std::function<outcome(context&, const T&)>;

    /// Added to `m` when `reconcile` is called.
    controller(manager& m, std::string name)
        : manager_(&m), loop_(std::make_shared<slipway::controller::loop>(m, std::move(name))) {}
    /// Alone, with a manager of its own: for `run`.
    explicit controller(client::client c,
                        std::string name = std::string(api::resource_of<T>.plural))
        : alone_(std::make_shared<world>(std::move(c))),
          manager_(&alone_->held),
          loop_(std::make_shared<slipway::controller::loop>(*manager_, std::move(name))) {}

    /// Objects that carry an owner reference with `controller: true` to a `T`.
    template <class U>
    controller& owns() {
        return watches<U>([](const U& object) -> std::vector<std::string> {
            const auto* owner = controller_of(object);
            if (!owner || !api::is_kind(api::resource_of<T>, owner->apiVersion, owner->kind))
                return {};
            const std::string ns =
                api::resource_of<T>.namespaced ? client::handle<U>::namespace_(object) : "";
            return {client::key_of(ns, owner->name)};
        });
    }
    /// `map` gives the keys of the `T` that a changed `U` concerns; called for the old and the new
    /// state.
    template <class U>
    controller& watches(std::function<std::vector<std::string>(const U&)> map) {
        auto loop = loop_;
        manager_->template informer<U>().on_change(
            [loop, map = std::move(map)](const auto& before, const auto& after) {
                if (before)
                    for (const std::string& key : map(*before)) loop->queue().add(key);
                if (after)
                    for (const std::string& key : map(*after)) loop->queue().add(key);
            });
        return *this;
    }
    /// Only changes of a `T` for which `p(before, after)` holds; either is null where it is new or
    /// gone.
    controller& when(std::function<bool(const pointer& before, const pointer& after)> p) {
        predicate_ = std::move(p);
        return *this;
    }
    controller& workers(int n) {
        loop_->workers(n);
        return *this;
    }
    /// Called with the key of an object that is gone, when something asked for it.
    controller& gone(std::function<outcome(context&, const std::string& key)> f) {
        gone_ = std::move(f);
        return *this;
    }
    /// Told of every reconciliation that failed, conflicts excepted.
    controller& on_error(std::function<void(const std::string& key, const std::string& what)> f) {
        loop_->on_error(std::move(f));
        return *this;
    }

    /// What is done for each object. Joins the manager.
    controller& reconcile(reconciler f) {
        auto& objects = manager_->template informer<T>();
        objects.on_change(
            [loop = loop_, p = predicate_](const pointer& before, const pointer& after) {
                if (!p || p(before, after))
                    loop->queue().add(client::key_of(after ? *after : *before));
            });
        loop_->does([m = manager_, &objects, f = std::move(f), gone = gone_,
                     events = manager_->recorder(loop_->name())](const std::string& key,
                                                                 std::stop_token stop) {
            context ctx(*m, key, events, std::move(stop));
            const pointer object = objects.get(key);
            if (!object) return gone ? gone(ctx, key) : done();
            ctx.own_as(json::encode(owner_reference(*object)),
                       client::handle<T>::namespace_(*object));
            return f(ctx, *object);
        });
        manager_->add(loop_);
        return *this;
    }

    /// Works until `stop` is requested; all threads have ended then. For a controller that stands
    /// alone.
    void run(std::stop_token stop) {
        manager_->start();
        std::mutex mutex;
        std::condition_variable_any never;
        std::unique_lock lock(mutex);
        never.wait(lock, stop, [] { return false; });
        manager_->stop();
    }

    /// Asks for a reconciliation of `key`.
    void enqueue(const std::string& key) { loop_->queue().add(key); }
    /// A function that does so and may be kept.
    std::function<void(const std::string&)> trigger() const {
        return [loop = loop_](const std::string& key) { loop->queue().add(key); };
    }
    const metrics& counts() const { return loop_->counts(); }
    std::size_t queued() const { return loop_->queue().size(); }

private:
    struct world {
        explicit world(client::client c) : held(std::move(c), time, random) {}
        core::system_time time;
        core::random_source random;
        manager held;
    };

    std::shared_ptr<world> alone_;
    manager* manager_;
    std::shared_ptr<slipway::controller::loop> loop_;
    std::function<bool(const pointer&, const pointer&)> predicate_;
    std::function<outcome(context&, const std::string&)> gone_;
};

}  // namespace slipway::controller
