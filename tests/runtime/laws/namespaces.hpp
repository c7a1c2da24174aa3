// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include <unistd.h>

#include <slipway/core/read_file.hpp>
#include <slipway/runtime/any_runtime.hpp>

#include <support/eventually.hpp>
#include <support/refusal.hpp>

#include "runtime.hpp"
#include "surroundings.hpp"

/// Whose processes, IPC and host name containers have, where not their own.
namespace laws {

inline runtime::namespace_choice joins(const std::string& key) {
    return {.whose = runtime::namespace_choice::container, .key = key};
}
inline const runtime::namespace_choice machines{.whose = runtime::namespace_choice::machine};

inline std::string here(const std::string& kind) {
    return std::filesystem::read_symlink("/proc/self/ns/" + kind).string() + '\n';
}
inline std::string kind_in(runtime::any_runtime& r, const std::string& key,
                           const std::string& kind) {
    return said_in(r, key, "readlink /proc/self/ns/" + kind);
}
/// How many processes of this machine have that word in their command line.
inline int processes_with(const std::string& word) {
    int made = 0;
    for (const auto& each : std::filesystem::directory_iterator("/proc")) {
        const std::string words = core::read_file(each.path() / "cmdline").value_or("");
        made += words.find("sleep" + std::string(1, '\0') + word) != words.npos;
    }
    return made;
}

/// What is left of one that is among others ends with it, and nothing else does.
inline void among_others(runtime::any_runtime r, const specify& spec) {
    const std::string mark = "9" + std::to_string(::getpid()) + "7";
    r.run_sandbox("one", {.hostname = "one"});
    r.run_sandbox("two", {.hostname = "two"});
    r.create_container("one", "a", spec({"sh", "-c", "sleep " + mark + "1 & exec sleep 1000"}));
    auto s = spec({"sh", "-c", "setsid sleep " + mark + "2 & exec sleep 1000"});
    s.pid = joins("a");
    r.create_container("two", "b", s);
    CHECK(refusal([&] { r.start_container("b"); }) ==
          core::reason::conflict);  // it does not run yet
    r.remove_container("b");
    r.start_container("a");
    r.create_container("two", "b", s);
    r.start_container("b");
    REQUIRE(support::eventually(
        [&] { return processes_with(mark + "1") == 1 && processes_with(mark + "2") == 1; }));
    CHECK(kind_in(r, "b", "pid") == kind_in(r, "a", "pid"));
    CHECK(kind_in(r, "b", "pid") != here("pid"));
    CHECK(kind_in(r, "b", "mnt") != kind_in(r, "a", "mnt"));
    CHECK(said_in(r, "b",
                  "cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' '\\n' | grep -cx '" + mark +
                      "[1]'") == "1\n");
    r.stop_container("b", 0ms);
    CHECK(support::eventually([&] { return processes_with(mark + "2") == 0; }));
    CHECK(processes_with(mark + "1") == 1);
    CHECK(r.container("a")->state == runtime::container_state::running);
    r.remove_container("b");
    s.pid = machines;
    r.create_container("two", "b", s);
    r.start_container("b");
    REQUIRE(support::eventually([&] { return processes_with(mark + "2") == 1; }));
    CHECK(kind_in(r, "b", "pid") == here("pid"));
    CHECK(said_in(r, "b", "test -d /proc/" + std::to_string(::getpid()) + " && echo seen") ==
          "seen\n");
    r.remove_sandbox("two");
    CHECK(support::eventually([&] { return processes_with(mark + "2") == 0; }));
    r.run_sandbox("two", {.hostname = "two"});
    s.pid = joins("nobody");
    const auto joins_nobody = [&] {
        r.create_container("two", "c", s);
        r.start_container("c");
    };
    CHECK_THROWS_AS(joins_nobody(), status_error);
    r.remove_sandbox("two");
    r.remove_sandbox("one");
}

/// Files in memory that several containers see, and one host name.
inline void sharing(runtime::any_runtime r, const specify& spec) {
    r.run_sandbox("one", {.hostname = "one"});
    r.create_container("one", "a", spec({"sleep", "1000"}));
    r.start_container("a");
    CHECK(said_in(r, "a", "echo shared >/dev/shm/given") == "");
    const auto start = [&](const runtime::sandbox_spec& pod) {
        r.run_sandbox("two", pod);
        r.create_container("two", "b", spec({"sleep", "1000"}));
        r.start_container("b");
    };
    start({.hostname = "two", .ipc = joins("a")});
    CHECK(kind_in(r, "b", "ipc") == kind_in(r, "a", "ipc"));
    CHECK(kind_in(r, "b", "net") != kind_in(r, "a", "net"));
    CHECK(said_in(r, "b", "cat /dev/shm/given; rm /dev/shm/given; hostname") == "shared\ntwo\n");
    CHECK(said_in(r, "a", "ls /dev/shm") == "");
    r.remove_sandbox("two");
    start({.hostname = "two"});
    CHECK(kind_in(r, "b", "ipc") != kind_in(r, "a", "ipc"));
    CHECK(kind_in(r, "b", "ipc") != here("ipc"));
    r.remove_sandbox("two");
    char name[65] = {};
    REQUIRE(::gethostname(name, sizeof name - 1) == 0);
    start({.hostname = "two", .ipc = machines, .uts = machines});
    CHECK(kind_in(r, "b", "ipc") == here("ipc"));
    CHECK(kind_in(r, "b", "uts") == here("uts"));
    CHECK(said_in(r, "b", "hostname") == name + std::string("\n"));
    const std::string mark = "/dev/shm/slipway-law-" + std::to_string(::getpid());
    std::ofstream(mark) << "outside";
    CHECK(said_in(r, "b", "cat " + mark) == "outside");
    std::filesystem::remove(mark);
    r.remove_sandbox("two");
    CHECK_THROWS_AS(start({.hostname = "two", .ipc = joins("nobody")}), status_error);
    r.remove_sandbox("two");
    r.remove_sandbox("one");
}

/// Two pods in one network: what one serves on loopback, the other reaches there; it knows the same
/// names, and goes on when that one ends.
inline void one_network(runtime::any_runtime r, const specify& spec) {
    r.run_sandbox("one", {.hostname = "one"});
    r.create_container(
        "one", "a",
        spec({"sh", "-c", "echo served >/tmp/page; exec httpd -f -h /tmp -p 127.0.0.1:8080"}));
    const auto join = [&](runtime::sandbox_spec pod) {
        pod.hostname = "one";
        pod.network_of = joins("a");
        r.run_sandbox("two", pod);
    };
    CHECK(refusal([&] { join({}); }) == core::reason::conflict);  // it does not run yet
    r.start_container("a");
    join({});
    r.create_container("two", "b", spec({"sleep", "1000"}));
    r.start_container("b");
    CHECK(kind_in(r, "b", "net") == kind_in(r, "a", "net"));
    CHECK(kind_in(r, "b", "net") != here("net"));
    CHECK(kind_in(r, "b", "ipc") != kind_in(r, "a", "ipc"));
    CHECK(kind_in(r, "b", "mnt") != kind_in(r, "a", "mnt"));
    CHECK(support::eventually(
        [&] { return said_in(r, "b", "wget -q -O - http://127.0.0.1:8080/page") == "served\n"; }));
    for (const char* same :
         {"hostname", "ip -4 -o addr", "grep one /etc/hosts", "grep -v search /etc/resolv.conf"})
        CHECK(said_in(r, "b", same) == said_in(r, "a", same));
    r.stop_container("a", 0ms);
    CHECK(r.container("b")->state == runtime::container_state::running);
    CHECK(said_in(r, "b", "ip -o link show lo | grep -c UP") == "1\n");
    r.remove_sandbox("two");
    CHECK(refusal([&] { join({}); }) == core::reason::conflict);
    r.remove_sandbox("one");
    CHECK(refusal([&] { join({}); }) == core::reason::conflict);
    r.run_sandbox("one", {.hostname = "one"});
    r.create_container("one", "a", spec({"sleep", "1000"}));
    r.start_container("a");
    CHECK(refusal([&] { join({.ports = {{.port = 80}}}); }) == core::reason::invalid);
    CHECK_FALSE(r.sandbox("two"));
    r.remove_sandbox("one");
}

inline void namespaces(const runtime::any_runtime& r, const specify& spec) {
    among_others(r, spec);
    sharing(r, spec);
    one_network(r, spec);
}

/// On which CPUs a container runs. What this machine does not have is refused.
inline void which_cpus(runtime::any_runtime r, const specify& spec) {
    r.run_sandbox("pod", {.hostname = "pod"});
    auto s = spec({"sleep", "1000"});
    s.limits.cpus = "0";
    s.limits.memory_nodes = "0";
    r.create_container("pod", "c", s);
    r.start_container("c");
    CHECK(
        said_in(
            r, "c",
            "grep Cpus_allowed_list /proc/1/status | awk '{print $2}'; grep Mems_allowed_list /proc/self/status | awk '{print $2}'") ==
        "0\n0\n");
    for (const char* wrong : {"1-0", "a", "9000", "4000", "0,"}) {
        INFO(wrong);
        s.limits.cpus = wrong;
        CHECK(refusal([&] {
                  r.create_container("pod", "d", s);
                  r.start_container("d");
              }) == core::reason::invalid);
        r.remove_container("d");
    }
    r.remove_sandbox("pod");
}
template <class R>
void other_cpus(R& r, const specify& spec) {
    runtime::any_runtime any = runtime::any_runtime::of(r);
    const auto allowed = [&] {
        return said_in(any, "c", "grep Cpus_allowed_list /proc/1/status | awk '{print $2}'");
    };
    r.run_sandbox("pod", {.hostname = "pod"});
    r.create_container("pod", "c", spec({"sleep", "1000"}));
    r.start_container("c");
    const std::string before = allowed();
    r.update("c", {.cpus = "0"});
    CHECK(allowed() == "0\n");
    CHECK(refusal([&] { r.update("c", {.cpus = "4000"}); }) == core::reason::invalid);
    r.update("c", {});
    CHECK(allowed() == before);
    r.remove_sandbox("pod");
}

}  // namespace laws
