// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/controller/work_queue.hpp>

#include <atomic>
#include <thread>

#include <catch2/catch.hpp>

namespace work_queue_test {

using namespace std::chrono_literals;
using slipway::controller::work_queue;

namespace {

/// Time that moves only when it is told to; waiting moves it to the end of the wait.
class jumping_time final : public slipway::core::time_source {
public:
    wall_time wall() override { return wall_time(now_.load().time_since_epoch()); }
    steady_time now() override { return now_; }
    bool wait(std::unique_lock<std::mutex>& lock, std::condition_variable_any& changed,
              std::stop_token stop, steady_time until,
              const std::function<bool()>& ready) override {
        if (ready()) return true;
        if (until == steady_time::max()) return changed.wait(lock, stop, ready);
        now_ = until;
        return ready();
    }
    void pass(duration d) { now_ = now_.load() + d; }

private:
    std::atomic<steady_time> now_{steady_time{}};
};

}  // namespace

TEST_CASE("a key added twice is given once, and keys come in order") {
    jumping_time time;
    work_queue q(time);
    q.add("a");
    q.add("b");
    q.add("a");
    CHECK(q.size() == 2);
    CHECK(q.get() == "a");
    CHECK(q.get() == "b");
    CHECK(q.size() == 0);
}

TEST_CASE("a key added while it is worked on is given again, and not before") {
    jumping_time time;
    work_queue q(time);
    q.add("a");
    REQUIRE(q.get() == "a");
    q.add("a");
    q.add("a");
    CHECK(q.size() == 0);
    q.done("a");
    CHECK(q.size() == 1);
    CHECK(q.get() == "a");
    q.done("a");
    CHECK(q.idle());
}

TEST_CASE("of several delays the shortest counts") {
    jumping_time time;
    work_queue q(time);
    q.add_after("a", 10s);
    q.add_after("a", 2s);
    q.add_after("a", 5s);
    const auto start = time.now();
    REQUIRE(q.get() == "a");
    CHECK(time.now() - start == 2s);
    q.done("a");
    CHECK(q.idle());
}

TEST_CASE("delays of failing keys double up to the limit, until they are forgotten") {
    jumping_time time;
    work_queue q(time, {.first = 5ms, .most = 15ms});
    for (const auto expected : {5ms, 10ms, 15ms, 15ms}) {
        const auto start = time.now();
        q.add_rate_limited("a");
        REQUIRE(q.get() == "a");
        CHECK(time.now() - start == expected);
        q.done("a");
    }
    CHECK(q.failures("a") == 4);
    q.forget("a");
    const auto start = time.now();
    q.add_rate_limited("a");
    REQUIRE(q.get() == "a");
    CHECK(time.now() - start == 5ms);
}

TEST_CASE(
    "a queue that is shut down gives what is ready, drops what is delayed, and takes nothing") {
    jumping_time time;
    work_queue q(time);
    q.add("a");
    q.add_after("b", 1s);
    q.shut_down();
    q.add("c");
    CHECK(q.get() == "a");
    CHECK(q.get() == std::nullopt);
}

TEST_CASE("waiting ends when it is stopped") {
    slipway::core::system_time time;
    work_queue q(time);
    std::optional<std::string> given = "none";
    std::jthread waiting([&](std::stop_token stop) { given = q.get(stop); });
    waiting.request_stop();
    waiting.join();
    CHECK(given == std::nullopt);
}

TEST_CASE("no key is worked on by two, and none is lost") {
    slipway::core::system_time time;
    work_queue q(time);
    constexpr int keys = 20, rounds = 500;
    std::atomic<int> inside[keys]{};
    std::atomic<int> last_seen[keys]{};
    std::atomic<int> latest[keys]{};
    std::atomic<bool> doubled{false};
    std::vector<std::jthread> workers;
    for (int i = 0; i < 4; ++i)
        workers.emplace_back([&] {
            while (auto key = q.get()) {
                const auto n = static_cast<std::size_t>(std::stoi(*key));
                if (++inside[n] != 1) doubled = true;
                last_seen[n] = latest[n].load();
                --inside[n];
                q.done(*key);
            }
        });
    for (int r = 1; r <= rounds; ++r)
        for (std::size_t k = 0; k < keys; ++k) {
            latest[k] = r;
            q.add(std::to_string(k));
        }
    while (!q.idle()) std::this_thread::yield();
    q.shut_down();
    workers.clear();
    CHECK_FALSE(doubled);
    for (std::size_t k = 0; k < keys; ++k) CHECK(last_seen[k] == rounds);
}

}  // namespace work_queue_test
