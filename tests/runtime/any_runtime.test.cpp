// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/any_runtime.hpp>

#include <catch2/catch.hpp>

#include <slipway/runtime/memory.hpp>

#include "laws/runtime.hpp"

namespace any_runtime_test {

using namespace slipway;

namespace {

runtime::container_spec sleeping() {
    runtime::container_spec made;
    made.name = "c";
    made.command = {"sleep"};
    return made;
}

}  // namespace

TEST_CASE("a runtime of any kind is a runtime, and copies are one") {
    static_assert(runtime::runtime<runtime::any_runtime>);
    const auto held = std::make_shared<runtime::memory>();
    runtime::any_runtime one(held), other = one;
    one.run_sandbox("pod", {.hostname = "web"});
    one.create_container("pod", "c", sleeping());
    other.start_container("c");
    CHECK(held->container("c")->state == runtime::container_state::running);
    CHECK(other.sandbox("pod")->hostname == "web");
    CHECK(other.info().name == "memory");
    other.remove_sandbox("pod");
    CHECK(one.containers().empty());
    CHECK(one.sandboxes().empty());
}

TEST_CASE("the last copy takes the runtime along, unless it never owned it") {
    auto held = std::make_shared<runtime::memory>();
    const std::weak_ptr<runtime::memory> seen = held;
    {
        const runtime::any_runtime one(std::move(held)), copy = one;
        CHECK_FALSE(seen.expired());
    }
    CHECK(seen.expired());
    runtime::memory mine;
    {
        runtime::any_runtime::of(mine).run_sandbox("pod", {});
    }
    CHECK(mine.sandboxes().size() == 1);
}

TEST_CASE("what the runtime throws comes through, and what it tells") {
    runtime::memory mine;
    runtime::any_runtime any = runtime::any_runtime::of(mine);
    CHECK_THROWS_AS(any.start_container("absent"), status_error);
    CHECK_THROWS_AS(any.create_container("absent", "c", sleeping()), status_error);
    std::atomic<int> exits = 0;
    const auto events = any.subscribe([&](const runtime::event& e) {
        exits += e.kind == runtime::event_kind::exited && e.container == "c";
    });
    any.run_sandbox("pod", {});
    any.create_container("pod", "c", sleeping());
    any.start_container("c");
    any.signal("c", 15);
    CHECK(support::eventually([&] { return exits == 1; }));
    CHECK(any.container("c")->exit_code == 143);
}

TEST_CASE("what a container changes is told where the runtime keeps it, and refused elsewhere") {
    runtime::memory mine;
    CHECK_THROWS_WITH(runtime::any_runtime::of(mine).changes("c"),
                      "the runtime \"memory\" does not keep apart what a container changes");
}

}  // namespace any_runtime_test
