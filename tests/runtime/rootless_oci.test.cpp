// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/oci.hpp>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <unistd.h>

#include <catch2/catch.hpp>

#include <slipway/oci/build.hpp>
#include <slipway/runtime/enter_user_namespace.hpp>
#include <slipway/runtime/kept.hpp>

#include <support/eventually.hpp>
#include <support/raw_client.hpp>
#include <support/shim_here.hpp>
#include <support/stocked_images.hpp>
#include <support/without_root.hpp>

#include "laws/interactive.hpp"
#include "laws/names_and_times.hpp"
#include "laws/runtime.hpp"
#include "laws/surroundings.hpp"

namespace rootless_oci_test {

using namespace slipway;
using namespace std::chrono_literals;
using support::eventually;

namespace {

bool has(const std::vector<std::string>& all, const std::string& what) {
    return std::any_of(all.begin(), all.end(),
                       [&](const std::string& s) { return s.starts_with(what); });
}

/// Pods that one of the programs starts the containers of.
struct machine {
    /// Once it has, this program has entered their user namespace, and stays there.
    machine(const scratch_directory& run, const std::string& program)
        : r(run.path(), {.kind = program}) {}
    ~machine() {
        for (const auto& s : r.sandboxes()) r.remove_sandbox(s.key);
    }
    std::string run(const std::string& key, const std::string& script) {
        const auto result = r.exec(key, {"sh", "-c", script}, 20s);
        return result.exit_code == 0
                   ? result.out
                   : "exit " + std::to_string(result.exit_code) + ": " + result.out + result.err;
    }
    void start(const std::string& pod, const std::vector<std::string>& command,
               const std::function<void(runtime::container_spec&)>& change = {}) {
        auto spec = images.spec(command);
        if (change) change(spec);
        r.create_container(pod, pod + "_c", spec);
        r.start_container(pod + "_c");
    }

