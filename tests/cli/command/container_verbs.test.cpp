// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/command/container_verbs.hpp>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <slipway/cli/command/program.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/json/read.hpp>
#include <slipway/oci/from_executable.hpp>

#include "../said_here.hpp"
#include "support/eventually.hpp"
#include "support/own_network.hpp"
#include "support/raw_client.hpp"
#include "support/scratch_directory.hpp"
#include "support/shim_here.hpp"

namespace container_verbs_test {

using namespace slipway;
using support::eventually;
using support::ran;

namespace {

int slipway_main(int argc, char** argv) {
    return cli::command::program(argc, argv, cli::command::container_verbs());
}

bool root() {
    if (::geteuid() == 0) return true;
    WARN("skipped: containers with files of their own need root");
    return false;
}

/// A machine of its own that has busybox.
struct machine {
    machine() {
        network.emplace();
        engine::images(place()).import(oci::from_busybox("/usr/bin/busybox"),
                                       oci::reference::parse("busybox"));
    }
    ~machine() {
        engine::containers last(place(), {});
        for (const auto& c : last.list()) last.remove(c, true);
    }
    std::filesystem::path place() const { return files / "root"; }
    std::vector<std::string> with_root(std::vector<std::string> words) const {
        words.insert(words.begin(), {"--root", place().string()});
        return words;
    }
    /// As a program of its own: what it blocks and changes is its own.
    ran says(std::vector<std::string> words, const std::string& input = {}) const {
        scratch_directory::write(files / "input", input);
        return support::run_as_program(
            [&](int argc, char** argv) {
                const int fd = ::open((files / "input").c_str(), O_RDONLY);
                ::dup2(fd, STDIN_FILENO);
                return slipway_main(argc, argv);
            },
            with_root(std::move(words)));
    }
    json::value inspected(const std::string& name) const {
        return json::read(says({"inspect", name}).out).at(0);
    }

