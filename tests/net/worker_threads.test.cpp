// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/net/worker_threads.hpp>

#include <atomic>
#include <future>
#include <memory>

#include <catch2/catch.hpp>

#include <support/eventually.hpp>

namespace worker_threads_test {

using namespace slipway;
using support::eventually;

TEST_CASE("as many tasks run at once as there may be threads, the others after them") {
    std::promise<void> go;
    const std::shared_future<void> may_go = go.get_future().share();
    std::atomic<int> begun = 0, ended = 0;
    net::worker_threads workers(3);
    for (int i = 0; i < 10; ++i)
        workers.post([&, may_go] {
            ++begun;
            may_go.wait();
            ++ended;
        });
    CHECK(eventually([&] { return begun == 3; }));
    CHECK_FALSE(eventually([&] { return begun > 3; }, std::chrono::milliseconds(50)));
    go.set_value();
    CHECK(eventually([&] { return ended == 10; }));
}

TEST_CASE("the end waits for what runs, and drops what has not begun") {
    std::promise<void> go;
    std::atomic<bool> ran = false, other = false;
    const auto held = std::make_shared<int>(1);
    auto workers = std::make_unique<net::worker_threads>(1);
    std::promise<void> begun;
    workers->post([&] {
        begun.set_value();
        go.get_future().wait();
        ran = true;
    });
    begun.get_future().wait();
    workers->post([&, held] { other = true; });
    const auto ends = std::async(std::launch::async, [&] { workers.reset(); });
    CHECK(ends.wait_for(std::chrono::milliseconds(50)) == std::future_status::timeout);
    go.set_value();
    ends.wait();
    CHECK(ran);
    CHECK((!other && held.use_count() == 1));
}

}  // namespace worker_threads_test
