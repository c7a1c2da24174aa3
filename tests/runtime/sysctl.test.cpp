// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/sysctl.hpp>

#include <catch2/catch.hpp>

namespace sysctl_test {

using slipway::runtime::sysctl_file;

TEST_CASE("settings that a pod has for itself are files below /proc/sys") {
    CHECK(sysctl_file("net.core.somaxconn") == "net/core/somaxconn");
    CHECK(sysctl_file("net.ipv4.conf.eth0/1.forwarding") == "net/ipv4/conf/eth0.1/forwarding");
    CHECK(sysctl_file("kernel.shm_rmid_forced") == "kernel/shm_rmid_forced");
    CHECK(sysctl_file("fs.mqueue.msg_max") == "fs/mqueue/msg_max");
}

TEST_CASE("those of the machine are not") {
    for (const char* wrong :
         {"", "net", "net.", "vm.swappiness", "kernel.hostname", "kernel.msgmax2", "net..x",
          "net.ipv4.//.//.//.kernel.hostname", "net./..x", "net./.x", "net.ipv4/../x", "net.a b",
          "net.a\n", "/net.core.somaxconn", "fs.file-max"}) {
        CAPTURE(wrong);
        CHECK_THROWS_WITH(sysctl_file(wrong),
                          Catch::Contains("is no setting that a container has for itself"));
    }
}

}  // namespace sysctl_test
