// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/kept.hpp>

#include <atomic>
#include <csignal>
#include <fstream>
#include <thread>

#include <sys/ioctl.h>
#include <sys/wait.h>

#include <catch2/catch.hpp>

#include <slipway/core/file_lock.hpp>
#include <slipway/core/owned_fd.hpp>
#include <slipway/json/read.hpp>
#include <slipway/runtime/detail/health_checks.hpp>
#include <slipway/runtime/detail/message_channel.hpp>
#include <slipway/runtime/detail/restarter.hpp>
#include <slipway/runtime/detail/rtnetlink.hpp>
#include <slipway/runtime/detail/shim_directory.hpp>
#include <slipway/runtime/documents.hpp>

#include <support/own_network.hpp>
#include <support/raw_client.hpp>
#include <support/shim_here.hpp>
#include <support/stocked_images.hpp>

#include "laws/interactive.hpp"
#include "laws/names_and_times.hpp"
#include "laws/namespaces.hpp"
#include "laws/runtime.hpp"
#include "laws/surroundings.hpp"

namespace kept_test {

using namespace slipway;
using namespace std::chrono_literals;
using support::eventually;

namespace {

/// Pods of the kind that works for this user.
struct machine {
    machine() {
        if (::geteuid() == 0) network.emplace();
    }
    ~machine() {
        runtime::kept last(root(), options);
        for (const auto& s : last.sandboxes()) last.remove_sandbox(s.key);
    }
    std::filesystem::path root() const { return images.files / "run"; }
    auto specify() {
        return [this](std::vector<std::string> command) { return images.spec(std::move(command)); };
    }