    scratch_directory files;
    std::optional<support::own_network> network;
};

/// A program at a terminal of its own, as somebody sits before it.
class seated {
public:
    explicit seated(std::vector<std::string> words) {
        winsize size{.ws_row = 24, .ws_col = 80, .ws_xpixel = 0, .ws_ypixel = 0};
        words.insert(words.begin(), "slipway");
        std::vector<char*> argv;
        for (std::string& w : words) argv.push_back(w.data());
        argv.push_back(nullptr);
        child_ = ::forkpty(&screen_, nullptr, nullptr, &size);
        if (child_ != 0) return;
        const int code = slipway_main(static_cast<int>(words.size()), argv.data());
        std::fflush(nullptr);
        ::_exit(code);
    }
    seated(const seated&) = delete;
    ~seated() {
        if (child_ > 0) ::kill(child_, SIGKILL), ::waitpid(child_, nullptr, 0);
        ::close(screen_);
    }
    void type(const std::string& keys) const {
        REQUIRE(::write(screen_, keys.data(), keys.size()) == static_cast<ssize_t>(keys.size()));
    }
    /// Until it shows that; all that it has shown by then.
    const std::string& shows(const std::string& text) {
        while (seen_.find(text) == seen_.npos) {
            pollfd one{screen_, POLLIN, 0};
            char bytes[1024];
            const ssize_t n =
                ::poll(&one, 1, 20'000) == 1 ? ::read(screen_, bytes, sizeof bytes) : 0;
            if (n <= 0) FAIL("it does not show \"" << text << "\" but \"" << seen_ << '"');
            seen_.append(bytes, static_cast<std::size_t>(n));
        }
        return seen_;
    }
    int code() {
        int status = 0;
        if (!eventually([&] { return ::waitpid(child_, &status, WNOHANG) == child_; })) return -1;
        child_ = 0;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

private:
    int screen_ = -1;
    pid_t child_ = 0;
    std::string seen_;
};

}  // namespace

TEST_CASE(
    "container verbs: in front of a container, its streams and its exit code are the program's") {
    if (!root()) return;
    const machine m;
    const ran hello = m.says({"run", "busybox", "echo", "Hello world"});
    CHECK(hello.out == "Hello world\n");
    CHECK(hello.err.empty());
    CHECK(hello.code == 0);
    const ran both =
        m.says({"run", "--rm", "busybox", "sh", "-c", "echo out; echo err >&2; exit 3"});
    CHECK(both.out == "out\n");
    CHECK(both.err == "err\n");
    CHECK(both.code == 3);
    CHECK(m.says({"run", "--rm", "-i", "busybox", "wc", "-c"}, std::string(300'000, 'x')).out ==
          "300000\n");
    CHECK(m.says({"run", "--rm", "busybox", "wc", "-c"}, "not read").out == "0\n");
    CHECK(m.says({"run", "--rm", "-e", "A=1", "-e", "B=2", "-w", "/tmp", "-u", "nobody", "-h",
                  "box", "busybox", "sh", "-c", "echo $A$B; pwd; id -u; hostname"})
              .out == "12\n/tmp\n65534\nbox\n");
    CHECK(m.says({"run", "--rm", "--entrypoint", "echo", "busybox", "said"}).out == "said\n");
    CHECK(m.says({"run", "--rm", "--read-only", "busybox", "touch", "/x"}).code == 1);
    const ran none = m.says({"run", "--rm", "busybox", "no-such-program"});
    CHECK(none.code == 127);
    CHECK(none.err == "slipway: exec: \"no-such-program\": executable file not found in $PATH\n");
    CHECK(m.says({"run", "--rm", "busybox", "/etc"}).code == 126);
    const std::string left = m.says({"ps", "-a"}).out;
    CHECK(std::count(left.begin(), left.end(), '\n') ==
          2);  // the head, and the first one, which was not to be removed
    CHECK(left.find("Exited (0)") != left.npos);
}

TEST_CASE(
    "container verbs: a container goes on by itself, and is entered, listed, stopped and removed") {
    if (!root()) return;
    const machine m;
    const ran made =
        m.says({"run", "-d", "--name", "web", "-p", "80", "-l", "tier=front", "busybox", "sh", "-c",
                "echo begun; echo served > /tmp/index.html; exec httpd -f -p 80 -h /tmp"});
    REQUIRE(made.code == 0);
    REQUIRE(made.out.size() == 65);
    const std::string id = made.out.substr(0, 64);
    CHECK(m.says({"ps", "-q", "--no-trunc"}).out == made.out);
    CHECK(m.says({"ps", "-q", "-f", "label=tier=front"}).out == id.substr(0, 12) + "\n");
    CHECK(m.says({"ps", "-q", "-f", "label=tier=back"}).out.empty());
    const json::value row = json::read(m.says({"ps", "--format", "json"}).out);
    CHECK(row.at("Names") == "web");
    CHECK(row.at("State") == "running");
    CHECK(row.at("Command") ==
          "\"sh -c echo begun; echo served > /tmp/index.html; exec httpd -f -p 80 -h /tmp\"");

    const std::string port = m.says({"port", "web", "80"}).out;
    REQUIRE(port.starts_with("127.0.0.1:"));
    const auto number = static_cast<std::uint16_t>(std::stoi(port.substr(10)));
    CHECK(m.says({"port", "web"}).out == "80/tcp -> " + port);
    CHECK(eventually([&] {
        const support::raw_client client(number);
        client.send("GET / HTTP/1.0\r\n\r\n");
        return client.read().ends_with("served\n");
    }));

    CHECK(m.says({"exec", "web", "hostname"}).out == id.substr(0, 12) + "\n");
    CHECK(m.says({"exec", "-i", "web", "tr", "a-z", "A-Z"}, "given").out == "GIVEN");
    CHECK(m.says({"exec", "-e", "X=y", "-w", "/tmp", "-u", "nobody", "web", "sh", "-c",
                  "echo $X; pwd; id -u; exit 9"})
              .out == "y\n/tmp\n65534\n");
    CHECK(m.says({"exec", "web", "sh", "-c", "exit 9"}).code == 9);
    CHECK(m.says({"exec", "web", "nothing"}).code == 127);
    const auto nowhere = m.says({"exec", "-w", "/nowhere", "web", "true"});
    CHECK(nowhere.code != 0);
    CHECK(nowhere.err.find("cannot change to the working directory '/nowhere'") !=
          std::string::npos);
    CHECK(m.says({"exec", "web", "ls", "-d", "/nowhere"}).code != 0);  // nobody has made it
    CHECK(m.says({"logs", "web"}).out == "begun\n");
    CHECK(m.says({"top", "web"}).out.find("httpd -f -p 80 -h /tmp") != std::string::npos);

    scratch_directory::write(m.files / "given", "given");
    CHECK(m.says({"cp", (m.files / "given").string(), "web:/tmp/there"}).code == 0);
    CHECK(m.says({"exec", "web", "cat", "/tmp/there"}).out == "given");
    CHECK(m.says({"cp", "web:/tmp/there", (m.files / "back").string()}).code == 0);
    CHECK(scratch_directory::read(m.files / "back") == "given");
    const auto packed = m.says({"cp", "web:/tmp/there", "-"});  // a tar
    CHECK(packed.code == 0);
    CHECK(m.says({"exec", "web", "mkdir", "/tmp/again"}).code == 0);
    CHECK(m.says({"cp", "-", "web:/tmp/again"}, packed.out).code == 0);
    CHECK(m.says({"exec", "web", "cat", "/tmp/again/there"}).out == "given");
    CHECK(m.says({"cp", "-", "web:/tmp/there"}, packed.out).err.find("/tmp/there is none") !=
          std::string::npos);
    CHECK(m.says({"cp", "web:/tmp/none", "-"}).code == 125);
    CHECK(m.says({"cp", "web:/x", "web:/y"}).err.find("not between two containers") !=
          std::string::npos);
    CHECK(m.says({"cp", "/x", "/y"})
              .err.find("neither '/x' nor '/y' is in a container: that is CONTAINER:PATH") !=
          std::string::npos);
    const json::value used =
        json::read(m.says({"stats", "--no-stream", "--format", "json", "web"}).out);
    CHECK(used.at("Name") == "web");
    CHECK(used.at("PIDs") == "1");
    CHECK(used.at("CPUPerc").get<std::string>().ends_with('%'));
    CHECK(used.at("NetIO").get<std::string>().find("B / ") != std::string::npos);
    CHECK(used.at("BlockIO").get<std::string>().find("B / ") != std::string::npos);
    CHECK(m.says({"exec", "web", "sh", "-c", "head -c 50000 /dev/zero > /sized"}).code == 0);
    CHECK(m.says({"ps", "--format", "{{.Names}} {{.Size}}"}).out.starts_with("web 50"));
    CHECK(m.says({"ps", "-s"}).out.find("kB (virtual ") != std::string::npos);
    CHECK(m.says({"ps"}).out.find("virtual") == std::string::npos);
    CHECK(m.says({"exec", "web", "rm", "/sized"}).code == 0);
    CHECK(m.says({"top", "web"}).out.starts_with("UID"));
    const ran shown = m.says({"top", "web", "-o", "pid,args"});
    CHECK(shown.out.starts_with("PID"));
    CHECK(std::count(shown.out.begin(), shown.out.end(), '\n') == 2);
    CHECK(m.says({"top", "web", "-o", "comm"}).err.find("no column PID") != std::string::npos);

    const json::value seen = m.inspected("web");
    CHECK(seen.at("Id") == id);
    CHECK(seen.at("State").at("Status") == "running");
    CHECK(seen.at("Config").at("Labels").at("tier") == "front");
    CHECK(seen.at("NetworkSettings").at("Ports").at("80/tcp").at(0).at("HostPort") ==
          std::to_string(number));

    CHECK(m.says({"rm", "web"}).code == 1);
    CHECK(m.says({"stop", "-t", "0", "web"}).out == "web\n");
    CHECK(m.says({"ps", "-q"}).out.empty());
    CHECK(m.inspected("web").at("State").at("ExitCode") == 137);
    CHECK(m.says({"wait", "web"}).out == "137\n");
    CHECK(m.says({"start", "web"}).out == "web\n");
    CHECK(m.says({"kill", "-s", "KILL", "web"}).out == "web\n");
    CHECK(m.says({"wait", "web"}).out == "137\n");
    CHECK(m.says({"restart", "web"}).code == 0);
    CHECK(m.says({"rename", "web", "site"}).code == 0);
    CHECK(m.says({"rm", "-f", "site"}).out == "site\n");
    CHECK(m.says({"ps", "-aq"}).out.empty());
}

TEST_CASE("container verbs: a container is held, and gets other limits and an init") {
    if (!root()) return;
    machine m;
    CHECK(m.says({"run", "-d", "--name", "one", "--init", "--network", "none", "--pids-limit", "50",
                  "busybox", "sleep", "1000"})
              .code == 0);
    CHECK(m.says({"exec", "one", "cat", "/proc/1/comm"}).out == "slipway-init\n");
    CHECK(m.says({"exec", "one", "sh", "-c", "ip -o link | grep -c ."}).out == "1\n");
    CHECK(m.inspected("one")["HostConfig"]["NetworkMode"] == "none");
    CHECK(m.says({"pause", "one"}).out == "one\n");
    CHECK(m.says({"ps"}).out.find("(Paused)") != std::string::npos);
    CHECK(m.inspected("one")["State"]["Status"] == "paused");
    const ran again = m.says({"pause", "one", "nobody"});
    CHECK(again.code == 1);
    CHECK(again.err.find("container one is paused already") != std::string::npos);
    CHECK(again.err.find("there is no container nobody") != std::string::npos);
    CHECK(m.says({"unpause", "one"}).out == "one\n");
    CHECK(m.says({"ps"}).out.find("(Paused)") == std::string::npos);

    CHECK(m.says({"update", "--memory", "64m", "--cpus", "1.5", "one"}).out == "one\n");
    const auto limits = m.inspected("one")["HostConfig"];
    CHECK(limits["Memory"] == 64 << 20);
    CHECK(limits["NanoCpus"] == 1'500'000'000);
    CHECK(limits["PidsLimit"] == 50);  // as it was
    CHECK(limits["Init"] == true);
    CHECK(
        m.says({"update", "one"})
            .err.find(
                "there is nothing to change: give --memory, --cpus, --cpu-shares, --cpuset-cpus, --cpuset-mems, --pids-limit or --restart") !=
        std::string::npos);
    CHECK(m.says({"update", "--pids-limit", "-1", "one"}).code == 0);
    CHECK(m.inspected("one")["HostConfig"]["PidsLimit"] == 0);
    m.says({"pause", "one"});
    CHECK(m.says({"stop", "one"}).out == "one\n");
    CHECK(m.inspected("one")["State"]["ExitCode"] == 143);  // the init has passed the signal on
}

TEST_CASE("container verbs: containers are started again, and checked") {
    if (!root()) return;
    machine m;
    CHECK(m.says({"run", "-d", "--name", "fails", "--restart", "always", "busybox", "sh", "-c",
                  "echo run; exit 3"})
              .code == 0);
    REQUIRE(eventually(
        [&] { return m.says({"ps"}).out.find("Restarting (3) ") != std::string::npos; }));
    REQUIRE(eventually([&] { return m.inspected("fails").at("RestartCount").get<int>() >= 1; }));
    CHECK(m.says({"rm", "fails"}).err.find(": stop it first, or remove it by force") !=
          std::string::npos);  // it runs, or waits to run again
    CHECK(m.says({"stop", "fails"}).code == 0);
    CHECK(m.inspected("fails").at("State").at("Status") == "exited");
    CHECK(m.says({"logs", "fails"}).out.starts_with("run\nrun\n"));

    CHECK(m.says({"run", "-d", "--name", "well", "--health-cmd", "echo looked", "--health-interval",
                  "20ms", "--health-retries", "1", "busybox", "sleep", "1000"})
              .code == 0);
    REQUIRE(eventually([&] {
        return m.says({"ps", "-f", "health=healthy"}).out.find(" (healthy) ") != std::string::npos;
    }));
    CHECK(m.inspected("well").at("State").at("Health").at("Log").at(0).at("Output") == "looked\n");
    CHECK(m.inspected("well").at("Config").at("Healthcheck").at("Interval") == 20'000'000);

    const auto refused = [&](std::vector<std::string> options) {
        options.insert(options.begin(), "create");
        options.push_back("busybox");
        return m.says(options).err;
    };
    CHECK(refused({"--restart", "sometimes"})
              .find("'sometimes' does not say when to start it again") != std::string::npos);
    CHECK(refused({"--restart", "on-failure:x"}).find("as on-failure:3 does") != std::string::npos);
    CHECK(refused({"--restart", "always", "--rm"}).find("--restart does not go with --rm") !=
          std::string::npos);
    CHECK(refused({"--health-interval", "soon"}).find("'soon' is no duration") !=
          std::string::npos);
    CHECK(refused({"--health-cmd", "true", "--no-healthcheck"})
              .find("--no-healthcheck does not go with") != std::string::npos);
    CHECK(m.says({"create", "--name", "few", "--restart", "on-failure:3", "busybox"}).code == 0);
    CHECK(m.inspected("few").at("HostConfig").at("RestartPolicy") ==
          json::value{{"Name", "on-failure"}, {"MaximumRetryCount", 3}});
    CHECK(m.says({"update", "--restart", "always", "few"}).out == "few\n");
    CHECK(m.inspected("few").at("HostConfig").at("RestartPolicy").at("Name") == "always");
    CHECK(m.says({"update", "--restart", "sometimes", "few"})
              .err.find("'sometimes' does not say when to start it again") != std::string::npos);
}

TEST_CASE("container verbs: templates show what is asked for") {
    if (!root()) return;
    const machine m;
    CHECK(m.says({"create", "--name", "web", "-l", "tier=front", "-v", "data:/data", "busybox",
                  "sleep", "9"})
              .code == 0);
    CHECK(m.says({"ps", "-a", "--format", "{{.Names}}: {{.Image}} {{.Label \"tier\"}}"}).out ==
          "web: busybox front\n");
    CHECK(m.says({"ps", "-a", "--format", "table {{.Names}}\\t{{.RunningFor}}"})
              .out.starts_with("NAMES   CREATED\nweb     "));
    CHECK(m.says({"ps", "-n", "1", "--format", "{{json .Names}}"}).out == "\"web\"\n");
    CHECK(m.says({"inspect", "-f", "{{.State.Status}} {{range .Mounts}}{{.Name}}{{end}}", "web"})
              .out == "created data\n");
    CHECK(m.says({"inspect", "--format={{index .Config.Labels \"tier\"}}", "web"}).out ==
          "front\n");
    CHECK(m.says({"inspect", "--type=image", "-f", "{{.RepoTags}}", "busybox"}).out ==
          "[busybox:latest]\n");
    CHECK(m.says({"volume", "ls", "--format", "{{.Name}}"}).out == "data\n");
    CHECK(m.says({"volume", "ls", "-q", "--filter", "dangling=true"}).out.empty());
    CHECK(m.says({"volume", "ls", "-q", "--filter", "name=at"}).out == "data\n");
    CHECK(m.says({"volume", "ls", "-q", "--filter", "name=no", "--filter", "name=at"}).out ==
          "data\n");
    const auto named = [&](const char* filter) {
        return m.says({"ps", "-a", "--filter", filter, "--format", "{{.Names}}"}).out;
    };
    CHECK(named("volume=data") == "web\n");
    CHECK(named("label=tier=front") == "web\n");
    CHECK(named("network=bridge") == "web\n");
    CHECK(named("status=exited").empty());
    CHECK(m.says({"ps", "-f", "colour=red"})
              .err.starts_with("slipway: invalid filter 'colour': there are ancestor, before, "));
    CHECK(
        m.says({"ps", "-f", "web"}).err.find("'web' is no filter: those are written NAME=VALUE") !=
        std::string::npos);
    CHECK(m.says({"container", "prune", "-f", "--filter", "label!=tier"}).out ==
          "Total reclaimed space: 0B\n");
    CHECK(m.says({"container", "prune", "-f", "--filter", "until=later"})
              .err.starts_with("slipway: 'later' is no moment: "));
    CHECK(m.says({"system", "prune", "-f", "--volumes", "--filter", "until=1h"}).code == 125);
    CHECK(m.says({"system", "prune", "-f", "--filter", "until=1h"}).out ==
          "Total reclaimed space: 0B\n");
    CHECK(m.says({"volume", "inspect", "-f", "{{.Driver}}", "data"}).out == "local\n");
    CHECK(m.says({"stats", "--no-stream", "--format", "{{.Name}}"}).out.empty());
    CHECK(m.says({"system", "df", "--format", "{{.Type}}={{.TotalCount}}"}).out ==
          "Images=1\nContainers=1\nVolumes=1\n");
    const ran unknown = m.says({"ps", "-a", "--format", "{{.Nmae}}"});
    CHECK(unknown.code == 125);
    CHECK(
        unknown.err.starts_with("slipway: there is no 'Nmae' to be shown; there are ID, Image, "));
    CHECK(m.says({"inspect", "-f", "{{.Id", "web"}).code == 125);
}

TEST_CASE("container verbs: a command goes on that nobody waits for") {
    if (!root()) return;
    const machine m;
    CHECK(m.says({"run", "-d", "--name", "web", "busybox", "sleep", "1000"}).code == 0);
    for (const bool terminal : {false, true}) {
        const std::string file = terminal ? "/terminal" : "/none";
        std::vector<std::string> words{
            "exec", "-d", "web", "sh", "-c", "test -t 1; echo $? > " + file + "; sleep 1000"};
        if (terminal) words.insert(words.begin() + 2, "-t");
        const ran said = m.says(words);
        CHECK(said.code == 0);
        CHECK(said.out.empty());
        CHECK(eventually([&] {
            return m.says({"exec", "web", "cat", file}).out == (terminal ? "0\n" : "1\n");
        }));
    }
    CHECK(m.says({"exec", "web", "pidof", "sleep"}).out.find(' ') != std::string::npos);
    CHECK(m.says({"exec", "-di", "web", "cat"}).code == 125);
    CHECK(m.says({"pause", "web"}).code == 0);
    CHECK(m.says({"exec", "-d", "web", "true"}).err.find("is paused") != std::string::npos);
    CHECK(m.says({"rm", "-f", "web"}).code == 0);
    CHECK(m.says({"exec", "-d", "web", "true"}).code != 0);
}

TEST_CASE("container verbs: several ports and a volume without a name are given in one word") {
    if (!root()) return;
    const machine m;
    CHECK(m.says({"create", "--name", "many", "-p", "8000-8002:80-82", "-p", "5353:53/udp", "-p",
                  "127.0.0.2:9000-9001:90-91/udp", "-v", "/data", "-v", "kept:/kept:ro,z",
                  "busybox", "sh"})
              .code == 0);
    CHECK(m.says({"inspect", "-f",
                  "{{range $p, $at := .HostConfig.PortBindings}}{{$p}}={{(index $at 0).HostPort}} "
                  "{{end}}",
                  "many"})
              .out == "53/udp=5353 80/tcp=8000 81/tcp=8001 82/tcp=8002 90/udp=9000 91/udp=9001 \n");
    CHECK(m.says({"inspect", "-f", "{{range .Mounts}}{{.Destination}} {{.RW}};{{end}}", "many"})
              .out == "/data true;/kept false;\n");
    for (const char* wrong : {"8000-8003:80-82", "8002-8000:82-80", "8000-:80", "1-2:3-4/sctp",
                              "8000-8002:80", "-1:80"}) {
        INFO(wrong);
        const ran said = m.says({"create", "-p", wrong, "busybox"});
        CHECK(said.code == 125);
        CHECK(said.err.find("publish") != std::string::npos);
    }
}

TEST_CASE("container verbs: logs of one that never stops writing end where they are") {
    if (!root()) return;
    const machine m;
    CHECK(m.says({"run", "-d", "--name", "yes", "busybox", "yes"}).code == 0);
    CHECK(eventually([&] { return m.says({"logs", "-n", "1", "yes"}).out == "y\n"; }));
    CHECK(m.says({"logs", "yes"}).out.starts_with("y\ny\n"));
    CHECK(m.says({"rm", "-f", "yes"}).code == 0);
}

TEST_CASE("container verbs: logs are followed to the end, and picked") {
    if (!root()) return;
    const machine m;
    m.says({"run", "-d", "--name", "counts", "busybox", "sh", "-c",
            "for i in 1 2 3 4 5; do echo line $i; usleep 50000; done; echo last >&2; printf rest"});
    const ran followed = m.says({"logs", "-f", "counts"});
    CHECK(followed.out == "line 1\nline 2\nline 3\nline 4\nline 5\nrest\n");
    CHECK(followed.err == "last\n");
    CHECK(m.says({"logs", "-n", "1", "counts"}).out == "rest\n");
    CHECK(m.says({"logs", "--since", "2026-01-01T00:00:00Z", "--tail", "3", "counts"}).out ==
          "line 5\nrest\n");
    CHECK(m.says({"logs", "--until", "1h", "counts"}).out.empty());
    const std::string stamped = m.says({"logs", "-t", "-n", "1", "counts"}).out;
    CHECK(stamped.size() == std::string("2026-01-31T12:00:00.000000Z rest\n").size());
    CHECK(m.says({"logs", "--since", "yesterday", "counts"}).err.find("'yesterday' is no moment") !=
          std::string::npos);
    CHECK(m.says({"logs", "nobody"}).err == "slipway: there is no container nobody\n");
}

TEST_CASE("container verbs: at a terminal") {
    if (!root()) return;
    const machine m;
    seated shell(m.with_root({"run", "--rm", "-it", "--name", "shell", "busybox", "sh"}));
    shell.type("tty; stty size; echo so''far\n");
    CHECK(shell.shows("sofar\r\n").find("/dev/pts/0\r\n24 80\r\n") != std::string::npos);
    seated beside(m.with_root({"exec", "-it", "shell", "sh"}));
    beside.type("echo besi''de; exit 6\n");
    beside.shows("beside\r\n");
    CHECK(beside.code() == 6);
    seated leaves(m.with_root(
        {"exec", "-it", "shell", "sh", "-c",
         "trap 'echo hung up > /gone' HUP; echo here; while [ ! -e /go ]; do echo output; usleep 20000; done; [ -e /gone ] || tty > /went-on"}));
    leaves.shows("here");
    leaves.type("\x10\x11");
    CHECK(leaves.code() == 0);
    shell.type("touch /go; while [ ! -e /went-on ]; do usleep 10000; done; cat /went-on\n");
    shell.shows("/dev/pts/");
    shell.type("\x10\x11");  // ctrl-p ctrl-q: it goes on without this one
    CHECK(shell.code() == 0);
    CHECK(m.says({"ps", "--format", "json"}).out.find("\"Names\":\"shell\"") != std::string::npos);
    seated other(m.with_root({"attach", "--detach-keys", "ctrl-a,d", "shell"}));
    other.type("echo o''ther\n");
    other.shows("other\r\n");
    other.type(
        "\x01"
        "d");
    CHECK(other.code() == 0);
    CHECK(m.says({"attach", "--detach-keys", "ctrl", "shell"})
              .err.find("'ctrl' are no keys to leave by") != std::string::npos);
    seated back(m.with_root({"attach", "shell"}));
    back.type("echo ba''ck; exit 5\n");
    back.shows("back\r\n");
    CHECK(back.code() == 5);
    CHECK(eventually([&] { return m.says({"ps", "-aq"}).out.empty(); }));
}

TEST_CASE("container verbs: signals go to the container") {
    if (!root()) return;
    const machine m;
    seated front(m.with_root(
        {"run", "--rm", "busybox", "sh", "-c",
         "trap 'echo heard; exit 4' INT; echo listens; while true; do usleep 10000; done"}));
    front.shows("listens");
    front.type("\x03");  // ctrl-c
    front.shows("heard");
    CHECK(front.code() == 4);
}

TEST_CASE(
    "container verbs: a program that is killed on its way leaves nothing that the next one does not find or remove") {
    if (!root()) return;
    const machine m;
    // Each is killed a little later than the one before, until one has come to its end.
    const auto killed_at_every_moment =
        [&](const std::function<std::vector<std::string>(int)>& words) {
            int ended = 0;
            for (int i = 0; ended < 1; ++i) {
                REQUIRE(i < 300);
                const std::vector<std::string> each = m.with_root(words(i));
                std::fflush(nullptr);
                const pid_t child = ::fork();
                if (child == 0) {
                    const int nothing = ::open("/dev/null", O_RDWR);
                    for (const int fd : {0, 1, 2}) ::dup2(nothing, fd);
                    std::vector<std::string> copy = each;
                    copy.insert(copy.begin(), "slipway");
                    std::vector<char*> argv;
                    for (std::string& w : copy) argv.push_back(w.data());
                    argv.push_back(nullptr);
                    ::_exit(slipway_main(static_cast<int>(copy.size()), argv.data()));
                }
                const auto deadline =
                    std::chrono::steady_clock::now() +
                    std::chrono::milliseconds(
                        4 * i * (1 + i / 10));  // in larger steps where all takes long
                int status = 0;
                bool over = false;
                while (!over && std::chrono::steady_clock::now() < deadline)
                    over = ::waitpid(child, &status, WNOHANG) == child;
                if (!over) {
                    ::kill(child, SIGKILL);
                    ::waitpid(child, &status, 0);
                }
                ended += over && WIFEXITED(status) && WEXITSTATUS(status) == 0;
            }
        };
    killed_at_every_moment([](int i) {
        return std::vector<std::string>{"run",     "-d",    "--name", "try" + std::to_string(i),
                                        "busybox", "sleep", "1000"};
    });
    const auto listed = [&] {
        std::vector<std::string> ids;
        const std::string text = m.says({"ps", "-aq"}).out;
        for (std::size_t at = 0; at < text.size(); at += 13) ids.push_back(text.substr(at, 12));
        return ids;
    };
    REQUIRE(listed().size() >= 1);
    // What is left of each can be started and used, or removed.
    const std::vector<std::string> all = listed();
    for (const std::string& id : all) {
        CHECK(m.says({"start", id}).code == 0);
        CHECK(m.says({"exec", id, "true"}).code == 0);
    }
    killed_at_every_moment([&](int i) {
        return std::vector<std::string>{"rm", "-f",
                                        i < static_cast<int>(all.size())
                                            ? all[static_cast<std::size_t>(i)]
                                            : m.says({"create", "busybox"}).out.substr(0, 64)};
    });
    for (const std::string& id : listed()) CHECK(m.says({"rm", "-f", id}).code == 0);
    CHECK(listed().empty());
    CHECK(std::filesystem::is_empty(m.place() / "containers/by-id"));
    runtime::kept pods(m.place() / "run");
    CHECK(eventually([&] {
        return pods.sandboxes().empty() && std::filesystem::is_empty(m.place() / "run/shims");
    }));
    CHECK_THROWS_WITH(runtime::detail::rtnetlink().index_of("slipway0"),
                      Catch::Contains("slipway0"));  // no pod has an address any more
}

TEST_CASE("container verbs: events are told as they happen") {
    if (!root()) return;
    const machine m;
    seated listener(m.with_root({"events", "--format", "json"}));
    listener.shows("listening for what happens to containers");
    CHECK(m.says({"run", "--rm", "--name", "short", "busybox", "sh", "-c", "exit 3"}).code == 3);
    const std::string all = listener.shows("\"Action\":\"destroy\"");
    CHECK(all.find("\"Action\":\"create\"") < all.find("\"Action\":\"start\""));
    CHECK(all.find("\"Action\":\"start\"") < all.find("\"Action\":\"die\""));
    CHECK(all.find("\"exitCode\":\"3\"") != all.npos);
    listener.type("\x03");
    CHECK(listener.code() == 0);
}

TEST_CASE("container verbs: of the past, events tell what records say") {
    if (!root()) return;
    const machine m;
    const auto said = [&](std::vector<std::string> words) {
        words.insert(words.begin(),
                     {"events", "--format", "{{.Action}} {{.Actor.Attributes.name}}"});
        return m.says(std::move(words));
    };
    CHECK(m.says({"run", "--name", "short", "busybox", "sh", "-c", "exit 3"}).code == 3);
    CHECK(m.says({"network", "create", "shop"}).code == 0);
    const ran all = said({"--since", "1h", "--until", "0s"});
    CHECK(all.out == "create short\nstart short\ndie short\ncreate shop\n");
    CHECK(all.err.find("nothing keeps what has happened") != all.err.npos);
    CHECK(said({"--until", "0s"}).out == all.out);
    CHECK(said({"--since", "1h", "--until", "30m"}).out.empty());
    const std::string seconds = m.says({"inspect", "-f", "{{.State.FinishedAt}}", "short"}).out;
    CHECK(said({"--since", seconds.substr(0, seconds.size() - 1), "--until", "0s"}).out ==
          "die short\ncreate shop\n");
    CHECK(m.says({"rm", "short"}).code == 0);
    CHECK(said({"--since", "1h", "--until", "0s"}).out == "create shop\n");
    CHECK(said({"--since", "tomorrow"}).err.find("'tomorrow' is no moment") != all.err.npos);
    const std::string soon =
        core::rfc3339_micro(core::wall_now() + std::chrono::milliseconds(1500));
    seated listener(m.with_root({"events", "--since", "1h", "--until", soon}));
    listener.shows("create " +
                   m.says({"network", "inspect", "-f", "{{.Id}}", "shop"}).out.substr(0, 64));
    CHECK(listener.code() == 0);
}

TEST_CASE("container verbs: what a container may do") {
    if (!root()) return;
    const machine m;
    const auto rights = [&](std::vector<std::string> options) {
        std::vector<std::string> words{"run", "--rm"};
        words.insert(words.end(), options.begin(), options.end());
        words.insert(words.end(),
                     {"busybox", "grep", "-E", "^(NoNewPrivs|Seccomp):", "/proc/self/status"});
        return m.says(std::move(words)).out;
    };
    CHECK(rights({}) == "NoNewPrivs:\t0\nSeccomp:\t2\n");
    CHECK(rights({"--security-opt", "no-new-privileges"}) == "NoNewPrivs:\t1\nSeccomp:\t2\n");
    CHECK(rights({"--security-opt", "no-new-privileges:true", "--security-opt",
                  "seccomp=unconfined"}) == "NoNewPrivs:\t1\nSeccomp:\t0\n");
    CHECK(rights({"--security-opt", "seccomp=unconfined", "--security-opt", "seccomp=builtin"}) ==
          "NoNewPrivs:\t0\nSeccomp:\t2\n");
    CHECK(rights({"--privileged"}) == "NoNewPrivs:\t0\nSeccomp:\t0\n");
    for (const char* option :
         {"seccomp=/etc/profile.json", "seccomp", "no-new-privileges=perhaps", "apparmor=x", ""}) {
        const ran said = m.says({"run", "--security-opt", option, "busybox", "true"});
        CHECK(said.code == 125);
        CHECK(said.err.find("there is no security option '" + std::string(option) + "'") !=
              std::string::npos);
    }
    REQUIRE(m.says({"create", "--name", "free", "--security-opt", "seccomp=unconfined", "busybox",
                    "true"})
                .code == 0);
    CHECK(m.inspected("free")["HostConfig"]["SecurityOpt"] ==
          json::value::array({"seccomp=unconfined"}));
    CHECK(m.says({"rm", "free"}).code == 0);
}

TEST_CASE("container verbs: what a container has beside its image") {
    if (!root()) return;
    const machine m;
    const auto with = [&](std::vector<std::string> words, const std::string& script) {
        words.insert(words.begin(), {"run", "--rm"});
        words.insert(words.end(), {"busybox", "sh", "-c", script});
        const ran said = m.says(std::move(words));
        return said.out + said.err;
    };
    CHECK(with({"--tmpfs", "/fast:size=1m,mode=700", "--tmpfs", "/run"},
               "grep -E ' /(fast|run) ' /proc/mounts | wc -l; stat -c %a /fast /run") ==
          "2\n700\n1777\n");
    CHECK(
        with(
            {"--mount", "type=tmpfs,target=/fast,tmpfs-size=64k,tmpfs-mode=1770,readonly"},
            "stat -c %a /fast; df -k /fast | tail -1 | awk '{print $2}'; touch /fast/x 2>/dev/null || echo closed") ==
        "1770\n64\nclosed\n");
    CHECK(with({"--ulimit", "nofile=100:200", "--ulimit", "core=0"},
               "ulimit -Sn; ulimit -Hn; ulimit -c") == "100\n200\n0\n");
    CHECK(with({"--shm-size", "1m"}, "df -k /dev/shm | tail -1 | awk '{print $2}'") == "1024\n");
    CHECK(with({"--device", "/dev/null:/dev/one", "--group-add", "77", "--oom-score-adj", "300"},
               "test -c /dev/one && id -G && cat /proc/self/oom_score_adj")
              .find(" 77\n300\n") != std::string::npos);
    CHECK(
        with({"--sysctl", "net.core.somaxconn=77", "--dns-search", "example.com", "--dns-option",
              "ndots:2"},
             "cat /proc/sys/net/core/somaxconn; grep -cE 'example.com|ndots:2' /etc/resolv.conf") ==
        "77\n2\n");
    CHECK(with({"--add-host", "outside:host-gateway"},
               "grep outside /etc/hosts | grep -c host-gateway") == "0\n");
    CHECK(with({"--cpu-shares", "512", "--cpu-quota", "50000"}, "echo good") == "good\n");
    scratch_directory::write(m.files / "labels", "# none\n\ntier=front\nplain\n");
    REQUIRE(m.says({"create", "--name", "noted", "--cidfile", (m.files / "id").string(),
                    "--label-file", (m.files / "labels").string(), "-l", "plain=now", "-P",
                    "--expose", "80", "busybox"})
                .code == 0);
    const auto noted = json::read(m.says({"inspect", "noted"}).out).at(0);
    CHECK(noted.at("Id") == scratch_directory::read(m.files / "id"));
    CHECK(noted.at("Config").at("Labels") == json::value{{"plain", "now"}, {"tier", "front"}});
    CHECK(noted.at("HostConfig").at("PortBindings").contains("80/tcp"));
    const auto refuses = [&](std::vector<std::string> words, const std::string& sentence) {
        words.insert(words.begin(), "create");
        words.push_back("busybox");
        const ran said = m.says(std::move(words));
        CHECK(said.code == 125);
        CHECK(said.err.find(sentence) != std::string::npos);
    };
    refuses({"--tmpfs", "fast"}, "'fast' is no place for a directory in memory");
    refuses({"--tmpfs", "/fast:size=much"},
            "'size=much' is no option of the directory in memory /fast");
    refuses({"--ulimit", "files=1"}, "there is no limit 'files'");
    refuses({"--device", "/dev/null:/x:r"}, "'/dev/null:/x:r' is no device that can be given");
    refuses({"--sysctl", "kernel.hostname=x"},
            "'kernel.hostname' is no setting that a container has for itself");
    refuses({"--oom-score-adj", "2000"}, "'2000' is no number from -1000 to 1000");
    refuses({"--cidfile", (m.files / "id").string()}, "already: it may be another container's id");
    refuses({"--cpu-quota", "1"}, "a part of the CPUs' time");
    refuses({"--shm-size", "much"}, "'much' is no number of bytes");
    refuses({"--cpu-shares", "1"}, "'1' is no share of the CPUs");
}

TEST_CASE("container verbs: volumes, and what cannot be") {
    if (!root()) return;
    const machine m;
    scratch_directory::write(m.files / "data/file", "from outside");
    CHECK(m.says({"run", "--rm", "-v", (m.files / "data").string() + ":/data:ro", "-v",
                  "kept:/kept", "busybox", "cp", "/data/file", "/kept/copy"})
              .code == 0);
    CHECK(m.says({"run", "--rm", "-v", "kept:/kept", "busybox", "cat", "/kept/copy"}).out ==
          "from outside");
    const std::vector<std::string> works{"busybox", "sh", "-c",
                                         "readlink /bin/sh > /dev/null && echo works"};
    const auto with = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"run", "--rm"});
        words.insert(words.end(), works.begin(), works.end());
        return m.says(std::move(words));
    };
    CHECK(with({"-v", "programs:/bin"}).out ==
          "works\n");  // an empty one gets what the image has there
    CHECK(with({"--mount", "source=programs,target=/bin,readonly"}).out == "works\n");
    CHECK(with({"--mount", "type=volume,dst=/bin"}).out == "works\n");
    CHECK(with({"-v", "none:/bin:ro,nocopy"}).code == 127);
    CHECK(with({"--mount", "type=volume,src=none,dst=/bin,volume-nocopy"}).code == 127);
    CHECK(with({"--mount", "type=bind,src=" + (m.files / "data").string() + ",dst=/bin"}).code ==
          127);
    const auto refuses = [&](std::vector<std::string> words, const std::string& sentence) {
        const ran said = m.says(std::move(words));
        CHECK(said.code == 125);
        CHECK(said.err.find(sentence) != std::string::npos);
    };
    refuses({"run", "-v", "/nonexistent:/x", "busybox"},
            "there is no /nonexistent on this machine to mount at /x");
    refuses({"run", "-v", "data", "busybox"}, "'data' is no volume: it is SOURCE:PATH");
    refuses({"run", "-v", "data:/x:rx", "busybox"},
            "'rx' of the volume 'data:/x:rx' is neither ro nor rw nor nocopy");
    refuses({"run", "-v", "/etc:/x:nocopy", "busybox"}, "nocopy goes with volumes alone");
    refuses({"run", "--mount", "type=tmpfs,dst=/x,src=y", "busybox"},
            "'src=y' of the mount 'type=tmpfs,dst=/x,src=y' is not known here");
    refuses({"run", "--mount", "type=tmpfs", "busybox"},
            "'type=tmpfs' is no mount: it names no target");
    refuses({"run", "--mount", "type=npipe,dst=/x", "busybox"},
            "'type=npipe' of the mount 'type=npipe,dst=/x' is not known here");
    refuses({"run", "--mount", "src=data", "busybox"},
            "'src=data' is no mount: it names no target");
    refuses({"run", "--mount", "type=bind,dst=/x", "busybox"}, "it names no source");
    refuses({"run", "--mount", "src=/etc,dst=/x", "busybox"},
            "'/etc' cannot be the name of a volume; type=bind mounts a path of this machine");
    refuses({"run", "-p", "80/sctp", "busybox"},
            "'80/sctp' is no port to publish, such as 8080:80, 127.0.0.1:8080:80 or 5353:53/udp");
    refuses({"run", "-p", "x:80", "busybox"}, "'x:80' is no port to publish");
    refuses({"run", "-m", "100k", "busybox"},
            "'100k' is too little memory for a container: 6m is the least");
    refuses({"run", "-m", "much", "busybox"}, "'much' is no number of bytes, such as 512m");
    refuses({"run", "--cpus", "none", "busybox"}, "'none' is no number of CPUs");
    refuses({"run", "-m", "nan", "busybox"}, "'nan' is no number of bytes, such as 512m");
    refuses({"run", "--cpus", "nan", "busybox"}, "'nan' is no number of CPUs");
    refuses(
        {"run", "--network-alias", "mine", "busybox"},
        "only in a network that was made a container has more names: --network-alias does not go with --network bridge");
    refuses(
        {"run", "--network", "none", "-p", "80", "busybox"},
        "a container without a network has no ports to publish: --publish does not go with --network none");
    refuses({"run", "--pull", "never", "nothing"},
            "there is no image nothing on this machine, and it is not to be pulled");
    refuses({"run", "--cap-add", "FLY", "busybox", "true"}, "unknown capability \"FLY\"");
    refuses({"stop", "-t", "long", "x"}, "'long' is no number of seconds");
    refuses({"kill", "-s", "NOTHING", "x"}, "'NOTHING' is no signal, such as TERM or 15");
    refuses({"run", "--nmae", "x", "busybox"}, "name");
    refuses({"run", "-it", "busybox"}, "what this program reads is no terminal");
    CHECK(m.says({"rm", "nobody"}).code == 1);
    CHECK(m.says({"rm", "-f", "nobody"}).code == 0);
    CHECK(m.says({"container", "prune", "-f"}).code == 0);
    CHECK(m.says({"ps", "-aq"})
              .out.empty());  // what could not be started is removed like what has ended
}

}  // namespace container_verbs_test
