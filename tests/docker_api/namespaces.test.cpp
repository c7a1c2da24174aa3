// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/docker_api/service.hpp>

#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <support/eventually.hpp>

#include "docker_machine.hpp"

namespace namespaces_test {

using namespace slipway;
using support::docker_machine;

TEST_CASE("docker gives containers the namespaces of others, and of this machine") {
    if (!support::has_docker()) return;
    const docker_machine m;
    const auto here = [](const std::string& kind) {
        return std::filesystem::read_symlink("/proc/self/ns/" + kind).string();
    };
    const auto in = [&](const std::string& name, const std::string& kind) {
        return m.said({"exec", name, "readlink", "/proc/self/ns/" + kind});
    };
    const auto shows = [&](const std::string& name, const std::string& what) {
        return m.said({"inspect", "-f", "{{.HostConfig." + what + "}}", name});
    };
    const std::string one = m.said({"run", "-d", "--name", "one", "--ipc", "shareable", "busybox",
                                    "sh", "-c", "echo given >/dev/shm/x; exec sleep 1000"});
    m.said({"run", "-d", "--name", "two", "--pid", "container:one", "--ipc", "container:one",
            "busybox", "sleep", "1000"});
    for (const char* kind : {"pid", "ipc"}) {
        CHECK(in("two", kind) == in("one", kind));
        CHECK(in("two", kind) != here(kind));
    }
    CHECK(support::eventually(
        [&] { return m.said({"exec", "two", "sh", "-c", "cat /dev/shm/x || true"}) == "given"; }));
    CHECK(shows("two", "PidMode") == "container:" + one);
    CHECK(shows("two", "IpcMode") == "container:" + one);
    CHECK(shows("one", "IpcMode") == "shareable");
    CHECK(m.said({"run", "-d", "--name", "here", "--pid", "host", "--ipc", "host", "--uts", "host",
                  "--userns", "host", "busybox", "sleep", "1000"})
              .size() == 64);
    for (const char* kind : {"pid", "ipc", "uts"}) CHECK(in("here", kind) == here(kind));
    CHECK(shows("here", "PidMode") + shows("here", "IpcMode") + shows("here", "UTSMode") ==
          "hosthosthost");
    m.said({"run", "-d", "--name", "beside", "--network", "container:one", "busybox", "sleep",
            "1000"});
    CHECK(in("beside", "net") == in("one", "net"));
    CHECK(shows("beside", "NetworkMode") == "container:" + one);
    CHECK(m.said({"exec", "beside", "hostname"}) == m.said({"exec", "one", "hostname"}));
    CHECK(m.said({"run", "--rm", "--ipc", "none", "busybox", "sh", "-c",
                  "test -e /dev/shm || echo none"}) == "none");
    for (const std::vector<std::string>& options :
         {std::vector<std::string>{"--ipc", "container:here"},
          {"--pid", "container:nobody"},
          {"--uts", "host", "--hostname", "x"}})
        CHECK((*m.docker)({"create", options[0], options[1],
                           options.size() > 2 ? options[2] : "--name=x",
                           options.size() > 3 ? options[3] : "--tty", "busybox"})
                  .exit_code == 1);
}

TEST_CASE("docker gives a container a domain name, and its link an address") {
    if (!support::has_docker()) return;
    const docker_machine m;
    const auto shows = [&](const std::string& what) {
        return m.said({"inspect", "-f", "{{" + what + "}}", "box"});
    };
    const std::string address = "02:42:ac:11:00:fe";
    m.said({"run", "-d", "--name", "box", "--hostname", "box", "--domainname", "example.com",
            "--mac-address", address, "busybox", "sleep", "1000"});
    CHECK(m.said({"exec", "box", "cat", "/proc/sys/kernel/domainname"}) == "example.com");
    CHECK(m.said({"exec", "box", "cat", "/sys/class/net/eth0/address"}) == address);
    CHECK(shows(".Config.Hostname") + '.' + shows(".Config.Domainname") == "box.example.com");
    CHECK(shows(".NetworkSettings.Networks.bridge.MacAddress") == address);
    for (const std::vector<std::string>& options :
         {std::vector<std::string>{"--domainname", "a b"}, {"--mac-address", "01:00:00:00:00:00"}})
        CHECK((*m.docker)({"create", options[0], options[1], "busybox"}).exit_code == 1);
    m.said({"network", "create", "front"});
    CHECK(m.said({"run", "--rm", "--network", "name=front,mac-address=" + address, "busybox", "cat",
                  "/sys/class/net/eth0/address"}) == address);
}

TEST_CASE("docker is told what there is instead of links") {
    if (!support::has_docker()) return;
    const docker_machine m;
    m.said({"create", "--name", "db", "busybox", "true"});
    const auto refused = (*m.docker)({"create", "--link", "db:db", "busybox", "true"});
    CHECK(refused.exit_code == 1);
    CHECK(refused.complaints.find(
              "containers in one network that was made find each other by name") !=
          std::string::npos);
}

TEST_CASE("docker says on which CPUs a container runs") {
    if (!support::has_docker()) return;
    const docker_machine m;
    const auto allowed = [&] {
        return m.said({"exec", "box", "sh", "-c",
                       "grep Cpus_allowed_list /proc/1/status | awk '{print $2}'"});
    };
    m.said({"run", "-d", "--name", "box", "busybox", "sleep", "1000"});
    const std::string all = allowed();
    m.said({"update", "--cpuset-cpus", "0", "--cpuset-mems", "0", "box"});
    CHECK(allowed() == "0");
    CHECK(m.said({"inspect", "-f", "{{.HostConfig.CpusetCpus}} {{.HostConfig.CpusetMems}}",
                  "box"}) == "0 0");
    CHECK(m.said({"run", "--rm", "--cpuset-cpus", "0", "busybox", "sh", "-c",
                  "grep Cpus_allowed_list /proc/self/status | awk '{print $2}'"}) == "0");
    const auto refused = (*m.docker)({"run", "--rm", "--cpuset-cpus", "4000", "busybox", "true"});
    CHECK(refused.exit_code != 0);
    CHECK(refused.complaints.find("'4000' names CPUs that this machine does not have") !=
          std::string::npos);
}

TEST_CASE("docker gives containers the volumes of others, and says what is kept of a log") {
    if (!support::has_docker()) return;
    const docker_machine m;
    m.said({"create", "--name", "holder", "-v", "kept:/kept", "-v", "/nameless", "busybox"});
    CHECK(m.said({"run", "--rm", "--volumes-from", "holder", "busybox", "sh", "-c",
                  "echo x >/kept/file; echo y >/nameless/file"})
              .empty());
    CHECK(m.said({"run", "--rm", "--volumes-from", "holder:ro", "busybox", "sh", "-c",
                  "cat /kept/file /nameless/file; touch /kept/more 2>/dev/null || echo closed"}) ==
          "x\ny\nclosed");
    CHECK((*m.docker)({"create", "--volumes-from", "nobody", "busybox"}).exit_code == 1);

    const std::string lines = "for i in $(seq 1000); do echo line $i of some length; done";
    m.said({"run", "--name", "short", "--log-opt", "max-size=2k", "--log-opt", "max-file=2",
            "busybox", "sh", "-c", lines});
    const std::string kept = m.said({"logs", "short"});
    CHECK(kept.size() < 4000);
    CHECK(kept.ends_with("line 1000 of some length"));
    CHECK(m.said({"inspect", "-f", "{{json .HostConfig.LogConfig}}", "short"}) ==
          R"({"Type":"json-file","Config":{"max-file":"2","max-size":"2k"}})");
    CHECK(m.said({"run", "--name", "silent", "--log-driver", "none", "busybox", "echo", "told"}) ==
          "told");
    const auto asked = (*m.docker)({"logs", "silent"});
    CHECK(asked.exit_code == 1);
    CHECK(asked.complaints.find("configured logging driver does not support reading") !=
          std::string::npos);
    const auto unknown = (*m.docker)({"create", "--log-driver", "syslog", "busybox"});
    CHECK(unknown.exit_code == 1);
    CHECK(unknown.complaints.find("there is no log driver 'syslog' here") != std::string::npos);
}

}  // namespace namespaces_test
