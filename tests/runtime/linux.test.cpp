// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/linux.hpp>

#include <atomic>
#include <cstring>
#include <fstream>
#include <future>
#include <set>
#include <thread>

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <catch2/catch.hpp>

#include <slipway/runtime/port_words.hpp>
#include <support/datagrams.hpp>
#include <support/fetch_script.hpp>
#include <support/own_network.hpp>
#include <support/stocked_images.hpp>

#include "laws/interactive.hpp"
#include "laws/names_and_times.hpp"
#include "laws/namespaces.hpp"
#include "laws/runtime.hpp"
#include "laws/surroundings.hpp"

namespace linux_test {

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

struct machine {
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

    support::own_network network;
    support::stocked_images images;
    runtime::linux_ r{images.files / "run"};
};

}  // namespace

TEST_CASE("containers in namespaces keep the laws of runtimes") {
    if (!root()) return;
    machine m;
    const auto specify = [&](std::vector<std::string> command) {
        return m.images.spec(std::move(command));
    };
    laws::runtime_laws(runtime::any_runtime::of(m.r), specify);
    laws::interactive_laws(m.r, specify);
}

TEST_CASE("containers have the namespaces of others, and the CPUs, that they ask for") {
    if (!root()) return;
    machine m;
    const auto specify = [&](std::vector<std::string> command) {
        return m.images.spec(std::move(command));
    };
    laws::namespaces(runtime::any_runtime::of(m.r), specify);
    laws::which_cpus(runtime::any_runtime::of(m.r), specify);
    laws::other_cpus(m.r, specify);
    m.pod("none", [](auto& s) { s.no_shared_memory = true, s.umask = 0027; });
    CHECK(m.run("none", "test -e /dev/shm || echo none; umask; grep Umask /proc/1/status") ==
          "none\n0027\nUmask:\t0027\n");
    CHECK(laws::refusal([&] {
              m.r.run_sandbox("own", {.hostname = "own", .own_users = true, .ipc = laws::machines});
          }) == core::reason::invalid);
    CHECK(laws::refusal([&] {
              m.r.run_sandbox("set", {.hostname = "set",
                                      .sysctls = {{"kernel.shmmax", "65536"}},
                                      .ipc = laws::machines});
          }) == core::reason::invalid);
    m.r.run_sandbox("here", {.hostname = "here", .host_network = true});
    m.r.create_container("here", "here_c", specify({"sleep", "1000"}));
    m.r.start_container("here_c");
    CHECK(m.run("here", "readlink /proc/self/ns/ipc") != laws::here("ipc"));
    CHECK(m.run("here", "readlink /proc/self/ns/net") == laws::here("net"));
}

TEST_CASE("containers in namespaces get what they ask for beside their image") {
    if (!root()) return;
    machine m;
    const auto specify = [&](std::vector<std::string> command) {
        return m.images.spec(std::move(command));
    };
    laws::surroundings(runtime::any_runtime::of(m.r), specify);
    laws::names_and_times(runtime::any_runtime::of(m.r), specify);
    const auto directory = m.images.files / "app", other = m.images.files / "other";
    for (const auto& each : {directory, other}) std::filesystem::create_directory(each);
    std::filesystem::create_symlink("/etc", directory / "link");
    m.pod("nested", [&](runtime::container_spec& s) {
        s.mounts = {{other, "/app/deep/other"},
                    {directory, "/app"},
                    {m.images.files / "given", "/app/file"}};
        scratch_directory::write(m.images.files / "given", "given");
    });
    CHECK(m.run("nested", "touch /app/deep/other/made; ls /app; cat /app/file") ==
          "deep\nfile\nlink\ngiven");
    CHECK(std::filesystem::exists(other / "made"));
    CHECK(std::filesystem::is_empty(directory / "deep/other"));
    auto spec = m.images.spec({"true"});
    spec.mounts = {{directory, "/app"}, {other, "/app/link/over"}};
    m.r.create_container("nested", "led", spec);
    CHECK_FALSE(std::filesystem::exists("/etc/over"));
    spec = m.images.spec({"true"});
    spec.tmpfs = {{.target = "/"}};
    CHECK(laws::refusal([&] { m.r.create_container("nested", "whole", spec); }) ==
          core::reason::invalid);
    CHECK(laws::refusal([&] {
              m.r.run_sandbox("here",
                              {.host_network = true, .sysctls = {{"net.core.somaxconn", "1"}}});
          }) == core::reason::invalid);
}

TEST_CASE("a command beside a container's own may be another user's, elsewhere") {
    if (!root()) return;
    machine m;
    m.pod("one");
    auto out = core::make_pipe();
    const core::owned_fd nothing = core::open_or_throw("/dev/null", O_RDWR);
    const runtime::exec_spec asked{
        .command = {"sh", "-c", "id -u; pwd; echo $HOME"}, .working_dir = "/tmp", .user = "nobody"};
    CHECK(m.r.exec("one_c", asked, {nothing.get(), out.write.get(), nothing.get()}, {}) == 0);
    out.write.reset();
    CHECK(laws::read_from(out.read).starts_with("65534\n/tmp\n/"));
}

