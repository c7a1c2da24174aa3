// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/oci.hpp>

#include <catch2/catch.hpp>

#include <support/own_network.hpp>
#include <support/stocked_images.hpp>

#include "laws/interactive.hpp"
#include "laws/names_and_times.hpp"
#include "laws/namespaces.hpp"
#include "laws/runtime.hpp"
#include "laws/surroundings.hpp"

namespace oci_test {

using namespace slipway;
using namespace std::chrono_literals;
using support::eventually;

namespace {

/// Runs as root only; says so otherwise.
bool root() {
    if (::geteuid() == 0) return true;
    WARN("skipped: programs that start containers need root");
    return false;
}

/// Runs `test` with each of the programs that are here; says what it has left out.
void with_each(const std::function<void(runtime::oci_&, support::stocked_images&)>& test) {
    if (!root()) return;
    for (const std::string program : {"runc", "crun"}) {
        INFO(program);
        support::own_network network;
        support::stocked_images images;
        std::optional<runtime::oci_> r;
        try {
            r.emplace(images.files / "run", runtime::oci_options{.program = program});
        } catch (const status_error& e) {
            WARN("skipped with " << program << ": " << e.message());
            continue;
        }
        test(*r, images);
    }
}

struct machine {
    machine(runtime::oci_& runtime, support::stocked_images& stock) : r(runtime), images(stock) {}

    std::string run(const std::string& pod, const std::string& script) {
        const auto result = r.exec(pod + "_c", {"sh", "-c", script}, 20s);
        return result.exit_code == 0
                   ? result.out
                   : "exit " + std::to_string(result.exit_code) + ": " + result.out + result.err;
    }
    runtime::sandbox_status pod(const std::string& name,
                                const std::function<void(runtime::container_spec&)>& change = {}) {
        const auto made = r.run_sandbox(name, {.hostname = name,
                                               .hosts = {{"192.0.2.1", "elsewhere"}},
                                               .name_servers = {"192.0.2.53"}});
        auto spec = images.spec({"sleep", "1000"});
        if (change) change(spec);
        r.create_container(name, name + "_c", spec);
        r.start_container(name + "_c");
        return made;
    }

