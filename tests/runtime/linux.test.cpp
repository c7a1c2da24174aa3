// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/linux.hpp>

#include <cstring>

#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <catch2/catch.hpp>

#include <support/own_network.hpp>
#include <support/stocked_images.hpp>

#include "laws/interactive.hpp"
#include "laws/runtime.hpp"

using namespace slipway;
using namespace std::chrono_literals;
using support::eventually;

namespace {

/// Runs as root only; says so otherwise.
bool root() {
    if (::geteuid() == 0) return true;
    WARN("skipped: the linux runtime needs root");
    return false;
}

/// Asks a server that may need a moment to come up; the last line of its page.
std::string fetch(const std::string& address) {
    return "for i in $(seq 100); do printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc -w 2 " + address + " 80 | tail -1 && break; usleep 20000; done";
}

struct machine {
    std::string run(const std::string& pod, const std::string& script) {
        const auto result = r.exec(pod + "_c", {"sh", "-c", script}, 20s);
        return result.exit_code == 0 ? result.out : "exit " + std::to_string(result.exit_code) + ": " + result.out + result.err;
    }
    runtime::sandbox_status pod(const std::string& name, const std::function<void(runtime::container_spec&)>& change = {}) {
        const auto made = r.run_sandbox(name, {.hostname = name, .hosts = {{"192.0.2.1", "elsewhere"}}, .name_servers = {"192.0.2.53"}});
        auto spec = images.spec({"sleep", "1000"});
        if (change) change(spec);
        r.create_container(name, name + "_c", spec);
        r.start_container(name + "_c");
        return made;
    }

    support::own_network network;
    support::stocked_images images;
    runtime::linux_ r{images.files / "run"};
};

}  // namespace

TEST_CASE("containers in namespaces keep the laws of runtimes") {
    if (!root()) return;
    machine m;
    const auto specify = [&](std::vector<std::string> command) { return m.images.spec(std::move(command)); };
    laws::runtime_laws(runtime::any_runtime::of(m.r), specify);
    laws::interactive_laws(m.r, specify);
}

TEST_CASE("a command beside a container's own may be another user's, elsewhere") {
    if (!root()) return;
    machine m;
    m.pod("one");
    auto out = core::make_pipe();
    const core::owned_fd nothing = core::open_or_throw("/dev/null", O_RDWR);
    const runtime::exec_spec asked{.command = {"sh", "-c", "id -u; pwd; echo $HOME"}, .working_dir = "/tmp", .user = "nobody"};
    CHECK(m.r.exec("one_c", asked, {nothing.get(), out.write.get(), nothing.get()}, {}) == 0);
    out.write.reset();
    CHECK(laws::read_from(out.read).starts_with("65534\n/tmp\n/"));
}

TEST_CASE("a container has a root, processes, a host name and an address of its own") {
    if (!root()) return;
    machine m;
    const auto one = m.pod("one");
    CHECK(m.run("one", "hostname") == "one\n");
    CHECK(m.run("one", "cat /proc/1/comm") == "sleep\n");
    CHECK(m.run("one", "ls /") == "bin\ndev\netc\nproc\nroot\nrun\nsys\ntmp\nvar\n");
    CHECK(m.run("one", "id -u") == "0\n");
    CHECK(m.run("one", "ip -4 -o addr show eth0 | awk '{print $4}'") == one.ip + "/16\n");
    CHECK(m.run("one", "cat /etc/resolv.conf") == "nameserver 192.0.2.53\n");
    CHECK(m.run("one", "grep -c " + one.ip + ".one /etc/hosts; grep -c elsewhere /etc/hosts") == "1\n1\n");
    CHECK(m.run("one", "echo x > /root/file && cat /root/file") == "x\n");
    CHECK(m.run("one", "test -c /dev/null && echo y > /dev/null && ls /dev/pts/ptmx /dev/shm -d") == "/dev/pts/ptmx\n/dev/shm\n");
    m.pod("two");
    CHECK(m.run("two", "ls /root") == "");  // each has its own copy
    CHECK_FALSE(std::filesystem::exists(m.images["busybox"].layers[0] / "root/file"));
}

TEST_CASE("what a container changes is in a directory of its own") {
    if (!root()) return;
    machine m;
    m.pod("one");
    CHECK(m.run("one", "echo x > /root/file && rm /bin/wc && rm -r /var/tmp && mkdir /var/tmp") == "");
    const auto changed = runtime::any_runtime::of(m.r).changes("one_c");
    CHECK(changed == m.r.changes("one_c"));
    CHECK(scratch_directory::read(changed / "root/file") == "x\n");
    CHECK(std::filesystem::is_character_file(changed / "bin/wc"));
    CHECK(std::filesystem::is_directory(changed / "var/tmp"));
    CHECK_FALSE(std::filesystem::exists(changed / "bin/ls"));
    CHECK(laws::refusal([&] { m.r.changes("two_c"); }) == core::reason::not_found);
}