TEST_CASE(
    "a command beside a container's own is one of its processes, and the next container has processes of its own") {
    if (!root()) return;
    machine m;
    m.pod("one");
    CHECK(m.run("one", "grep PPid /proc/$$/status") == "PPid:\t0\n");  // nobody stands between
    m.pod("two");  // by the thread that made that command
    CHECK(m.run("two", "cat /proc/1/comm") == "sleep\n");
    CHECK(m.run("one", "ps | grep -c '[s]leep 1000'") == "1\n");
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
    CHECK(m.run("one", "grep -c " + one.ip + ".one /etc/hosts; grep -c elsewhere /etc/hosts") ==
          "1\n1\n");
    CHECK(m.run("one", "echo x > /root/file && cat /root/file") == "x\n");
    CHECK(m.run("one", "test -c /dev/null && echo y > /dev/null && ls /dev/pts/ptmx /dev/shm -d") ==
          "/dev/pts/ptmx\n/dev/shm\n");
    m.pod("two");
    CHECK(m.run("two", "ls /root") == "");  // each has its own copy
    CHECK_FALSE(std::filesystem::exists(m.images["busybox"].layers[0] / "root/file"));
}

TEST_CASE("what a container changes is in a directory of its own") {
    if (!root()) return;
    machine m;
    m.pod("one");
    CHECK(m.run("one", "echo x > /root/file && rm /bin/wc && rm -r /var/tmp && mkdir /var/tmp") ==
          "");
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
    m.r.create_container(
        "one", "web",
        m.images.spec({"sh", "-c", "echo served > /tmp/index.html; exec httpd -f -p 80 -h /tmp"}));
    m.r.start_container("web");
    CHECK(m.run("two", support::fetch_script(one.ip)) == "served\n");
    CHECK(m.run("one", support::fetch_script("127.0.0.1")) == "served\n");
    CHECK(m.run("one", "ls /tmp") == "");  // but not its files
    CHECK(m.run("one", "ps | grep -c '[h]ttpd -f'") == "exit 1: 0\n");
    CHECK(m.run("two", "ping -c 1 -W 2 " + m.r.info().node_address +
                           " >/dev/null && echo reached") == "reached\n");
}

TEST_CASE("a published UDP port answers for the pod") {
    if (!root()) return;
    machine m;
    const auto pod = m.r.run_sandbox(
        "dns", {.hostname = "dns",
                .ports = {{.port = 53, .protocol = runtime::transport::udp}, {.port = 53}}});
    REQUIRE(pod.ports.size() == 2);
    CHECK(runtime::port_in_words(pod.ports[0]) == "53/udp");
    CHECK(runtime::port_in_words(pod.ports[1]) == "53/tcp");
    m.r.create_container("dns", "c", m.images.spec({"sleep", "1000"}));
    m.r.start_container("c");

    const core::owned_fd network = core::open_or_throw(
        "/proc/" + std::to_string(m.r.container("c")->pid) + "/ns/net", O_RDONLY);
    std::optional<support::datagrams> server;
    bool inside = false;
    std::thread([&] {  // a socket stays in the network in which it was made
        inside = ::setns(network.get(), CLONE_NEWNET) == 0;
        if (inside) server.emplace("0.0.0.0", std::uint16_t{53});
    })
        .join();
    REQUIRE(inside);
    support::datagrams client;
    client.send(pod.ports[0].host_port, "who is web?");
    CHECK(server->receive() == "who is web?");
    server->send(server->from(), "192.0.2.7", server->sender().c_str());
    CHECK(client.receive() == "192.0.2.7");
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
    CHECK(m.run("user", "id -u; grep CapEff /proc/self/status") ==
          "65534\nCapEff:\t0000000000000000\n");
    CHECK(m.run("user", "echo x > /etc/passwd").starts_with("exit 1"));
    m.pod("frozen", [](auto& s) { s.read_only_root = true; });
    CHECK(m.run("frozen", "touch /root/x 2>/dev/null").starts_with("exit 1"));
    m.pod("less", [](auto& s) {
        s.drop_capabilities = {"ALL"};
        s.add_capabilities = {"NET_ADMIN"};
    });
    CHECK(m.run("less", "grep CapEff /proc/self/status") == "CapEff:\t0000000000001000\n");
    CHECK(laws::refusal([&] { m.pod("wrong", [](auto& s) { s.add_capabilities = {"FLY"}; }); }) ==
          core::reason::invalid);
    CHECK(laws::refusal([&] { m.pod("nobody-else", [](auto& s) { s.user = "somebody"; }); }) ==
          core::reason::invalid);
}

