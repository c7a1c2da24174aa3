// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/containers.hpp>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/engine/container_changes.hpp>
#include <slipway/engine/inspect_container.hpp>

#include <support/eventually.hpp>
#include <support/own_network.hpp>
#include <support/refusal.hpp>
#include <support/scratch_directory.hpp>
#include <support/shim_here.hpp>
#include <support/stocked_images.hpp>

#include "engine_machine.hpp"

namespace containers_test {

using namespace slipway;
using namespace std::chrono_literals;
using engine::container_phase;
using support::eventually;
using support::refusal;

namespace {

struct machine {
    machine() {
        if (::geteuid() == 0) network.emplace();
    }
    ~machine() {
        engine::containers last(root(), {});
        for (const auto& c : last.list()) last.remove(c, true);
    }
    std::filesystem::path root() const { return images.files / "engine"; }
    engine::container_record create(engine::containers& all, std::vector<std::string> command,
                                    engine::container_options o = {}) {
        o.command = std::move(command);
        return all.create(images["busybox"], "busybox", o);
    }
    engine::container ended(engine::containers& all, const engine::container_record& r) {
        REQUIRE(eventually([&] { return all.get(r.id).phase == container_phase::exited; }));
        return all.get(r.id);
    }

    std::optional<support::own_network> network;
    support::stocked_images images;
};

/// The shim of a pod, by the directory of the pod.
pid_t shim_of(const std::filesystem::path& pod) {
    const std::string mark = "slipway-shim" + std::string(1, '\0') + pod.string();
    for (const auto& each : std::filesystem::directory_iterator("/proc")) {
        const std::string name = each.path().filename().string();
        if (name.find_first_not_of("0123456789") == name.npos &&
            scratch_directory::read(each.path() / "cmdline").starts_with(mark))
            return static_cast<pid_t>(std::stol(name));
    }
    return 0;
}

bool isolated() {
    if (::geteuid() == 0) return true;
    WARN("skipped: containers with files of their own need root");
    return false;
}

}  // namespace

TEST_CASE("a container lives by its name, for every program that asks") {
    machine m;
    engine::containers all(m.root(), {});
    const auto made = m.create(all, {"sh", "-c", "echo begun; exec sleep 1000"},
                               {.name = "web", .labels = {{"tier", "front"}}});
    CHECK(made.id.size() == 64);
    CHECK(all.get("web").phase == container_phase::created);
    all.start(made);
    all.start(made);  // it runs
    engine::containers other(m.root(), {});
    const auto seen = other.get("web");
    CHECK(seen.phase == container_phase::running);
    CHECK(seen.id == made.id);
    CHECK(seen.pod.hostname == made.id.substr(0, 12));
    CHECK(seen.labels.at("tier") == "front");
    CHECK(seen.image_name == "busybox");
    CHECK_FALSE(seen.ip.empty());
    CHECK(other.get(made.id.substr(0, 10)).id == made.id);
    for (const std::string& name : {std::string("web"), made.id, made.id.substr(0, 10)})
        CHECK(other.find_id(name) == made.id);
    CHECK_FALSE(other.find_id("we"));
    CHECK(other.images() == std::set<oci::digest>{m.images["busybox"].id});
    REQUIRE(
        eventually([&] { return other.runtime().read_log(made.id, 0, 1).entries.size() == 1; }));
    CHECK(refusal([&] { other.remove(seen); }) == core::reason::conflict);
    other.stop(seen, 0ms);
    CHECK(all.get("web").status.exit_code == 137);
    CHECK(refusal([&] { all.kill(seen, SIGTERM); }) == core::reason::conflict);
    other.remove(seen);
    CHECK_FALSE(all.find("web"));
    CHECK_FALSE(all.find_id(made.id));
    CHECK(all.list().empty());
    CHECK(refusal([&] { all.get("web"); }) == core::reason::not_found);
    CHECK(refusal([&] { all.start(made); }) == core::reason::not_found);
    CHECK(std::filesystem::is_empty(m.root() / "containers/by-id"));
    CHECK(std::filesystem::is_empty(m.root() / "containers/by-name"));
}

TEST_CASE("who looks around removes nothing that is being made") {
    machine m;
    engine::containers all(m.root(), {});
    std::atomic<bool> over = false;
    std::vector<std::jthread> looking;
    for (int i = 0; i < 3; ++i)
        looking.emplace_back([&] {
            engine::containers other(m.root(), {});
            while (!over) other.images();
        });
    const auto make = [&] {
        for (int i = 0; i < 500; ++i) all.remove(m.create(all, {"true"}, {}));
    };
    CHECK_NOTHROW(make());
    over = true;
    looking.clear();
    CHECK(all.list().empty());
}

TEST_CASE("names are one container's; who gives none gets one") {
    machine m;
    engine::containers all(m.root(), {});
    const auto one = m.create(all, {"true"}, {.name = "one"});
    CHECK(refusal([&] { m.create(all, {"true"}, {.name = "one"}); }) ==
          core::reason::already_exists);
    const auto any = m.create(all, {"true"});
    CHECK(any.name.find('_') != any.name.npos);
    CHECK(refusal([&] { all.rename(any, "one"); }) == core::reason::already_exists);
    all.rename(any, "two");
    CHECK(all.get("two").id == any.id);
    CHECK_FALSE(all.find(any.name));
    CHECK(all.list().size() == 2);
    CHECK(all.list().front().id == any.id);  // the newest first
    for (const char* bad : {"a", "-x", "a b", "../x", "a/b"})
        CHECK(refusal([&] { m.create(all, {"true"}, {.name = bad}); }) == core::reason::invalid);
    CHECK(all.list().size() == 2);
    CHECK(refusal([&] {
              m.create(all, {}, {.name = "nothing", .entrypoint = std::vector<std::string>{}});
          }) == core::reason::invalid);
    CHECK_FALSE(all.find("nothing"));
    CHECK_FALSE(all.find("../by-id"));
}

TEST_CASE("a container is held, goes on, and can be stopped while it is held") {
    machine m;
    engine::containers all(m.root(), {});
    const auto c = m.create(all, {"sleep", "1000"}, {.name = "held"});
    CHECK(refusal([&] { all.pause(c); }) == core::reason::conflict);
    all.start(c);
    CHECK(refusal([&] { all.unpause(c); }) == core::reason::conflict);
    all.pause(c);
    CHECK(refusal([&] { all.pause(c); }) == core::reason::conflict);
    CHECK(all.get("held").phase == container_phase::running);
    CHECK(all.get("held").status.paused);
    all.unpause(c);
    CHECK_FALSE(all.get("held").status.paused);
    all.pause(c);
    all.stop(c, 0ms);
    CHECK(all.get("held").phase == container_phase::exited);
    CHECK_FALSE(all.get("held").status.paused);
}

TEST_CASE("other limits hold now, and when it is started again") {
    if (!isolated()) return;
    machine m;
    engine::containers all(m.root(), {});
    const std::vector<std::string> several{"sh", "-c",
                                           "for i in 1 2 3 4 5 6 7 8; do sleep 0.1 & done; wait"};
    engine::container_record c = m.create(all, {"sleep", "1000"}, {.name = "limited"});
    const auto enforced = all.runtime().info().enforces;
    if (std::find(enforced.begin(), enforced.end(), "pids limit") == enforced.end()) {
        WARN("skipped: limits of processes are not enforced here");
        return;
    }
    all.start(c);
    CHECK(all.runtime().exec(c.id, several, 10s).exit_code == 0);
    all.update(c, {.processes = 4});
    CHECK(all.runtime().exec(c.id, several, 10s).exit_code != 0);
    all.stop(c, 0ms);
    c = all.get("limited");
    all.start(c);
    CHECK(all.get("limited").spec.limits.processes == 4);
    CHECK(all.runtime().exec(c.id, several, 10s).exit_code != 0);
    all.stop(c, 0ms);
    all.update(c, {});
    all.start(all.get("limited"));
    CHECK(all.runtime().exec(c.id, several, 10s).exit_code == 0);
}

TEST_CASE("what a container wrote is there when it is started again") {
    if (!isolated()) return;
    machine m;
    engine::containers all(m.root(), {});
    const auto c =
        m.create(all, {"sh", "-c", "test -f /root/seen && exit 4; touch /root/seen; exit 3"});
    all.start(c);
    CHECK(m.ended(all, c).status.exit_code == 3);
    all.start(c);
    REQUIRE(eventually([&] { return all.get(c.id).status.exit_code == 4; }));
    const auto layer = c.spec.writable;
    CHECK(std::filesystem::exists(layer / "upper/root/seen"));
    all.remove(c);
    CHECK_FALSE(std::filesystem::exists(layer));
}

TEST_CASE("a log holds all runs of a container until it is removed") {
    machine m;
    engine::containers all(m.root(), {});
    const auto c = m.create(all, {"sh", "-c", "echo run"});
    CHECK(all.read_log(c, 0, 10).entries.empty());
    all.start(c);
    m.ended(all, c);
    const auto first = all.read_log(c, 0, 10);
    CHECK(first.entries.size() == 1);
    all.start(c);
    REQUIRE(eventually([&] { return all.read_log(c, 0, 10).entries.size() == 2; }));
    CHECK(all.read_log(c, first.next, 10).entries.size() == 1);
    all.runtime().remove_sandbox(c.id);  // also where the shim has gone
    CHECK(all.read_log(c, 0, 10).entries.size() == 2);
    all.remove(c);
    CHECK(all.read_log(c, 0, 10).entries.empty());
}

TEST_CASE("what a container has beside its image is kept, and told") {
    if (!support::keeps_changes()) return;
    support::engine_machine m;
    engine::containers& all = *m.containers;
    engine::container_options o;
    o.tmpfs = {{.target = "/fast", .bytes = 1 << 20}};
    o.shm_bytes = 2 << 20;
    o.devices = {{"/dev/null", "/dev/one"}};
    o.ulimits = {{"nofile", 100, 200},
                 {"core", runtime::ulimit::unlimited, runtime::ulimit::unlimited}};
    o.groups = {"12"};
    o.oom_score_adj = 100;
    o.sysctls = {{"net.core.somaxconn", "77"}};
    o.hosts = {{"host-gateway", "outside"}};
    o.search_domains = {"example.com"};
    o.resolver_options = {"timeout:3"};
    const auto c = m.ran(
        "box",
        "ls -A /fast; echo x > /fast/x; echo y > /y; df -k /dev/shm | tail -1 | awk '{print $2}'; test -c /dev/one && ulimit -Hn; cat /proc/sys/net/core/somaxconn; grep -c outside /etc/hosts",
        o);
    all.start(c);
    REQUIRE(eventually([&] { return all.get("box").phase == container_phase::exited; }));
    std::string said;
    for (const auto& line : all.read_log(c, 0, 1000).entries) said += line.text + ' ';
    CHECK(said ==
          "2048 200 77 1 2048 200 77 1 ");  // the second time too, and what was in memory has gone
    const json::value host =
        engine::inspect(engine::containers(m.root, {}).get("box")).at("HostConfig");
    CHECK(host.at("Tmpfs") == json::value{{"/fast", "rw,noexec,nosuid,nodev,size=1048576"}});
    CHECK(host.at("ShmSize") == 2 << 20);
    CHECK(host.at("Devices").at(0).at("PathInContainer") == "/dev/one");
    CHECK(host.at("Ulimits") ==
          json::value::array({{{"Name", "nofile"}, {"Soft", 100}, {"Hard", 200}},
                              {{"Name", "core"}, {"Soft", -1}, {"Hard", -1}}}));
    CHECK(host.at("GroupAdd") == json::value::array({"12"}));
    CHECK(host.at("OomScoreAdj") == 100);
    CHECK(host.at("Sysctls") == json::value{{"net.core.somaxconn", "77"}});
    CHECK(host.at("ExtraHosts") == json::value::array({"outside:host-gateway"}));
    CHECK(host.at("DnsSearch") == json::value::array({"example.com"}));
    CHECK(host.at("DnsOptions") == json::value::array({"timeout:3"}));
    runtime::image listens = m.images->get("busybox");
    listens.config.exposed_ports = {"80/tcp", "53/udp", "99/sctp"};
    const auto published = all.create(
        listens, "busybox",
        {.name = "published", .ports = {{.host_port = 8080, .port = 80}}, .publish_exposed = true});
    CHECK(published.pod.ports ==
          std::vector<runtime::published_port>{{.host_port = 8080, .port = 80},
                                               {.port = 53, .protocol = runtime::transport::udp}});
    const auto changed = engine::container_changes(all.get("box"));
    const auto is_told = [&](const std::string& path) {
        return std::any_of(changed.begin(), changed.end(),
                           [&](const engine::file_change& f) { return f.path == path; });
    };
    CHECK(is_told("/y"));
    CHECK_FALSE(is_told("/fast/x"));
}

TEST_CASE("volumes outlive containers, paths of this machine are seen as they are") {
    if (!isolated()) return;
    machine m;
    engine::containers all(m.root(), {});
    scratch_directory::write(m.images.files / "data/file", "from outside");
    const auto c = m.create(
        all, {"sh", "-c", "cp /data/file /kept/copy && ! touch /data/more 2>/dev/null"},
        {.volumes = {{(m.images.files / "data").string(), "/data", true}, {"kept", "/kept"}}});
    all.start(c);
    CHECK(m.ended(all, c).status.exit_code == 0);
    all.remove(c);
    CHECK(scratch_directory::read(all.volume("kept") / "copy") == "from outside");
    CHECK(refusal([&] { m.create(all, {"true"}, {.volumes = {{"/nonexistent", "/x"}}}); }) ==
          core::reason::not_found);
    CHECK(refusal([&] { m.create(all, {"true"}, {.volumes = {{"kept", "relative"}}}); }) ==
          core::reason::invalid);
    CHECK(refusal([&] { m.create(all, {"true"}, {.volumes = {{"../up", "/x"}}}); }) ==
          core::reason::invalid);
    CHECK(all.list().empty());
}

TEST_CASE("containers are started again as their policy says, until somebody stops them") {
    machine m;
    engine::containers all(m.root(), {});
    const auto c =
        m.create(all, {"sh", "-c", "echo run; exit 3"},
                 {.name = "again", .upkeep = {.restart = runtime::restart_policy::unless_stopped}});
    all.start(c);
    REQUIRE(eventually([&] { return all.get("again").status.restarts >= 3; }));
    REQUIRE(eventually([&] { return all.get("again").phase == container_phase::restarting; }));
    const json::value seen = engine::inspect(all.get("again"));
    CHECK(seen.at("HostConfig").at("RestartPolicy").at("Name") == "unless-stopped");
    CHECK(seen.at("RestartCount").get<int>() >= 3);
    CHECK(refusal([&] { all.remove(c); }) == core::reason::conflict);
    all.stop(c, 0ms);
    CHECK(all.get("again").phase == container_phase::exited);
    CHECK(all.read_log(c, 0, 10).entries.size() >= 3);
    CHECK(eventually([&] {
        return std::filesystem::is_empty(m.root() / "run/shims");
    }));  // nobody is left who could start it
    CHECK(all.get("again").phase == container_phase::exited);
    const auto last = all.get("again").status;
    CHECK(last.exit_code == (last.signal ? 137 : 3));
    all.start(c);
    CHECK(all.get("again").status.restarts < last.restarts);  // it is counted anew
    all.remove(c, true);
}

TEST_CASE("a container gets another restart policy, now and when it is started again") {
    machine m;
    engine::containers all(m.root(), {});
    const auto c =
        m.create(all, {"sh", "-c", "echo run; exit 3"},
                 {.name = "again", .upkeep = {.restart = runtime::restart_policy::always}});
    all.start(c);
    REQUIRE(eventually([&] { return all.get("again").status.restarts >= 1; }));
    all.set_restart_policy(c, runtime::restart_policy::no);
    REQUIRE(eventually([&] { return all.get("again").phase == container_phase::exited; }));
    CHECK(eventually([&] {
        return std::filesystem::is_empty(m.root() / "run/shims");
    }));  // nobody is left who could start it
    CHECK(all.get("again").status.exit_code == 3);
    CHECK(all.get("again").upkeep.restart == runtime::restart_policy::no);
    all.set_restart_policy(c, runtime::restart_policy::on_failure, 1);
    CHECK(all.get("again").phase == container_phase::exited);
    CHECK(engine::inspect(all.get("again")).at("HostConfig").at("RestartPolicy") ==
          json::value{{"Name", "on-failure"}, {"MaximumRetryCount", 1}});
    all.start(all.get("again"));
    REQUIRE(eventually([&] { return all.get("again").phase == container_phase::exited; }));
    CHECK(all.get("again").status.restarts == 1);
    const auto brief =
        m.create(all, {"sleep", "1000"}, {.name = "brief", .remove_when_ended = true});
    CHECK(refusal([&] { all.set_restart_policy(brief, runtime::restart_policy::always); }) ==
          core::reason::invalid);
    all.set_restart_policy(brief, runtime::restart_policy::no);
    all.remove(brief);
    all.remove(c);
}

TEST_CASE("containers are checked as they or their images say") {
    machine m;
    engine::containers all(m.root(), {});
    auto image = m.images["busybox"];
    image.config.health =
        oci::healthcheck{.test = {"CMD-SHELL", "exit 1"}, .interval = 20ms, .retries = 1};
    engine::container_options o{.name = "of-image", .command = {"sleep", "1000"}};
    const auto of_image = all.create(image, "busybox", o);
    o.name = "own";
    o.upkeep.health.test = {"CMD", "true"};
    const auto own = all.create(image, "busybox", o);
    o.name = "none";
    o.upkeep.health.test = {"NONE"};
    const auto none = all.create(image, "busybox", o);
    std::atomic<bool> told = false;
    const auto listening = all.subscribe([&](const engine::container_event& e) {
        if (e.action == engine::container_action::health_status && e.which.name == "own")
            told = e.health == runtime::container_health::healthy;
    });
    for (const auto& each : {of_image, own, none}) all.start(each);
    REQUIRE(eventually(
        [&] { return all.get("of-image").health.status == runtime::container_health::unhealthy; }));
    REQUIRE(eventually(
        [&] { return all.get("own").health.status == runtime::container_health::healthy; }));
    CHECK(eventually([&] { return told.load(); }));
    CHECK(all.get("none").health.status == runtime::container_health::none);
    const json::value state = engine::inspect(all.get("of-image")).at("State");
    CHECK(state.at("Health").at("Status") == "unhealthy");
    CHECK(state.at("Health").at("Log").at(0).at("ExitCode") == 1);
    CHECK(engine::inspect(all.get("own")).at("Config").at("Healthcheck").at("Test").at(1) ==
          "true");
    CHECK_FALSE(engine::inspect(all.get("none")).at("State").contains("Health"));
}

TEST_CASE("what is to go goes when it has ended") {
    machine m;
    engine::containers all(m.root(), {});
    const auto c = m.create(all, {"true"}, {.name = "short", .remove_when_ended = true});
    all.start(c);
    // Nobody asks for it: its shim removes it.
    CHECK(eventually([&] {
        return std::filesystem::is_empty(m.root() / "containers/by-id") &&
               std::filesystem::is_empty(m.root() / "containers/by-name");
    }));
    CHECK(std::filesystem::is_empty(m.root() / "run/shims"));
    CHECK(all.list().empty());
    CHECK(refusal([&] { all.wait(c); }) == core::reason::not_found);

    const auto awaited = m.create(all, {"sh", "-c", "exit 5"}, {.remove_when_ended = true});
    {
        const auto stays = all.start(awaited);
        CHECK(all.wait(awaited).exit_code == 5);
        CHECK(all.get(awaited.id).phase == container_phase::exited);
    }
    CHECK(eventually([&] { return std::filesystem::is_empty(m.root() / "containers/by-id"); }));
}

TEST_CASE("the shim of an ended container ends, and what is known of it stays") {
    machine m;
    engine::containers all(m.root(), {});
    const auto c = m.create(all, {"sh", "-c", "echo said; exit 6"}, {.name = "short"});
    CHECK(refusal([&] { all.wait(c); }) == core::reason::conflict);
    for (int run = 1; run <= 2; ++run) {
        all.start(c);
        CHECK(all.wait(c).exit_code == 6);
        CHECK(eventually([&] { return std::filesystem::is_empty(m.root() / "run/shims"); }));
        CHECK_FALSE(all.runtime().container(c.id));
        engine::containers other(m.root(), {});
        const auto seen = other.get("short");
        CHECK(seen.phase == container_phase::exited);
        CHECK(seen.status.exit_code == 6);
        CHECK(seen.status.finished >= seen.status.started);
        CHECK_FALSE(seen.lost);
        CHECK(other.wait(c).exit_code == 6);
        CHECK(other.read_log(c, 0, 10).entries.size() == static_cast<std::size_t>(run));
        other.stop(c);
    }
    all.remove(c);
    CHECK(all.list().empty());
}

TEST_CASE("what a reader of an ended container has not taken yet is not lost") {
    machine m;
    engine::containers all(m.root(), {});
    const auto c = m.create(all, {"sh", "-c", "yes | head -c 100000"});
    core::pipe_ends out = core::make_pipe();
    all.start(c, {.out = out.write.get()});
    out.write.reset();
    CHECK(all.wait(c).exit_code == 0);
    std::size_t taken = 0;
    char bytes[4096];
    for (ssize_t n = 0; (n = ::read(out.read.get(), bytes, sizeof bytes)) > 0;)
        taken += static_cast<std::size_t>(n);
    CHECK(taken == 100'000);
    CHECK(eventually([&] { return std::filesystem::is_empty(m.root() / "run/shims"); }));
}

TEST_CASE("what cannot be started says why, and can be removed") {
    machine m;
    engine::containers all(m.root(), {});
    const auto c = m.create(all, {"no-such-program"}, {.name = "wrong"});
    CHECK_THROWS_WITH(all.start(c),
                      "exec: \"no-such-program\": executable file not found in $PATH");
    CHECK(all.get("wrong").status.message ==
          "exec: \"no-such-program\": executable file not found in $PATH");
    all.remove(c);
    CHECK(all.runtime().sandboxes().empty());
}

TEST_CASE("what is known of the last end stays where a container cannot be started anew") {
    if (!isolated()) return;
    machine m;
    engine::containers all(m.root(), {});
    const auto source = m.images.files / "source";
    std::filesystem::create_directory(source);
    const auto c = m.create(all, {"sh", "-c", "exit 3"},
                            {.name = "bound", .volumes = {{source.string(), "/srv"}}});
    all.start(c);
    REQUIRE(m.ended(all, c).status.exit_code == 3);
    std::filesystem::remove(source);
    CHECK(refusal([&] { all.start(c); }) == core::reason::invalid);
    CHECK(all.get("bound").status.exit_code == 3);
    std::filesystem::create_directory(source);
    all.start(c);
    CHECK(m.ended(all, c).status.exit_code == 3);
}

TEST_CASE("a container whose processes were lost has ended, and starts again") {
    machine m;
    engine::containers all(m.root(), {});
    const auto c = m.create(all, {"sleep", "1000"}, {.name = "lost"});
    all.start(c);
    const long pid = all.get("lost").status.pid;
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    std::string skipped;
    pid_t shim = 0;
    stat >> skipped >> skipped >> skipped >> shim;
    REQUIRE(shim > 1);
    ::kill(shim, SIGKILL);
    CHECK(eventually([&] { return all.get("lost").lost; }));
    CHECK(all.get("lost").phase == container_phase::exited);
    CHECK(all.get("lost").status.exit_code == 255);
    all.start(c);
    CHECK(all.get("lost").phase == container_phase::running);
}

TEST_CASE(
    "a container that is started again and again ends with its shim, whatever program has started it") {
    machine m;
    std::optional<engine::containers> first(std::in_place, m.root(), std::string());
    const auto c =
        m.create(*first, {"sh", "-c", "exit 3"},
                 {.name = "again", .upkeep = {.restart = runtime::restart_policy::always}});
    first->start(c);
    first.reset();  // its shim needs nobody
    engine::containers all(m.root(), {});
    REQUIRE(eventually([&] { return all.get("again").status.restarts >= 1; }));
    const pid_t shim = shim_of(m.root() / "run/shims" / c.id);
    REQUIRE(shim > 1);
    ::kill(shim, SIGKILL);
    CHECK(eventually([&] { return all.get("again").lost; }));
    CHECK(all.get("again").phase == container_phase::exited);
    all.start(c);
    CHECK(engine::is_up(all.get("again")));
    all.remove(c, true);
    CHECK(std::filesystem::is_empty(m.root() / "run/shims"));
    CHECK(std::filesystem::is_empty(m.root() / "run/containers"));
    CHECK(std::filesystem::is_empty(m.root() / "containers/by-id"));
}

TEST_CASE("what is stopped and removed while it is started again leaves nothing") {
    machine m;
    engine::containers all(m.root(), {});
    for (std::uint32_t restarts = 0; restarts < 3; ++restarts) {
        const auto c = m.create(all, {"sh", "-c", "exit 3"},
                                {.upkeep = {.restart = runtime::restart_policy::always}});
        all.start(c);
        REQUIRE(eventually([&] { return all.get(c.id).status.restarts >= restarts; }));
        std::atomic<bool> other_failure = false;
        std::thread stops([&] {
            try {
                all.stop(c, 0ms);
                all.kill(c, SIGTERM);
            } catch (const status_error& e) {
                if (!e.is(core::reason::conflict) && !e.is(core::reason::not_found))
                    other_failure = true;
            }
        });
        all.remove(c, true);
        stops.join();
        CHECK_FALSE(other_failure);
        CHECK(refusal([&] { all.get(c.id); }) == core::reason::not_found);
    }
    CHECK(eventually([&] { return std::filesystem::is_empty(m.root() / "run/shims"); }));
    CHECK(std::filesystem::is_empty(m.root() / "run/containers"));
    CHECK(std::filesystem::is_empty(m.root() / "containers/by-id"));
}

TEST_CASE("what is to be removed when it has ended stays where it is stopped to be started") {
    machine m;
    engine::containers all(m.root(), {});
    const auto c = m.create(all, {"sleep", "1000"}, {.name = "brief", .remove_when_ended = true});
    all.start(c);
    const long first = all.get("brief").status.pid;
    all.restart(c, 0ms);
    CHECK(all.get("brief").phase == container_phase::running);
    CHECK(all.get("brief").status.pid != first);
    all.stop(c, 0ms);
    CHECK(eventually([&] { return std::filesystem::is_empty(m.root() / "containers/by-id"); }));
}

TEST_CASE("a container that starts again leads nobody out of it by its links") {
    if (!isolated()) return;
    machine m;
    engine::containers all(m.root(), {});
    const auto outside = m.images.files / "outside", inside = m.images.files / "inside";
    for (const auto& each : {outside, inside}) std::filesystem::create_directories(each);
    scratch_directory::write(outside / "hosts", "mine");
    const std::string trap =
        "[ -e /once ] && exit 7; touch /once; mv /srv /old && rm -r /etc && ln -s " +
        outside.string() + " /etc && ln -s " + outside.string() + " /srv";
    const auto c =
        m.create(all, {"sh", "-c", trap}, {.volumes = {{inside.string(), "/srv/data/in"}}});
    all.start(c);
    CHECK(all.wait(c).exit_code == 0);
    all.start(c);
    CHECK(all.wait(c).exit_code == 7);
    CHECK(scratch_directory::read(outside / "hosts") == "mine");
    CHECK(std::distance(std::filesystem::directory_iterator(outside), {}) == 1);
}

TEST_CASE("what was left half made is nobody's") {
    machine m;
    engine::containers all(m.root(), {});
    std::filesystem::create_directory(
        m.root() / "containers/by-id/0123");  // a program that was killed on its way
    std::filesystem::create_symlink("4567", m.root() / "containers/by-name/half");
    std::filesystem::create_symlink("89ab", m.root() / "containers/by-name/never-taken");
    CHECK(all.list().empty());
    CHECK(std::filesystem::is_empty(m.root() / "containers/by-id"));
    CHECK_FALSE(all.find("half"));
    m.create(all, {"true"}, {.name = "half"});
    CHECK(all.find("half"));
    const engine::containers next(m.root(), {});
    CHECK(all.find("half"));
    CHECK_FALSE(std::filesystem::is_symlink(m.root() / "containers/by-name/never-taken"));
}

TEST_CASE("who listens hears what happens to containers, whoever does it") {
    machine m;
    engine::containers hears(m.root(), {}), does(m.root(), {});
    std::mutex mutex;
    std::vector<std::string> heard;
    const char* const words[] = {"create", "start", "die", "rename", "destroy"};
    const auto listening = hears.subscribe([&](const engine::container_event& e) {
        std::lock_guard lock(mutex);
        heard.push_back(words[static_cast<int>(e.action)] + (' ' + e.which.name) +
                        (e.exit_code ? " " + std::to_string(e.exit_code) : ""));
    });
    const auto said = [&](const std::vector<std::string>& all) {
        return eventually([&] {
            std::lock_guard lock(mutex);
            return heard == all;
        });
    };
    const auto c = m.create(does, {"sleep", "1000"}, {.name = "one"});
    CHECK(said({"create one"}));
    does.rename(c, "two");
    CHECK(said({"create one", "rename two"}));
    does.remove(does.get("two"));
    CHECK(said({"create one", "rename two", "destroy two"}));
    const auto again = m.create(hears, {"sleep", "1000"}, {.name = "three"});
    hears.start(again);
    hears.stop(again, 0ms);
    CHECK(said({"create one", "rename two", "destroy two", "create three", "start three",
                "die three 137"}));
}

TEST_CASE("containers are made and removed by many at once") {
    machine m;
    std::vector<std::thread> them;
    std::atomic<int> made = 0, refused = 0;
    for (int i = 0; i < 8; ++i)
        them.emplace_back([&] {
            engine::containers all(m.root(), {});
            try {
                const auto c = m.create(all, {"sleep", "1000"}, {.name = "only"});
                all.start(c);
                ++made;
            } catch (const status_error& e) {
                refused += e.is(core::reason::already_exists);
            }
        });
    for (auto& t : them) t.join();
    CHECK(made == 1);
    CHECK(refused == 7);
    engine::containers all(m.root(), {});
    CHECK(all.list().size() == 1);
    CHECK(all.get("only").phase == container_phase::running);
}

}  // namespace containers_test
