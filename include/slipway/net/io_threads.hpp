// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <thread>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

namespace slipway::net {

/// The threads that all connections of servers and proxies share: one is enough for thousands.
class io_threads {
public:
    /// Each thread calls `begin` first, which throws nothing.
    explicit io_threads(unsigned count = 1, std::function<void()> begin = {})
        : work_(context_.get_executor()) {
        for (unsigned i = 0; i < count; ++i)
            threads_.emplace_back([this, begin] {
                if (begin) begin();
                context_.run();
            });
    }
    io_threads(const io_threads&) = delete;
    ~io_threads() { stop(); }

    boost::asio::io_context& context() { return context_; }

    /// Ends what runs and waits for the threads. Not to be called by one of them.
    void stop() {
        work_.reset();
        context_.stop();
        for (std::thread& t : threads_)
            if (t.joinable()) t.join();
        context_.restart();
        context_.poll();  // what was posted before, connections that close among it, still happens
    }

private:
    boost::asio::io_context context_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
    std::vector<std::thread> threads_;
};

}  // namespace slipway::net