TEST_CASE("system calls are those of a container, unless all are asked for") {
    if (!root()) return;
    machine m;
    const auto info = m.r.info();
    if (std::find(info.enforces.begin(), info.enforces.end(), "system calls") ==
        info.enforces.end()) {
        WARN("skipped: system calls are not limited here");
        return;
    }
    const std::string filter = "grep -E '^(Seccomp|NoNewPrivs):' /proc/self/status | tr '\n' ' '";
    const std::string own_users = "unshare -U true 2>&1 || true";
    m.pod("plain");
    CHECK(m.run("plain", filter) == "NoNewPrivs:\t1 Seccomp:\t2 ");
    CHECK(m.run("plain", "grep ^Seccomp: /proc/1/status") ==
          "Seccomp:\t2\n");  // its own command as what is run beside it
    CHECK_THAT(m.run("plain", own_users), Catch::EndsWith("Operation not permitted\n"));
    CHECK_THAT(m.run("plain", "mount -t tmpfs none /tmp 2>&1 || true"),
               Catch::Contains("permission denied"));
    CHECK(m.run("plain", "chroot / true && echo allowed") ==
          "allowed\n");  // goes with a capability that it has
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
    CHECK(m.run("admin", filter + "; mount -t tmpfs none /tmp && echo mounted") ==
          "NoNewPrivs:\t1 Seccomp:\t2 mounted\n");

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
    REQUIRE(std::find(info.enforces.begin(), info.enforces.end(),
                      "own users, for pods that ask for them") != info.enforces.end());
    scratch_directory::write(m.images.files / "data/file", "shared");
    auto start = [&](const std::string& pod,
                     const std::function<void(runtime::container_spec&)>& change = {}) {
        const auto made = m.r.run_sandbox(pod, {.hostname = pod, .own_users = true});
        auto spec = m.images.spec(
            {"sh", "-c", "echo begun; echo served > /tmp/index.html; exec httpd -f -p 80 -h /tmp"});
        spec.mounts = {{m.images.files / "data", "/data"}};
        if (change) change(spec);
        m.r.create_container(pod, pod + "_c", spec);
        m.r.start_container(pod + "_c");
        return made;
    };
    const auto one = start("one");
    start("two");
    auto owner = [&](const std::string& pod) {
        struct stat s{};
        REQUIRE(::stat(("/proc/" + std::to_string(m.r.container(pod + "_c")->pid)).c_str(), &s) ==
                0);
        return s.st_uid;
    };
    CHECK(owner("one") >= 0x1000'0000);
    CHECK(owner("two") == owner("one") + 65536);
    CHECK(m.run("one", "id -u; cat /proc/self/uid_map | tr -s ' '") ==
          "0\n 0 " + std::to_string(owner("one")) + " 65536\n");
    CHECK(m.run("one", "hostname; stat -c %u:%g / /bin/busybox /etc/hosts /dev /data /data/file") ==
          "one\n0:0\n0:0\n0:0\n0:0\n0:0\n0:0\n");
    CHECK(
        m.run(
            "one",
            "echo x > /bin/new && chown 7:7 /bin/new && stat -c %u /bin/new && touch /dev/new && rm /dev/new") ==
        "7\n");
    CHECK(m.run("one", "echo y > /data/written") == "");
    struct stat written{};
    REQUIRE(::stat((m.images.files / "data/written").c_str(), &written) == 0);
    CHECK(written.st_uid == 0);  // as the same pod without users of its own would write it
    CHECK(m.run("two", support::fetch_script(one.ip)) == "served\n");
    CHECK(m.run("one", "mount -t tmpfs none /tmp 2>/dev/null").starts_with("exit 1"));
    CHECK(m.run("one", "cat /proc/1/comm") == "httpd\n");
    start("user", [](auto& s) {
        s.user = "1000:1000";
        s.command = {"sleep", "1000"};
    });
    CHECK(m.run("user", "id -u") == "1000\n");
    CHECK(owner("user") == owner("one") + 2 * 65536 + 1000);
    CHECK(laws::refusal([&] { start("beyond", [](auto& s) { s.user = "70000"; }); }) ==
          core::reason::invalid);
    CHECK(laws::refusal([&] {
              m.r.run_sandbox("host", {.host_network = true, .own_users = true});
          }) == core::reason::invalid);
    CHECK_FALSE(m.r.sandbox("host"));
}

TEST_CASE("volumes are seen at their places, whatever the image has there") {
    if (!root()) return;
    machine m;
    scratch_directory::write(m.images.files / "data/file", "from outside");
    m.images.add("trap", oci::image_builder()
                             .layer(oci::file_tree()
                                        .symlink("data", "/etc")
                                        .symlink("etc", (m.images.files / "data").string()))
                             .build());
    auto spec = m.images.spec({"sleep", "1000"});
    spec.image.layers.push_back(m.images["trap"].layers[0]);
    spec.mounts = {{m.images.files / "data", "/data/deep"},
                   {m.images.files / "data/file", "/opt/one", true}};
    m.r.run_sandbox("v", {.hostname = "v"});
    m.r.create_container("v", "v_c", spec);
    m.r.start_container("v_c");
    CHECK(m.run("v", "cat /data/deep/file /opt/one") == "from outsidefrom outside");
    CHECK(m.run("v", "echo changed > /data/deep/file") == "");
    CHECK(m.run("v", "echo changed > /opt/one").starts_with("exit 1"));
    CHECK(scratch_directory::read(m.images.files / "data/file") == "changed\n");
    CHECK(std::filesystem::directory_iterator(m.images.files / "data")->path().filename() ==
          "file");  // no /etc of ours
    for (const char* bad : {"relative", "/a/../../b", "/.."}) {
        spec.mounts = {{m.images.files / "data", bad}};
        CHECK(laws::refusal([&] { m.r.create_container("v", "bad", spec); }) ==
              core::reason::invalid);
    }
}

namespace {

/// What is outside of the machine: a namespace behind a link of this one's, and in it a server that
/// tells who asks.
class outside {
public:
    outside() {
        std::thread([this] {
            if (::unshare(CLONE_NEWNET) != 0) return;
            namespace_ = core::open_or_throw("/proc/thread-self/ns/net", O_RDONLY);
            there_.emplace();
        }).join();
        if (!there_) throw std::runtime_error("cannot make a network namespace");
        if (!here_.add_veth("uplink", 0, namespace_.get()))
            throw std::runtime_error("there is a link uplink in a new network");
        here_.add_address(here_.index_of("uplink"), address(2), 24);
        here_.add_route(here_.index_of("uplink"), 0, 0, address(1));
        there_->set_up(there_->index_of("lo"));
        there_->add_address(there_->index_of("eth0"), address(1), 24);
        there_->set_up(there_->index_of("eth0"));
        there_->add_route(there_->index_of("eth0"), address(0, 10, 240, 0), 16, address(2));
        server_ = std::thread([this] { serve(); });
        ready_.get_future().wait();
    }
    ~outside() {
        ::shutdown(listening_.get(), SHUT_RDWR);
        server_.join();
        here_.remove_link("uplink");
    }
    /// Whether the outside can reach that port.
    bool reaches(const std::string& ip, std::uint16_t port) {
        bool reached = false;
        std::thread([&] {
            if (::setns(namespace_.get(), CLONE_NEWNET) != 0) return;
            const core::owned_fd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
            const timeval patience{0, 300'000};
            ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
            const sockaddr_in to = place(ip, port);
            reached =
                ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
        }).join();
        return reached;
    }
    static constexpr const char* ask = "echo | nc -w 3 198.51.100.1 80";

private:
    static runtime::detail::ipv4 address(unsigned d, unsigned a = 198, unsigned b = 51,
                                         unsigned c = 100) {
        return a << 24 | b << 16 | c << 8 | d;
    }
    static sockaddr_in place(const std::string& ip, std::uint16_t port) {
        sockaddr_in made{};
        made.sin_family = AF_INET;
        made.sin_port = htons(port);
        ::inet_pton(AF_INET, ip.c_str(), &made.sin_addr);
        return made;
    }
    void serve() {
        ::setns(namespace_.get(), CLONE_NEWNET);
        listening_ = core::owned_fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        const sockaddr_in own = place("198.51.100.1", 80);
        ::bind(listening_.get(), reinterpret_cast<const sockaddr*>(&own), sizeof own);
        ::listen(listening_.get(), 16);
        ready_.set_value();
        while (true) {
            sockaddr_in who{};
            socklen_t size = sizeof who;
            const core::owned_fd one(::accept4(listening_.get(), reinterpret_cast<sockaddr*>(&who),
                                               &size, SOCK_CLOEXEC));
            if (!one) return;
            const std::string said =
                "you are " + runtime::detail::text_of(ntohl(who.sin_addr.s_addr)) + "\n";
            ::send(one.get(), said.data(), said.size(), MSG_NOSIGNAL);
        }
    }

    core::owned_fd namespace_, listening_;
    std::optional<runtime::detail::rtnetlink> there_;
    runtime::detail::rtnetlink here_;
    std::promise<void> ready_;
    std::thread server_;
};

std::string forwarding(const std::string& link) {
    std::ifstream in("/proc/sys/net/ipv4/conf/" + link + "/forwarding");
    std::string said;
    in >> said;
    return said;
}

std::set<std::string> tables() {
    std::set<std::string> made;
    for (const auto& [table, chain] : runtime::detail::nft_changes::chains()) made.insert(table);
    return made;
}

bool says(const std::vector<std::string>& all, const std::string& what) {
    return std::any_of(all.begin(), all.end(),
                       [&](const std::string& s) { return s.starts_with(what); });
}

}  // namespace

TEST_CASE("pods leave the machine with its address, and nobody outside reaches them by himself") {
    if (!root()) return;
    const support::own_network network;
    support::stocked_images images;
    outside world;
    REQUIRE(forwarding("uplink") == "0");
    {
        runtime::linux_ r(images.files / "run");
        REQUIRE(says(r.info().enforces, "a way out of this machine"));
        const auto pod = r.run_sandbox("one", {.hostname = "one"});
        r.create_container(
            "one", "c",
            images.spec(
                {"sh", "-c", "echo served > /tmp/index.html; exec httpd -f -p 80 -h /tmp"}));
        r.start_container("c");
        CHECK(r.exec("c", {"sh", "-c", outside::ask}, 20s).out == "you are 198.51.100.2\n");
        REQUIRE(eventually([&] {
            return r.exec("c", {"sh", "-c", support::fetch_script(pod.ip)}, 5s).out == "served\n";
        }));
        CHECK_FALSE(world.reaches(pod.ip, 80));
        CHECK(r.exec("c", {"cat", "/etc/resolv.conf"}, 5s).out.find("127.0.0.53") ==
              std::string::npos);
        CHECK(forwarding("uplink") == "1");
        CHECK(forwarding("all") == "0");
        CHECK(tables() == std::set<std::string>{"slipway0"});

        r.run_sandbox("inside", {.hostname = "inside", .no_way_out = true});
        r.create_container("inside", "i", images.spec({"sleep", "1000"}));
        r.start_container("i");
        CHECK(r.exec("i", {"sh", "-c", outside::ask}, 20s).out == "");
        CHECK(r.exec("i", {"cat", "/etc/resolv.conf"}, 5s).out == "");
        CHECK(r.exec("i", {"sh", "-c", support::fetch_script(pod.ip)}, 20s).out == "served\n");

        // Another network, whose pods leave too; the first one's end is not the end of its way out.
        auto second = std::make_unique<runtime::linux_>(images.files / "second");
        const auto other = second->run_sandbox("two", {.hostname = "two"});
        second->create_container("two", "d", images.spec({"sleep", "1000"}));
        second->start_container("d");
        CHECK(second->exec("d", {"sh", "-c", outside::ask}, 20s).out == "you are 198.51.100.2\n");
        CHECK(second->exec("d", {"ping", "-c", "1", "-W", "1", pod.ip}, 5s).exit_code != 0);
        second.reset();
        CHECK(r.exec("c", {"sh", "-c", outside::ask}, 20s).out == "you are 198.51.100.2\n");
        CHECK(tables() == std::set<std::string>{"slipway0"});
    }
    CHECK(tables().empty());
    CHECK(forwarding("uplink") == "0");
}

TEST_CASE("a network may have no way out, and a machine without a gateway has none") {
    if (!root()) return;
    const support::own_network network;
    support::stocked_images images;
    {
        runtime::linux_ r(images.files / "run");
        CHECK(says(r.info().lacks, "a way out of this machine: this machine has no gateway"));
        r.run_sandbox("one", {.hostname = "one"});
        CHECK(tables().empty());
    }
    outside world;
    runtime::linux_ r(images.files / "run", {.way_out = false});
    CHECK(says(r.info().lacks, "a way out of this machine: pods are to have none"));
    r.run_sandbox("one", {.hostname = "one"});
    r.create_container("one", "c", images.spec({"sleep", "1000"}));
    r.start_container("c");
    CHECK(r.exec("c", {"sh", "-c", outside::ask}, 20s).out == "");
    CHECK(tables().empty());
    CHECK(forwarding("uplink") == "0");
}

namespace {

/// A name server of this machine, at its loopback address, that says of every name that it is
/// 192.0.2.7: by datagrams, and by connections.
class everywhere {
public:
    everywhere()
        : datagrams_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)),
          connections_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        at.sin_port = htons(53);
        for (const auto* each : {&datagrams_, &connections_})
            REQUIRE(::bind(each->get(), reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0);
        REQUIRE(::listen(connections_.get(), 4) == 0);
        thread_ = std::thread([this] { serve(); });
    }
    ~everywhere() {
        ended_ = true;
        for (const auto* each : {&datagrams_, &connections_}) ::shutdown(each->get(), SHUT_RDWR);
        thread_.join();
    }

private:
    static std::string answer(std::string_view message) {
        const auto asked = runtime::detail::dns_question_in(message);
        return asked ? runtime::detail::dns_answer(message, *asked, 0, 1,
                                                   {std::string("\xc0\0\2\7", 4)})
                     : std::string();
    }
    void serve() {
        while (!ended_) {
            pollfd both[] = {{datagrams_.get(), POLLIN, 0}, {connections_.get(), POLLIN, 0}};
            if (::poll(both, 2, 100) <= 0 || ended_) continue;
            char bytes[4096];
            sockaddr_in from{};
            socklen_t size = sizeof from;
            if (both[0].revents) {
                const ssize_t n = ::recvfrom(datagrams_.get(), bytes, sizeof bytes, MSG_DONTWAIT,
                                             reinterpret_cast<sockaddr*>(&from), &size);
                const std::string said = n > 0 ? answer({bytes, static_cast<std::size_t>(n)}) : "";
                ::sendto(datagrams_.get(), said.data(), said.size(), 0,
                         reinterpret_cast<const sockaddr*>(&from), size);
            }
            if (both[1].revents) {
                const core::owned_fd one(::accept(connections_.get(), nullptr, nullptr));
                const ssize_t n = one ? ::recv(one.get(), bytes, sizeof bytes, 0) : 0;
                const std::string said =
                    n > 2 ? answer({bytes + 2, static_cast<std::size_t>(n) - 2}) : "";
                const std::string all =
                    std::string(1, '\0') + static_cast<char>(said.size()) + said;
                ::send(one.get(), all.data(), all.size(), MSG_NOSIGNAL);
            }
        }
    }

    core::owned_fd datagrams_, connections_;
    std::atomic<bool> ended_ = false;
    std::thread thread_;
};

}  // namespace

