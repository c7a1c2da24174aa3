// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/command/container_verbs.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/json/read.hpp>

#include "command_machine.hpp"

namespace container_flags_test {

using namespace slipway;
using support::command_machine;
using support::ran;

namespace {

struct machine : command_machine {
    /// What a container with these options prints that runs this in its shell.
    std::string with(std::vector<std::string> words, const std::string& script) const {
        words.insert(words.begin(), {"run", "--rm"});
        words.insert(words.end(), {"busybox", "sh", "-c", script});
        const ran said = says(std::move(words));
        return said.out + said.err;
    }
    void refuses(std::vector<std::string> words, const std::string& sentence) const {
        words.push_back("busybox");
        const ran said = says(std::move(words));
        CHECK(said.code == 125);
        CHECK(said.err.find(sentence) != std::string::npos);
    }
};

}  // namespace

TEST_CASE("container verbs: the namespaces of others, and of this machine") {
    if (!support::may_have_machine()) return;
    const machine m;
    const auto here = [](const std::string& kind) {
        return std::filesystem::read_symlink("/proc/self/ns/" + kind).string() + '\n';
    };
    REQUIRE(m.says({"run", "-d", "--name", "one", "--ipc", "shareable", "busybox", "sh", "-c",
                    "echo given >/dev/shm/x; exec sleep 1000"})
                .code == 0);
    const std::string its =
        m.says({"exec", "one", "sh", "-c",
                "while ! test -s /dev/shm/x; do usleep 20000; done; readlink /proc/self/ns/pid"})
            .out;
    CHECK(m.with({"--pid", "container:one", "--ipc", "container:one", "--uts=container:one"},
                 "readlink /proc/self/ns/pid; cat /dev/shm/x") == its + "given\n");
    CHECK(m.with({"--pid=host", "--ipc=host", "--uts=host", "--userns=host"},
                 "for each in pid ipc uts; do readlink /proc/self/ns/$each; done") ==
          here("pid") + here("ipc") + here("uts"));
    CHECK(m.with({"--ipc=none", "--umask=0077"}, "test -e /dev/shm || echo none; umask") ==
          "none\n0077\n");
    CHECK(m.with({"--network=host"}, "readlink /proc/self/ns/ipc") != here("ipc"));
    CHECK(m.with({"--network=container:one", "--uts=container:one"},
                 "readlink /proc/self/ns/net; hostname") ==
          m.says({"exec", "one", "sh", "-c", "readlink /proc/self/ns/net; hostname"}).out);
    m.refuses({"create", "--network", "container:one", "-p", "80"},
              "has that one's ports: --publish does not go with --network container:one");
    m.refuses({"create", "--network", "container:nobody"}, "there is no container nobody");
    m.refuses({"create", "--network", "container:one", "--ip", "10.1.2.3"},
              "--ip does not go with --network container:one");
    REQUIRE(m.says({"run", "-d", "--name", "among", "--pid", "host", "busybox", "sleep", "1000"})
                .code == 0);
    const std::string its_processes = m.says({"top", "among"}).out;
    CHECK(std::count(its_processes.begin(), its_processes.end(), '\n') == 2);  // with the head
    CHECK(its_processes.find("sleep 1000") != std::string::npos);
    CHECK(m.says({"stop", "-t", "0", "one"}).code == 0);
    m.refuses({"run", "--pid", "container:one"},
              "joins container one, which does not run: start that first");
    m.refuses({"create", "--pid", "hosts"}, "'hosts' does not say whose processes a container has");
    m.refuses({"create", "--pid", "container:nobody"}, "there is no container nobody");
    m.refuses({"create", "--uts", "host", "-h", "x"}, "--hostname does not go with --uts host");
    m.refuses({"create", "--userns", "auto"}, "'auto' cannot be had");
    m.refuses({"create", "--umask", "0888"}, "'0888' is no umask");
}

TEST_CASE("container verbs: on which CPUs, whose volumes, what is kept of a log") {
    if (!support::may_have_machine()) return;
    const machine m;
    CHECK(m.with({"--cpuset-cpus", "0", "--cpuset-mems", "0"},
                 "grep Cpus_allowed_list /proc/self/status | awk '{print $2}'") == "0\n");
    REQUIRE(m.says({"run", "-d", "--name", "box", "-v", "kept:/kept", "busybox", "sleep", "1000"})
                .code == 0);
    REQUIRE(m.says({"update", "--cpuset-cpus", "0", "box"}).code == 0);
    CHECK(m.says({"exec", "box", "sh", "-c",
                  "grep Cpus_allowed_list /proc/1/status | awk '{print $2}'"})
              .out == "0\n");
    m.refuses({"create", "--cpuset-cpus", "0-"}, "'0-' is no list of CPUs, such as 0-2,5");
    CHECK(m.says({"update", "--cpuset-mems", "4000", "box"})
              .err.find("nodes of memory that this machine does not have") != std::string::npos);
    CHECK(m.says({"exec", "box", "sh", "-c", "echo x >/kept/file"}).code == 0);
    CHECK(m.with({"--volumes-from", "box:ro"},
                 "cat /kept/file; touch /kept/more 2>/dev/null || echo closed") == "x\nclosed\n");
    m.refuses({"create", "--volumes-from", "box:x"}, "names no container whose volumes can be had");

    const std::string lines = "for i in $(seq 1000); do echo line $i of some length; done";
    REQUIRE(m.says({"run", "--name", "short", "--log-opt", "max-size=2k", "--log-opt", "max-file=2",
                    "busybox", "sh", "-c", lines})
                .code == 0);
    const std::string kept = m.says({"logs", "short"}).out;
    CHECK(kept.size() < 4000);
    CHECK(kept.ends_with("line 1000 of some length\n"));
    CHECK(m.says({"run", "--name", "silent", "--log-driver", "none", "busybox", "echo", "told"})
              .out == "told\n");
    const auto asked = m.says({"logs", "silent"});
    INFO(asked.code << ' ' << asked.out << ' ' << asked.err);
    CHECK(asked.err.find("its log driver is none") != std::string::npos);
    m.refuses({"create", "--log-driver", "syslog"},
              "there is no log driver 'syslog' here; json-file, local and none are");
    m.refuses({"create", "--log-opt", "max-size"}, "'max-size' is no option of a log");
}

TEST_CASE("container verbs: what is shown, what is replaced, and where it can write") {
    if (!support::may_have_machine()) return;
    const machine m;
    CHECK(m.with({"-a", "stderr"}, "echo out; echo err >&2") == "err\n");
    CHECK(m.with({"--attach", "STDOUT", "--sig-proxy=false", "-q"}, "echo out; echo err >&2") ==
          "out\n");
    m.refuses({"run", "-a", "stdwrong"}, "'stdwrong' is no stream of a container");
    m.refuses({"run", "-a", "stdin"}, "--attach stdin alone shows nothing");
    m.refuses({"run", "-a", "stdout", "-d"}, "--attach and --detach say the contrary");
    REQUIRE(m.says({"run", "-d", "--name", "box", "busybox", "sleep", "1000"}).code == 0);
    m.refuses({"create", "--name", "box"}, "there is a container box already");
    CHECK(m.says({"run", "--name", "box", "--replace", "busybox", "echo", "new"}).out == "new\n");
    CHECK(m.says({"ps", "-aq"}).out.size() == 13);
    m.refuses({"create", "--replace"}, "it goes with --name");
    CHECK(m.with(
              {"--read-only", "--read-only-tmpfs"},
              "touch /tmp/x /run/x /var/tmp/x && echo good; touch /x 2>/dev/null || echo closed") ==
          "good\nclosed\n");
    CHECK(m.with({"--read-only", "--read-only-tmpfs", "--tmpfs", "/tmp:size=64k"},
                 "df -k /tmp | tail -1 | awk '{print $2}'") == "64\n");
    m.refuses({"create", "--read-only-tmpfs"}, "--read-only-tmpfs goes with --read-only");
    ::setenv("SLIPWAY_TEST_FLAG", "from here", 1);
    CHECK(m.with({"--env-host"}, "echo $SLIPWAY_TEST_FLAG") == "from here\n");
    CHECK(m.with({"--env-host", "-e", "SLIPWAY_TEST_FLAG=given"}, "echo $SLIPWAY_TEST_FLAG") ==
          "given\n");
    ::unsetenv("SLIPWAY_TEST_FLAG");
    CHECK(m.with({"--unsetenv", "HOSTNAME", "--unsetenv=NONE"},
                 "env | grep -c -e ^HOSTNAME= -e ^PATH=") == "1\n");
    CHECK(m.with({"--unsetenv-all", "-e", "LEFT=1"}, "/bin/env | grep -e ^HOSTNAME= -e ^LEFT=") ==
          "LEFT=1\n");
    CHECK(m.with({"--platform", oci::to_string(oci::host_platform())}, "echo here") == "here\n");
    m.refuses({"create", "--pull", "never", "--platform", "plan9/pdp11"},
              ", and not for plan9/pdp11");
    m.refuses({"create", "--platform", "/"}, "'/' is no platform, such as linux/arm64");
}

TEST_CASE("container verbs: what tells a container where and when it is") {
    if (!support::may_have_machine()) return;
    const machine m;
    const auto shows = [&](const std::string& name, const std::string& what) {
        return json::read(m.says({"inspect", name}).out)
            .at(0)
            .at(json::value::json_pointer(what))
            .dump();
    };
    CHECK(
        m.with(
            {"--domainname", "example.com", "-h", "box"},
            "hostname; cat /proc/sys/kernel/domainname; grep -c 'box.example.com.box$' /etc/hosts") ==
        "box\nexample.com\n1\n");
    m.refuses({"create", "--domainname", "example com"}, "cannot be a domain name");
    m.refuses({"create", "--domainname", "x", "--uts", "host"},
              "--domainname does not go with --uts host");
    m.refuses({"create", "--domainname", "x", "--network", "host"},
              "no domain name of its own either");
    CHECK(m.with({"--no-hosts"}, "test -e /etc/hosts || echo none") == "none\n");
    m.refuses({"create", "--no-hosts", "--add-host", "a:1.2.3.4"},
              "--add-host does not go with it");
    if (std::filesystem::exists("/usr/share/zoneinfo/Asia/Tokyo")) {
        REQUIRE(m.says({"run", "--name", "there", "--tz", "Asia/Tokyo", "--timeout", "1000",
                        "busybox", "date", "+%z"})
                    .out == "+0900\n");
        CHECK(shows("there", "/Config/Timezone") == "\"Asia/Tokyo\"");
        CHECK(shows("there", "/Config/Timeout") == "1000");
        CHECK(m.says({"diff", "there"}).out.find("localtime") == std::string::npos);
        m.refuses({"create", "--tz", "Asia/Nowhere"},
                  "there is no time zone 'Asia/Nowhere' on this machine");
    }
    m.refuses({"create", "--tz", "../etc/passwd"}, "is no time zone");

    const std::string address = "02:42:ac:11:00:fe";
    CHECK(m.with({"--mac-address", "02:42:AC:11:00:FE"}, "cat /sys/class/net/eth0/address") ==
          address + "\n");
    m.refuses({"create", "--mac-address", "03:42:ac:11:00:fe"},
              "is the address of a group of links");
    m.refuses({"create", "--mac-address", address, "--network", "none"},
              "--mac-address does not go with it");
    REQUIRE(m.says({"network", "create", "front"}).code == 0);
    REQUIRE(m.says({"run", "-d", "--name", "box", "--network", "name=front,mac-address=" + address,
                    "busybox", "sleep", "1000"})
                .code == 0);
    CHECK(m.says({"exec", "box", "cat", "/sys/class/net/eth0/address"}).out == address + "\n");
    CHECK(shows("box", "/NetworkSettings/MacAddress") == '"' + address + '"');
}

TEST_CASE("container verbs: how long a container may run") {
    if (!support::may_have_machine()) return;
    const machine m;
    CHECK(m.says({"run", "--name", "long", "--timeout", "1", "busybox", "sleep", "1000"}).code ==
          137);
    CHECK(m.says({"run", "--rm", "--timeout", "0", "busybox", "echo", "over"}).out == "over\n");
    REQUIRE(m.says({"run", "-d", "--name", "alone", "--timeout", "1", "busybox", "sleep", "1000"})
                .code == 0);
    CHECK(m.says({"wait", "alone"}).out == "137\n");
    m.refuses({"create", "--timeout", "-1"}, "'-1' is no number of seconds");
}

TEST_CASE("container verbs: no option is missing that there is") {
    for (const auto& verb : {cli::command::run(), cli::command::create()})
        for (const auto& each : verb.missing)
            for (const auto& option : verb.options) CHECK(option.name != each.name);
}

TEST_CASE("container verbs: what docker and podman have, and there is not, is said") {
    if (!support::may_have_machine()) return;
    const machine m;
    m.refuses({"run", "--link", "db:db"},
              "there is no --link here: containers in one network find each other by name");
    m.refuses({"create", "--runtime=runc"}, "it stands before the command");
    m.refuses({"run", "--gpus", "all"}, "--device names");
    m.refuses({"run", "--systemd=always"}, "nothing is made ready for systemd");
    m.refuses({"run", "--help", "--secret", "x"}, "there are no secrets kept");
    m.refuses({"run", "--lunk", "x"}, "unknown option '--lunk'");
    CHECK(m.with({"--cgroupns", "private", "--isolation=default", "--disable-content-trust"},
                 "echo good") == "good\n");
    m.refuses({"create", "--cgroupns", "host"},
              "'host' cannot be had: a container sees its own control group alone");
    m.refuses({"create", "--isolation", "hyperv"}, "'hyperv' cannot be had");
    m.refuses({"create", "--disable-content-trust=false"},
              "signatures of images are not looked at");
}

}  // namespace container_flags_test
