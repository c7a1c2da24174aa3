// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/docker_api/service.hpp>

#include <algorithm>
#include <ctime>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/json/read.hpp>

#include <support/eventually.hpp>
#include <support/raw_client.hpp>

#include "docker_machine.hpp"

namespace service_test {

using namespace slipway;
using support::docker_machine;
using support::eventually;
using support::raw_client;

namespace {

/// The status and the body of an answer.
std::pair<int, std::string> asked(const docker_machine& m, const std::string& method,
                                  const std::string& target, const std::string& body = {}) {
    const std::string answer = raw_client((m.files / "s").string()).get(target, method, body);
    const auto head = answer.find("\r\n\r\n");
    return {answer.size() > 12 ? std::stoi(answer.substr(9, 3)) : 0,
            head == answer.npos ? "" : answer.substr(head + 4)};
}
/// What an attachment without a terminal has told, by its two streams.
std::pair<std::string, std::string> streams_in(std::string_view answer) {
    std::pair<std::string, std::string> made;
    answer.remove_prefix(std::min(answer.find("\r\n\r\n") + 4, answer.size()));
    while (answer.size() >= 8) {
        std::size_t size = 0;
        for (const std::size_t at : {4U, 5U, 6U, 7U})
            size = size << 8 | static_cast<unsigned char>(answer[at]);
        (answer[0] == 2 ? made.second : made.first) += answer.substr(8, size);
        answer.remove_prefix(std::min(8 + size, answer.size()));
    }
    return made;
}
std::string attaching(const std::string& container, const std::string& how) {
    return "POST /containers/" + container + "/attach?" + how +
           " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 0\r\n\r\n";
}
std::string message(const std::pair<int, std::string>& answer) {
    return json::read(answer.second).at("message").get<std::string>();
}

}  // namespace

TEST_CASE("docker finds a version of the API that both know") {
    if (!support::has_docker()) return;
    const docker_machine m;
    CHECK(m.said({"version", "--format", "{{.Server.MinAPIVersion}} {{.Server.Os}}"}) ==
          "1.24 linux");
    CHECK(m.said({"info", "--format", "{{.Images}} {{.ContainersRunning}} {{.OSType}}"}) ==
          "1 0 linux");
    CHECK(asked(m, "GET", "/v1.24/version").first == 200);
    CHECK(asked(m, "GET", "/v9.99/version").first == 200);
    CHECK(message(asked(m, "GET", "/v1.23/version")) ==
          "client version 1.23 is too old. Minimum supported API version is 1.24");
}

TEST_CASE("docker runs a container to its end, with its streams and its exit code") {
    if (!support::has_docker()) return;
    const docker_machine m;
    const auto ran = (*m.docker)({"run", "--rm", "-e", "WHO=you", "busybox", "sh", "-c",
                                  "echo to $WHO; echo aside >&2; exit 7"});
    CHECK(ran.exit_code == 7);
    CHECK(ran.output == "to you\n");
    CHECK(ran.complaints == "aside\n");
    CHECK(m.said({"run", "--rm", "-i", "busybox", "wc", "-c"}, std::string(50'000, 'x')) ==
          "50000");
    CHECK(m.said({"ps", "-aq"}).empty());  // what was to go has gone
    const auto none = (*m.docker)({"run", "--rm", "busybox", "nosuch"});
    CHECK(none.exit_code == 127);
    CHECK(none.complaints.find("executable file not found") != std::string::npos);
    CHECK(m.said({"create", "--name", "later", "-i", "busybox", "sh", "-c",
                  "read word; echo got $word"})
              .size() == 64);
    CHECK(m.said({"start", "-ai", "later"}, "this\n") == "got this");
}

TEST_CASE("docker leads a container through its life") {
    if (!support::has_docker()) return;
    const docker_machine m;
    const std::string id =
        m.said({"run", "-d", "--name", "web", "-l", "tier=front", "-p", "18080:80", "-m", "64m",
                "--pids-limit", "50", "busybox", "sh", "-c",
                "trap 'exit 0' TERM; echo up; echo bad >&2; while :; do sleep 0.1; done"});
    REQUIRE(id.size() == 64);
    CHECK(m.said({"ps", "--format", "{{.Names}} {{.Image}} {{.State}} {{.Ports}}", "-f",
                  "label=tier=front"}) == "web busybox running 127.0.0.1:18080->80/tcp");
    CHECK(m.said({"ps", "-q", "-f", "label=tier=back"}).empty());
    CHECK(m.said({"port", "web"}) == "80/tcp -> 127.0.0.1:18080");
    CHECK(m.said({"inspect", "web", "--format",
                  "{{.State.Running}} {{.HostConfig.Memory}} {{.HostConfig.PidsLimit}}"}) ==
          "true 67108864 50");
    CHECK(eventually([&] { return m.said({"logs", "web"}) == "up"; }));
    const auto logs = (*m.docker)({"logs", "-t", "--tail", "2", "web"});
    CHECK(logs.output.ends_with("Z up\n"));
    CHECK(m.said({"top", "web"}).find("sleep 0.1") != std::string::npos);
    CHECK(m.said({"stats", "--no-stream", "--format", "{{.Name}}", "web"}) == "web");
    const std::string traffic =
        m.said({"stats", "--no-stream", "--format", "{{.NetIO}}|{{.BlockIO}}", "web"});
    CHECK(traffic.find("B / ") < traffic.find('|'));
    CHECK(traffic.rfind("B / ") > traffic.find('|'));
    CHECK(m.said({"pause", "web"}) == "web");
    CHECK(m.said({"ps", "--format", "{{.State}}", "-f", "status=paused"}) == "paused");
    CHECK(m.said({"unpause", "web"}) == "web");
    CHECK(m.said({"unpause", "web"}).find("is not paused") != std::string::npos);
    CHECK(m.said({"update", "-m", "96m", "--memory-swap", "-1", "web"}) == "web");
    CHECK(m.said({"inspect", "web", "--format",
                  "{{.HostConfig.Memory}} {{.HostConfig.PidsLimit}}"}) == "100663296 50");
    CHECK(m.said({"rename", "web", "site"}).empty());
    CHECK(m.said({"restart", "-t", "5", "site"}) == "site");
    CHECK(m.said({"rm", "site"}).find("is running") != std::string::npos);
    CHECK(m.said({"stop", "site"}) == "site");
    CHECK(m.said({"wait", "site"}) == "0");
    CHECK(m.said({"kill", "site"}).find("is not running") != std::string::npos);
    CHECK(m.said({"start", "site"}) == "site");
    CHECK(m.said({"kill", "-s", "KILL", "site"}) == "site");
    CHECK(m.said({"wait", "site"}) == "137");
    CHECK(m.said({"rm", "site"}) == "site");
    CHECK(m.said({"rm", "site"}).find("there is no container site") != std::string::npos);
}

TEST_CASE("docker gives containers an init, or no network") {
    if (!support::has_docker()) return;
    const docker_machine m;
    CHECK(m.said({"run", "--rm", "--init", "busybox", "sh", "-c", "echo $$"}) != "1");
    CHECK(m.said({"run", "--rm", "--network", "none", "busybox", "ls", "/sys/class/net"}) == "lo");
}

TEST_CASE("docker follows a log to its end") {
    if (!support::has_docker()) return;
    const docker_machine m;
    REQUIRE(m.said({"run", "-d", "--name", "count", "busybox", "sh", "-c",
                    "for i in 1 2 3; do echo $i; sleep 0.2; done"})
                .size() == 64);
    CHECK(m.said({"logs", "-f", "count"}) == "1\n2\n3");
}

TEST_CASE("who attaches may have what was written so far, and what follows joins that") {
    if (!support::has_docker()) return;
    const docker_machine m;
    REQUIRE(
        m.said({"run", "-d", "-i", "--name", "talk", "busybox", "sh", "-c",
                "echo one; echo aside >&2; printf two-; read word; echo $word; read none; exit 3"})
            .size() == 64);
    REQUIRE(eventually([&] { return (*m.docker)({"logs", "talk"}).complaints == "aside\n"; }));
    const raw_client only((m.files / "s").string());  // ends by itself
    only.send(attaching("talk", "logs=1&stdout=1&stderr=1"));
    CHECK(streams_in(only.read_all()) == std::pair<std::string, std::string>{"one\n", "aside\n"});
    const raw_client one((m.files / "s").string()), other((m.files / "s").string());
    one.send(attaching("talk", "logs=1&stream=1&stdin=1&stdout=1&stderr=1"));
    const std::string before = one.read("two-", std::chrono::seconds(30));
    CHECK(streams_in(before) == std::pair<std::string, std::string>{"one\ntwo-", "aside\n"});
    CHECK(before.find("one\n") < before.find("aside"));
    other.send(attaching("talk", "logs=1&stream=1&stderr=1"));
    CHECK(other.read("aside\n", std::chrono::seconds(30)).starts_with("HTTP/1.1 101"));
    one.send("three\n");
    CHECK(one.read("three\n", std::chrono::seconds(30)).find("three\n") != std::string::npos);
    one.half_close();
    CHECK(m.said({"wait", "talk"}) == "3");
    CHECK(other.read_all().empty());
    const raw_client late((m.files / "s").string());
    late.send(attaching("talk", "logs=1&stream=1&stdout=1&stderr=1"));
    CHECK(streams_in(late.read_all()).first == "one\ntwo-three\n");
    const raw_client waits((m.files / "s").string());
    waits.send(attaching("talk", "stream=1&stdout=1"));
    CHECK(waits.read("\r\n\r\n").starts_with("HTTP/1.1 101"));  // it may be started again
}

TEST_CASE("nothing is lost or told twice where an attachment joins a log that grows") {
    if (!support::has_docker()) return;
    docker_machine m;
    constexpr int last = 20'000;
    std::string all;
    for (int i = 0; i < last; ++i) all += "line " + std::to_string(i) + '\n';
    REQUIRE(m.said({"run", "-d", "--name", "count", "busybox", "sh", "-c",
                    "i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done"})
                .size() == 64);
    for (bool up = true; up;) {
        up = m.containers->get("count").phase == engine::container_phase::running;
        const raw_client joins((m.files / "s").string());
        joins.send(attaching("count", "logs=1&stream=1&stdout=1"));
        CHECK(streams_in(joins.read_all(std::chrono::seconds(60))).first == all);
    }
    REQUIRE(m.said({"run", "-dt", "--name", "terminal", "busybox", "sh", "-c",
                    "echo one; printf 'name: '; read word; echo hello $word"})
                .size() == 64);
    REQUIRE(eventually([&] { return m.said({"logs", "terminal"}).starts_with("one"); }));
    const raw_client joins((m.files / "s").string());
    joins.send(attaching("terminal", "logs=1&stream=1&stdin=1&stdout=1"));
    const std::string prompt = joins.read("name: ", std::chrono::seconds(30));
    CHECK(prompt.substr(prompt.find("\r\n\r\n") + 4) == "one\r\nname: ");
    joins.send("you\r");
    CHECK(joins.read("hello you\r\n", std::chrono::seconds(30)) == "you\r\nhello you\r\n");
}

TEST_CASE("docker shows the part of a log that it asks for") {
    if (!support::has_docker()) return;
    const docker_machine m;
    REQUIRE(m.said({"run", "-d", "--name", "old", "busybox", "sh", "-c",
                    "echo 1; echo 2; sleep 0.3; echo 3; echo aside >&2; sleep 0.3; echo 4"})
                .size() == 64);
    CHECK(m.said({"wait", "old"}) == "0");
    const auto dated = m.said({"logs", "-t", "old"});
    std::vector<std::string> times;
    for (std::size_t at = 0; at < dated.size(); at = dated.find('\n', at) + 1) {
        times.push_back(dated.substr(at, dated.find(' ', at) - at));
        if (dated.find('\n', at) == dated.npos) break;
    }
    REQUIRE(times.size() == 4);  // what went to standard error is not in what was said
    CHECK(m.said({"logs", "--tail", "2", "old"}) == "4");  // of both streams
    CHECK(m.said({"logs", "-n", "0", "old"}).empty());
    CHECK(m.said({"logs", "-n", "-5", "old"}) == "1\n2\n3\n4");
    CHECK(m.said({"logs", "--since", times[2], "old"}) == "3\n4");
    CHECK(m.said({"logs", "--until", times[2], "old"}) == "1\n2");
    CHECK(m.said({"logs", "--since", times[2], "--until", times[3], "old"}) == "3");
    CHECK(m.said({"logs", "--until", times[3], "--tail", "2", "old"}) == "3");
    CHECK(m.said({"logs", "-t", "--since", times[2], "--tail", "1", "old"}) == times[3] + " 4");
    CHECK(m.said({"logs", "-f", "--tail", "1", "old"}) == "4");
    CHECK(m.said({"logs", "--since", "1h", "-n", "1", "old"}) == "4");
    CHECK(m.said({"logs", "--until", "1h", "old"}).empty());
    REQUIRE(m.said({"run", "-d", "--name", "lives", "busybox", "sh", "-c", "echo now; sleep 600"})
                .size() == 64);
    REQUIRE(eventually([&] { return m.said({"logs", "lives"}) == "now"; }));
    CHECK(m.said({"logs", "-f", "--until", std::to_string(std::time(nullptr) + 1), "lives"}) ==
          "now");  // comes to its end
}

TEST_CASE("docker has containers started again") {
    if (!support::has_docker()) return;
    const docker_machine m;
    REQUIRE(m.said({"run", "-d", "--name", "few", "--restart", "on-failure:2", "busybox", "sh",
                    "-c", "echo run; exit 3"})
                .size() == 64);
    REQUIRE(eventually([&] {
        return m.said({"inspect", "few", "--format",
                       "{{.State.Status}} {{.RestartCount}} {{.State.ExitCode}}"}) == "exited 2 3";
    }));
    CHECK(
        m.said(
            {"inspect", "few", "--format",
             "{{.HostConfig.RestartPolicy.Name}} {{.HostConfig.RestartPolicy.MaximumRetryCount}}"}) ==
        "on-failure 2");
    CHECK(m.said({"logs", "few"}) == "run\nrun\nrun");
    CHECK(m.said({"wait", "few"}) == "3");
    const auto front = (*m.docker)({"run", "--name", "front", "--restart", "on-failure:1",
                                    "busybox", "sh", "-c", "echo run; exit 4"});
    CHECK(front.exit_code == 4);
    CHECK(front.output == "run\n");
    REQUIRE(m.said({"run", "-d", "--name", "ever", "--restart", "always", "busybox", "sh", "-c",
                    "exit 5"})
                .size() == 64);
    REQUIRE(eventually([&] {
        return m
            .said(
                {"ps", "--format", "{{.Names}} {{.State}} {{.Status}}", "-f", "status=restarting"})
            .starts_with("ever restarting Restarting (5) ");
    }));
    CHECK(m.said({"rm", "ever"}).find(": stop it first, or remove it by force") !=
          std::string::npos);  // it runs, or waits to run again
    CHECK(m.said({"update", "--restart", "no", "ever"}) == "ever");
    CHECK(eventually([&] {
        return m.said({"ps", "-a", "--format", "{{.Status}}", "-f", "name=ever"})
            .starts_with("Exited (5) ");
    }));
    CHECK(m.said({"inspect", "-f", "{{.HostConfig.RestartPolicy.Name}}", "ever"}) == "no");
    CHECK(m.said({"update", "--restart", "on-failure:2", "ever"}) == "ever");
    CHECK(m.said(
              {"inspect", "-f",
               "{{.HostConfig.RestartPolicy.Name}} {{.HostConfig.RestartPolicy.MaximumRetryCount}}",
               "ever"}) == "on-failure 2");
    CHECK(m.said({"stop", "ever"}) == "ever");
    CHECK(m.said({"inspect", "ever", "--format", "{{.State.Status}} {{.State.Restarting}}"}) ==
          "exited false");
    CHECK(m.said({"start", "ever"}) == "ever");
    CHECK(m.said({"rm", "-f", "ever", "few", "front"}) == "ever\nfew\nfront");
    CHECK(m.said({"ps", "-aq"}).empty());
    for (const std::string host :
         {R"({"RestartPolicy":{"Name":"sometimes"}})",
          R"({"RestartPolicy":{"Name":"always","MaximumRetryCount":2}})",
          R"({"RestartPolicy":{"Name":"on-failure","MaximumRetryCount":-2}})",
          R"({"AutoRemove":true,"RestartPolicy":{"Name":"always"}})"}) {
        CAPTURE(host);
        CHECK(asked(m, "POST", "/containers/create",
                    R"({"Image":"busybox","HostConfig":)" + host + "}")
                  .first == 400);
    }
}

TEST_CASE("docker has containers checked") {
    if (!support::has_docker()) return;
    const docker_machine m;
    const auto begin = std::to_string(std::chrono::duration_cast<std::chrono::seconds>(
                                          std::chrono::system_clock::now().time_since_epoch())
                                          .count() -
                                      1);
    REQUIRE(
        m.said({"run", "-d", "--name", "checked", "--health-cmd", "echo looked; test -e /well",
                "--health-interval", "50ms", "--health-retries", "1", "busybox", "sleep", "600"})
            .size() == 64);
    REQUIRE(eventually([&] {
        return m.said({"ps", "--format", "{{.Status}}", "-f", "health=unhealthy"})
            .ends_with(" (unhealthy)");
    }));
    CHECK(m.said({"exec", "checked", "touch", "/well"}).empty());
    REQUIRE(eventually(
        [&] { return m.said({"ps", "--format", "{{.Status}}"}).ends_with(" (healthy)"); }));
    CHECK(m.said({"inspect", "checked", "--format",
                  "{{.State.Health.Status}} {{(index .State.Health.Log 0).Output}}"}) ==
          "healthy looked");
    CHECK(m.said({"inspect", "checked", "--format",
                  "{{.Config.Healthcheck.Interval}} {{.Config.Healthcheck.Retries}}"}) == "50ms 1");
    CHECK(eventually([&] {
        const auto end = std::to_string(std::chrono::duration_cast<std::chrono::seconds>(
                                            std::chrono::system_clock::now().time_since_epoch())
                                            .count() +
                                        1);
        return m.said({"events", "--since", begin, "--until", end, "-f", "event=health_status",
                       "--format", "{{.Action}}"}) ==
               "health_status: unhealthy\nhealth_status: healthy";
    }));
    CHECK(m.said({"rm", "-f", "checked"}) == "checked");
    for (const std::string check :
         {R"({"Test":["WHAT","x"]})", R"({"Test":["CMD"]})", R"({"Test":7})",
          R"({"Test":["CMD","x"],"Retries":-1})", "[]"}) {
        CAPTURE(check);
        CHECK(asked(m, "POST", "/containers/create",
                    R"({"Image":"busybox","Healthcheck":)" + check + "}")
                  .first == 400);
    }
}

TEST_CASE("docker restarts what is to be removed when it has ended") {
    if (!support::has_docker()) return;
    const docker_machine m;
    REQUIRE(m.said({"run", "-d", "--rm", "--name", "brief", "busybox", "sleep", "600"}).size() ==
            64);
    CHECK(m.said({"restart", "-t", "0", "brief"}) == "brief");
    CHECK(m.said({"ps", "--format", "{{.Names}} {{.State}}"}) == "brief running");
    CHECK(m.said({"stop", "-t", "0", "brief"}) == "brief");
    CHECK(eventually([&] { return m.said({"ps", "-aq"}).empty(); }));
}

TEST_CASE("docker runs commands beside a container's own") {
    if (!support::has_docker()) return;
    const docker_machine m;
    REQUIRE(
        m.said({"run", "-d", "--name", "host", "-e", "SET=1", "busybox", "sleep", "600"}).size() ==
        64);
    const auto ran = (*m.docker)({"exec", "-e", "MORE=2", "-w", "/tmp", "host", "sh", "-c",
                                  "echo $SET $MORE $(pwd); echo aside >&2; exit 3"});
    CHECK(ran.exit_code == 3);
    CHECK(ran.output == "1 2 /tmp\n");
    CHECK(ran.complaints == "aside\n");
    CHECK(m.said({"exec", "-i", "host", "wc", "-c"}, std::string(60'000, 'x')) == "60000");
    CHECK(m.said({"exec", "-d", "host", "touch", "/made"}).empty());
    CHECK(eventually([&] { return m.said({"exec", "host", "ls", "/made"}) == "/made"; }));
    const auto none = (*m.docker)({"exec", "host", "nosuch"});
    CHECK(none.exit_code == 127);
    CHECK((none.output + none.complaints).find("executable file not found") != std::string::npos);
    // Of a terminal there is one stream; its size can be told before and while it runs.
    const std::string id =
        json::read(
            asked(
                m, "POST", "/containers/host/exec",
                R"({"Cmd":["sh","-c","read x; stty size"],"Tty":true,"AttachStdin":true,"AttachStdout":true})")
                .second)
            .at("Id")
            .get<std::string>();
    CHECK(asked(m, "POST", "/exec/" + id + "/resize?h=10&w=20").first == 200);
    const raw_client terminal((m.files / "s").string());
    terminal.send(
        "POST /exec/" + id +
        "/start HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 2\r\n\r\n{}");
    CHECK(terminal.read("\r\n\r\n").starts_with("HTTP/1.1 101 UPGRADED"));
    CHECK(eventually(
        [&] { return asked(m, "POST", "/exec/" + id + "/resize?h=33&w=44").first == 200; }));
    terminal.send("\n");
    CHECK(terminal.read("33 44").find("33 44") != std::string::npos);
    CHECK(eventually([&] {
        return json::read(asked(m, "GET", "/exec/" + id + "/json").second).at("ExitCode") == 0;
    }));
    CHECK(asked(m, "POST", "/exec/" + id + "/start", "{}").first == 409);
}

TEST_CASE("docker gives containers directories in memory, devices, limits and settings") {
    if (!support::has_docker()) return;
    const docker_machine m;
    const std::string script =
        "grep -E ' /(fast|more) ' /proc/mounts | wc -l; stat -c %a /fast /more; df -k /dev/shm | tail -1 | awk '{print $2}'; ulimit -Sn; ulimit -Hn; test -c /dev/one && cat /proc/self/oom_score_adj; "
        "cat /proc/sys/net/core/somaxconn; id -G | grep -o 77; grep -cE 'example.com|ndots:2' /etc/resolv.conf; grep outside /etc/hosts | grep host-gateway; echo over";
    const std::string expected = "2\n700\n1770\n2048\n100\n200\n300\n77\n77\n2\nover";
    CHECK(m.said({"run",
                  "--name",
                  "box",
                  "--tmpfs",
                  "/fast:size=1m,mode=700",
                  "--mount",
                  "type=tmpfs,target=/more,tmpfs-size=65536,tmpfs-mode=1770",
                  "--ulimit",
                  "nofile=100:200",
                  "--ulimit",
                  "core=-1",
                  "--shm-size",
                  "2m",
                  "--device",
                  "/dev/null:/dev/one",
                  "--oom-score-adj",
                  "300",
                  "--sysctl",
                  "net.core.somaxconn=77",
                  "--group-add",
                  "77",
                  "--dns-search",
                  "example.com",
                  "--dns-option",
                  "ndots:2",
                  "--add-host",
                  "outside:host-gateway",
                  "busybox",
                  "sh",
                  "-c",
                  script}) == expected);
    const auto shows = [&](const std::string& what) {
        return m.said({"inspect", "-f", "{{json .HostConfig." + what + "}}", "box"});
    };
    CHECK(
        shows("Tmpfs") ==
        R"({"/fast":"rw,noexec,nosuid,nodev,size=1048576,mode=700","/more":"rw,noexec,nosuid,nodev,size=65536,mode=1770"})");
    CHECK(shows("ShmSize") == "2097152");
    CHECK(shows("Ulimits") ==
          R"([{"Name":"core","Hard":-1,"Soft":-1},{"Name":"nofile","Hard":200,"Soft":100}])");
    CHECK(shows("Devices") ==
          R"([{"PathOnHost":"/dev/null","PathInContainer":"/dev/one","CgroupPermissions":"rwm"}])");
    CHECK(shows("OomScoreAdj") == "300");
    CHECK(shows("Sysctls") == R"({"net.core.somaxconn":"77"})");
    CHECK(shows("GroupAdd") == R"(["77"])");
    CHECK(shows("DnsSearch") == R"(["example.com"])");
    CHECK(shows("ExtraHosts") == R"(["outside:host-gateway"])");
    CHECK(m.said({"start", "-a", "box"}) == expected);  // again
}

TEST_CASE("who types the keys for it leaves a terminal, and what runs there goes on") {
    if (!support::has_docker()) return;
    docker_machine m;
    REQUIRE(m.said({"run", "-dit", "--name", "talk", "busybox", "sh", "-c",
                    "while read word; do echo got $word; done; exit 3"})
                .size() == 64);
    const auto leaves = [&](const std::string& how, const std::string& keys) {
        const raw_client one((m.files / "s").string());
        one.send(attaching("talk", "stream=1&stdin=1&stdout=1" + how));
        one.send("one\r");
        CHECK(one.read("got one\r\n", std::chrono::seconds(30)).find("got one") !=
              std::string::npos);
        one.send(keys);
        one.read_all();  // the service has ended it
        CHECK(m.containers->get("talk").phase == engine::container_phase::running);
    };
    leaves("", "\x10\x11");
    leaves("&detachKeys=ctrl-a%2Cd",
           "\x01"
           "d");
    CHECK(asked(m, "POST", "/containers/talk/attach?stream=1&stdin=1&detachKeys=nosuch").first ==
          400);
    const raw_client other((m.files / "s").string());
    other.send(attaching("talk", "stream=1&stdin=1&stdout=1&detachKeys=x,y"));
    other.send("\x10\x11xz\r");  // keys of the container
    CHECK(other.read("got ", std::chrono::seconds(30)).find("got ") != std::string::npos);

    const auto creates = [&](const std::string& keys) {
        return asked(
            m, "POST", "/containers/talk/exec",
            R"({"Cmd":["sh","-c","read x; echo $x; while ! test -e /go; do echo more; usleep 20000; done; stty size && touch /over"],"Tty":true,"AttachStdin":true,"AttachStdout":true,"DetachKeys":")" +
                keys + "\"}");
    };
    CHECK(creates("ab").first == 400);
    const std::string id = json::read(creates("a,b").second).at("Id").get<std::string>();
    const raw_client beside((m.files / "s").string());
    beside.send(
        "POST /exec/" + id +
        "/start HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 2\r\n\r\n{}");
    CHECK(beside.read("\r\n\r\n").starts_with("HTTP/1.1 101"));
    beside.send("here\r");
    CHECK(beside.read("more", std::chrono::seconds(30)).find("here") != std::string::npos);
    beside.send("ab");
    beside.read_all();
    json::value told = json::read(asked(m, "GET", "/exec/" + id + "/json").second);
    CHECK(told.at("Running") == true);
    CHECK(told.at("DetachKeys") == "a,b");
    CHECK(m.said({"exec", "talk", "touch", "/go"}).empty());
    CHECK(eventually([&] {
        return json::read(asked(m, "GET", "/exec/" + id + "/json").second).at("ExitCode") == 0;
    }));
    CHECK(m.said({"exec", "talk", "ls", "/over"}) == "/over");  // it had its terminal to its end
}

TEST_CASE("docker is told what happens") {
    if (!support::has_docker()) return;
    const docker_machine m;
    const auto begin = std::to_string(std::chrono::duration_cast<std::chrono::seconds>(
                                          std::chrono::system_clock::now().time_since_epoch())
                                          .count() -
                                      1);
    CHECK(m.said({"run", "--rm", "--name", "short", "busybox", "true"}).empty());
    CHECK(eventually([&] {
        const auto end = std::to_string(std::chrono::duration_cast<std::chrono::seconds>(
                                            std::chrono::system_clock::now().time_since_epoch())
                                            .count() +
                                        1);
        return m.said({"events", "--since", begin, "--until", end, "-f", "container=short",
                       "--format", "{{.Action}}"}) == "create\nstart\ndie\ndestroy";
    }));
}

TEST_CASE("what containers here cannot have is refused") {
    if (!support::has_docker()) return;
    const docker_machine m;
    const std::vector<std::vector<std::string>> options{
        {"--device", "/dev/null:/x:r"}, {"--tmpfs", "/x:size=much"},   {"--cpuset-cpus", "x"},
        {"--memory-swappiness", "10"},  {"--pid", "container:nosuch"}, {"--ipc", "nosuch"},
        {"--log-driver", "syslog"},     {"--log-opt", "tag=x"},        {"--cgroup-parent", "x"},
        {"--network", "nosuch"},        {"-p", "53:53/sctp"}};
    for (std::vector<std::string> words : options) {
        CAPTURE(words.front());
        words.insert(words.begin(), "create");
        words.push_back("busybox");
        CHECK((*m.docker)(words).exit_code == 1);
    }
    CHECK(m.said({"ps", "-aq"}).empty());
}

TEST_CASE("a service outlives bad requests, and clients that go in the middle") {
    if (!support::has_docker()) return;
    const docker_machine m;
    for (const std::string body :
         {"{", "[]", "7", "{\"Image\":7}", "{\"Image\":\"busybox\",\"HostConfig\":[]}",
          "{\"Image\":\"busybox\",\"Cmd\":{\"a\":1}}",
          "{\"Image\":\"busybox\",\"HostConfig\":{\"Binds\":[\"x\"]}}",
          "{\"Image\":\"busybox\",\"HostConfig\":{\"PortBindings\":{\"x\":[{}]}}}"}) {
        CAPTURE(body);
        CHECK(asked(m, "POST", "/containers/create", body).first == 400);
    }
    CHECK(asked(m, "POST", "/containers/create", std::string(5 << 20, ' ')).first == 413);
    CHECK(asked(m, "GET", "/containers/json?filters=%7B").first == 400);
    CHECK(asked(m, "GET", "/containers/json?filters=%7B%22nosuch%22%3A%7B%7D%7D").first == 400);
    CHECK(message(asked(m, "POST", "/containers/create", R"({"Image":"nosuch"})")) ==
          "No such image: nosuch");
    CHECK(asked(m, "GET", "/containers/nosuch/json").first == 404);
    CHECK(asked(m, "PUT", "/containers/json").first == 405);
    CHECK(asked(m, "GET", "/nosuch").first == 404);
    REQUIRE(m.said({"run", "-d", "-i", "--name", "busy", "busybox", "sh", "-c",
                    "while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done"})
                .size() == 64);
    CHECK(asked(m, "POST", "/containers/busy/start").first == 304);
    for (const char* const what :
         {"POST /containers/busy/attach?stream=1&stdout=1&stdin=1",
          "GET /containers/busy/logs?follow=1&stdout=1", "POST /containers/busy/wait",
          "GET /events", "GET /containers/busy/stats"}) {
        const raw_client leaving((m.files / "s").string());
        leaving.send(
            std::string(what) +
            " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 0\r\n\r\n");
        CHECK(leaving.read("\r\n\r\n").starts_with("HTTP/1.1 "));
    }
    CHECK(m.said({"exec", "busy", "echo", "still", "here"}) == "still here");
    CHECK(m.said({"rm", "-f", "busy"}) == "busy");
}

TEST_CASE("a service ends while clients wait") {
    if (!support::has_docker()) return;
    docker_machine m;
    REQUIRE(m.said({"run", "-d", "--name", "sleeper", "busybox", "sleep", "600"}).size() == 64);
    const raw_client attached((m.files / "s").string()), waiting((m.files / "s").string());
    attached.send(
        "POST /containers/sleeper/attach?stream=1&stdout=1&stdin=1 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
    CHECK(attached.read("\r\n\r\n").starts_with("HTTP/1.1 101"));
    waiting.send("POST /containers/sleeper/wait HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(waiting.read("\r\n\r\n").starts_with("HTTP/1.1 200"));
    m.service.reset();
    CHECK(m.containers->get("sleeper").phase == engine::container_phase::running);
    m.serve();
    CHECK(m.said({"ps", "--format", "{{.Names}}"}) == "sleeper");
}

}  // namespace service_test