TEST_CASE(
    "a pod in a network of its own asks this machine's name servers for other names, but for an internal one") {
    if (!root()) return;
    const support::own_network network;
    support::stocked_images images;
    outside world;
    everywhere server;
    runtime::linux_ r(images.files / "run", {.tried_before = true});
    const auto asked = [&](const std::string& name, const std::string& subnet, bool internal,
                           const std::string& script) {
        r.run_sandbox(name, {.hostname = name,
                             .name_servers = {"127.0.0.99", "127.0.0.1"},
                             .network = {.directory = images.files / name,
                                         .name = name,
                                         .bridge = "slipway-" + name,
                                         .subnet = subnet + ".0/24",
                                         .gateway = subnet + ".1",
                                         .internal = internal,
                                         .names = {name}}});
        r.create_container(name, name + "_c", images.spec({"sleep", "1000"}));
        r.start_container(name + "_c");
        return r.exec(name + "_c", {"sh", "-c", script}, 20s).out;
    };
    const std::string ask =
        "nslookup shop.example 2>&1; printf '\\0\\25\\7\\7\\1\\0\\0\\1\\0\\0\\0\\0\\0\\0\\3far\\0\\0\\1\\0\\1' | nc -w 2 127.0.0.11 53 | tail -c 4 | od -An -tu1";
    const std::string open = asked("open", "10.241.7", false, ask);
    CHECK(open.find("192.0.2.7\n") != open.npos);
    CHECK(open.find("192   0   2   7\n") != open.npos);
    const std::string shut = asked("shut", "10.241.8", true, ask);
    CHECK(shut.find("NXDOMAIN") != shut.npos);
    CHECK(shut.find("192") == shut.npos);
}

