// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/controller/loop.hpp>

#include <atomic>
#include <mutex>

#include <catch2/catch.hpp>

#include "world.hpp"

namespace loop_test {

namespace {

namespace api = slipway::api;
namespace core = slipway::core;
using namespace std::chrono_literals;
using slipway::controller::loop;
using slipway::controller::outcome;
using support::eventually;

struct world : support::managed {
    std::shared_ptr<loop> work = std::make_shared<loop>(manager, "work");

    void start(loop::work does) {
        work->does(std::move(does));
        manager.add(work);
        manager.start();
    }
};

}  // namespace

TEST_CASE("what fails is told and tried again, what conflicts is tried again only") {
    std::mutex mutex;
    std::vector<std::string> told;
    std::atomic<int> runs{0};
    world w;
    w.work->on_error([&](const std::string& key, const std::string& what) {
        std::lock_guard lock(mutex);
        told.push_back(key + ": " + what);
    });
    w.work->queue().add("a");
    w.start([&](const std::string&, std::stop_token) -> outcome {
        switch (++runs) {
            case 1: throw core::status_error(core::reason::conflict, "changed");
            case 2: throw core::status_error(core::reason::forbidden, "no");
            case 3: throw std::runtime_error("broken");
            default: return slipway::controller::done();
        }
    });
    REQUIRE(eventually([&] { return w.manager.idle(); }));
    CHECK(runs == 4);
    CHECK(w.work->counts().reconciles == 4);
    CHECK(w.work->counts().conflicts == 1);
    CHECK(w.work->counts().errors == 2);
    std::lock_guard lock(mutex);
    CHECK(told == std::vector<std::string>{"a: no", "a: broken"});
    CHECK(w.work->queue().failures("a") == 0);
}

TEST_CASE("work that asks for it runs again") {
    std::atomic<int> runs{0};
    world w;
    w.work->queue().add("a");
    w.start([&](const std::string&, std::stop_token) {
        return ++runs < 3 ? slipway::controller::after(1ms) : slipway::controller::done();
    });
    CHECK(eventually([&] { return runs == 3 && w.manager.idle(); }));
}

TEST_CASE("workers take different keys at the same time") {
    std::atomic<int> inside{0};
    world w;
    w.work->workers(3);
    for (const char* key : {"a", "b", "c"}) w.work->queue().add(key);
    std::atomic<int> met{0};
    w.start([&](const std::string&, std::stop_token) {
        ++inside;
        met += eventually([&] { return inside == 3; });
        return slipway::controller::done();
    });
    CHECK(eventually([&] { return met == 3; }));
}

TEST_CASE("nothing is worked on before the caches hold their first list") {
    std::atomic<bool> refused{true};
    std::atomic<int> lists{0}, runs{0};
    world w;
    w.server.before = [&](const std::string& verb, const api::target&) {
        if (verb != "list") return;
        ++lists;
        if (refused) throw core::status_error(core::reason::service_unavailable, "starting");
    };
    w.client.create(w.map("a"));
    auto& maps = w.manager.informer<api::ConfigMap>();
    w.work->queue().add("a");
    std::atomic<bool> saw{false};
    w.start([&](const std::string&, std::stop_token) {
        saw = maps.get("ns", "a") != nullptr;
        ++runs;
        return slipway::controller::done();
    });
    REQUIRE(eventually([&] { return lists > 2; }));
    CHECK(runs == 0);
    refused = false;
    REQUIRE(eventually([&] { return runs == 1; }));
    CHECK(saw);
}

TEST_CASE("stopping tells the work that runs, waits for it, and begins no other") {
    std::atomic<bool> begun{false}, ended{false};
    std::atomic<int> runs{0};
    world w;
    w.work->queue().add("a");
    w.start([&](const std::string&, std::stop_token stop) {
        ++runs;
        begun = true;
        ended = eventually([&] { return stop.stop_requested(); });
        return slipway::controller::after(0ns);
    });
    REQUIRE(eventually([&] { return begun.load(); }));
    w.manager.stop();
    CHECK(ended);
    CHECK(runs == 1);
}

}  // namespace loop_test
