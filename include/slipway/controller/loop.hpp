// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <slipway/controller/manager.hpp>
#include <slipway/controller/metrics.hpp>
#include <slipway/controller/outcome.hpp>
#include <slipway/controller/work_queue.hpp>
#include <slipway/core/status.hpp>

namespace slipway::controller {

/// A queue and its workers: the part of a controller that knows no types, and all of it for work
/// whose keys are not those of one kind.
class loop final : public runnable {
public:
    using work = std::function<outcome(const std::string& key, std::stop_token stop)>;

    loop(manager& m, std::string name) : name_(std::move(name)), manager_(m), queue_(m.time()) {}
    ~loop() override { stop(); }

    void start() override {
        for (int i = 0; i < workers_; ++i)
            threads_.emplace_back([this](std::stop_token stop) {
                if (manager_.wait_for_sync(stop)) run(stop);
            });
    }
    void stop() override {
        queue_.shut_down();
        for (std::jthread& t : threads_) t.request_stop();
        threads_.clear();
    }
    bool idle() const override { return queue_.idle(); }

    const std::string& name() const { return name_; }
    work_queue& queue() { return queue_; }
    metrics& counts() { return counts_; }
    void workers(int n) { workers_ = n; }
    void does(work w) { work_ = std::move(w); }
    void on_error(std::function<void(const std::string& key, const std::string& what)> f) {
        report_ = std::move(f);
    }

private:
    void run(std::stop_token stop) {
        while (auto key = queue_.get(stop)) {
            ++counts_.reconciles;
            try {
                const outcome o = work_(*key, stop);
                queue_.forget(*key);
                if (o.again) queue_.add_after(*key, *o.again);
            } catch (const core::status_error& e) {
                failed(*key, e.what(), e.is(core::reason::conflict));
            } catch (const std::exception& e) {
                failed(*key, e.what(), false);
            }
            queue_.done(*key);
        }
    }
    void failed(const std::string& key, const char* what, bool conflict) {
        // What somebody else wrote is about to be seen: no reason to wait longer each time.
        if (conflict) {
            ++counts_.conflicts;
            queue_.add_after(key, std::chrono::milliseconds(5));
            return;
        }
        ++counts_.errors;
        if (report_) report_(key, what);
        queue_.add_rate_limited(key);
    }

    std::string name_;
    manager& manager_;
    work_queue queue_;
    metrics counts_;
    work work_;
    std::function<void(const std::string&, const std::string&)> report_;
    int workers_ = 1;
    std::vector<std::jthread> threads_;
};

}  // namespace slipway::controller