TEST_CASE("pods in networks of their own find each other by names, and reach nobody in another") {
    if (!root()) return;
    machine m;
    const auto network = [&](const std::string& name, const std::string& subnet,
                             std::vector<std::string> names) {
        return runtime::network_spec{.directory = m.images.files / name,
                                     .name = name,
                                     .bridge = "slipway-" + name,
                                     .subnet = subnet + ".0/24",
                                     .gateway = subnet + ".1",
                                     .names = std::move(names)};
    };
    const auto pod = [&](const std::string& name, const runtime::network_spec& in,
                         const std::string& script) {
        const auto made = m.r.run_sandbox(name, {.hostname = name, .network = in});
        m.r.create_container(name, name + "_c", m.images.spec({"sh", "-c", script}));
        m.r.start_container(name + "_c");
        return made.ip;
    };
    const std::string serve = "hostname > /tmp/index.html; exec httpd -f -p 80 -h /tmp";
    const std::string one = pod("one", network("front", "10.241.7", {"one", "web"}), serve),
                      two = pod("two", network("front", "10.241.7", {"two", "web"}), serve);
    const std::string other = pod("other", network("back", "10.241.8", {"other", "web"}), serve),
                      common = m.pod("common").ip;
    CHECK(one == "10.241.7.2");
    CHECK(other == "10.241.8.2");
    CHECK(m.run("one", support::fetch_script("two")) == "two\n");
    CHECK(m.run("two", support::fetch_script("ONE.front")) == "one\n");
    CHECK(m.run("one", "cat /etc/resolv.conf") == "nameserver 127.0.0.11\noptions ndots:0\n");
    const auto asked = [&](const std::string& who, const std::string& what) {
        return m.run(who, "nslookup " + what + " 2>&1; true");
    };
    const std::string both = asked("one", "web");
    CHECK(both.find(one + '\n') != both.npos);
    CHECK(both.find(two + '\n') != both.npos);
    CHECK(both.find(other) == both.npos);
    CHECK(asked("one", two).find("two.front") != std::string::npos);
    CHECK(asked("one", "10.241.7.200").find("NXDOMAIN") != std::string::npos);
    CHECK(asked("one", "other").find("NXDOMAIN") !=
          std::string::npos);  // there is nobody else to ask
    CHECK(asked("one", "common").find("NXDOMAIN") != std::string::npos);
    // By TCP: a question for the address of two, whose length stands before it.
    CHECK(
        m.run(
            "one",
            "printf '\\0\\25\\7\\7\\1\\0\\0\\1\\0\\0\\0\\0\\0\\0\\3two\\0\\0\\1\\0\\1' | nc -w 2 127.0.0.11 53 | tail -c 4 | od -An -tu1") ==
        "  10 241   7   3\n");

    const std::string knock =
        "nc -w 1 ADDRESS 80 < /dev/null > /dev/null 2>&1 && echo in || echo out";
    const auto reaches = [&](const std::string& from, const std::string& to) {
        return m.run(from, std::string(knock).replace(knock.find("ADDRESS"), 7, to));
    };
    CHECK(reaches("one", two) == "in\n");
    for (const auto& [from, to] : {std::pair("one", other),
                                   {"one", common},
                                   {"other", one},
                                   {"other", common},
                                   {"common", one},
                                   {"common", other}})
        CHECK(reaches(from, to) == "out\n");
    CHECK(reaches("one", "10.241.7.1") == "out\n");  // nobody listens there, but it is reached
    m.r.remove_sandbox("two");
    CHECK(asked("one", "two").find("NXDOMAIN") != std::string::npos);
    CHECK(laws::refusal([&] {
              m.r.run_sandbox("host",
                              {.host_network = true, .network = network("front", "10.241.7", {})});
          }) == core::reason::invalid);
}

