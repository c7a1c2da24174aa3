// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/parallel_for.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <stdexcept>
#include <stop_token>

#include <catch2/catch.hpp>

namespace parallel_for_test {

using namespace slipway;

TEST_CASE("parallel_for calls for each number once, on no more threads than wanted") {
    for (const std::size_t most :
         {std::size_t{0}, std::size_t{1}, std::size_t{3}, std::size_t{100}}) {
        std::array<std::atomic<int>, 20> calls{};
        std::atomic<std::size_t> now = 0, largest = 0;
        core::parallel_for(calls.size(), most, [&](std::size_t i, const std::stop_token&) {
            const std::size_t n = ++now;
            for (std::size_t seen = largest; seen < n && !largest.compare_exchange_weak(seen, n);) {
            }
            ++calls[i];
            --now;
        });
        for (const auto& n : calls) CHECK(n == 1);
        CHECK(largest >= 1);
        CHECK(largest <= std::max<std::size_t>(most, 1));
    }
    core::parallel_for(0, 4, [](std::size_t, const std::stop_token&) {
        throw std::runtime_error("there is nothing to call for");
    });
}

TEST_CASE("parallel_for has several under way at once") {
    std::mutex mutex;
    std::condition_variable changed;
    int here = 0;
    std::atomic<bool> met = true;
    core::parallel_for(3, 3, [&](std::size_t, const std::stop_token&) {
        std::unique_lock lock(mutex);
        ++here;
        changed.notify_all();
        if (!changed.wait_for(lock, std::chrono::seconds(20), [&] { return here == 3; }))
            met = false;
    });
    CHECK(met);
}

TEST_CASE(
    "the first failure of parallel_for asks the others to end, and is thrown when they have") {
    std::atomic<int> calls = 0, asked = 0;
    std::atomic<bool> waits = false;
    CHECK_THROWS_WITH(core::parallel_for(1000, 2,
                                         [&](std::size_t i, const std::stop_token& failed) {
                                             ++calls;
                                             if (i == 0) {
                                                 waits.wait(false);
                                                 throw std::runtime_error("first");
                                             }
                                             waits = true;
                                             waits.notify_all();
                                             std::mutex own;
                                             std::condition_variable_any never;
                                             std::unique_lock lock(own);
                                             never.wait_for(lock, failed, std::chrono::seconds(20),
                                                            [] { return false; });
                                             asked += failed.stop_requested();
                                             throw std::runtime_error("second");
                                         }),
                      "first");
    CHECK(calls == 2);
    CHECK(asked == 1);
}

}  // namespace parallel_for_test
