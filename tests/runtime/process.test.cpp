// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/process.hpp>

#include <fstream>

#include <catch2/catch.hpp>

#include <support/stocked_images.hpp>

#include "laws/interactive.hpp"
#include "laws/runtime.hpp"

namespace process_test {

using namespace slipway;
using namespace std::chrono_literals;
using support::eventually;

namespace {

bool alive(long pid) { return ::kill(static_cast<pid_t>(pid), 0) == 0; }

}  // namespace

TEST_CASE("plain child processes keep the laws of runtimes") {
    support::stocked_images images;
    runtime::process r(images.files / "run");
    const auto specify = [&](std::vector<std::string> command) {
        return images.spec(std::move(command));
    };
    laws::runtime_laws(runtime::any_runtime::of(r), specify);
    laws::interactive_laws(r, specify);
}

TEST_CASE("a process finds its pod's address, and leaves nothing behind") {
    support::stocked_images images;
    long pid = 0;
    {
        runtime::process r(images.files / "run");
        const auto pod = r.run_sandbox("pod", {.hostname = "pod"});
        r.create_container(
            "pod", "c",
            images.spec(
                {"sh", "-c", "echo $SLIPWAY_POD_IP; echo oops >&2; sleep 1000 & sleep 1000"}));
        r.start_container("c");
        REQUIRE(eventually([&] { return r.read_log("c", 0, 10).entries.size() == 2; }));
        std::vector<std::string> seen;
        for (const auto& e : r.read_log("c", 0, 10).entries)
            seen.push_back((e.stream == runtime::output::out ? "out " : "err ") + e.text);
        std::sort(seen.begin(), seen.end());
        CHECK(seen == std::vector<std::string>{"err oops", "out " + pod.ip});
        CHECK(pod.ip.starts_with("127."));
        pid = r.container("c")->pid;
        CHECK(alive(pid));
        CHECK_THROWS_WITH(runtime::process(images.files / "run"),
                          Catch::Contains("another program runs containers in"));
    }
    CHECK_FALSE(alive(pid));
    CHECK(std::filesystem::is_empty(images.files / "run/containers"));
    CHECK(std::filesystem::is_empty(images.files / "run/logs"));
}

TEST_CASE("what plain processes cannot have is refused") {
    support::stocked_images images;
    runtime::process r(images.files / "run");
    CHECK(laws::refusal([&] { r.run_sandbox("alone", {.no_network = true}); }) ==
          core::reason::invalid);
    CHECK(laws::refusal([&] {
              r.run_sandbox("several",
                            {.more_networks = {{.directory = "/nowhere", .name = "front"}}});
          }) == core::reason::invalid);
    CHECK(laws::refusal([&] { r.run_sandbox("inside", {.no_way_out = true}); }) ==
          core::reason::invalid);
    CHECK(laws::refusal([&] { r.run_sandbox("named", {.domain_name = "example.com"}); }) ==
          core::reason::invalid);
    CHECK(r.sandboxes().empty());
    r.run_sandbox("pod", {});
    auto spec = images.spec({"true"});
    spec.init = true;
    CHECK(laws::refusal([&] { r.create_container("pod", "c", spec); }) == core::reason::invalid);
    spec.init = false;
    spec.time_zone = "UTC";
    CHECK(laws::refusal([&] { r.create_container("pod", "c", spec); }) == core::reason::invalid);
    CHECK(r.containers().empty());
}

TEST_CASE("a stop signal gets its time, and then all processes end") {
    support::stocked_images images;
    runtime::process r(images.files / "run");
    r.run_sandbox("pod", {.hostname = "pod"});
    r.create_container(
        "pod", "polite",
        images.spec({"sh", "-c", "trap 'echo bye; exit 7' TERM; sleep 1000 & echo ready; wait"}));
    r.start_container("polite");
    REQUIRE(eventually([&] { return r.read_log("polite", 0, 10).entries.size() == 1; }));
    r.stop_container("polite", 10s);
    CHECK(r.container("polite")->exit_code == 7);
    CHECK(
        laws::log_of(*std::make_unique<runtime::any_runtime>(runtime::any_runtime::of(r)), "polite")
            .back() == "bye");

    r.create_container(
        "pod", "deaf",
        images.spec({"sh", "-c", "trap '' TERM; echo ready; while true; do sleep 0.01; done"}));
    r.start_container("deaf");
    REQUIRE(eventually([&] { return r.read_log("deaf", 0, 10).entries.size() == 1; }));
    r.stop_container("deaf", 50ms);
    CHECK(r.container("deaf")->signal == SIGKILL);
}

TEST_CASE("nothing that a container writes is older than its start") {
    support::stocked_images images;
    runtime::process r(images.files / "run");
    r.run_sandbox("pod", {});
    for (int i = 0; i < 100; ++i) {
        const std::string key = "c" + std::to_string(i);
        r.create_container("pod", key, images.spec({"echo", "early"}));
        r.start_container(key);
        REQUIRE(eventually([&] { return r.read_log(key, 0, 1).entries.size() == 1; }));
        REQUIRE(r.read_log(key, 0, 1).entries[0].time >= r.container(key)->started);
    }
}

TEST_CASE("long and unfinished lines are entries too") {
    support::stocked_images images;
    runtime::process r(images.files / "run");
    r.run_sandbox("pod", {.hostname = "pod"});
    r.create_container(
        "pod", "c",
        images.spec({"sh", "-c", "head -c 20000 /dev/zero | tr '\\0' x; echo; printf end"}));
    r.start_container("c");
    REQUIRE(
        eventually([&] { return r.container("c")->state == runtime::container_state::exited; }));
    const auto page = r.read_log("c", 0, 10);
    REQUIRE(page.entries.size() == 3);
    CHECK(page.entries[0].partial);
    CHECK(page.entries[0].text.size() == 16 * 1024);
    CHECK(page.entries[1].text.size() == 20000 - 16 * 1024);
    CHECK(page.entries[2].text == "end");
    CHECK(r.read_log("c", page.next, 10).entries.empty());
    CHECK(r.read_log("c", 0, 1).entries.size() == 1);
}

}  // namespace process_test