TEST_CASE("pods in a network of their own leave the machine, but for an internal one") {
    if (!root()) return;
    const support::own_network network;
    support::stocked_images images;
    outside world;
    {
        runtime::linux_ r(images.files / "run", {.tried_before = true});
        const auto pod = [&](const std::string& name, const std::string& subnet, bool internal) {
            const auto made = r.run_sandbox(name, {.hostname = name,
                                                   .network = {.directory = images.files / name,
                                                               .name = name,
                                                               .bridge = "slipway-" + name,
                                                               .subnet = subnet + ".0/26",
                                                               .gateway = subnet + ".1",
                                                               .internal = internal,
                                                               .names = {name}}});
            r.create_container(
                name, name + "_c",
                images.spec(
                    {"sh", "-c", "echo served > /tmp/index.html; exec httpd -f -p 80 -h /tmp"}));
            r.start_container(name + "_c");
            return made.ip;
        };
        const std::string open = pod("open", "10.241.7", false),
                          shut = pod("shut", "10.241.8", true);
        CHECK(r.exec("open_c", {"sh", "-c", outside::ask}, 20s).out == "you are 198.51.100.2\n");
        CHECK(r.exec("shut_c", {"sh", "-c", outside::ask}, 20s).out == "");
        CHECK(r.exec("shut_c", {"sh", "-c", "ip route"}, 20s).out ==
              "10.241.8.0/26 dev eth0 scope link  src 10.241.8.2 \n");
        for (const std::string& ip : {open, shut}) CHECK_FALSE(world.reaches(ip, 80));
        REQUIRE(eventually([&] {
            return r.exec("open_c", {"sh", "-c", support::fetch_script("127.0.0.1")}, 5s).out ==
                   "served\n";
        }));
        for (const auto& [from, to] :
             {std::pair(std::string("open"), shut), {std::string("shut"), open}})
            CHECK(r.exec(from + "_c", {"ping", "-c", "1", "-W", "1", to}, 5s).exit_code != 0);
        CHECK(forwarding("slipway-open") == "1");
        CHECK(forwarding("slipway-shut") == "0");
        CHECK(tables() == std::set<std::string>{"slipway-open", "slipway-shut"});
    }
    CHECK(tables().empty());
    CHECK(forwarding("uplink") == "0");
}