    std::optional<support::own_network> network;
    support::stocked_images images;
    runtime::kept_options options{.kind = ::geteuid() == 0 ? "linux" : "process"};
};

bool root() {
    if (::geteuid() == 0) return true;
    WARN("skipped: the linux runtime needs root");
    return false;
}

long shim_of(const std::filesystem::path& root, const std::string& key) {
    const std::string mark =
        "slipway-shim" + std::string(1, '\0') + (root / "shims" / key).string();
    for (const auto& each : std::filesystem::directory_iterator("/proc")) {
        const std::string name = each.path().filename().string();
        if (name.find_first_not_of("0123456789") == name.npos &&
            scratch_directory::read(each.path() / "cmdline").starts_with(mark))
            return std::stol(name);
    }
    return 0;
}

}  // namespace

TEST_CASE("kept pods keep the laws of runtimes") {
    machine m;
    runtime::kept r(m.root(), m.options);
    laws::runtime_laws(runtime::any_runtime::of(r), m.specify());
    CHECK(std::filesystem::is_empty(m.root() / "shims"));
    CHECK(std::filesystem::is_empty(m.root() / "containers"));
}

TEST_CASE("kept containers can be talked to") {
    machine m;
    runtime::kept r(m.root(), m.options);
    laws::interactive_laws(r, m.specify());
}

TEST_CASE("kept pods get what they ask for beside their image") {
    if (!root()) return;
    machine m;
    runtime::kept r(m.root(), m.options);
    laws::surroundings(runtime::any_runtime::of(r), m.specify());
    laws::names_and_times(runtime::any_runtime::of(r), m.specify());
}

TEST_CASE("kept pods have the namespaces of others, and the CPUs, that they ask for") {
    if (!root()) return;
    for (const std::string kind : {"linux", "runc", "crun"}) {
        INFO(kind);
        machine m;
        m.options.kind = kind;
        runtime::kept r(m.root(), m.options);
        try {
            r.info();
        } catch (const status_error& e) {
            WARN("skipped with " << kind << ": " << e.message());
            continue;
        }
        laws::sharing(runtime::any_runtime::of(r), m.specify());
        laws::one_network(runtime::any_runtime::of(r), m.specify());
        laws::which_cpus(runtime::any_runtime::of(r), m.specify());
        laws::other_cpus(r, m.specify());
        auto s = m.specify()({"sleep", "1000"});
        r.run_sandbox("one", {.hostname = "one"});
        r.create_container("one", "a", s);
        r.start_container("a");
        r.run_sandbox("two", {.hostname = "two"});
        s.pid = laws::joins("a");
        r.create_container("two", "b", s);
        r.start_container("b");
        auto any = runtime::any_runtime::of(r);
        CHECK(laws::kind_in(any, "b", "pid") == laws::kind_in(any, "a", "pid"));
        r.remove_sandbox("two");
        r.remove_sandbox("one");
    }
}

TEST_CASE("kept pods in plain processes keep the laws too") {
    machine m;
    m.options.kind = "process";
    runtime::kept r(m.root(), m.options);
    laws::runtime_laws(runtime::any_runtime::of(r), m.specify());
    laws::interactive_laws(r, m.specify());
}

TEST_CASE("kept pods of OCI runtime programs keep the laws too") {
    if (!root()) return;
    for (const std::string program : {"runc", "crun"}) {
        INFO(program);
        machine m;
        m.options.kind = program;
        runtime::kept r(m.root(), m.options);
        try {
            r.info();  // tries it
        } catch (const status_error& e) {
            WARN("skipped with " << program << ": " << e.message());
            continue;
        }
        laws::runtime_laws(runtime::any_runtime::of(r), m.specify());
        laws::attaching(r, m.specify());
        laws::standing_still(r, m.specify());
        laws::commands(r, m.specify());
        laws::using_up(r, m.specify());
        laws::pausing(r, m.specify());
        laws::changing_limits(r, m.specify());
        if (program == "crun")
            WARN("skipped with crun: the law of terminals, whose size it does not pass on");
        else laws::terminals(r, m.specify());
        CHECK(r.sandboxes().empty());
    }
}

TEST_CASE("pods outlive the program that started them, and others find them") {
    machine m;
    long pid = 0;
    {
        runtime::kept first(m.root(), m.options);
        first.run_sandbox("pod", {.hostname = "pod"});
        first.create_container("pod", "c", m.images.spec({"sh", "-c", "echo begun; sleep 1000"}));
        first.start_container("c");
        REQUIRE(eventually([&] { return first.read_log("c", 0, 1).entries.size() == 1; }));
        pid = first.container("c")->pid;
    }
    runtime::kept second(m.root(), m.options);
    REQUIRE(second.sandboxes().size() == 1);
    CHECK(second.sandboxes()[0].hostname == "pod");
    CHECK(second.container("c")->pid == pid);
    CHECK(second.container("c")->state == runtime::container_state::running);
    CHECK(second.read_log("c", 0, 10).entries[0].text == "begun");
    second.stop_container("c", 0s);
    CHECK(::kill(static_cast<pid_t>(pid), 0) != 0);
    runtime::kept third(m.root(), m.options);
    CHECK(third.container("c")->exit_code == 137);
    third.remove_sandbox("pod");
    CHECK(second.sandboxes().empty());
    CHECK(eventually(
        [&] { return shim_of(m.root(), "pod") == 0; }));  // its files are gone a little before it
}

TEST_CASE("a shim is nobody's child, and without one it is told why") {
    machine m;
    runtime::kept r(m.root(), m.options);
    r.run_sandbox("web-0", {.hostname = "web-0"});
    const long shim = shim_of(m.root(), "web-0");
    REQUIRE(shim != 0);
    CHECK(::waitpid(static_cast<pid_t>(shim), nullptr, WNOHANG) == -1);
    CHECK(::getpgid(static_cast<pid_t>(shim)) == shim);
    m.options.program = "/nowhere/slipway";
    runtime::kept other(m.root(), m.options);
    CHECK_THROWS_WITH(other.run_sandbox("web-1", {.hostname = "web-1"}),
                      Catch::Matchers::Contains(
                          "cannot start /nowhere/slipway for sandbox \"web-1\": No such file"));
    CHECK(other.sandboxes().size() == 1);
}

TEST_CASE("who subscribes hears pods that others add") {
    machine m;
    runtime::kept hears(m.root(), m.options), adds(m.root(), m.options);
    std::atomic<int> starts = 0, exits = 0;
    const auto watching = hears.subscribe([&](const runtime::event& e) {
        starts += e.kind == runtime::event_kind::started && e.container == "c";
        exits += e.kind == runtime::event_kind::exited && e.container == "c";
    });
    adds.run_sandbox("pod", {});
    adds.create_container("pod", "c", m.images.spec({"sh", "-c", "sleep 1000"}));
    adds.start_container("c");
    adds.stop_container("c", 0s);
    CHECK(eventually([&] { return starts == 1 && exits == 1; }));
}

TEST_CASE("who hears a pod after it has begun is told what has happened") {
    machine m;
    runtime::kept r(m.root(), m.options);
    r.run_sandbox("pod", {.hostname = "pod"});
    r.create_container("pod", "c", m.specify()({"true"}));
    r.start_container("c");
    REQUIRE(r.wait("c", {}).exit_code == 0);
    const auto channel =
        runtime::detail::connect_in(runtime::detail::shim_directory(m.root()).place("pod"));
    REQUIRE(channel);
    REQUIRE(channel->send({{"call", "subscribe"}, {"past", true}}));
    REQUIRE(channel->receive());  // it is heard
    for (const auto kind : {runtime::event_kind::started, runtime::event_kind::exited}) {
        const auto said = channel->receive();
        REQUIRE(said);
        CHECK(runtime::read<runtime::event>(said->document).kind == kind);
    }
}

TEST_CASE("a pod ends with its shim, and what is left is removed") {
    machine m;
    runtime::kept r(m.root(), m.options);
    r.run_sandbox("pod", {});
    r.create_container("pod", "c", m.images.spec({"sleep", "1000"}));
    r.start_container("c");
    const long pid = r.container("c")->pid, shim = shim_of(m.root(), "pod");
    REQUIRE(shim > 0);
    ::kill(static_cast<pid_t>(shim), SIGKILL);
    CHECK(eventually([&] { return ::kill(static_cast<pid_t>(pid), 0) != 0; }));
    CHECK(eventually([&] { return !r.sandbox("pod"); }));
    CHECK(eventually(
        [&] { return r.sandboxes().empty() && std::filesystem::is_empty(m.root() / "shims"); }));
    CHECK_FALSE(r.container("c"));
    r.run_sandbox("pod", {});  // the key is free
    r.create_container("pod", "c", m.images.spec({"sleep", "1000"}));
    CHECK(r.container("c")->state == runtime::container_state::created);
}

TEST_CASE("who looks while pods go sees them or not, and leaves nothing of them") {
    const machine m;
    const runtime::detail::shim_directory pods(m.root());
    std::atomic<bool> over = false;
    std::thread going([&] {
        for (int i = 0; i < 1000; ++i) {
            const std::string key = "p" + std::to_string(i);
            const auto alone = pods.alone(key);
            std::filesystem::create_directories(pods.place(key));
            {
                const auto shim = core::file_lock::of_directory(pods.place(key), LOCK_EX);
            }
            pods.clear(key);
        }
        over = true;
    });
    std::string error;
    while (!over && error.empty()) {
        try {
            runtime::kept looks(m.root(), m.options);
        } catch (const status_error& e) {
            error = e.message();
        }
    }
    going.join();
    CHECK(error == "");
    runtime::kept last(m.root(), m.options);
    CHECK(std::filesystem::is_empty(m.root() / "shims"));
}

TEST_CASE("who looks does not fail while the shim of a killed program still writes") {
    const machine m;
    const runtime::detail::shim_directory pods(m.root());
    std::atomic<bool> over = false;
    std::thread writes([&] {
        for (int i = 0; !over; i = (i + 1) % 100) {
            std::error_code gone;
            std::filesystem::create_directories(pods.place("p") / std::to_string(i), gone);
        }
    });
    std::string error;
    for (int times = 0; times < 300 && error.empty(); ++times) {
        try {
            runtime::kept looks(m.root(), m.options);
        } catch (const status_error& e) {
            error = e.message();
        }
    }
    over = true;
    writes.join();
    CHECK(error == "");
    runtime::kept last(m.root(), m.options);
    CHECK(std::filesystem::is_empty(m.root() / "shims"));
}

TEST_CASE("several programs start pods in one network at once") {
    if (!root()) return;
    machine m;
    std::vector<std::thread> all;
    std::mutex mutex;
    std::set<std::string> addresses;
    for (int i = 0; i < 8; ++i)
        all.emplace_back([&, i] {
            runtime::kept r(m.root(), m.options);
            const std::string name = "pod" + std::to_string(i);
            const auto pod = r.run_sandbox(name, {.hostname = name});
            r.create_container(name, name + "_c", m.images.spec({"sleep", "1000"}));
            r.start_container(name + "_c");
            std::lock_guard lock(mutex);
            addresses.insert(pod.ip);
        });
    for (auto& t : all) t.join();
    CHECK(addresses.size() == 8);
    runtime::kept r(m.root(), m.options);
    CHECK(r.containers().size() == 8);
    CHECK(r.exec("pod0_c", {"ping", "-c", "1", "-W", "2", r.sandbox("pod7")->ip}, 10s).exit_code ==
          0);
    for (const auto& s : r.sandboxes()) r.remove_sandbox(s.key);
    CHECK_THROWS_WITH(runtime::detail::rtnetlink().index_of("slipway0"),
                      Catch::Contains("slipway0"));  // with the last pod
}

TEST_CASE("a published port answers for the pod, on this machine only") {
    if (!root()) return;
    machine m;
    runtime::kept r(m.root(), m.options);
    const auto pod = r.run_sandbox("web", {.hostname = "web", .ports = {{.port = 80}}});
    REQUIRE(pod.ports.size() == 1);
    CHECK(pod.ports[0].host_address == "127.0.0.1");
    CHECK(pod.ports[0].host_port > 0);
    r.create_container(
        "web", "c",
        m.images.spec({"sh", "-c", "echo served > /tmp/index.html; exec httpd -f -p 80 -h /tmp"}));
    r.start_container("c");
    CHECK(eventually([&] {
        const support::raw_client client(pod.ports[0].host_port);
        client.send("GET / HTTP/1.0\r\n\r\n");
        return client.read().ends_with("served\n");
    }));
    CHECK(laws::refusal([&] { r.run_sandbox("other", {.ports = {pod.ports[0]}}); }) ==
          core::reason::conflict);
    CHECK_FALSE(r.sandbox("other"));
}

TEST_CASE("kept pods may have no way out of the machine") {
    if (!root()) return;
    machine m;
    runtime::detail::rtnetlink kernel;  // this machine gets a gateway, of which only the address is
    const auto here = core::open_or_throw("/proc/thread-self/ns/net", O_RDONLY);
    REQUIRE(kernel.add_veth("uplink", 0, here.get()));
    const auto uplink = kernel.index_of("uplink");
    const auto address = [](unsigned last) { return 198U << 24 | 51U << 16 | 100U << 8 | last; };
    kernel.add_address(uplink, address(2), 24);
    kernel.set_up(kernel.index_of("eth0"));
    kernel.add_route(uplink, 0, 0, address(1));
    for (const bool way_out : {true, false}) {
        m.options.way_out = way_out;
        runtime::kept r(m.root(), m.options);
        r.run_sandbox("pod", {});
        r.create_container("pod", "pod", m.images.spec({"sleep", "1000"}));
        r.start_container("pod");
        const std::string ways = r.exec("pod", {"cat", "/proc/net/route"}, 5s).out;
        CHECK(ways.starts_with("Iface"));
        CHECK((ways.find("\neth0\t00000000\t") != ways.npos) == way_out);  // that to all others
        r.remove_sandbox("pod");
    }
}

TEST_CASE("a container is in one pod only, also where it has the key of a pod") {
    machine m;
    runtime::kept r(m.root(), m.options);
    const auto spec = m.images.spec({"sleep", "1000"});
    for (const char* pod : {"a", "b"}) r.run_sandbox(pod, {});
    r.create_container("b", "a", spec);
    CHECK_THROWS_WITH(r.create_container("a", "a", spec),
                      "container \"a\" is in sandbox \"b\" already");
    CHECK(r.container("a")->sandbox == "b");
    r.remove_container("a");
    CHECK_FALSE(r.container("a"));
    r.create_container("a", "a", spec);
    CHECK_THROWS_WITH(r.create_container("b", "a", spec),
                      "container \"a\" is in sandbox \"a\" already");
    CHECK(r.container("a")->sandbox == "a");
    r.remove_sandbox("a");
    r.create_container("b", "a", spec);
    CHECK(r.container("a")->sandbox == "b");
}

TEST_CASE("pods whose shims are of former days, which keep a file locked, are not removed") {
    const machine m;
    const runtime::detail::shim_directory pods(m.root());
    std::filesystem::create_directories(pods.place("old"));
    {
        const core::file_lock shim(pods.place("old") / "lock", LOCK_EX);
        CHECK_FALSE(pods.abandoned("old"));
        runtime::kept looks(m.root(), m.options);
        CHECK(std::filesystem::exists(pods.place("old")));
    }
    CHECK(pods.abandoned("old"));
    runtime::kept looks(m.root(), m.options);
    CHECK_FALSE(std::filesystem::exists(pods.place("old")));
}

TEST_CASE("what a container writes can be kept for the next one") {
    if (!root()) return;
    machine m;
    runtime::kept r(m.root(), m.options);
    auto spec = m.images.spec({"sh", "-c", "test -f /root/seen && echo again; touch /root/seen"});
    spec.writable = m.images.files / "layer";
    r.run_sandbox("pod", {});
    for (const char* name : {"one", "two"}) {
        r.create_container("pod", name, spec);
        r.start_container(name);
        CHECK(r.wait(name).exit_code == 0);
    }
    CHECK(laws::log_of(*std::make_unique<runtime::any_runtime>(runtime::any_runtime::of(r)), "one")
              .empty());
    CHECK(r.read_log("two", 0, 1).entries.at(0).text == "again");
    r.remove_sandbox("pod");
    CHECK(std::filesystem::exists(m.images.files / "layer/upper/root/seen"));
}

TEST_CASE("who attaches behind a log gets what is not in it yet") {
    machine m;
    runtime::kept r(m.root(), m.options);
    r.run_sandbox("pod", {});
    auto spec = m.images.spec(
        {"sh", "-c",
         "echo one; echo two >&2; printf thr; printf aside >&2; read x; echo ee; echo end"});
    spec.has_input = true;
    r.create_container("pod", "a", spec);
    CHECK(laws::refusal([&] { r.attach_behind_log("a", {}); }) == core::reason::conflict);
    r.start_container("a");
    REQUIRE(eventually([&] { return r.read_log("a", 0, 10).entries.size() == 2; }));
    core::pipe_ends out = core::make_pipe(), err = core::make_pipe();
    auto input = runtime::make_socket_pair();
    const std::uint64_t end =
        r.attach_behind_log("a", {out.write.get(), err.write.get(), input.other.get()});
    CHECK(r.read_log("a", 0, 10).next == end);
    out.write.reset();
    err.write.reset();
    input.other.reset();
    core::owned_fd to = runtime::receive_descriptor(input.one.get());
    REQUIRE(::write(to.get(), "x\n", 2) == 2);
    const auto rest = [](const core::owned_fd& from) {
        std::string made;
        char c = 0;
        while (::read(from.get(), &c, 1) == 1) made += c;
        return made;
    };
    CHECK(rest(out.read) == "three\nend\n");
    CHECK(rest(err.read) == "aside");
    CHECK(r.wait("a").exit_code == 0);
    CHECK(laws::refusal([&] { r.attach_behind_log("a", {}); }) == core::reason::conflict);
    CHECK(laws::refusal([&] { r.attach_behind_log("nothing", {}); }) == core::reason::not_found);
}

TEST_CASE("what cannot be is told, and leaves nothing") {
    machine m;
    runtime::kept r(m.root(), m.options);
    CHECK(laws::refusal([&] { r.run_sandbox("a/b", {}); }) == core::reason::invalid);
    CHECK(laws::refusal([&] { r.wait("nothing"); }) == core::reason::not_found);
    CHECK(laws::refusal([&] { r.attach("nothing", {}); }) == core::reason::not_found);
    CHECK(laws::refusal([&] { r.exec("nothing", runtime::exec_spec{.command = {"true"}}, {}); }) ==
          core::reason::not_found);
    runtime::kept wrong(m.root(), {.kind = "docker"});
    CHECK_THROWS_WITH(
        wrong.run_sandbox("pod", {}),
        "there is no runtime \"docker\" that keeps pods; there are linux, runc, crun and process");
    runtime::kept none(m.root(), {.program = "/nonexistent"});
    CHECK_THROWS_WITH(none.run_sandbox("pod", {}),
                      Catch::StartsWith("cannot start /nonexistent for sandbox \"pod\": "));
    runtime::kept silent(m.root(), {.program = "/bin/true"});
    CHECK_THROWS_WITH(silent.run_sandbox("pod", {}),
                      "the shim of sandbox \"pod\" ended before the sandbox was there");
    CHECK(std::filesystem::is_empty(m.root() / "shims"));
}

TEST_CASE("a shim starts a container again as its policy says, on what it wrote") {
    machine m;
    runtime::kept r(m.root(), m.options);
    r.run_sandbox("pod", {});
    const auto written = m.images.files / "written";
    const std::string line = "echo run >> " + (::geteuid() == 0 ? std::string("/root/runs")
                                                                : (written / "runs").string());
    std::filesystem::create_directories(written);
    const auto count = ::geteuid() == 0 ? std::string("/root/runs") : (written / "runs").string();
    r.create_container("pod", "c",
                       m.images.spec({"sh", "-c", line + "; exit $(wc -l < " + count + ")"}),
                       {.restart = runtime::restart_policy::on_failure, .most_restarts = 2});
    r.start_container("c");
    REQUIRE(eventually(
        [&] { return r.container("c")->exit_code == 3; }));  // the first run and two more
    const auto ended = *r.container("c");
    CHECK(ended.state == runtime::container_state::exited);
    CHECK(ended.restarts == 2);
    CHECK_FALSE(ended.restarting);
}

TEST_CASE("who stops a container that is started again stops that too") {
    machine m;
    runtime::kept r(m.root(), m.options);
    r.run_sandbox("pod", {});
    const runtime::upkeep always{.restart = runtime::restart_policy::always};
    r.create_container("pod", "fails", m.images.spec({"sh", "-c", "echo run; exit 7"}), always);
    r.start_container("fails");
    REQUIRE(eventually(
        [&] { return r.container("fails")->restarts >= 2 && r.container("fails")->restarting; }));
    CHECK(r.read_log("fails", 0, 10).entries.size() >= 2);  // its log goes on
    r.stop_container("fails", 0s);
    const auto stopped = *r.container("fails");
    CHECK_FALSE(stopped.restarting);
    CHECK(stopped.state == runtime::container_state::exited);
    CHECK(stopped.exit_code == (stopped.signal ? 137 : 7));

    r.create_container("pod", "runs", m.images.spec({"sleep", "1000"}), always);
    r.start_container("runs");
    const long first = r.container("runs")->pid;
    ::kill(static_cast<pid_t>(first), SIGKILL);  // whoever that was: nobody has stopped it
    REQUIRE(eventually([&] {
        return r.container("runs")->restarts == 1 &&
               r.container("runs")->state == runtime::container_state::running;
    }));
    r.signal("runs", SIGKILL);
    CHECK(r.wait("runs").exit_code == 137);
    CHECK_FALSE(r.container("runs")->restarting);
    CHECK(r.container("runs")->restarts == 1);
}

TEST_CASE("a container that has run for too long is killed, each time it is started") {
    machine m;
    runtime::kept r(m.root(), m.options);
    r.run_sandbox("pod", {});
    r.create_container("pod", "long", m.images.spec({"sleep", "1000"}), {.run_time = 100ms});
    r.create_container("pod", "short", m.images.spec({"true"}), {.run_time = 1h});
    r.create_container(
        "pod", "again", m.images.spec({"sleep", "1000"}),
        {.restart = runtime::restart_policy::on_failure, .most_restarts = 2, .run_time = 50ms});
    for (const char* each : {"short", "long", "again"}) r.start_container(each);
    CHECK(r.wait("short").exit_code == 0);
    const auto ended = r.wait("long");
    CHECK(ended.exit_code == 128 + SIGKILL);
    CHECK(ended.signal == SIGKILL);
    CHECK(ended.finished - ended.started >= 90ms);
    REQUIRE(eventually([&] {
        const auto now = r.container("again").value();
        return now.state == runtime::container_state::exited && now.restarts == 2 &&
               !now.restarting;
    }));
    CHECK(r.container("again")->exit_code == 128 + SIGKILL);
    r.create_container("pod", "held", m.images.spec({"sleep", "1000"}), {.run_time = 50ms});
    r.start_container("held");
    try {
        r.pause("held");
    } catch (const status_error& e) {
        CHECK(e.is(core::reason::conflict));  // it was killed before
    }
    CHECK(r.wait("held").exit_code == 128 + SIGKILL);
}

TEST_CASE("containers that run for too long are killed while no program looks") {
    machine m;
    {
        runtime::kept r(m.root(), m.options);
        r.run_sandbox("pod", {});
        r.create_container("pod", "c", m.images.spec({"sleep", "1000"}), {.run_time = 300ms});
        r.start_container("c");
    }
    runtime::kept later(m.root(), m.options);
    CHECK(later.wait("c").exit_code == 128 + SIGKILL);
}

TEST_CASE("a restart policy may change while a container runs, or is about to be started again") {
    machine m;
    runtime::kept r(m.root(), m.options);
    r.run_sandbox("pod", {});
    auto spec = m.images.spec({"sleep", "1000"});
    spec.writable = m.images.files / "written";
    r.create_container("pod", "runs", spec);
    r.start_container("runs");
    const auto kill_it = [&] { ::kill(static_cast<pid_t>(r.container("runs")->pid), SIGKILL); };
    r.set_restart_policy("runs", runtime::restart_policy::always);
    kill_it();
    REQUIRE(eventually([&] {
        return r.container("runs")->restarts == 1 &&
               r.container("runs")->state == runtime::container_state::running;
    }));
    r.set_restart_policy("runs", runtime::restart_policy::on_failure, 1);
    kill_it();
    REQUIRE(eventually([&] {
        return r.container("runs")->state == runtime::container_state::exited &&
               !r.container("runs")->restarting;
    }));
    CHECK(r.container("runs")->restarts == 1);
    r.set_restart_policy("runs", runtime::restart_policy::always);  // it has ended for good
    CHECK_FALSE(r.container("runs")->restarting);

    r.create_container("pod", "fails", m.images.spec({"sh", "-c", "exit 7"}),
                       {.restart = runtime::restart_policy::always});
    r.start_container("fails");
    REQUIRE(eventually(
        [&] { return r.container("fails")->restarts >= 2 && r.container("fails")->restarting; }));
    r.set_restart_policy("fails", runtime::restart_policy::no);
    CHECK(eventually([&] {
        return r.container("fails")->state == runtime::container_state::exited &&
               !r.container("fails")->restarting;
    }));
    CHECK(r.wait("fails").exit_code == 7);

    r.create_container("pod", "forgets", m.images.spec({"sleep", "1000"}));
    CHECK_THROWS_WITH(r.set_restart_policy("forgets", runtime::restart_policy::always),
                      Catch::Contains("what it writes is not kept"));
    r.set_restart_policy("forgets", runtime::restart_policy::no);
    CHECK_THROWS_AS(r.set_restart_policy("nobody", runtime::restart_policy::no), status_error);
}

TEST_CASE("what cannot be started is not tried again") {
    machine m;
    runtime::kept r(m.root(), m.options);
    r.run_sandbox("pod", {});
    r.create_container("pod", "c", m.images.spec({"no-such-program"}),
                       {.restart = runtime::restart_policy::always});
    CHECK_THROWS_AS(r.start_container("c"), status_error);
    CHECK_FALSE(r.container("c")->restarting);
    r.remove_container("c");
    CHECK_FALSE(r.container("c"));
}

TEST_CASE("what cannot be started again any more has ended, and tells why") {
    if (!root()) return;
    machine m;
    runtime::kept r(m.root(), m.options);
    r.run_sandbox("pod", {});
    const auto source = m.images.files / "source";
    std::filesystem::create_directories(source);
    auto spec = m.images.spec({"sh", "-c", "exit 4"});
    spec.mounts.push_back({source, "/source"});
    r.create_container("pod", "c", spec, {.restart = runtime::restart_policy::always});
    r.start_container("c");
    std::filesystem::remove(source);
    REQUIRE(eventually([&] { return !r.container("c")->message.empty(); }));
    CHECK_FALSE(r.container("c")->restarting);
    CHECK(r.container("c")->exit_code == 4);
    CHECK(r.container("c")->message.find("there is no such file or directory") !=
          std::string::npos);
}

TEST_CASE("containers that fail are started again less and less often") {
    runtime::detail::restart_pauses pauses;
    CHECK(pauses.after(1s) == 100ms);
    CHECK(pauses.after(9s) == 200ms);
    CHECK(pauses.after(0s) == 400ms);
    CHECK(pauses.after(10s) == 100ms);
    for (int i = 0; i < 20; ++i) pauses.after(0s);
    CHECK(pauses.after(0s) == 1min);
}

TEST_CASE("a shim checks whether its container is well") {
    machine m;
    runtime::kept r(m.root(), m.options);
    r.run_sandbox("pod", {});
    const auto sign = m.images.files / "sign";
    const std::string inside = ::geteuid() == 0 ? "/sign/well" : (sign / "well").string();
    std::filesystem::create_directories(sign);
    auto spec = m.images.spec({"sleep", "1000"});
    if (::geteuid() == 0) spec.mounts.push_back({sign, "/sign"});
    std::mutex mutex;
    std::vector<runtime::container_health> told;
    const auto hearing = r.subscribe([&](const runtime::event& e) {
        std::lock_guard lock(mutex);
        if (e.kind == runtime::event_kind::checked) told.push_back(e.health);
    });
    r.create_container("pod", "c", spec,
                       {.health = {.test = {"CMD-SHELL", "echo looked; test -f " + inside},
                                   .interval = 20ms,
                                   .retries = 2}});
    CHECK(r.container("c")->health == runtime::container_health::starting);
    r.start_container("c");
    REQUIRE(eventually(
        [&] { return r.container("c")->health == runtime::container_health::unhealthy; }));
    scratch_directory::write(sign / "well", "");
    REQUIRE(
        eventually([&] { return r.container("c")->health == runtime::container_health::healthy; }));
    REQUIRE(eventually([&] { return r.health("c").results.size() == 5; }));
    const auto report = r.health("c");
    CHECK(report.status == runtime::container_health::healthy);
    CHECK(report.failing == 0);
    CHECK(report.results.back().exit_code == 0);
    CHECK(report.results.back().output == "looked\n");
    CHECK(report.results.back().end >= report.results.back().start);
    std::filesystem::remove(sign / "well");
    REQUIRE(eventually(
        [&] { return r.container("c")->health == runtime::container_health::unhealthy; }));
    CHECK(r.health("c").failing >= 2);
    REQUIRE(eventually([&] {
        std::lock_guard lock(mutex);
        using h = runtime::container_health;
        return told == std::vector{h::unhealthy, h::healthy, h::unhealthy};
    }));
}

TEST_CASE("checks that hang, are missing or write much are told, and hold nobody up") {
    machine m;
    runtime::kept r(m.root(), m.options);
    const auto checked = [&](const std::string& key, std::vector<std::string> test,
                             std::chrono::milliseconds limit = 10s) {
        r.run_sandbox(key, {});
        r.create_container(
            key, key, m.images.spec({"sleep", "1000"}),
            {.health = {
                 .test = std::move(test), .interval = 20ms, .timeout = limit, .retries = 1}});
        r.start_container(key);
        REQUIRE(eventually([&] { return !r.health(key).results.empty(); }));
        return r.health(key).results.front();
    };
    const auto hangs = checked("hangs", {"CMD", "sleep", "1000"}, 100ms),
               missing = checked("missing", {"CMD", "no-such-program"});
    CHECK(hangs.exit_code == -1);
    CHECK(hangs.output == "the check took longer than 100 ms");
    CHECK(missing.exit_code == -1);
    CHECK(missing.output.find("no-such-program") != std::string::npos);
    const auto much = checked("much", {"CMD-SHELL", "yes | head -c 10000; exit 3"});
    CHECK(much.exit_code == 3);
    CHECK(much.output.size() == 4096);
    for (const char* key : {"hangs", "missing", "much"}) {
        CHECK(r.container(key)->health == runtime::container_health::unhealthy);
        r.remove_sandbox(key);
    }
    r.run_sandbox("none", {});
    r.create_container("none", "none", m.images.spec({"sleep", "1000"}),
                       {.health = {.test = {"NONE"}}});
    CHECK(r.container("none")->health == runtime::container_health::none);
}

TEST_CASE("checks of the start period do not count until one is good") {
    runtime::detail::health_verdict v(2);
    using h = runtime::container_health;
    CHECK_FALSE(v.take({.exit_code = 1}, true));
    CHECK_FALSE(v.take({.exit_code = 1}, true));
    CHECK(v.report().status == h::starting);
    CHECK(v.report().failing == 0);
    CHECK(v.take({.exit_code = 0}, true));
    CHECK_FALSE(v.take({.exit_code = 1}, true));
    CHECK(v.take({.exit_code = 1}, true));
    CHECK(v.report().status == h::unhealthy);
    v.begin();
    CHECK(v.report().status == h::starting);
    CHECK_FALSE(v.take({.exit_code = 1}, false));
    CHECK(v.take({.exit_code = 1}, false));
    CHECK(v.report().results.size() == 5);
}

}  // namespace kept_test
