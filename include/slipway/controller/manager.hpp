// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <typeindex>
#include <utility>
#include <vector>

#include <slipway/client/client.hpp>
#include <slipway/controller/dispatcher.hpp>
#include <slipway/controller/event_recorder.hpp>
#include <slipway/controller/indexes.hpp>
#include <slipway/controller/informer.hpp>
#include <slipway/core/clock.hpp>
#include <slipway/core/random.hpp>

namespace slipway::controller {

/// Something that a manager starts and stops. `stop` returns when its threads have ended.
class runnable {
public:
    virtual ~runnable() = default;
    virtual void start() = 0;
    virtual void stop() = 0;
    /// Whether there is nothing to do until something changes.
    virtual bool idle() const { return true; }
};

/// Owns what controllers share: one informer per kind, one dispatch thread, and the controllers
/// themselves.
///
/// Flow: make it, add controllers, `start`, `stop`. Stopping joins all threads. Not to be started
/// again.
class manager {
public:
    manager(client::client c, core::time_source& time, core::random_source& random)
        : client_(std::move(c)), time_(time), random_(random), dispatcher_(time) {}
    ~manager() { stop(); }
    manager(const manager&) = delete;
    manager& operator=(const manager&) = delete;

    const client::client& api() const { return client_; }
    core::time_source& time() const { return time_; }
    core::random_source& random() const { return random_; }
    dispatcher& dispatch() { return dispatcher_; }

    /// The informer of a kind; made when it is asked for first, followed once the manager runs.
    template <class T>
    slipway::controller::informer<T>& informer() {
        return made<T>({std::type_index(typeid(T)), nullptr}, api::resource_of<T>);
    }
    /// The same for a kind known only at run time, with its objects as documents.
    slipway::controller::informer<json::value>& documents(const api::resource& kind) {
        return made<json::value>({std::type_index(typeid(json::value)), &kind}, kind);
    }
    /// The informer of a kind if there is one.
    template <class T>
    slipway::controller::informer<T>* known() {
        std::lock_guard lock(mutex_);
        const auto found = informers_.find({std::type_index(typeid(T)), nullptr});
        if (found == informers_.end()) return nullptr;
        return static_cast<slipway::controller::informer<T>*>(found->second.get());
    }

    event_recorder recorder(const std::string& component) { return {client_, time_, component}; }

    void add(std::shared_ptr<runnable> r) {
        bool now = false;
        {
            std::lock_guard lock(mutex_);
            parts_.push_back(r);
            now = started_;
        }
        if (now) r->start();
    }

    void start() {
        std::vector<std::shared_ptr<runnable>> parts;
        {
            std::lock_guard lock(mutex_);
            if (started_) return;
            started_ = true;
            for (auto& [key, each] : informers_) each->start();
            parts = parts_;
        }
        dispatcher_.start();
        for (const auto& part : parts) part->start();
    }

    void stop() {
        std::vector<std::shared_ptr<runnable>> parts;
        {
            std::lock_guard lock(mutex_);
            stopping_.request_stop();
            parts.swap(parts_);
        }
        for (auto part = parts.rbegin(); part != parts.rend(); ++part) (*part)->stop();
        dispatcher_.stop();
        for (auto& [key, each] : informers_) each->stop();
    }

    /// Waits until every informer holds its first list; gives false when it was stopped before.
    bool wait_for_sync(std::stop_token stop) {
        std::unique_lock lock(mutex_);
        return time_.wait(lock, synced_, std::move(stop), core::time_source::steady_time::max(),
                          [this] {
                              for (const auto& [key, each] : informers_)
                                  if (!each->synced()) return false;
                              return true;
                          });
    }
    /// Requested when the manager stops.
    std::stop_token stopping() const { return stopping_.get_token(); }

    /// Whether no controller has anything to do now or later. For tests and for waiting until a
    /// cluster rests.
    bool idle() const {
        std::lock_guard lock(mutex_);
        for (const auto& part : parts_)
            if (!part->idle()) return false;
        return true;
    }

private:
    using informer_key = std::pair<std::type_index, const api::resource*>;

    template <class T>
    slipway::controller::informer<T>& made(const informer_key& key, const api::resource& kind) {
        using type = slipway::controller::informer<T>;
        std::lock_guard lock(mutex_);
        std::unique_ptr<any_informer>& place = informers_[key];
        if (!place) {
            auto fresh = std::make_unique<type>(client_, kind, dispatcher_, [this] {
                std::lock_guard inner(mutex_);
                synced_.notify_all();
            });
            fresh->objects().add_index(by_owner, [](const T& o) { return owner_uids(o); });
            fresh->objects().add_index(by_namespace, [](const T& o) {
                return std::vector<std::string>{client::handle<T>::namespace_(o)};
            });
            place = std::move(fresh);
            if (started_) place->start();
        }
        return static_cast<type&>(*place);
    }

    client::client client_;
    core::time_source& time_;
    core::random_source& random_;
    dispatcher dispatcher_;
    mutable std::mutex mutex_;
    std::condition_variable_any synced_;
    std::map<informer_key, std::unique_ptr<any_informer>> informers_;
    std::vector<std::shared_ptr<runnable>> parts_;
    std::stop_source stopping_;
    bool started_ = false;
};

}  // namespace slipway::controller