TEST_CASE("a pod without a network reaches itself only") {
    if (!root()) return;
    machine m;
    const auto alone = m.r.run_sandbox("alone", {.hostname = "alone", .no_network = true});
    CHECK(alone.ip == "");
    m.r.create_container("alone", "alone_c", m.images.spec({"sleep", "1000"}));
    m.r.start_container("alone_c");
    CHECK(m.run("alone",
                "ip -o link | grep -c .; ping -c 1 -W 2 alone > /dev/null && echo reached") ==
          "1\nreached\n");
    CHECK(laws::refusal([&] {
              m.r.run_sandbox("port", {.ports = {{.port = 80}}, .no_network = true});
          }) == core::reason::invalid);
}

TEST_CASE("name servers of this machine are a pod's where they mean the same there") {
    const auto all = runtime::detail::name_servers_in(
        "# made by hand\nnameserver 127.0.0.53\nnameserver 192.0.2.1\nnameserver ::1\nnameserver\n"
        "options ndots:2\ndomain old.example\nsearch a.example b.example\nnameserver fe80::1%eth0\nnameserver 0.0.0.0\n");
    CHECK(all.addresses ==
          std::vector<std::string>{"127.0.0.53", "192.0.2.1", "::1", "fe80::1%eth0", "0.0.0.0"});
    const auto usable = runtime::detail::reachable_from_pods(all);
    CHECK(usable.addresses == std::vector<std::string>{"192.0.2.1"});
    CHECK(usable.search_domains == std::vector<std::string>{"a.example", "b.example"});
    CHECK(runtime::detail::name_servers_in("").addresses.empty());
}

TEST_CASE("limits of memory and processes hold") {
    if (!root()) return;
    machine m;
    const auto info = m.r.info();
    auto has = [&](const char* what) {
        return std::find(info.enforces.begin(), info.enforces.end(), what) != info.enforces.end();
    };
    m.r.run_sandbox("l", {.hostname = "l"});
    if (has("memory limit")) {
        auto spec =
            m.images.spec({"sh", "-c", "x=$(head -c 60000000 /dev/zero | tr '\\0' x); echo ${#x}"});
        spec.limits.memory_bytes = 16 << 20;
        m.r.create_container("l", "hog", spec);
        m.r.start_container("hog");
        REQUIRE(eventually(
            [&] { return m.r.container("hog")->state == runtime::container_state::exited; }, 30s));
        CHECK(m.r.container("hog")->oom_killed);
        // Only a child of its first process this time, which says so and goes on.
        spec.command = {"sh", "-c", "exec 2> /dev/null; tail /dev/zero; echo $?; exec sleep 1000"};
        m.r.create_container("l", "parent", spec);
        m.r.start_container("parent");
        REQUIRE(eventually([&] { return m.r.read_log("parent", 0, 1).entries.size() == 1; }, 30s));
        CHECK(m.r.read_log("parent", 0, 1).entries[0].text == "137");
        CHECK(m.r.usage("parent").oom_kills == 1);
        m.r.stop_container("parent", 0s);  // a SIGKILL, but not that of the limit
        CHECK_FALSE(m.r.container("parent")->oom_killed);
    } else {
        WARN("skipped: memory limits are not enforced here");
    }
    if (has("pids limit")) {
        auto spec =
            m.images.spec({"sh", "-c", "for i in 1 2 3 4 5 6 7 8; do sleep 1000 & done; echo all"});
        spec.limits.processes = 4;
        m.r.create_container("l", "forks", spec);
        m.r.start_container("forks");
        REQUIRE(eventually(
            [&] { return m.r.container("forks")->state == runtime::container_state::exited; }));
        CHECK(m.r.container("forks")->exit_code != 0);
    } else {
        WARN("skipped: limits of processes are not enforced here");
    }
}

