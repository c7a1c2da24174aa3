// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/controller/manager.hpp>

#include <atomic>

#include <catch2/catch.hpp>

#include "world.hpp"

namespace manager_test {

namespace {

namespace api = slipway::api;
namespace core = slipway::core;
using support::eventually;

/// Writes down what happens to it.
class part final : public slipway::controller::runnable {
public:
    part(std::string& told, char name) : told_(told), name_(name) {}
    void start() override { (told_ += '+') += name_; }
    void stop() override { (told_ += '-') += name_; }
    bool idle() const override { return rests; }

    bool rests = true;

private:
    std::string& told_;
    char name_;
};

}  // namespace

TEST_CASE(
    "there is one informer of a kind, as structs and as documents, and none before it is asked for") {
    support::managed w;
    CHECK(w.manager.known<api::ConfigMap>() == nullptr);
    auto& maps = w.manager.informer<api::ConfigMap>();
    CHECK(&w.manager.informer<api::ConfigMap>() == &maps);
    CHECK(w.manager.known<api::ConfigMap>() == &maps);
    auto& documents = w.manager.documents(api::resource_of<api::ConfigMap>);
    CHECK(&w.manager.documents(api::resource_of<api::ConfigMap>) == &documents);
    CHECK(&w.manager.documents(api::resource_of<api::Secret>) != &documents);
    w.client.create(w.map("a"));
    w.manager.start();
    CHECK(eventually([&] { return maps.get("ns", "a") && documents.get("ns", "a"); }));
    CHECK((*documents.get("ns", "a"))["metadata"]["name"] == "a");
}

TEST_CASE("an informer that is asked for while all runs begins to follow") {
    support::managed w;
    w.client.create(w.map("a"));
    w.manager.start();
    auto& maps = w.manager.informer<api::ConfigMap>();
    REQUIRE(eventually([&] { return maps.synced(); }));
    CHECK(maps.by(slipway::controller::by_namespace, "ns").size() == 1);
}

TEST_CASE("parts start in order, also late ones, and stop in the opposite order, once") {
    std::string told;
    support::managed w;
    w.manager.add(std::make_shared<part>(told, 'a'));
    w.manager.add(std::make_shared<part>(told, 'b'));
    CHECK(told.empty());
    w.manager.start();
    w.manager.start();
    w.manager.add(std::make_shared<part>(told, 'c'));
    CHECK(told == "+a+b+c");
    CHECK_FALSE(w.manager.stopping().stop_requested());
    w.manager.stop();
    w.manager.stop();
    CHECK(told == "+a+b+c-c-b-a");
    CHECK(w.manager.stopping().stop_requested());
}

TEST_CASE("a manager is idle when all its parts are") {
    std::string told;
    support::managed w;
    const auto busy = std::make_shared<part>(told, 'a');
    w.manager.add(std::make_shared<part>(told, 'b'));
    w.manager.add(busy);
    CHECK(w.manager.idle());
    busy->rests = false;
    CHECK_FALSE(w.manager.idle());
}

TEST_CASE("waiting for the first lists ends when all are there, or when it is stopped") {
    std::atomic<bool> refused{true};
    support::managed w;
    w.server.before = [&](const std::string& verb, const api::target& at) {
        if (verb == "list" && at.kind->plural == "secrets" && refused)
            throw core::status_error(core::reason::forbidden, "no");
    };
    w.manager.informer<api::ConfigMap>();
    w.manager.informer<api::Secret>();
    w.manager.start();
    REQUIRE(eventually([&] { return w.manager.informer<api::ConfigMap>().synced(); }));
    std::atomic<int> answer{-1};
    std::jthread waiting([&](std::stop_token stop) { answer = w.manager.wait_for_sync(stop); });
    waiting.request_stop();
    waiting.join();
    CHECK(answer == 0);
    refused = false;
    CHECK(w.manager.wait_for_sync({}));
    CHECK(w.manager.informer<api::Secret>().synced());
}

}  // namespace manager_test
