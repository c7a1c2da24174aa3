// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/docker.hpp>

#include <algorithm>
#include <atomic>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <signal.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>

#include <catch2/catch.hpp>

#include <slipway/net/http_server.hpp>
#include <slipway/runtime/detail/docker_daemon.hpp>
#include <slipway/runtime/detail/docker_streams.hpp>
#include <slipway/runtime/detail/flat_tree.hpp>
#include <slipway/runtime/log_file.hpp>

#include <support/docker_daemon.hpp>
#include <support/podman_service.hpp>
#include <support/stocked_images.hpp>

#include "laws/interactive.hpp"
#include "laws/names_and_times.hpp"
#include "laws/namespaces.hpp"
#include "laws/runtime.hpp"
#include "laws/surroundings.hpp"

namespace docker_test {

using namespace slipway;
using namespace std::chrono_literals;
using Catch::Contains;
using support::eventually;

namespace {

/// Which daemons there are to test with.
const std::initializer_list<const char*> daemons{"podman", "dockerd"};

bool has(const std::string& daemon) {
    return daemon == "podman" ? support::has_podman() : support::has_dockerd();
}
std::unique_ptr<support::container_daemon> started(const std::string& daemon) {
    if (daemon == "podman") return std::make_unique<support::podman_service>();
    return std::make_unique<support::docker_daemon>();
}

/// A daemon, images, and a runtime on both.
struct machine {
    explicit machine(const std::string& kind) : daemon_here(started(kind)) {}
    std::string run(const std::string& key, const std::string& script) {
        const auto result = r->exec(key, {"sh", "-c", script}, 20s);
        return result.exit_code == 0
                   ? result.out
                   : "exit " + std::to_string(result.exit_code) + ": " + result.out + result.err;
    }
    /// A container that sleeps, in a pod of the same name or in another.
    void start(const std::string& key,
               const std::function<void(runtime::container_spec&)>& change = {},
               const std::string& pod = {}) {
        if (pod.empty())
            r->run_sandbox(key, {.hostname = key,
                                 .hosts = {{"192.0.2.1", "elsewhere far"}},
                                 .name_servers = {"192.0.2.53"}});
        auto spec = images.spec({"sleep", "1000"});
        if (change) change(spec);
        r->create_container(pod.empty() ? key : pod, key, spec);
        r->start_container(key);
    }
    void open(bool keep = false, std::chrono::seconds image_age = 24h) {
        r.reset();
        r.emplace(images.files / "run",
                  runtime::docker_options{
                      .socket = daemon.socket(), .keep = keep, .image_age = image_age});
    }
    /// The names of all images of the daemon.
    std::set<std::string> names() const {
        std::set<std::string> made;
        for (const auto& row : runtime::detail::docker_daemon(daemon.socket()).get("/images/json"))
            for (const auto& name : row.at("RepoTags"))
                made.insert(name.template get<std::string>());
        return made;
    }

