// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <slipway/runtime/any_runtime.hpp>

#include <support/refusal.hpp>
#include <support/scratch_directory.hpp>

#include "runtime.hpp"

/// What containers with namespaces of their own get beside their image: directories in memory,
/// devices, limits, groups, settings of the kernel.
namespace laws {

/// What a shell in a container prints.
inline std::string said_in(runtime::any_runtime& r, const std::string& key,
                           const std::string& script) {
    const auto result = r.exec(key, {"sh", "-c", script}, 20s);
    return result.exit_code == 0
               ? result.out
               : "exit " + std::to_string(result.exit_code) + ": " + result.out + result.err;
}

/// `owners`: whether directories in memory have others than root.
inline void memory_and_devices(runtime::any_runtime r, const specify& spec, bool owners = true) {
    const scratch_directory files;
    scratch_directory::write(files / "given", "given");
    std::filesystem::create_directory(files / "around");
    r.run_sandbox("pod", {.hostname = "pod"});
    auto s = spec({"sleep", "1000"});
    s.tmpfs = {{.target = "/fast",
                .bytes = 4 << 20,
                .mode = 0750,
                .uid = owners ? 7U : 0U,
                .gid = owners ? 8U : 0U},
               {.target = "/run/closed/", .read_only = true, .exec = true},
               {.target = "/around/deep/fast"}};
    s.mounts = {{files / "given", "/fast/in/given", true}, {files / "around", "/around"}};
    s.shm_bytes = 2 << 20;
    s.devices = {{"/dev/null", "/dev/one/nothing"}, {"/dev/zero", "/srv/zero"}};
    r.create_container("pod", "c", s);
    r.start_container("c");
    const auto said = [&](const std::string& script) { return said_in(r, "c", script); };
    CHECK(said("stat -c '%a %u %g' /fast; df -k /fast | tail -1 | awk '{print $2}'") ==
          (owners ? "750 7 8\n4096\n" : "750 0 0\n4096\n"));
    CHECK(said("cp /bin/busybox /fast/box && /fast/box true 2>/dev/null; echo $?") == "126\n");
    CHECK(said("dd if=/dev/zero of=/fast/much bs=1M count=8 2>/dev/null; echo $?; rm /fast/much") ==
          "1\n");
    CHECK(said("touch /run/closed/x 2>/dev/null; echo $?") == "1\n");
    CHECK(said("grep ' /run/closed ' /proc/mounts | grep -c noexec || true") == "0\n");
    CHECK(said("cat /fast/in/given; echo x > /around/deep/fast/x; cat /around/deep/fast/x") ==
          "givenx\n");
    CHECK(std::filesystem::is_empty(
        files / "around/deep/fast"));  // it was made there, and what is in it is in memory
    CHECK(said("df -k /dev/shm | tail -1 | awk '{print $2}'; stat -c %a /dev/shm") ==
          "2048\n1777\n");
    CHECK(
        said(
            "echo x > /dev/one/nothing && test -c /dev/one/nothing && head -c 3 /srv/zero | wc -c") ==
        "3\n");
    s.devices = {{files / "given", "/dev/given"}};
    CHECK(refusal([&] { r.create_container("pod", "d", s); }) == core::reason::invalid);
    r.remove_sandbox("pod");
}

/// `beyond`: whether the pod reaches this machine by a name that it is given.
inline void limits_and_settings(runtime::any_runtime r, const specify& spec, bool beyond = true) {
    runtime::sandbox_spec pod{.hostname = "pod", .search_domains = {"example.com"}};
    if (beyond) pod.hosts = {{"host-gateway", "outside"}};
    pod.resolver_options = {"ndots:3"};
    pod.sysctls = {{"net.ipv4.ip_unprivileged_port_start", "79"}};
    r.run_sandbox("pod", pod);
    auto s = spec({"sleep", "1000"});
    s.ulimits = {{"nofile", 100, 200}, {"core", 0, 0}, {"nproc", 4096, 4096}};
    s.groups = {"12", "34"};
    s.oom_score_adj = 500;
    r.create_container("pod", "c", s);
    r.start_container("c");
    const auto said = [&](const std::string& script) { return said_in(r, "c", script); };
    CHECK(
        said(
            "grep '^Max open files' /proc/1/limits | awk '{print $4, $5}'; grep '^Max core' /proc/1/limits | awk '{print $5, $6}'") ==
        "100 200\n0 0\n");
    CHECK(said("ulimit -Hn") == "200\n");
    CHECK(said("grep '^Groups' /proc/1/status").find("12 34") != std::string::npos);
    CHECK(said("id -G").find("12 34") != std::string::npos);
    CHECK(said("cat /proc/1/oom_score_adj") == "500\n");
    CHECK(said("cat /proc/sys/net/ipv4/ip_unprivileged_port_start") == "79\n");
    CHECK(said("grep ^search /etc/resolv.conf; grep -o ndots:3 /etc/resolv.conf") ==
          "search example.com\nndots:3\n");
    if (beyond) CHECK(said("grep -w outside /etc/hosts | grep -c '^[0-9]'") == "1\n");
    s.ulimits = {{"nosuch", 1, 1}};
    CHECK(refusal([&] { r.create_container("pod", "d", s); }) == core::reason::invalid);
    s.ulimits = {{"nofile", 2, 1}};
    CHECK(refusal([&] { r.create_container("pod", "d", s); }) == core::reason::invalid);
    r.remove_sandbox("pod");
    for (const char* not_its_own :
         {"kernel.hostname", "vm.swappiness", "net.", "net.ipv4.//.//x"}) {
        pod.sysctls = {{not_its_own, "1"}};
        CHECK(refusal([&] { r.run_sandbox("other", pod); }) == core::reason::invalid);
    }
    r.remove_sandbox("other");
}

/// What its own root makes, or finds in a volume, is of no use: with a device of this machine's
/// disks it would be the machine's root.
inline void no_other_devices(runtime::any_runtime r, const specify& spec) {
    const scratch_directory files;
    REQUIRE(::mknod((files / "brought").c_str(), S_IFCHR | 0666, makedev(10, 237)) ==
            0);  // loop-control
    const bool opens_here = std::ifstream(files / "brought").is_open();
    std::filesystem::create_directory(files / "own");
    r.run_sandbox("pod", {.hostname = "pod"});
    auto s = spec({"sleep", "1000"});
    s.mounts = {{files.path(), "/volume"}};
    s.add_capabilities = {"MKNOD"};
    r.create_container("pod", "c", s);
    r.start_container("c");
    const std::string opens =
        "for at in /made /dev/made /dev/shm/made /volume/own/made; do mknod $at c 10 237; done 2>/dev/null;"
        "for at in /made /dev/made /dev/shm/made /volume/own/made /volume/brought; do (exec <$at) 2>/dev/null && echo $at; done; echo over";
    CHECK(said_in(r, "c", opens) == "over\n");
    CHECK(
        said_in(
            r, "c",
            "for each in null zero full random urandom tty; do test -c /dev/$each || echo no $each; done; head -c 2 /dev/zero | wc -c; echo x >/dev/null") ==
        "2\n");
    s.privileged = true;
    r.create_container("pod", "p", s);
    r.start_container("p");
    CHECK(said_in(r, "p",
                  "mknod /made c 10 237 && (exec </made) 2>/dev/null && echo opens || true") ==
          (opens_here ? "opens\n" : ""));
    r.remove_sandbox("pod");
}

inline void surroundings(const runtime::any_runtime& r, const specify& spec) {
    memory_and_devices(r, spec);
    no_other_devices(r, spec);
    limits_and_settings(r, spec);
}

}  // namespace laws