    runtime::oci_& r;
    support::stocked_images& images;
};

}  // namespace

TEST_CASE("containers of OCI runtime programs keep the laws of runtimes") {
    with_each([](runtime::oci_& r, support::stocked_images& images) {
        const auto specify = [&](std::vector<std::string> command) {
            return images.spec(std::move(command));
        };
        laws::runtime_laws(runtime::any_runtime::of(r), specify);
        laws::surroundings(runtime::any_runtime::of(r), specify);
        laws::names_and_times(runtime::any_runtime::of(r), specify);
        if (r.info().name != "crun") return laws::interactive_laws(r, specify);
        WARN("skipped with crun: the law of terminals, whose size it does not pass on");
        laws::attaching(r, specify);
        laws::standing_still(r, specify);
        laws::commands(r, specify);
        laws::using_up(r, specify);
        laws::pausing(r, specify);
        laws::changing_limits(r, specify);
    });
}

TEST_CASE("OCI containers have the namespaces of others, and the CPUs, that they ask for") {
    with_each([](runtime::oci_& r, support::stocked_images& images) {
        INFO(r.info().name);
        const auto specify = [&](std::vector<std::string> command) {
            return images.spec(std::move(command));
        };
        laws::namespaces(runtime::any_runtime::of(r), specify);
        laws::which_cpus(runtime::any_runtime::of(r), specify);
        laws::other_cpus(r, specify);
    });
}

TEST_CASE("an OCI container has a root, processes, a host name, an address and rights of its own") {
    with_each([](runtime::oci_& r, support::stocked_images& images) {
        machine m(r, images);
        const auto one = m.pod("one");
        CHECK(m.run("one", "hostname") == "one\n");
        CHECK(m.run("one", "cat /proc/1/comm") == "sleep\n");
        CHECK(m.run("one", "ip -4 -o addr show eth0 | awk '{print $4}'") == one.ip + "/16\n");
        CHECK(m.run("one", "cat /etc/resolv.conf; grep -c elsewhere /etc/hosts") ==
              "nameserver 192.0.2.53\n1\n");
        CHECK(m.run("one", "grep -E 'NoNewPrivs|CapEff' /proc/self/status") ==
              "CapEff:\t00000000a80425fb\nNoNewPrivs:\t1\n");
        CHECK(m.run("one", "mount -t tmpfs none /tmp 2>/dev/null").starts_with("exit 1"));
        CHECK(m.run("one", "echo 1 > /proc/sys/kernel/panic 2>/dev/null").starts_with("exit 1"));
        CHECK(m.run("one", "cat /proc/kcore | head -c 1 | wc -c") == "0\n");
        CHECK(m.run("one", "echo x > /root/file && cat /root/file") == "x\n");
        CHECK(scratch_directory::read(r.changes("one_c") / "root/file") == "x\n");
        CHECK_FALSE(std::filesystem::exists(m.images["busybox"].layers[0] / "root/file"));
        m.pod("user", [](auto& s) { s.user = "nobody"; });
        CHECK(m.run("user", "id -u; grep CapEff /proc/self/status") ==
              "65534\nCapEff:\t0000000000000000\n");
        m.pod("frozen", [](auto& s) { s.read_only_root = true; });
        CHECK(m.run("frozen", "touch /root/x 2>/dev/null").starts_with("exit 1"));
        CHECK(laws::refusal([&] { r.run_sandbox("own", {.own_users = true}); }) ==
              core::reason::invalid);
        CHECK(laws::refusal([&] { m.pod("init", [](auto& s) { s.init = true; }); }) ==
              core::reason::invalid);
    });
}

TEST_CASE("an OCI container sees volumes at their places") {
    with_each([](runtime::oci_& r, support::stocked_images& images) {
        machine m(r, images);
        scratch_directory::write(images.files / "data/file", "from outside");
        m.pod("v", [&](auto& s) {
            s.mounts = {{images.files / "data", "/data/deep"},
                        {images.files / "data/file", "/opt/one", true}};
        });
        CHECK(m.run("v", "cat /data/deep/file /opt/one") == "from outsidefrom outside");
        CHECK(m.run("v", "echo changed > /data/deep/file") == "");
        CHECK(m.run("v", "echo changed > /opt/one").starts_with("exit 1"));
        CHECK(scratch_directory::read(images.files / "data/file") == "changed\n");
    });
}

TEST_CASE("a stop signal reaches what runs in an OCI container") {
    with_each([](runtime::oci_& r, support::stocked_images& images) {
        r.run_sandbox("pod", {.hostname = "pod"});
        r.create_container(
            "pod", "c",
            images.spec(
                {"sh", "-c", "trap 'echo bye; exit 7' TERM; sleep 1000 & echo ready; wait"}));
        r.start_container("c");
        REQUIRE(eventually([&] { return r.read_log("c", 0, 10).entries.size() == 1; }));
        r.stop_container("c", 10s);
        CHECK(r.container("c")->exit_code == 7);
        CHECK(r.read_log("c", 0, 10).entries.back().text == "bye");
    });
}

TEST_CASE("a command that takes too long leaves nothing in an OCI container") {
    with_each([](runtime::oci_& r, support::stocked_images& images) {
        machine m(r, images);
        m.pod("one");
        CHECK(r.exec("one_c", {"sleep", "2000"}, 50ms).timed_out);
        CHECK(eventually(
            [&] { return m.run("one", "ps | grep -c '[s]leep 2000'") == "exit 1: 0\n"; }));
        CHECK(m.run("one", "ps | grep -c '[s]leep 1000'") == "1\n");
    });
}

TEST_CASE("limits hold in an OCI container") {
    with_each([](runtime::oci_& r, support::stocked_images& images) {
        const auto info = r.info();
        auto says = [](const std::vector<std::string>& all, const std::string& what) {
            return std::any_of(all.begin(), all.end(),
                               [&](const std::string& s) { return s.starts_with(what); });
        };
        if (!says(info.enforces, "memory limit") || !says(info.enforces, "pids limit")) {
            WARN("skipped: limits are not enforced here");
            return;
        }
        r.run_sandbox("l", {.hostname = "l"});
        auto hog =
            images.spec({"sh", "-c", "x=$(head -c 60000000 /dev/zero | tr '\\0' x); echo ${#x}"});
        hog.limits.memory_bytes = 32 << 20;
        r.create_container("l", "hog", hog);
        r.start_container("hog");
        REQUIRE(eventually(
            [&] { return r.container("hog")->state == runtime::container_state::exited; }, 30s));
        CHECK(r.container("hog")->exit_code != 0);
        CHECK(r.container("hog")->oom_killed != says(info.lacks, "whether the memory limit"));
        auto forks =
            images.spec({"sh", "-c", "for i in $(seq 60); do sleep 1000 & done; echo all"});
        forks.limits.processes =
            30;  // a few are the threads of the program that starts it, at first
        r.create_container("l", "forks", forks);
        r.start_container("forks");
        REQUIRE(eventually(
            [&] { return r.container("forks")->state == runtime::container_state::exited; }));
        CHECK(r.container("forks")->exit_code != 0);
    });
}

TEST_CASE("what an OCI runtime made is gone when it goes") {
    if (!root()) return;
    const runtime::detail::cgroups groups;
    const auto groups_of_this_program = [&] {
        std::size_t n = 0;
        for (const auto& [place, point] : groups.places())
            for (const auto& each : std::filesystem::directory_iterator(place))
                n += each.path().filename().string().starts_with("slipway-" +
                                                                 std::to_string(::getpid()) + '-');
        return n;
    };
    const std::size_t before = groups_of_this_program();
    for (const std::string program : {"runc", "crun"}) {
        support::own_network network;
        support::stocked_images images;
        long pid = 0;
        try {
            runtime::oci_ r(images.files / "run", {.program = program});
            r.run_sandbox("p", {.hostname = "p"});
            r.create_container("p", "c", images.spec({"sleep", "1000"}));
            r.start_container("c");
            pid = r.container("c")->pid;
        } catch (const status_error& e) {
            WARN("skipped with " << program << ": " << e.message());
            continue;
        }
        CHECK(::kill(static_cast<pid_t>(pid), 0) != 0);
        CHECK(std::filesystem::is_empty(images.files / "run/containers"));
        CHECK(groups_of_this_program() == before);
    }
}

TEST_CASE("programs that are not there, or start no containers, are refused") {
    const scratch_directory dir;
    CHECK(laws::refusal([&] { runtime::oci_(dir / "a", {.program = "no-such-runtime"}); }) ==
          core::reason::not_found);
    CHECK_THROWS_WITH(runtime::oci_(dir / "b", {.program = "/bin/false"}),
                      Catch::Contains("/bin/false is no program that starts containers"));
}

}  // namespace oci_test
