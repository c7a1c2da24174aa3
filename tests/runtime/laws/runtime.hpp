// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/runtime/any_runtime.hpp>

#include <support/eventually.hpp>
#include <support/refusal.hpp>

/// What every runtime must hold to. `spec(command)` makes a container of an image that has `echo`,
/// `sleep`, `true` and `sh -c "exit N"`.
namespace laws {

using namespace slipway;
using namespace std::chrono_literals;
using support::refusal;
using specify = std::function<runtime::container_spec(std::vector<std::string>)>;

inline std::vector<std::string> log_of(runtime::any_runtime& r, const std::string& key) {
    std::vector<std::string> made;
    for (const auto& e : r.read_log(key, 0, 1000).entries) made.push_back(e.text);
    return made;
}

inline void sandboxes(runtime::any_runtime r, const specify& spec) {
    const auto made = r.run_sandbox("pod1", {.hostname = "one"});
    CHECK(made.key == "pod1");
    CHECK_FALSE(made.ip.empty());
    CHECK(r.run_sandbox("pod1", {.hostname = "one"}).ip == made.ip);  // again: the same
    const auto other = r.run_sandbox("pod2", {.hostname = "two"});
    CHECK(other.ip != made.ip);
    CHECK(r.sandboxes().size() == 2);
    CHECK(r.sandbox("pod1")->hostname == "one");
    CHECK_FALSE(r.sandbox("pod3"));
    CHECK(refusal([&] { r.create_container("pod3", "c", spec({"true"})); }) ==
          core::reason::not_found);
    r.create_container("pod1", "pod1_c", spec({"sleep", "1000"}));
    r.start_container("pod1_c");
    r.remove_sandbox("pod1");  // with all that is in it
    CHECK_FALSE(r.sandbox("pod1"));
    CHECK_FALSE(r.container("pod1_c"));
    r.remove_sandbox("pod1");
    r.remove_sandbox("pod2");
    CHECK(r.sandboxes().empty());
}

inline void life(runtime::any_runtime r, const specify& spec) {
    r.run_sandbox("pod", {.hostname = "pod"});
    CHECK(r.create_container("pod", "c", spec({"echo", "hello", "world"})).state ==
          runtime::container_state::created);
    r.create_container("pod", "c", spec({"echo", "hello", "world"}));
    CHECK(r.containers().size() == 1);
    CHECK(refusal([&] { r.exec("c", {"true"}, 1s); }) ==
          core::reason::conflict);  // it does not run yet
    r.start_container("c");
    REQUIRE(support::eventually(
        [&] { return r.container("c")->state == runtime::container_state::exited; }));
    const auto ended = r.container("c").value();
    CHECK(ended.exit_code == 0);
    CHECK(ended.signal == 0);
    CHECK(ended.finished >= ended.started);
    CHECK(ended.started >= ended.created);
    CHECK(log_of(r, "c") == std::vector<std::string>{"hello world"});
    CHECK(refusal([&] { r.start_container("c"); }) ==
          core::reason::conflict);  // a new run is a new container
    r.signal("c", 15);
    r.stop_container("c", 1s);
    r.remove_container("c");
    r.remove_container("c");
    CHECK_FALSE(r.container("c"));
    CHECK(refusal([&] { r.start_container("c"); }) == core::reason::not_found);
    CHECK(refusal([&] { r.read_log("c", 0, 1); }) == core::reason::not_found);

    r.create_container("pod", "d", spec({"sh", "-c", "exit 3"}));
    r.start_container("d");
    CHECK(support::eventually([&] { return r.container("d")->exit_code == 3; }));
    r.remove_sandbox("pod");
}

inline void stopping(runtime::any_runtime r, const specify& spec) {
    r.run_sandbox("pod", {.hostname = "pod"});
    std::mutex mutex;
    std::vector<std::string> exits;
    auto watching = r.subscribe([&](const runtime::event& e) {
        std::lock_guard lock(mutex);
        if (e.kind == runtime::event_kind::exited)
            exits.push_back(e.container + " of " + e.sandbox);
    });
    r.create_container("pod", "c", spec({"sleep", "1000"}));
    r.start_container("c");
    r.start_container("c");  // it runs
    CHECK(r.container("c")->state == runtime::container_state::running);
    r.stop_container("c", 0s);
    CHECK(r.container("c")->state == runtime::container_state::exited);
    CHECK(r.container("c")->exit_code == 137);
    CHECK(r.container("c")->signal == 9);
    r.stop_container("c", 0s);
    r.stop_container("unknown", 0s);
    CHECK(support::eventually([&] {
        std::lock_guard lock(mutex);
        return exits == std::vector<std::string>{"c of pod"};
    }));
    watching.stop();
    r.remove_sandbox("pod");
}

inline void executing(runtime::any_runtime r, const specify& spec) {
    r.run_sandbox("pod", {.hostname = "pod"});
    r.create_container("pod", "c", spec({"sleep", "1000"}));
    r.start_container("c");
    CHECK(r.exec("c", {"echo", "inside"}, 10s).out == "inside\n");
    CHECK(r.exec("c", {"sh", "-c", "exit 3"}, 10s).exit_code == 3);
    CHECK(r.exec("c", {"sleep", "1000"}, 50ms).timed_out);
    CHECK(refusal([&] { r.exec("c", {}, 1s); }) == core::reason::invalid);
    CHECK(refusal([&] { r.exec("c", {"no-such-program"}, 1s); }) == core::reason::invalid);
    CHECK(refusal([&] { r.exec("nothing", {"true"}, 1s); }) == core::reason::not_found);
    CHECK(r.container("c")->state == runtime::container_state::running);
    r.remove_sandbox("pod");
}

inline void failing(runtime::any_runtime r, const specify& spec) {
    r.run_sandbox("pod", {.hostname = "pod"});
    r.create_container("pod", "c", spec({"no-such-program"}));
    CHECK(refusal([&] { r.start_container("c"); }) == core::reason::invalid);
    const auto c = r.container("c").value();
    CHECK(c.state == runtime::container_state::exited);
    CHECK(c.exit_code == 128);
    CHECK(c.message == "exec: \"no-such-program\": executable file not found in $PATH");
    CHECK(refusal([&] { r.create_container("pod", "d", spec({})); }) == core::reason::invalid);
    CHECK_FALSE(r.container("d"));
    r.run_sandbox("other", {.hostname = "other"});
    CHECK(refusal([&] { r.create_container("other", "c", spec({"true"})); }) ==
          core::reason::conflict);
    r.remove_sandbox("pod");
    r.remove_sandbox("other");
}

inline void runtime_laws(const runtime::any_runtime& r, const specify& spec) {
    CHECK_FALSE(runtime::any_runtime(r).info().name.empty());
    sandboxes(r, spec);
    life(r, spec);
    stopping(r, spec);
    executing(r, spec);
    failing(r, spec);
}

}  // namespace laws