TEST_CASE("pods reach each other, and containers of a pod share its network") {
    if (!root()) return;
    machine m;
    const auto one = m.pod("one");
    m.pod("two");
    m.r.create_container("one", "web", m.images.spec({"sh", "-c", "echo served > /tmp/index.html; exec httpd -f -p 80 -h /tmp"}));
    m.r.start_container("web");
    CHECK(m.run("two", fetch(one.ip)) == "served\n");
    CHECK(m.run("one", fetch("127.0.0.1")) == "served\n");
    CHECK(m.run("one", "ls /tmp") == "");  // but not its files
    CHECK(m.run("one", "ps | grep -c '[h]ttpd -f'") == "exit 1: 0\n");
    CHECK(m.run("two", "ping -c 1 -W 2 " + m.r.info().node_address + " >/dev/null && echo reached") == "reached\n");
}

TEST_CASE("the gateway of the pods keeps its hardware address while pods come and go") {
    if (!root()) return;
    machine m;
    const auto gateway = [] {
        ifreq asked{};
        std::strncpy(asked.ifr_name, "slipway0", sizeof asked.ifr_name - 1);
        const core::owned_fd any(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        REQUIRE(::ioctl(any.get(), SIOCGIFHWADDR, &asked) == 0);
        return std::string(asked.ifr_hwaddr.sa_data, 6);
    };
    const std::string first = gateway();
    for (const char* name : {"a", "b", "c", "d"}) {
        m.r.run_sandbox(name, {.hostname = name});
        CHECK(gateway() == first);
    }
    for (const char* name : {"a", "b", "c", "d"}) {
        m.r.remove_sandbox(name);
        CHECK(gateway() == first);
    }
}

TEST_CASE("rights are those of a container, unless more are asked for") {
    if (!root()) return;
    machine m;
    m.pod("plain");
    CHECK(m.run("plain", "mount -t tmpfs none /tmp 2>/dev/null").starts_with("exit 1"));
    CHECK(m.run("plain", "grep NoNewPrivs /proc/self/status") == "NoNewPrivs:\t1\n");
    CHECK(m.run("plain", "grep CapEff /proc/self/status") == "CapEff:\t00000000a80425fb\n");
    CHECK(m.run("plain", "echo 1 > /proc/sys/kernel/panic 2>/dev/null").starts_with("exit 1"));
    CHECK(m.run("plain", "cat /proc/kcore | head -c 1 | wc -c") == "0\n");
    m.pod("user", [](auto& s) { s.user = "nobody"; });
    CHECK(m.run("user", "id -u; grep CapEff /proc/self/status") == "65534\nCapEff:\t0000000000000000\n");
    CHECK(m.run("user", "echo x > /etc/passwd").starts_with("exit 1"));
    m.pod("frozen", [](auto& s) { s.read_only_root = true; });
    CHECK(m.run("frozen", "touch /root/x 2>/dev/null").starts_with("exit 1"));
    m.pod("less", [](auto& s) {
        s.drop_capabilities = {"ALL"};
        s.add_capabilities = {"NET_ADMIN"};
    });
    CHECK(m.run("less", "grep CapEff /proc/self/status") == "CapEff:\t0000000000001000\n");
    CHECK(laws::refusal([&] { m.pod("wrong", [](auto& s) { s.add_capabilities = {"FLY"}; }); }) == core::reason::invalid);
    CHECK(laws::refusal([&] { m.pod("nobody-else", [](auto& s) { s.user = "somebody"; }); }) == core::reason::invalid);
}

TEST_CASE("system calls are those of a container, unless all are asked for") {
    if (!root()) return;
    machine m;
    const auto info = m.r.info();
    if (std::find(info.enforces.begin(), info.enforces.end(), "system calls") == info.enforces.end()) {
        WARN("skipped: system calls are not limited here");
        return;
    }
    const std::string filter = "grep -E '^(Seccomp|NoNewPrivs):' /proc/self/status | tr '\n' ' '";
    const std::string own_users = "unshare -U true 2>&1 || true";
    m.pod("plain");
    CHECK(m.run("plain", filter) == "NoNewPrivs:\t1 Seccomp:\t2 ");
    CHECK(m.run("plain", "grep ^Seccomp: /proc/1/status") == "Seccomp:\t2\n");  // its own command as what is run beside it
    CHECK_THAT(m.run("plain", own_users), Catch::EndsWith("Operation not permitted\n"));
    CHECK_THAT(m.run("plain", "mount -t tmpfs none /tmp 2>&1 || true"), Catch::Contains("permission denied"));
    CHECK(m.run("plain", "chroot / true && echo allowed") == "allowed\n");  // goes with a capability that it has
    CHECK(m.run("plain", "seq 3 | sort -r | awk '{s = s $1} END {print s}'") == "321\n");

    m.pod("any", [](auto& s) { s.seccomp = runtime::seccomp_profile::unconfined; });
    CHECK(m.run("any", filter) == "NoNewPrivs:\t1 Seccomp:\t0 ");
    CHECK(m.run("any", own_users) == "");
    m.pod("privileged", [](auto& s) { s.privileged = true; });
    CHECK(m.run("privileged", filter) == "NoNewPrivs:\t0 Seccomp:\t0 ");
    CHECK(m.run("privileged", "mount -t tmpfs none /tmp && echo mounted") == "mounted\n");

    for (const char* user : {"root", "nobody"}) {
        CAPTURE(user);
        const std::string pod = std::string("gaining-") + user;
        m.pod(pod, [&](auto& s) {
            s.may_gain_privileges = true;
            s.user = user;
        });
        CHECK(m.run(pod, filter) == "NoNewPrivs:\t0 Seccomp:\t2 ");
        CHECK(m.run(pod, "grep ^Seccomp: /proc/1/status") == "Seccomp:\t2\n");
        CHECK_THAT(m.run(pod, own_users), Catch::EndsWith("Operation not permitted\n"));
    }
    m.pod("admin", [](auto& s) { s.add_capabilities = {"SYS_ADMIN"}; });
    CHECK(m.run("admin", filter + "; mount -t tmpfs none /tmp && echo mounted") == "NoNewPrivs:\t1 Seccomp:\t2 mounted\n");

    m.r.run_sandbox("others", {.hostname = "others", .own_users = true});
    auto spec = m.images.spec({"sleep", "1000"});
    spec.may_gain_privileges = true;
    m.r.create_container("others", "others_c", spec);
    m.r.start_container("others_c");
    CHECK(m.run("others", filter) == "NoNewPrivs:\t0 Seccomp:\t2 ");
    CHECK(m.run("others", "grep ^Seccomp: /proc/1/status") == "Seccomp:\t2\n");
}

TEST_CASE("a pod with users of its own: root in there is nobody out here") {
    if (!root()) return;
    machine m;
    const auto info = m.r.info();
    REQUIRE(std::find(info.enforces.begin(), info.enforces.end(), "own users, for pods that ask for them") != info.enforces.end());
    scratch_directory::write(m.images.files / "data/file", "shared");
    auto start = [&](const std::string& pod, const std::function<void(runtime::container_spec&)>& change = {}) {
        const auto made = m.r.run_sandbox(pod, {.hostname = pod, .own_users = true});
        auto spec = m.images.spec({"sh", "-c", "echo begun; echo served > /tmp/index.html; exec httpd -f -p 80 -h /tmp"});
        spec.mounts = {{m.images.files / "data", "/data"}};
        if (change) change(spec);
        m.r.create_container(pod, pod + "_c", spec);
        m.r.start_container(pod + "_c");
        return made;
    };
    const auto one = start("one");
    start("two");
    auto owner = [&](const std::string& pod) {
        struct stat s {};
        REQUIRE(::stat(("/proc/" + std::to_string(m.r.container(pod + "_c")->pid)).c_str(), &s) == 0);
        return s.st_uid;
    };
    CHECK(owner("one") >= 0x1000'0000);
    CHECK(owner("two") == owner("one") + 65536);
    CHECK(m.run("one", "id -u; cat /proc/self/uid_map | tr -s ' '") == "0\n 0 " + std::to_string(owner("one")) + " 65536\n");
    CHECK(m.run("one", "hostname; stat -c %u:%g / /bin/busybox /etc/hosts /dev /data /data/file") == "one\n0:0\n0:0\n0:0\n0:0\n0:0\n0:0\n");
    CHECK(m.run("one", "echo x > /bin/new && chown 7:7 /bin/new && stat -c %u /bin/new && touch /dev/new && rm /dev/new") == "7\n");
    CHECK(m.run("one", "echo y > /data/written") == "");
    struct stat written {};
    REQUIRE(::stat((m.images.files / "data/written").c_str(), &written) == 0);
    CHECK(written.st_uid == 0);  // as the same pod without users of its own would write it
    CHECK(m.run("two", fetch(one.ip)) == "served\n");
    CHECK(m.run("one", "mount -t tmpfs none /tmp 2>/dev/null").starts_with("exit 1"));
    CHECK(m.run("one", "cat /proc/1/comm") == "httpd\n");
    start("user", [](auto& s) {
        s.user = "1000:1000";
        s.command = {"sleep", "1000"};
    });
    CHECK(m.run("user", "id -u") == "1000\n");
    CHECK(owner("user") == owner("one") + 2 * 65536 + 1000);
    CHECK(laws::refusal([&] { start("beyond", [](auto& s) { s.user = "70000"; }); }) == core::reason::invalid);
    CHECK(laws::refusal([&] { m.r.run_sandbox("host", {.host_network = true, .own_users = true}); }) == core::reason::invalid);
    CHECK_FALSE(m.r.sandbox("host"));
}

TEST_CASE("volumes are seen at their places, whatever the image has there") {
    if (!root()) return;
    machine m;
    scratch_directory::write(m.images.files / "data/file", "from outside");
    m.images.add("trap", oci::image_builder().layer(oci::file_tree().symlink("data", "/etc").symlink("etc", (m.images.files / "data").string())).build());
    auto spec = m.images.spec({"sleep", "1000"});
    spec.image.layers.push_back(m.images["trap"].layers[0]);
    spec.mounts = {{m.images.files / "data", "/data/deep"}, {m.images.files / "data/file", "/opt/one", true}};
    m.r.run_sandbox("v", {.hostname = "v"});
    m.r.create_container("v", "v_c", spec);
    m.r.start_container("v_c");
    CHECK(m.run("v", "cat /data/deep/file /opt/one") == "from outsidefrom outside");
    CHECK(m.run("v", "echo changed > /data/deep/file") == "");
    CHECK(m.run("v", "echo changed > /opt/one").starts_with("exit 1"));
    CHECK(scratch_directory::read(m.images.files / "data/file") == "changed\n");
    CHECK(std::filesystem::directory_iterator(m.images.files / "data")->path().filename() == "file");  // no /etc of ours
    for (const char* bad : {"relative", "/a/../../b", "/.."}) {
        spec.mounts = {{m.images.files / "data", bad}};
        CHECK(laws::refusal([&] { m.r.create_container("v", "bad", spec); }) == core::reason::invalid);
    }
}

TEST_CASE("limits of memory and processes hold") {
    if (!root()) return;
    machine m;
    const auto info = m.r.info();
    auto has = [&](const char* what) { return std::find(info.enforces.begin(), info.enforces.end(), what) != info.enforces.end(); };
    m.r.run_sandbox("l", {.hostname = "l"});
    if (has("memory limit")) {
        auto spec = m.images.spec({"sh", "-c", "x=$(head -c 60000000 /dev/zero | tr '\\0' x); echo ${#x}"});
        spec.limits.memory_bytes = 16 << 20;
        m.r.create_container("l", "hog", spec);
        m.r.start_container("hog");
        REQUIRE(eventually([&] { return m.r.container("hog")->state == runtime::container_state::exited; }, 30s));
        CHECK(m.r.container("hog")->oom_killed);
    } else {
        WARN("skipped: memory limits are not enforced here");
    }
    if (has("pids limit")) {
        auto spec = m.images.spec({"sh", "-c", "for i in 1 2 3 4 5 6 7 8; do sleep 1000 & done; echo all"});
        spec.limits.processes = 4;
        m.r.create_container("l", "forks", spec);
        m.r.start_container("forks");
        REQUIRE(eventually([&] { return m.r.container("forks")->state == runtime::container_state::exited; }));
        CHECK(m.r.container("forks")->exit_code != 0);
    } else {
        WARN("skipped: limits of processes are not enforced here");
    }
}

TEST_CASE("what a runtime made is gone when it goes") {
    if (!root()) return;
    support::own_network network;
    support::stocked_images images;
    long pid = 0;
    {
        runtime::linux_ r(images.files / "run");
        r.run_sandbox("p", {.hostname = "p"});
        r.create_container("p", "c", images.spec({"sleep", "1000"}));
        r.start_container("c");
        pid = r.container("c")->pid;
        CHECK(runtime::detail::rtnetlink().index_of("slipway0") > 0);
    }
    CHECK(::kill(static_cast<pid_t>(pid), 0) != 0);
    CHECK_THROWS_WITH(runtime::detail::rtnetlink().index_of("slipway0"), Catch::Contains("slipway0"));
    CHECK(std::filesystem::is_empty(images.files / "run/containers"));
}