    support::stocked_images images;
    runtime::kept r;
};

/// Runs `test` with each of the programs that are here; says what it has left out. Root runs these
/// tests as somebody else, at the end.
void with_each(const scratch_directory& run, const std::function<void(machine&)>& test) {
    for (const std::string program : {"runc", "crun"}) {
        INFO(program);
        machine m(run, program);
        try {
            m.r.info();
        } catch (const status_error& e) {
            WARN("skipped with " << program << ": " << e.message());
            continue;
        }
        test(m);
    }
}

/// As a user with subordinate ids, unless it says that this is not so.
void with_each_among_others(const std::function<void(machine&)>& test) {
    const scratch_directory run;
    const auto entered = runtime::enter_user_namespace(run.path());
    if (entered && entered->no_other_users.empty()) return with_each(run, test);
    WARN("skipped: " << (entered ? entered->no_other_users
                                 : "a user namespace cannot be entered here"));
}

void laws_of(machine& m, bool owners) {
    const auto specify = [&](std::vector<std::string> command) {
        return m.images.spec(std::move(command));
    };
    const auto any = runtime::any_runtime::of(m.r);
    laws::runtime_laws(any, specify);
    laws::memory_and_devices(any, specify, owners);
    laws::names_and_times(any, specify);
    const auto info = m.r.info();
    laws::attaching(m.r, specify);
    laws::standing_still(m.r, specify);
    laws::commands(m.r, specify);
    laws::using_up(m.r, specify);
    if (info.name != "crun") laws::terminals(m.r, specify);
    if (!has(info.enforces, "pausing"))
        WARN("skipped: the laws of pausing and of limits, since this user has no control groups");
    else laws::pausing(m.r, specify), laws::changing_limits(m.r, specify);
}

}  // namespace

TEST_CASE("containers of OCI programs without root keep the laws of runtimes",
          "[.][oci without root]") {
    if (::geteuid() == 0) return;
    const scratch_directory run;
    with_each(run, [](machine& m) { laws_of(m, false); });
}

TEST_CASE(
    "a container of an OCI program without root has a root file system, processes, a host name and a network of its own",
    "[.][oci without root]") {
    if (::geteuid() == 0) return;
    const scratch_directory run;
    with_each(run, [](machine& m) {
        const auto info = m.r.info();
        CHECK(has(info.enforces, "own address"));
        CHECK(has(info.lacks, "this machine: without root it is not in the network of its pods"));
        CHECK(has(
            info.lacks,
            "other users than root: the program that started the pod is not in their user namespace"));
        const auto made = m.r.run_sandbox("one", {.hostname = "one", .ports = {{.port = 80}}});
        m.start("one", {"sh", "-c", "echo served > /tmp/index.html; exec httpd -f -p 80 -h /tmp"});
        CHECK(m.run("one_c", "id -u; hostname; cat /proc/1/comm") == "0\none\nhttpd\n");
        CHECK(m.run("one_c", "ip -4 -o addr show eth0 | awk '{print $4}'") == made.ip + "/16\n");
        CHECK(m.run("one_c", "grep -E 'NoNewPrivs|CapEff' /proc/self/status") ==
              "CapEff:\t00000000a80425fb\nNoNewPrivs:\t1\n");
        CHECK(m.run("one_c", "mount -t tmpfs none /tmp 2> /dev/null").starts_with("exit 1"));
        CHECK(m.run("one_c", "rm -r /var/tmp && mkdir /var/tmp && ls /var/tmp") == "");
        CHECK(eventually([&] {
            const support::raw_client client(made.ports.at(0).host_port);
            client.send("GET / HTTP/1.0\r\n\r\n");
            return client.read().ends_with("served\n");
        }));
        CHECK_THROWS_WITH(m.r.run_sandbox("own", {.own_users = true}),
                          Catch::Contains("pods cannot have users of their own here"));
        m.r.run_sandbox("other", {});
        CHECK_THROWS_WITH(
            m.start("other", {"true"}, [](auto& s) { s.user = "nobody"; }),
            Catch::Contains("without root a container has no other user than root: user 65534"));
        CHECK_THROWS_WITH(
            m.start("other", {"true"}, [](auto& s) { s.ulimits = {{"nofile", 1, 1 << 30}}; }),
            Catch::Contains("without root it cannot be more than this program's own, "));
        CHECK(m.r.run_sandbox("host", {.host_network = true}).ip == "127.0.0.1");
        m.start("host", {"sleep", "1000"});
        CHECK(
            m.run(
                "host_c",
                "test -d /sys/class/net/lo && echo shown; ls /dev/mqueue; touch /sys/x 2> /dev/null || echo not written") ==
            "shown\nnot written\n");
        m.r.remove_sandbox("host");
        m.r.remove_sandbox("one");
        m.r.remove_sandbox("other");
    });
    CHECK(std::filesystem::is_empty(run / "shims"));
}

TEST_CASE("who has subordinate ids has containers of OCI programs with other users",
          "[.][oci with users]") {
    if (::geteuid() == 0) return;
    with_each_among_others([](machine& m) {
        CHECK_FALSE(has(m.r.info().lacks, "other users"));
        laws_of(m, true);
        laws::limits_and_settings(
            runtime::any_runtime::of(m.r),
            [&](std::vector<std::string> command) { return m.images.spec(std::move(command)); },
            false);
        m.r.run_sandbox("u", {.hostname = "u"});
        m.start("u", {"sleep", "1000"}, [](auto& s) { s.user = "33:34"; });
        CHECK(m.run("u_c", "id -u; id -g; grep CapEff /proc/self/status") ==
              "33\n34\nCapEff:\t0000000000000000\n");
        m.r.remove_sandbox("u");
    });
}

TEST_CASE("somebody who is not root has containers of OCI programs") {
    support::run_without_root("[oci without root]", "");
    support::run_without_root("[oci with users]", "sailor:100000:65536\n");
}

}  // namespace rootless_oci_test
