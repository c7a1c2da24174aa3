// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <slipway/core/subscription.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// Tells subscribers of events, in order, from one thread that may call the runtime back.
class event_hub {
public:
    event_hub() : state_(std::make_shared<state>()), thread_([s = state_] { s->deliver(); }) {}
    event_hub(const event_hub&) = delete;
    ~event_hub() {
        {
            std::lock_guard lock(state_->mutex);
            state_->stopping = true;
        }
        state_->changed.notify_all();
        thread_.join();
    }

    void tell(event e) {
        {
            std::lock_guard lock(state_->mutex);
            if (state_->sinks.empty()) return;
            state_->queue.push_back(std::move(e));
        }
        state_->changed.notify_all();
    }
    /// Waits until all that has been told is delivered. Not to be called by a subscriber.
    void settle() {
        std::unique_lock lock(state_->mutex);
        state_->changed.wait(lock, [&] { return state_->queue.empty() && !state_->delivering; });
    }
    core::subscription subscribe(event_sink sink) {
        std::lock_guard lock(state_->mutex);
        const int id = ++state_->last;
        state_->sinks.emplace(id, std::make_shared<event_sink>(std::move(sink)));
        return core::subscription([s = std::weak_ptr<state>(state_), id] {
            if (const auto still = s.lock()) still->forget(id);
        });
    }

private:
    struct state {
        void deliver() {
            std::unique_lock lock(mutex);
            worker = std::this_thread::get_id();
            while (true) {
                changed.wait(lock, [&] { return stopping || !queue.empty(); });
                if (stopping) return;
                const event e = std::move(queue.front());
                queue.pop_front();
                delivering = true;
                std::vector<int> ids;
                for (const auto& [id, sink] : sinks) ids.push_back(id);
                for (const int id : ids) {
                    const auto at = sinks.find(id);
                    if (at == sinks.end()) continue;
                    const auto sink = at->second;
                    busy = id;
                    lock.unlock();
                    (*sink)(e);
                    lock.lock();
                    busy = 0;
                    changed.notify_all();
                }
                delivering = false;
                changed.notify_all();
            }
        }
        void forget(int id) {
            std::unique_lock lock(mutex);
            sinks.erase(id);
            if (std::this_thread::get_id() != worker)
                changed.wait(lock, [&] { return busy != id; });
        }

        std::mutex mutex;
        std::condition_variable changed;
        std::deque<event> queue;
        std::map<int, std::shared_ptr<event_sink>> sinks;
        std::thread::id worker;
        int last = 0, busy = 0;
        bool stopping = false, delivering = false;
    };

    std::shared_ptr<state> state_;
    std::thread thread_;
};

}  // namespace slipway::runtime::detail