TEST_CASE(
    "a container is the root of the control groups that it sees, and sees its limits in version 2") {
    if (!root()) return;
    machine m;
    m.pod("one", [](auto& s) { s.limits = {.memory_bytes = 64 << 20, .processes = 50}; });
    const bool unified = std::filesystem::exists("/sys/fs/cgroup/cgroup.controllers");
    CHECK(m.run("one", "cut -d: -f3 /proc/self/cgroup | sort -u") == "/\n");
    if (!unified) {
        CHECK(m.run("one", "ls /sys/fs/cgroup") == "");
        WARN("skipped: this machine does not have control groups of version 2 only");
        return;
    }
    const auto enforced = m.r.info().enforces;
    if (std::find(enforced.begin(), enforced.end(), "memory limit") == enforced.end()) {
        WARN("skipped: memory limits are not enforced here");
        return;
    }
    CHECK(m.run("one", "cd /sys/fs/cgroup; cat memory.max pids.max; cat /proc/1/cgroup") ==
          "67108864\n50\n0::/\n");
    CHECK(m.run("one", "mkdir /sys/fs/cgroup/more 2> /dev/null").starts_with("exit 1"));
    CHECK(m.run("one", "echo max > /sys/fs/cgroup/memory.max").starts_with("exit 1"));
    m.r.update("one_c", {.memory_bytes = 32 << 20});
    CHECK(m.run("one", "cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/pids.max") ==
          "33554432\nmax\n");
    m.run("one", "head -c 20000000 /dev/zero > /dev/shm/much");
    CHECK(laws::refusal([&] { m.r.update("one_c", {.memory_bytes = 8 << 20}); }) ==
          core::reason::conflict);
    CHECK(m.r.usage("one_c").memory_bytes >= 20'000'000);
    CHECK(m.r.usage("one_c").oom_kills == 0);
}

TEST_CASE("with an init nothing that has ended stays, and signals reach the command") {
    if (!root()) return;
    machine m;
    const std::string ended = "cat /proc/[0-9]*/stat 2> /dev/null | grep -c ') Z ' || true";
    const std::string leave =
        "for i in 1 2 3 4; do sh -c 'sleep 0.01 &'; done";  // to the first process
    m.pod("without");
    m.run("without", leave);
    CHECK(eventually([&] { return m.run("without", ended) == "4\n"; }));
    m.pod("with", [](auto& s) { s.init = true; });
    CHECK(m.run("with", "cat /proc/1/comm; tr -d '\\0' < /proc/1/cmdline; cat /proc/2/comm") ==
          "slipway-init\nslipway-initsleep\n");
    CHECK(
        m.run(
             "with",
             "readlink /proc/1/exe 2> /dev/null; ls /proc/1/fd 2> /dev/null; cat /proc/1/environ 2> /dev/null")
            .starts_with("exit 1: "));
    CHECK(
        m.run("with", "grep CapPrm /proc/1/status; grep -c . /proc/1/maps 2> /dev/null || true") ==
        "CapPrm:\t0000000000000020\n");
    m.run("with", leave);
    CHECK(eventually([&] {
        return m.run(
                   "with",
                   "cat /proc/[0-9]*/comm | sort | uniq -c | grep -c -E ' 1 (slipway-init|sleep)'") ==
               "2\n";
    }));
    CHECK(m.run("with", ended) == "0\n");
    m.r.stop_container("with_c", 10s);  // a command that is the first process would not hear it
    CHECK(m.r.container("with_c")->exit_code == 128 + SIGTERM);

    for (const char* user : {"root", "nobody"}) {
        CAPTURE(user);
        const std::string pod = std::string("hears-") + user, key = pod + "_c";
        m.pod(pod, [&](auto& s) {
            s.init = true;
            s.user = user;
            s.command = {
                "sh", "-c",
                "trap 'echo usr1' USR1; trap 'exit 7' TERM; sleep 1000 & echo ready; while true; do wait; done"};
        });
        REQUIRE(eventually([&] { return m.r.read_log(key, 0, 10).entries.size() == 1; }));
        CHECK(m.run(pod, "grep Seccomp: /proc/2/status; grep NoNewPrivs /proc/2/status") ==
              "Seccomp:\t2\nNoNewPrivs:\t1\n");
        m.r.signal(key, SIGUSR1);
        CHECK(eventually([&] { return m.r.read_log(key, 0, 10).entries.back().text == "usr1"; }));
        m.r.stop_container(key, 10s);
        CHECK(m.r.container(key)->exit_code == 7);
    }
    CHECK_THROWS_WITH(
        m.pod("nothing", [](auto& s) { s.init = true, s.command = {"no-such-program"}; }),
        Catch::Contains("\"no-such-program\": executable file not found"));
    m.r.run_sandbox("others", {.hostname = "others", .own_users = true});
    auto spec = m.images.spec({"sh"});
    spec.init = spec.terminal = true;
    m.r.create_container("others", "shell", spec);
    auto out = core::make_pipe();
    auto input = runtime::make_socket_pair();
    m.r.attach("shell", {.out = out.write.get(), .input = input.other.get()});
    out.write.reset();
    m.r.start_container("shell");
    const core::owned_fd terminal = runtime::receive_descriptor(input.one.get());
    REQUIRE(terminal);
    laws::write_to(terminal, "sleep 1000\n");
    REQUIRE(eventually([&] {
        return m.r.exec("shell", {"sh", "-c", "cat /proc/[0-9]*/comm"}, 5s).out.find("sleep") !=
               std::string::npos;
    }));
    laws::write_to(terminal,
                   "\003exit 5\n");  // the key that interrupts: the terminal is the command's
    CHECK(m.r.wait("shell", {}).exit_code == 5);
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
    CHECK_THROWS_WITH(runtime::detail::rtnetlink().index_of("slipway0"),
                      Catch::Contains("slipway0"));
    CHECK(std::filesystem::is_empty(images.files / "run/containers"));
}

}  // namespace linux_test
