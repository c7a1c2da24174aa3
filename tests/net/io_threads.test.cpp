// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/net/io_threads.hpp>

#include <atomic>
#include <future>

#include <boost/asio/post.hpp>
#include <catch2/catch.hpp>

namespace io_threads_test {

using namespace slipway;
using namespace std::chrono_literals;

TEST_CASE("what is posted runs on another thread, though nothing else is to be done") {
    net::io_threads io;
    std::promise<std::thread::id> on;
    boost::asio::post(io.context(), [&] { on.set_value(std::this_thread::get_id()); });
    auto done = on.get_future();
    REQUIRE(done.wait_for(10s) == std::future_status::ready);
    CHECK(done.get() != std::this_thread::get_id());
}

TEST_CASE("several threads run at once") {
    net::io_threads io(2);
    std::promise<void> first, second;
    auto meet = [&](std::promise<void>& here, std::promise<void>& there) {
        here.set_value();
        return there.get_future().wait_for(10s) == std::future_status::ready;
    };
    std::promise<bool> one, other;
    boost::asio::post(io.context(), [&] { one.set_value(meet(first, second)); });
    boost::asio::post(io.context(), [&] { other.set_value(meet(second, first)); });
    CHECK(one.get_future().get());
    CHECK(other.get_future().get());
}

TEST_CASE("stopping waits for what runs, and what was posted before still happens") {
    net::io_threads io;
    std::promise<void> begun, go;
    std::atomic<bool> finished = false, happened = false;
    boost::asio::post(io.context(), [&] {
        begun.set_value();
        go.get_future().wait();
        finished = true;
    });
    boost::asio::post(io.context(), [&] { happened = true; });
    begun.get_future().wait();
    std::thread stopping([&] { io.stop(); });
    go.set_value();
    stopping.join();
    CHECK(finished);
    CHECK(happened);
    io.stop();  // twice is once
}

}  // namespace io_threads_test
