// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cluster/pod_logs.hpp>

#include <atomic>
#include <mutex>

#include <catch2/catch.hpp>

#include <slipway/apiserver/server.hpp>
#include <slipway/runtime/memory.hpp>
#include <slipway/store/memory.hpp>
#include <support/eventually.hpp>

namespace pod_logs_test {

using namespace slipway;
using support::eventually;

namespace {

/// An API server and a runtime, and what an agent would say of a pod's containers.
struct world {
    world() {
        api::Namespace ns;
        ns.metadata.name = "ns";
        api.create(ns);
        r.run_sandbox("sandbox", {});
    }
    api::Pod add_pod(std::vector<const char*> containers) {
        api::Pod p;
        p.metadata.name = "web";
        p.metadata.namespace_ = "ns";
        for (const char* name : containers) {
            api::Container c;
            c.name = name;
            c.image = "web:1";
            p.spec.containers.push_back(c);
        }
        return api.create(p);
    }
    void create(const std::string& key, std::vector<std::string> lines) {
        runtime::container_spec spec;
        spec.name = "app";
        spec.command = std::move(lines);
        r.create_container("sandbox", key, spec);
    }
    void runs(const std::string& key, std::vector<std::string> lines) {
        create(key, std::move(lines));
        r.start_container(key);
    }
    /// The status of a container that is, or was, there under these keys.
    void is_known_as(const std::string& now, const std::string& before = {}) {
        auto p = api.get<api::Pod>("ns", "web");
        api::ContainerStatus s;
        s.name = "app";
        s.image = "web:1";
        s.imageID = "";
        s.ready = false;
        s.restartCount = 0;
        if (!now.empty()) s.containerID = "slipway://" + now;
        else s.state.emplace().waiting.emplace().reason = "ContainerCreating";
        if (!before.empty()) {
            auto& t = s.lastState.emplace().terminated.emplace();
            t.exitCode = 1;
            t.containerID = "slipway://" + before;
        }
        p.status.containerStatuses = {s};
        api.update_status(p);
    }
    std::string read(apiserver::log_request request = {}) {
        request.namespace_ = "ns";
        request.pod = "web";
        std::string all;
        bool done = false;
        const auto open = cluster::pod_logs(api, runtime::any_runtime::of(r))(request)(
            [&](std::string_view s) { return all += s, true; }, [&] { done = true; });
        CHECK(done);
        return all;
    }

    core::system_time time;
    core::random_source random{1};
    store::memory store;
    apiserver::server server{store, time, random, {}};
    client::client api{server};
    /// A container writes the words of its command, and runs until it is stopped.
    runtime::memory r{[](const runtime::container_spec&, const std::vector<std::string>& command) {
        return runtime::pretended_run{command, {}, {}};
    }};
};

}  // namespace

TEST_CASE("a log is read whole, or from its end, or its beginning") {
    world w;
    w.add_pod({"app"});
    w.runs("c", {"one", "two", "three"});
    w.r.stop_container("c", {});
    w.is_known_as("c");
    CHECK(w.read() == "one\ntwo\nthree\n");
    CHECK(w.read({.container = "app"}) == "one\ntwo\nthree\n");
    CHECK(w.read({.tail_lines = 2}) == "two\nthree\n");
    CHECK(w.read({.tail_lines = 0}).empty());
    CHECK(w.read({.tail_lines = 99}) == "one\ntwo\nthree\n");
    CHECK(w.read({.limit_bytes = 5}) == "one\nt");
    CHECK(w.read({.since_seconds = 3600}) == "one\ntwo\nthree\n");
}

TEST_CASE("a log of many pages comes whole and in order") {
    world w;
    w.add_pod({"app"});
    std::vector<std::string> lines;
    std::string all;
    for (int i = 0; i < 3000; ++i) all += lines.emplace_back(std::to_string(i)) + '\n';
    w.runs("c", lines);
    w.is_known_as("c");
    CHECK(w.read() == all);
    CHECK(w.read({.tail_lines = 1}) == "2999\n");
}

TEST_CASE("time stamps stand before the lines") {
    world w;
    w.add_pod({"app"});
    w.runs("c", {"hello"});
    w.is_known_as("c");
    const std::string line = w.read({.timestamps = true});
    REQUIRE(line.find(' ') != line.npos);
    CHECK(line.substr(line.find(' ')) == " hello\n");
    CHECK(std::chrono::abs(core::parse_rfc3339(line.substr(0, line.find(' '))) -
                           core::system_time().wall()) < std::chrono::minutes(1));
}

TEST_CASE("who follows gets what is written until the container ends") {
    world w;
    w.add_pod({"app"});
    w.create("c", {"one", "two"});
    w.is_known_as("c");
    std::mutex mutex;
    std::string all;
    std::atomic<bool> done = false;
    const auto following = cluster::pod_logs(
        w.api, runtime::any_runtime::of(w.r))({.namespace_ = "ns", .pod = "web", .follow = true})(
        [&](std::string_view s) {
            std::lock_guard lock(mutex);
            all += s;
            return true;
        },
        [&] { done = true; });
    CHECK_FALSE(done);
    w.r.start_container("c");
    CHECK(eventually([&] {
        std::lock_guard lock(mutex);
        return all == "one\ntwo\n";
    }));
    CHECK_FALSE(done);
    w.r.stop_container("c", {});
    CHECK(eventually([&] { return done.load(); }));
}

TEST_CASE("the log of the instance before is there too") {
    world w;
    w.add_pod({"app"});
    w.runs("c_0", {"old"});
    w.runs("c_1", {"new"});
    w.is_known_as("c_1", "c_0");
    CHECK(w.read() == "new\n");
    CHECK(w.read({.previous = true}) == "old\n");
}

TEST_CASE("what has no log is told in the API server's words") {
    world w;
    CHECK_THROWS_WITH(w.read(), "pods \"web\" not found");
    w.add_pod({"app", "side"});
    CHECK_THROWS_WITH(w.read(),
                      "a container name must be specified for pod web, choose one of: [app side]");
    CHECK_THROWS_WITH(w.read({.container = "other"}), "container other is not valid for pod web");
    w.is_known_as("");
    CHECK_THROWS_WITH(w.read({.container = "app"}),
                      "container \"app\" in pod \"web\" is waiting to start: ContainerCreating");
    CHECK_THROWS_WITH(w.read({.container = "app", .previous = true}),
                      "previous terminated container \"app\" in pod \"web\" not found");
    w.is_known_as("gone");
    CHECK_THROWS_WITH(w.read({.container = "app"}), "the log of pod \"web\" is not here any more");
}

}  // namespace pod_logs_test