    std::unique_ptr<support::container_daemon> daemon_here;
    support::container_daemon& daemon = *daemon_here;
    support::stocked_images images;
    std::optional<runtime::docker> r{std::in_place, images.files / "run",
                                     runtime::docker_options{.socket = daemon.socket()}};
};

/// A daemon that says of itself what a test wants, and nothing else.
struct pretender {
    explicit pretender(net::headers said)
        : pretender([said](net::request&&, const net::exchange& out) {
              out.respond({200, said, "OK"});
          }) {}
    explicit pretender(net::handler answer)
        : server(io, {.socket = files / "s"}, std::move(answer)) {}
    ~pretender() { io.stop(); }
    scratch_directory files;
    net::io_threads io;
    net::http_server server;
};

std::set<std::string> paths(const oci::file_tree& tree) {
    std::set<std::string> made;
    for (const auto& [path, entry] : tree.entries()) made.insert(path);
    return made;
}

}  // namespace

TEST_CASE("containers of a Docker daemon keep the laws of runtimes") {
    const std::string kind = GENERATE(values(daemons));
    if (!has(kind)) return;
    INFO(kind);
    const auto here = started(kind);
    support::container_daemon& daemon = *here;
    support::stocked_images images;
    {
        runtime::docker r(images.files / "run", {.socket = daemon.socket()});
        const auto specify = [&](std::vector<std::string> command) {
            return images.spec(std::move(command));
        };
        laws::runtime_laws(runtime::any_runtime::of(r), specify);
        laws::interactive_laws(r, specify);
        r.run_sandbox("left", {.hostname = "left"});
    }
    CHECK(daemon.containers() == 0);
}

TEST_CASE("containers of a Docker daemon get what they ask for beside their image") {
    const std::string kind = GENERATE(values(daemons));
    if (!has(kind)) return;
    INFO(kind);
    machine m(kind);
    const auto specify = [&](std::vector<std::string> command) {
        return m.images.spec(std::move(command));
    };
    laws::memory_and_devices(runtime::any_runtime::of(*m.r), specify, kind != "podman");
    laws::limits_and_settings(runtime::any_runtime::of(*m.r), specify,
                              kind != "podman");  // whose daemon knows no host-gateway here
    laws::time_zones(runtime::any_runtime::of(*m.r), specify);
    if (kind != "podman") laws::names(runtime::any_runtime::of(*m.r), specify);
    else
        CHECK(laws::refusal([&] { m.r->run_sandbox("named", {.domain_name = "example.com"}); }) ==
              core::reason::invalid);
    CHECK(laws::refusal([&] { m.r->run_sandbox("left", {.image_hosts = true}); }) ==
          core::reason::invalid);
}

TEST_CASE(
    "containers of a Docker daemon have the namespaces of others, and the CPUs, that they ask for") {
    const std::string kind = GENERATE(values(daemons));
    if (!has(kind)) return;
    INFO(kind);
    machine m(kind);
    const auto specify = [&](std::vector<std::string> command) {
        return m.images.spec(std::move(command));
    };
    laws::sharing(runtime::any_runtime::of(*m.r), specify);
    laws::one_network(runtime::any_runtime::of(*m.r), specify);
    laws::which_cpus(runtime::any_runtime::of(*m.r), specify);
    if (kind != "podman") laws::other_cpus(*m.r, specify);
    auto s = specify({"sleep", "1000"});
    m.start("one");
    m.start("two", [](auto& each) { each.pid = laws::joins("one"); });
    m.start("three", [](auto& each) { each.pid = laws::machines; });
    CHECK(m.run("two", "readlink /proc/self/ns/pid") == m.run("one", "readlink /proc/self/ns/pid"));
    CHECK(m.run("three", "readlink /proc/self/ns/pid") == laws::here("pid"));
    m.start("four", [](auto& each) { each.no_shared_memory = true; });
    CHECK(m.run("four", "test -e /dev/shm || echo none") == "none\n");
}

TEST_CASE(
    "the containers of a pod in a Docker daemon share its address and name, and have the rest for themselves") {
    const std::string kind = GENERATE(values(daemons));
    if (!has(kind)) return;
    INFO(kind);
    machine m(kind);
    m.start("one");
    m.start("beside", {}, "one");
    CHECK(m.run("one", "hostname") == "one\n");
    CHECK(m.run("beside", "hostname") == "one\n");
    CHECK(m.run("one", "ip -4 -o addr show eth0 | awk '{print $4}'") ==
          m.r->sandbox("one")->ip + "/16\n");
    CHECK(
        m.run(
            "one",
            "cat /etc/resolv.conf | grep -c 192.0.2.53; grep -c '192.0.2.1.*elsewhere' /etc/hosts; grep -c far /etc/hosts") ==
        "1\n1\n1\n");
    CHECK(m.run("one", "cat /proc/1/comm; ps | grep -c '[s]leep'") == "sleep\n1\n");
    CHECK(m.run("one", "echo x > /root/file; cat /root/file") == "x\n");
    CHECK(m.run("beside", "cat /root/file 2>/dev/null").starts_with("exit 1"));
    CHECK(
        m.run(
            "one",
            "echo hello >/root/said; nc -l -p 7000 </root/said >/dev/null & i=0; until nc 127.0.0.1 7000 </dev/null || [ $((i+=1)) = 500 ]; do :; done") ==
        "hello\n");
    CHECK(m.run("one", "grep -E 'NoNewPrivs|Seccomp:' /proc/self/status") ==
          "NoNewPrivs:\t1\nSeccomp:\t2\n");
    CHECK(m.run("one", "mount -t tmpfs none /tmp 2>/dev/null").starts_with("exit 1"));

    scratch_directory::write(m.images.files / "data/file", "from outside");
    m.start("told", [&](auto& s) {
        s.user = "nobody";
        s.working_dir = "/tmp";
        s.read_only_root = true;
        s.env.emplace_back("OWN", "a value");
        s.drop_capabilities = {"ALL"};
        s.mounts = {{m.images.files / "data", "/data/deep"},
                    {m.images.files / "data/file", "/opt/one", true}};
    });
    CHECK(m.run("told", "id -u; pwd; echo $OWN; grep CapBnd /proc/self/status") ==
          "65534\n/tmp\na value\nCapBnd:\t0000000000000000\n");
    CHECK(m.run("told", "touch /root/x 2>/dev/null").starts_with("exit 1"));
    CHECK(m.run("told", "cat /data/deep/file /opt/one") == "from outsidefrom outside");
    CHECK(m.run("told", "echo x > /opt/one").starts_with("exit"));
    CHECK(laws::refusal([&] { m.r->run_sandbox("own", {.own_users = true}); }) ==
          core::reason::invalid);
    CHECK(laws::refusal([&] {
              m.start("kept", [](auto& s) { s.writable = "/tmp/kept"; }, "one");
          }) == core::reason::invalid);
    CHECK(laws::refusal([&] {
              m.start("lost", [](auto& s) { s.mounts = {{"/no/such/place", "/x"}}; }, "one");
          }) == core::reason::invalid);
}

TEST_CASE("a command that takes too long leaves nothing in a container of a Docker daemon") {
    const std::string kind = GENERATE(values(daemons));
    if (!has(kind)) return;
    INFO(kind);
    machine m(kind);
    m.start("one");
    CHECK(m.r->exec("one", {"sleep", "2000"}, 50ms).timed_out);
    CHECK(eventually([&] { return m.run("one", "ps | grep -c '[s]leep 2000'") == "exit 1: 0\n"; }));
    CHECK(m.run("one", "ps | grep -c '[s]leep 1000'") == "1\n");
}

TEST_CASE("limits hold in a container of a Docker daemon") {
    const std::string kind = GENERATE(values(daemons));
    if (!has(kind)) return;
    INFO(kind);
    machine m(kind);
    m.r->run_sandbox("l", {.hostname = "l"});
    const auto enforced = m.r->info().enforces;
    const auto enforces = [&](const char* what) {
        return std::find(enforced.begin(), enforced.end(), what) != enforced.end();
    };
    if (!enforces("memory limit") || !enforces("pids limit")) {
        WARN("skipped: limits are not enforced here");
        return;
    }
    auto hog =
        m.images.spec({"sh", "-c", "x=$(head -c 60000000 /dev/zero | tr '\\0' x); echo ${#x}"});
    hog.limits.memory_bytes = 32 << 20;
    m.r->create_container("l", "hog", hog);
    m.r->start_container("hog");
    CHECK(m.r->wait("hog").exit_code != 0);
    auto forks = m.images.spec({"sh", "-c", "for i in $(seq 60); do sleep 1000 & done; echo all"});
    forks.limits.processes = 30;  // a few are the threads of the program that starts it, at first
    m.r->create_container("l", "forks", forks);
    m.r->start_container("forks");
    CHECK(m.r->wait("forks").exit_code != 0);
}

TEST_CASE("a program finds what the one before has left in a Docker daemon, if it was to be kept") {
    const std::string kind = GENERATE(values(daemons));
    if (!has(kind)) return;
    INFO(kind);
    machine m(kind);
    m.open(true);
    m.start("one", [](auto& s) {
        s.command = {
            "sh", "-c",
            "echo first; until [ -e /tmp/on ]; do sleep 0.01; done; echo second >&2; exit 4"};
    });
    m.start("other");
    const auto ip = m.r->sandbox("one")->ip;
    REQUIRE(eventually([&] { return m.r->read_log("one", 0, 10).entries.size() == 1; }));
    const auto read = m.r->read_log("one", 0, 10);

    m.open(true);
    CHECK(m.r->sandboxes().size() == 2);
    CHECK(m.r->sandbox("one")->ip == ip);
    CHECK(m.r->run_sandbox("one", {.hostname = "one"}).ip == ip);
    CHECK(m.r->container("one")->state == runtime::container_state::running);
    std::mutex mutex;
    std::vector<std::string> told;
    auto watching = m.r->subscribe([&](const runtime::event& e) {
        const std::lock_guard lock(mutex);
        if (e.kind == runtime::event_kind::exited)
            told.push_back(e.container + " " + std::to_string(e.exit_code));
        if (e.kind == runtime::event_kind::started) told.push_back(e.container + " started");
    });
    m.run("one", "touch /tmp/on");  // how that ends is open: the container's end may be faster
    CHECK(m.r->wait("one").exit_code == 4);
    const auto rest = m.r->read_log("one", read.next, 10);
    REQUIRE(rest.entries.size() == 1);
    CHECK(rest.entries[0].text == "second");
    CHECK(rest.entries[0].stream == runtime::output::err);
    CHECK(eventually([&] {
        const std::lock_guard lock(mutex);
        return told == std::vector<std::string>{"one 4"};
    }));
    watching.stop();

    {  // another directory has others
        runtime::docker elsewhere(m.images.files / "elsewhere", {.socket = m.daemon.socket()});
        CHECK(elsewhere.sandboxes().empty());
        CHECK(elsewhere.containers().empty());
        CHECK_FALSE(elsewhere.container("one"));
        elsewhere.run_sandbox("one", {.hostname = "one"});
        CHECK(elsewhere.sandbox("one")->ip != ip);
    }
    CHECK(m.r->containers().size() == 2);
    m.open(false);  // what is there is not wanted
    CHECK(m.r->sandboxes().empty());
    CHECK(m.daemon.containers() == 0);
}

TEST_CASE(
    "images that were brought to a Docker daemon go when nothing stands on them, and no others do") {
    const std::string kind = GENERATE(values(daemons));
    if (!has(kind)) return;
    INFO(kind);
    machine m(kind);
    m.open(false, 0s);
    m.start("one");
    m.start("two", {}, "one");
    const std::string image =
        "slipway.local/image:" + std::string(m.images.spec({"true"}).image.id.hex());
    REQUIRE(m.names().contains(image));
    REQUIRE(m.names().contains("slipway.local/image:pause"));
    CHECK(m.r->collect_images() == 0);
    m.r->remove_container("one");
    CHECK(m.r->collect_images() == 0);  // another container stands on it, and the pod is there
    const runtime::detail::docker_daemon daemon(m.daemon.socket());
    for (const char* tag : {"repo=example.com/mine&tag=1", "repo=slipway.local/image&tag=mine"})
        REQUIRE(runtime::detail::docker_daemon::good(
            daemon.ask("POST", "/images/" + image + "/tag?" + tag)));
    m.r->remove_sandbox("one");
    CHECK(m.names() == std::set<std::string>{"example.com/mine:1", "slipway.local/image:mine"});
    m.start("again");
    CHECK(m.run("again", "echo here") == "here\n");
    m.r->remove_sandbox("again");
    CHECK(m.names().size() == 2);

    m.open(false, 1h);
    m.start("kept");
    m.r->remove_sandbox("kept");
    CHECK(m.r->collect_images() == 0);  // it was used a moment ago
    CHECK(m.names().contains(image));
    m.open(true, 0s);
    CHECK(m.names().size() == 2);  // at the beginning
}

TEST_CASE("ends are told that come while a Docker daemon is away") {
    const std::string kind = GENERATE(values(daemons));
    if (!has(kind)) return;
    INFO(kind);
    machine m(kind);
    m.start("one", [](auto& s) {
        s.command = {"sh", "-c", "until [ -e /tmp/on ]; do sleep 0.01; done; echo over; exit 4"};
    });
    std::mutex mutex;
    std::vector<int> ends;
    auto watching = m.r->subscribe([&](const runtime::event& e) {
        const std::lock_guard lock(mutex);
        if (e.kind == runtime::event_kind::exited) ends.push_back(e.exit_code);
    });
    const long pid = m.r->container("one")->pid;
    m.daemon.stop();
    CHECK(laws::refusal([&] { m.r->container("one"); }) == core::reason::service_unavailable);
    scratch_directory::write("/proc/" + std::to_string(pid) + "/root/tmp/on", "");
    REQUIRE(eventually([&] { return ::kill(static_cast<pid_t>(pid), 0) != 0; }));
    m.daemon.start();
    CHECK(m.r->wait("one").exit_code == 4);
    CHECK(eventually([&] {
        const std::lock_guard lock(mutex);
        return ends == std::vector<int>{4};
    }));
    if (kind == "podman")
        CHECK(
            m.r->read_log("one", 0, 10).entries.at(0).text ==
            "over");  // Docker's daemon reads nothing any more of what has ended while it was away
    watching.stop();
}

TEST_CASE("a log is kept in a file where it is asked for, and goes on there") {
    const std::string kind = GENERATE(values(daemons));
    if (!has(kind)) return;
    INFO(kind);
    machine m(kind);
    m.r->run_sandbox("p", {.hostname = "p"});
    for (const char* word : {"first", "second"}) {
        auto spec = m.images.spec({"echo", word});
        spec.log = m.images.files / "kept.log";
        m.r->create_container("p", "c", spec);
        m.r->start_container("c");
        m.r->wait("c");
        const auto all = m.r->read_log("c", 0, 10).entries;
        CHECK(all.back().text == word);
        m.r->remove_container("c");
    }
    CHECK(runtime::read_log_file(m.images.files / "kept.log", 0, 10).entries.size() == 2);
}

TEST_CASE("what a container of a Docker daemon writes to a terminal of its own is in its log") {
    const std::string kind = GENERATE(values(daemons));
    if (!has(kind)) return;
    INFO(kind);
    machine m(kind);
    m.start("t", [](auto& s) {
        s.command = {"sh", "-c", "echo one; echo two >&2; sleep 1000"};
        s.terminal = true;
    });
    REQUIRE(eventually([&] { return m.r->read_log("t", 0, 10).entries.size() == 2; }));
    const auto all = m.r->read_log("t", 0, 10).entries;
    CHECK(all[0].text.starts_with("one"));
    CHECK(all[1].text.starts_with("two"));
    CHECK(all[1].time >= all[0].time);
}

TEST_CASE("ports of a pod in a Docker daemon are answered on this machine") {
    const std::string kind = GENERATE(values(daemons));
    if (!has(kind)) return;
    INFO(kind);
    machine m(kind);
    const auto made = m.r->run_sandbox("p", {.hostname = "p", .ports = {{.port = 7000}}});
    REQUIRE(made.ports.size() == 1);
    CHECK(made.ports[0].host_port != 0);
    CHECK(made.ports[0].port == 7000);
    CHECK(m.r->run_sandbox("p", {.hostname = "p", .ports = {{.port = 7000}}}).ports == made.ports);
}

TEST_CASE("who is no Docker daemon, or too old a one, is named") {
    const scratch_directory dir;
    const auto open = [&](const std::filesystem::path& socket) {
        runtime::docker(dir / "run", {.socket = socket});
    };
    CHECK_THROWS_WITH(open(dir / "none"),
                      Contains("no Docker daemon answers at " + (dir / "none").string()) &&
                          Contains("No such file or directory"));
    const pretender old({{"Api-Version", "1.24"}}), other({{"X-Kind", "web"}}),
        strange({{"Api-Version", "2.x"}});
    CHECK_THROWS_WITH(
        open(old.files / "s"),
        Contains("is too old: it speaks version 1.24 of its API, and 1.40 is needed"));
    CHECK_THROWS_WITH(open(other.files / "s"), Contains("is no Docker daemon"));
    CHECK_THROWS_WITH(open(strange.files / "s"), Contains("is no Docker daemon"));
}

TEST_CASE("what only reads is asked again where a daemon fails at it, and nothing else is") {
    std::atomic<int> looks = 0, orders = 0;
    const pretender failing([&](net::request&& asked, const net::exchange& out) {
        if (asked.target == "/_ping") return out.respond({200, {{"Api-Version", "1.41"}}, "OK"});
        const bool passed = asked.method == "GET" && asked.target.ends_with("/soon") && ++looks > 2;
        if (asked.method == "POST") ++orders;
        out.respond(passed ? net::response{200, {}, R"({"Id": "c"})"}
                           : net::response{500, {}, R"({"message": "no such process"})"});
    });
    const runtime::detail::docker_daemon daemon(failing.files / "s");
    CHECK(daemon.get("/containers/soon").at("Id") == "c");
    CHECK(looks == 3);
    CHECK_THROWS_WITH(daemon.get("/containers/never"), "the Docker daemon says: no such process");
    CHECK_THROWS_WITH(daemon.post("/containers/one/start"),
                      "the Docker daemon says: no such process");
    CHECK(orders == 1);
}

TEST_CASE("a stream of a daemon that breaks off by a sentence is told from one that goes on") {
    std::string heard;
    runtime::detail::docker_frames frames(
        false, [&](runtime::output stream, std::string_view bytes, bool) {
            (heard += stream == runtime::output::err ? '2' : '1') += bytes;
        });
    using namespace std::string_literals;
    frames.feed("\1\0\0\0\0\0\0\2o"s);
    frames.feed("k\2\0\0\0"s);
    frames.feed("\0\0\0\1!"s);
    CHECK(heard == "1o1k2!");
    CHECK_THROWS_WITH(frames.feed(R"({"cause":"no such process"})"),
                      Contains("breaks off a stream") && Contains("no such process"));
    CHECK(heard == "1o1k2!");
}

TEST_CASE("the layers of an image become one") {
    if (::geteuid() != 0) {
        WARN("skipped: whiteouts need root");
        return;
    }
    const scratch_directory dir;
    const auto layer = [&](const std::string& name) { return dir / name; };
    for (const char* path :
         {"low/a/one", "low/a/two", "low/b/three", "low/c/four", "low/d", "low/e/five"})
        scratch_directory::write(dir / path, path);
    std::filesystem::create_hard_link(dir / "low/a/one", dir / "low/b/linked");
    for (const char* path : {"middle/a/one", "middle/c/new", "middle/d/inside"})
        scratch_directory::write(dir / path, path);
    REQUIRE(::setxattr((dir / "middle/c").c_str(), "trusted.overlay.opaque", "y", 1, 0) == 0);
    REQUIRE(::mknod((dir / "middle/a/two").c_str(), S_IFCHR, makedev(0, 0)) == 0);
    scratch_directory::write(dir / "high/e", "high/e");
    const auto tree =
        runtime::detail::flat_tree::of({layer("low"), layer("middle"), layer("high")});
    CHECK(paths(tree) == std::set<std::string>{"a", "a/one", "b", "b/linked", "b/three", "c",
                                               "c/new", "d", "d/inside", "e"});
    const auto& all = tree.entries();
    CHECK(all.at("a/one").source == dir / "middle/a/one");
    CHECK(all.at("b/linked").kind ==
          oci::file_kind::file);  // the file that it is a name of is hidden
    CHECK(scratch_directory::read(all.at("b/linked").source) == "low/a/one");
    CHECK(all.at("d").kind == oci::file_kind::directory);
    CHECK(all.at("e").kind == oci::file_kind::file);
}

}  // namespace docker_test
