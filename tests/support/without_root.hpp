// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include <unistd.h>

#include <catch2/catch.hpp>

#include <slipway/core/run_command.hpp>

#include <support/scratch_directory.hpp>

namespace support {

/// Runs the tests of a tag, which are hidden, as somebody who is not root: where this is root, as
/// user 1000 (`sailor`) of a machine with a network of its own, where the environment names an
/// address (SLIPWAY_TEST_BEYOND) and he has these subordinate ids.
inline void run_without_root(const std::string& tag, const std::string& subordinate_ids) {
    const scratch_directory files;
    std::filesystem::permissions(files.path(), std::filesystem::perms(0755));
    scratch_directory::write(files / "etc/passwd",
                             "root:x:0:0::/root:/bin/sh\nsailor:x:1000:1000::/tmp:/bin/sh\n");
    for (const char* name : {"etc/subuid", "etc/subgid"})
        scratch_directory::write(files / name, subordinate_ids);
    scratch_directory::write(files / "etc/resolv.conf", "nameserver 127.0.0.1\n");
    for (const char* name : {"changes", "work"}) std::filesystem::create_directory(files / name);
    std::vector<std::string> command{std::filesystem::read_symlink("/proc/self/exe").string(), tag};
    if (::geteuid() == 0) {
        const std::string prepare =
            "cd " + files.path().string() +
            " && ip link set lo up && ip address add 198.51.100.1/32 dev lo && echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start"
            " && mount -t overlay -o lowerdir=/etc,upperdir=changes,workdir=work etc /etc && cp --remove-destination etc/* /etc"
            " && export SLIPWAY_TEST_BEYOND=198.51.100.1 && exec \"$@\"";
        const std::vector<std::string> become{
            "unshare",      "--net",        "--mount",       "sh", "-c", prepare, "sh", "setpriv",
            "--reuid=1000", "--regid=1000", "--clear-groups"};
        command.insert(command.begin(), become.begin(), become.end());
    }
    const auto said = slipway::core::run_command(command, {}, std::chrono::minutes(5), 1 << 20);
    if (said.output.find(tag) == std::string::npos) {
        WARN("skipped: this program cannot be run as another user here: " << said.complaints);
        return;
    }
    INFO(said.output);
    CHECK(said.exit_code == 0);
    if (said.output.find("skipped") != std::string::npos) WARN(said.output);
}

}  // namespace support
