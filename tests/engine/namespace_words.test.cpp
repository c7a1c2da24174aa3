// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/namespace_words.hpp>

#include <string>

#include <catch2/catch.hpp>

#include <slipway/engine/inspect_container.hpp>

#include "engine_machine.hpp"

namespace namespace_words_test {

using namespace slipway;
using support::engine_machine;
using owner = runtime::namespace_choice;

TEST_CASE("namespaces are chosen in the words of docker and podman") {
    engine::container_options o;
    engine::set_pid_mode(o, "container:one");
    CHECK(o.pid == owner{.whose = owner::container, .key = "one"});
    engine::set_pid_mode(o, "host");
    CHECK(o.pid.whose == owner::machine);
    for (const char* own : {"", "private"}) {
        engine::set_pid_mode(o, own);
        CHECK(o.pid == owner());
    }
    for (const char* wrong : {"container:", "hosts", "shareable", "ns:/proc/1/ns/pid"})
        CHECK_THROWS_WITH(engine::set_pid_mode(o, wrong),
                          Catch::Contains("does not say whose processes"));
    engine::set_ipc_mode(o, "shareable");
    CHECK((o.ipc == owner() && o.shareable_ipc && !o.no_shared_memory));
    engine::set_ipc_mode(o, "none");
    CHECK((o.ipc == owner() && !o.shareable_ipc && o.no_shared_memory));
    engine::set_ipc_mode(o, "host");
    CHECK((o.ipc.whose == owner::machine && !o.no_shared_memory));
    CHECK_THROWS_WITH(engine::set_ipc_mode(o, "mine"),
                      Catch::Contains("'mine' does not say whose IPC a container has"));
    engine::set_uts_mode(o, "host");
    CHECK(engine::mode_in_words(o.uts) == "host");
    CHECK_NOTHROW(engine::check_users_mode("host"));
    CHECK_THROWS_WITH(engine::check_users_mode("auto"), Catch::Contains("'auto' cannot be had"));
}

TEST_CASE("containers join others by name, and are told of them by id") {
    engine_machine m;
    const auto one =
        m.starts("one", "echo from one >/dev/shm/given; exec sleep 1000", {.shareable_ipc = true});
    const auto joins = [](const std::string& name) {
        return owner{.whose = owner::container, .key = name};
    };
    const bool isolated = ::geteuid() == 0;
    if (isolated) {
        const auto two = m.starts(
            "two",
            "while ! cat /dev/shm/given; do usleep 20000; done; readlink /proc/self/ns/pid; exec sleep 1000",
            {.pid = joins("one"), .ipc = joins(one.id.substr(0, 12)), .uts = joins("one")});
        CHECK(engine::inspect(two)["HostConfig"]["PidMode"] == "container:" + one.id);
        CHECK(engine::inspect(two)["HostConfig"]["IpcMode"] == "container:" + one.id);
        CHECK(two.pod.hostname == one.pod.hostname);
        CHECK(engine::inspect(one)["HostConfig"]["IpcMode"] == "shareable");
        CHECK(support::eventually(
            [&] { return m.containers->read_log(two, 0, 10).entries.size() == 2; }));
        CHECK(m.containers->read_log(two, 0, 10).entries.at(0).text == "from one");
        m.containers->stop(two, std::chrono::milliseconds(0));
        m.containers->stop(one, std::chrono::milliseconds(0));
        CHECK_THROWS_WITH(
            m.containers->start(two),
            "container two joins container one, which does not run: start that first");
        m.containers->start(one);
        m.containers->start(two);  // with the processes that it has now
        CHECK(m.containers->get("two").phase == engine::container_phase::running);
        m.containers->remove(one, true);
        m.containers->stop(two, std::chrono::milliseconds(0));
        CHECK_THROWS_WITH(m.containers->start(two), Catch::Contains("which is no more"));
    }
    const auto create = [&](engine::container_options o) {
        return m.containers->create(m.images->get("busybox"), "busybox", o);
    };
    const auto closed = create({.name = "closed"});
    CHECK_THROWS_WITH(
        create({.ipc = joins("closed")}),
        "container closed has its IPC for itself: others can join it where it was made shareable (--ipc shareable; in a program container_options::shareable_ipc)");
    CHECK_THROWS_WITH(create({.pid = joins("nobody")}), "there is no container nobody");
    CHECK_THROWS_WITH(create({.hostname = "x", .uts = {.whose = owner::machine}}),
                      Catch::Contains("cannot be given 'x' as its own"));
    CHECK_THROWS_WITH(create({.limits = {.cpus = "0-"}}),
                      Catch::Contains("'0-' is no list of CPUs"));
    CHECK_THROWS_WITH(m.containers->update(closed, {.memory_nodes = "x"}),
                      Catch::Contains("no list of nodes of memory"));
}

}  // namespace namespace_words_test
