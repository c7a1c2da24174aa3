// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace slipway::net {

/// Threads for what may wait: for a disk, or for a client. They are started as they are needed, and
/// kept.
class worker_threads {
public:
    /// At most `most` at once; more tasks wait for one that ends.
    explicit worker_threads(std::size_t most) : most_(most) {}
    worker_threads(const worker_threads&) = delete;
    /// Waits for the tasks that run; those that have not begun are dropped.
    ~worker_threads() {
        {
            std::lock_guard lock(mutex_);
            ending_ = true;
            changed_.notify_all();
        }
        for (std::thread& t : threads_) t.join();
    }

    /// `task` may not throw.
    void post(std::function<void()> task) {
        std::lock_guard lock(mutex_);
        tasks_.push_back(std::move(task));
        if (tasks_.size() > idle_ && threads_.size() < most_)
            threads_.emplace_back([this] { run(); });
        else changed_.notify_one();
    }

private:
    void run() {
        std::unique_lock lock(mutex_);
        while (true) {
            ++idle_;
            changed_.wait(lock, [&] { return ending_ || !tasks_.empty(); });
            --idle_;
            if (ending_) return;
            std::function<void()> task = std::move(tasks_.front());
            tasks_.pop_front();
            lock.unlock();
            task();
            task = nullptr;  // what it holds may lock, too
            lock.lock();
        }
    }

    const std::size_t most_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> tasks_;
    std::size_t idle_ = 0;
    bool ending_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace slipway::net
