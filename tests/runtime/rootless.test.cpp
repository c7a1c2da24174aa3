// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/kept.hpp>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <future>
#include <iterator>
#include <system_error>

#include <netinet/in.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <slipway/core/run_command.hpp>
#include <slipway/oci/build.hpp>
#include <slipway/runtime/descriptor_passing.hpp>
#include <slipway/runtime/detail/dns_message.hpp>
#include <slipway/runtime/detail/message_channel.hpp>
#include <slipway/runtime/detail/one_user.hpp>
#include <slipway/runtime/detail/slirp.hpp>
#include <slipway/runtime/enter_user_namespace.hpp>
#include <slipway/runtime/linux.hpp>

#include <support/datagrams.hpp>
#include <support/eventually.hpp>
#include <support/raw_client.hpp>
#include <support/shim_here.hpp>
#include <support/stocked_images.hpp>
#include <support/without_root.hpp>

#include "laws/interactive.hpp"
#include "laws/names_and_times.hpp"
#include "laws/namespaces.hpp"
#include "laws/runtime.hpp"
#include "laws/surroundings.hpp"

namespace rootless_test {

using namespace slipway;
using namespace std::chrono_literals;
using support::eventually;

namespace {

struct machine {
    /// With `enters` this program becomes root of the user namespace, and stays that.
    explicit machine(bool enters = false)
        : entered(enters ? runtime::enter_user_namespace(files / "run") : nullptr) {}
    ~machine() {
        for (const auto& s : r.sandboxes()) r.remove_sandbox(s.key);
    }
    std::string run(const std::string& key, const std::string& script) {
        const auto result = r.exec(key, {"sh", "-c", script}, 20s);
        return result.exit_code == 0
                   ? result.out
                   : "exit " + std::to_string(result.exit_code) + ": " + result.out + result.err;
    }
    void start(const std::string& pod, const std::vector<std::string>& command,
               const std::function<void(runtime::container_spec&)>& change = {}) {
        auto spec = images.spec(command);
        if (change) change(spec);
        r.create_container(pod, pod + "_c", spec);
        r.start_container(pod + "_c");
    }

    scratch_directory files;
    std::shared_ptr<const runtime::rootless_surroundings> entered;
    support::stocked_images images;
    runtime::kept r{files / "run", {.kind = "linux"}};
};

/// Whether this user may have containers on this machine; says why not. Root runs these tests as
/// somebody else, at the end.
bool possible(machine& m) {
    if (::geteuid() == 0) return false;
    try {
        m.r.info();
        return true;
    } catch (const status_error& e) {
        WARN("skipped: " << e.message());
        return false;
    }
}

/// A UDP socket on port 53 in the network of a process, into whose user namespace only a program
/// with one thread can go.
core::owned_fd socket_in(long pid) {
    const std::string namespaces = "/proc/" + std::to_string(pid) + "/ns/";
    const core::owned_fd users = core::open_or_throw(namespaces + "user", O_RDONLY),
                         network = core::open_or_throw(namespaces + "net", O_RDONLY);
    auto way = runtime::make_socket_pair();
    const pid_t child = ::fork();
    if (child == 0) {
        sockaddr_in here{};
        here.sin_family = AF_INET;
        here.sin_port = htons(53);
        const bool inside =
            ::setns(users.get(), CLONE_NEWUSER) == 0 && ::setns(network.get(), CLONE_NEWNET) == 0;
        const int made = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        const timeval patience{10, 0};
        const bool good =
            inside && ::bind(made, reinterpret_cast<sockaddr*>(&here), sizeof here) == 0 &&
            ::setsockopt(made, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0 &&
            runtime::send_descriptor(way.other.get(), made);
        ::_exit(good ? 0 : 1);
    }
    way.other.reset();
    core::owned_fd made = runtime::receive_descriptor(way.one.get());
    ::waitpid(child, nullptr, 0);
    return made;
}

/// Why pods have none here; empty where they do.
std::string no_way_out() {
    try {
        const runtime::detail::slirp_library there;
        return {};
    } catch (const status_error& e) {
        return e.message();
    }
}

/// Where root has prepared a machine for these tests: an address of it that is not of the loopback
/// network.
std::string beyond() {
    const char* const told = std::getenv("SLIPWAY_TEST_BEYOND");
    return told ? told : "";
}

/// A command of a container, which prints the last line that a server of HTTP says.
std::string get(const std::string& address, int port, int seconds = 5) {
    return "printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc -w " + std::to_string(seconds) + ' ' +
           address + ' ' + std::to_string(port) + " | tail -n 1";
}

/// Serves a file with its directory's name in it.
class web_server {
public:
    web_server(const std::filesystem::path& files, std::string address)
        : address_(std::move(address)) {
        scratch_directory::write(files / "index.html", files.filename().string() + '\n');
        pid_ = ::fork();
        if (pid_ == 0) {
            ::execl("/usr/bin/busybox", "busybox", "httpd", "-f", "-p", address_.c_str(), "-h",
                    files.c_str(), nullptr);
            ::_exit(1);
        }
    }
    web_server(const web_server&) = delete;
    ~web_server() {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    /// Only for one of 127.0.0.1.
    bool answers() const {
        return support::raw_client(
                   static_cast<std::uint16_t>(std::stoi(address_.substr(address_.find(':') + 1))))
            .connected();
    }

private:
    std::string address_;
    pid_t pid_ = -1;
};

bool has(const std::vector<std::string>& all, const std::string& what) {
    return std::any_of(all.begin(), all.end(),
                       [&](const std::string& s) { return s.starts_with(what); });
}

}  // namespace

TEST_CASE("containers without root keep the laws of runtimes", "[.][without root]") {
    machine m;
    if (!possible(m)) return;
    const auto specify = [&](std::vector<std::string> command) {
        return m.images.spec(std::move(command));
    };
    laws::runtime_laws(runtime::any_runtime::of(m.r), specify);
    laws::memory_and_devices(runtime::any_runtime::of(m.r), specify, false);
    laws::sharing(runtime::any_runtime::of(m.r), specify);
    laws::one_network(runtime::any_runtime::of(m.r), specify);
    laws::names_and_times(runtime::any_runtime::of(m.r), specify);
    m.r.run_sandbox("among", {.hostname = "among"});
    auto among = specify({"true"});
    among.pid = laws::machines;
    CHECK(laws::refusal([&] { m.r.create_container("among", "among_c", among); }) ==
          core::reason::invalid);
    m.r.remove_sandbox("among");
    if (has(m.r.info().enforces, "pausing")) return laws::interactive_laws(m.r, specify);
    WARN("skipped: the laws of pausing and of limits, since this user has no control groups");
    laws::attaching(m.r, specify);
    laws::standing_still(m.r, specify);
    laws::writing_without_end(m.r, specify);
    laws::commands(m.r, specify);
    laws::terminals(m.r, specify);
    laws::using_up(m.r, specify);
}

TEST_CASE(
    "a container without root has a root file system, processes, a host name and a network of its own",
    "[.][without root]") {
    machine m;
    if (!possible(m)) return;
    const auto info = m.r.info();
    CHECK(info.name == "linux");
    CHECK(has(info.enforces, "own root file system"));
    CHECK(has(info.enforces, "own address"));
    CHECK(has(info.lacks, "this machine: without root it is not in the network of its pods"));
    CHECK(has(
        info.lacks,
        "other users than root: the program that started the pod is not in their user namespace"));
    CHECK(has(info.enforces, "a way out of this machine") == no_way_out().empty());
    CHECK(has(info.lacks, "a way out of this machine: " + no_way_out()) != no_way_out().empty());
    const auto made = m.r.run_sandbox("one", {.hostname = "one"});
    m.start("one", {"sleep", "1000"});
    CHECK(m.run("one_c", "id -u; hostname; cat /proc/1/comm") == "0\none\nsleep\n");
    CHECK(m.run("one_c", "ls /") == "bin\ndev\netc\nproc\nroot\nrun\nsys\ntmp\nvar\n");
    CHECK(m.run("one_c", "ls /sys/class/net") == "eth0\nlo\n");
    CHECK(m.run("one_c", "ip -4 -o addr | awk '{print $4}'") ==
          "127.0.0.1/8\n" + made.ip + "/16\n");
    CHECK(m.run("one_c", "ping -c 1 -W 2 one > /dev/null && echo reached") == "reached\n");
    CHECK(m.run("one_c", "grep -E 'NoNewPrivs|CapEff|Seccomp:' /proc/self/status") ==
          "CapEff:\t00000000a80425fb\nNoNewPrivs:\t1\nSeccomp:\t2\n");
    CHECK(m.run("one_c", "mount -t tmpfs none /tmp 2> /dev/null").starts_with("exit 1"));
    CHECK(
        m.run(
            "one_c",
            "rm /bin/wc && echo x > /bin/new && rm -r /var/tmp && mkdir /var/tmp && ls /var/tmp /bin/new") ==
        "/bin/new\n\n/var/tmp:\n");
    CHECK(std::filesystem::exists(m.images["busybox"].layers[0] / "bin/wc"));
    m.r.remove_sandbox("one");
    CHECK(std::filesystem::is_empty(m.files / "run/shims"));
    CHECK(eventually([&] {
        return !std::filesystem::exists(m.files / "run/machine/socket");
    }));  // the last pod takes it away
}

TEST_CASE("pods without root reach each other, by their names in a network of their own",
          "[.][without root]") {
    machine m;
    if (!possible(m)) return;
    const auto there = m.r.run_sandbox("there", {.hostname = "there"});
    m.start("there", {"sh", "-c", "echo served > /tmp/index.html; exec httpd -f -p 80 -h /tmp"});
    m.r.run_sandbox("here", {});
    m.start("here", {"sleep", "1000"});
    CHECK(eventually([&] { return m.run("here_c", get(there.ip, 80)) == "served\n"; }));
    const auto network = [&](std::vector<std::string> names) {
        return runtime::network_spec{.directory = m.images.files / "front",
                                     .name = "front",
                                     .bridge = "slipway-front",
                                     .subnet = "10.241.7.0/24",
                                     .gateway = "10.241.7.1",
                                     .names = std::move(names)};
    };
    const auto web = m.r.run_sandbox("web", {.hostname = "web", .network = network({"web"})});
    CHECK(web.ip == "10.241.7.2");
    m.start("web", {"sh", "-c", "echo named > /tmp/index.html; exec httpd -f -p 80 -h /tmp"});
    m.r.run_sandbox("asks", {.network = network({"asks"})});
    m.start("asks", {"sleep", "1000"});
    CHECK(m.run("asks_c", "ping -c 1 -W 5 web > /dev/null && echo reached") == "reached\n");
    CHECK(eventually([&] { return m.run("asks_c", get(web.ip, 80)) == "named\n"; }));
    CHECK(m.run("asks_c", get(there.ip, 80, 1)).empty());
}

TEST_CASE(
    "pods without root reach what is beyond this machine, and nothing of its loopback network",
    "[.][without root]") {
    machine m;
    if (!possible(m)) return;
    if (const std::string why =
            beyond().empty() ? "no network is prepared for this, as root does it" : no_way_out();
        !why.empty()) {
        WARN("skipped: " << why);
        return;
    }
    const web_server far(m.images.files / "far", beyond() + ":8080"),
        own(m.images.files / "own", "127.0.0.1:8081");
    support::datagrams names("127.0.0.1", 53);  // the prepared resolv.conf names it
    m.r.run_sandbox("p", {.hostname = "p"});
    m.start("p", {"sleep", "1000"});
    CHECK(eventually([&] { return m.run("p_c", get(beyond(), 8080)) == "far\n"; }));
    scratch_directory::write(m.images.files / "far/much", std::string(3'000'000, 'x'));
    CHECK(m.run("p_c", "printf 'GET /much HTTP/1.0\\r\\n\\r\\n' | nc -w 20 " + beyond() +
                           " 8080 | grep x | wc -c") == "3000001\n");
    REQUIRE(eventually([&] { return own.answers(); }));
    for (const char* here : {"127.0.0.1", "192.0.0.1", "192.0.0.2", "0.0.0.0"})
        CHECK(m.run("p_c", get(here, 8081)).empty());
    CHECK(m.run("p_c", "cat /etc/resolv.conf") == "nameserver 192.0.0.3\n");
    auto asked = std::async(std::launch::async, [&] {
        return m.run("p_c", "nslookup -type=a far.example | tail -n 2");
    });
    const auto question = names.receive();
    REQUIRE(question);
    const auto read = runtime::detail::dns_question_in(*question);
    REQUIRE(read);
    CHECK(read->name == "far.example");
    names.send(names.from(), runtime::detail::dns_answer(
                                 *question, *read, runtime::detail::dns_no_error,
                                 runtime::detail::dns_address, {{"\xc6\x33\x64\x01", 4}}));
    CHECK(asked.get() == "Address: 198.51.100.1\n\n");
    m.r.run_sandbox("shut", {.no_way_out = true});
    m.start("shut", {"sleep", "1000"});
    CHECK(m.run("shut_c", get(beyond(), 8080)).empty());
}

TEST_CASE(
    "where the process that keeps a user namespace is killed, its pods go on, and others have another one",
    "[.][without root]") {
    machine m;
    if (!possible(m)) return;
    m.r.run_sandbox("first", {.hostname = "first"});
    m.start("first", {"sleep", "1000"});
    const auto to = runtime::detail::connect_in(m.files / "run/machine");
    REQUIRE(to);
    ucred listener{};
    socklen_t size = sizeof listener;
    REQUIRE(::getsockopt(to->socket(), SOL_SOCKET, SO_PEERCRED, &listener, &size) == 0);
    CHECK(::kill(listener.pid, SIGKILL) == 0);
    REQUIRE(eventually([&] { return !runtime::detail::connect_in(m.files / "run/machine"); }));
    CHECK(m.run("first_c", "ping -c 1 -W 2 first > /dev/null && echo there") == "there\n");
    const auto second = m.r.run_sandbox("second", {.hostname = "second"});
    m.start("second", {"sleep", "1000"});
    CHECK(m.run("second_c", "ping -c 1 -W 2 second > /dev/null && echo there") == "there\n");
    CHECK(second.ip != m.r.sandbox("first")->ip);
}

TEST_CASE("files of volumes are the user's, whoever writes them in a container without root",
          "[.][without root]") {
    machine m;
    if (!possible(m)) return;
    scratch_directory::write(m.images.files / "data/file", "from outside");
    m.r.run_sandbox("v", {});
    m.start("v", {"sleep", "1000"}, [&](auto& s) {
        s.mounts = {{m.images.files / "data", "/data"}, {m.images.files / "data", "/again", true}};
    });
    CHECK(m.run("v_c", "cat /again/file; echo changed > /data/file; cat /again/file") ==
          "from outsidechanged\n");
    CHECK(m.run("v_c", "echo changed > /again/file").starts_with("exit 1"));
    CHECK(m.run("v_c", "echo new > /data/new") == "");
    struct stat made{};
    REQUIRE(::stat((m.images.files / "data/new").c_str(), &made) == 0);
    CHECK(made.st_uid == ::geteuid());
}

TEST_CASE("published ports are answered for without root", "[.][without root]") {
    machine m;
    if (!possible(m)) return;
    const auto pod = m.r.run_sandbox(
        "web", {.hostname = "web",
                .ports = {{.port = 80}, {.port = 53, .protocol = runtime::transport::udp}}});
    REQUIRE(pod.ports.size() == 2);
    m.start("web", {"sh", "-c", "echo served > /tmp/index.html; exec httpd -f -p 80 -h /tmp"});
    CHECK(eventually([&] {
        const support::raw_client client(pod.ports[0].host_port);
        client.send("GET / HTTP/1.0\r\n\r\n");
        return client.read().ends_with("served\n");
    }));
    const core::owned_fd server = socket_in(m.r.container("web_c")->pid);
    REQUIRE(server);
    support::datagrams client;
    client.send(pod.ports[1].host_port, "who is web?");
    char bytes[32];
    sockaddr_in from{};
    socklen_t size = sizeof from;
    const auto n =
        ::recvfrom(server.get(), bytes, sizeof bytes, 0, reinterpret_cast<sockaddr*>(&from), &size);
    CHECK(std::string(bytes, static_cast<std::size_t>(std::max<ssize_t>(n, 0))) == "who is web?");
    ::sendto(server.get(), "192.0.2.7", 9, 0, reinterpret_cast<const sockaddr*>(&from), size);
    CHECK(client.receive() == "192.0.2.7");
    CHECK(laws::refusal([&] { m.r.run_sandbox("other", {.ports = {pod.ports[0]}}); }) ==
          core::reason::conflict);
}

TEST_CASE("a pod without root may be in this machine's network", "[.][without root]") {
    machine m;
    if (!possible(m)) return;
    const web_server own(m.images.files / "own", "127.0.0.1:8082");
    REQUIRE(eventually([&] { return own.answers(); }));
    CHECK(m.r.run_sandbox("host", {.host_network = true}).ip == "127.0.0.1");
    m.start("host",
            {"sh", "-c", "echo served > /tmp/index.html; exec httpd -f -p 127.0.0.1:8083 -h /tmp"});
    CHECK(m.run("host_c", get("127.0.0.1", 8082)) == "own\n");
    CHECK(eventually([&] {
        const support::raw_client client(8083);
        client.send("GET / HTTP/1.0\r\n\r\n");
        return client.read().ends_with("served\n");
    }));
    CHECK(
        m.run(
            "host_c",
            "test -d /sys/class/net/lo && echo shown; ls /dev/mqueue; touch /sys/x 2> /dev/null || echo not written") ==
        "shown\nnot written\n");
    CHECK(
        m.run(
            "host_c",
            "grep ' /sys[ /]' /proc/self/mountinfo | awk '{print $6}' | grep -vc '^ro,' || true") ==
        "0\n");
    CHECK(m.run("host_c", "hostname") == core::run_command({"hostname"}, {}, 5s, 4096).output);
    CHECK_THROWS_WITH(
        m.r.run_sandbox("set", {.host_network = true, .sysctls = {{"net.core.somaxconn", "1"}}}),
        Catch::Contains("has no settings of the kernel for itself"));
}

TEST_CASE("limits hold without root where a control group was delegated", "[.][without root]") {
    machine m;
    if (!possible(m)) return;
    if (!has(m.r.info().enforces, "memory limit")) {
        WARN("skipped: this user has no control groups");
        return;
    }
    m.r.run_sandbox("l", {});
    m.start("l", {"sh", "-c", "x=$(head -c 60000000 /dev/zero | tr '\\0' x); echo ${#x}"},
            [](auto& s) { s.limits.memory_bytes = 16 << 20; });
    REQUIRE(eventually(
        [&] { return m.r.container("l_c")->state == runtime::container_state::exited; }, 30s));
    CHECK(m.r.container("l_c")->oom_killed);
    m.r.run_sandbox("sees", {});
    m.start("sees", {"sleep", "1000"}, [](auto& s) { s.limits.memory_bytes = 16 << 20; });
    CHECK(m.run("sees_c", "cat /sys/fs/cgroup/memory.max /proc/self/cgroup") == "16777216\n0::/\n");
}

TEST_CASE("what needs root is refused to others", "[.][without root]") {
    machine m;
    if (!possible(m)) return;
    CHECK_THROWS_WITH(m.r.run_sandbox("own", {.own_users = true}),
                      Catch::Contains("pods cannot have users of their own here: they need root") &&
                          Catch::Contains("no user in a container is root of this machine"));
    m.r.run_sandbox("pod", {});
    CHECK_THROWS_WITH(
        m.start("pod", {"true"}, [](auto& s) { s.user = "nobody"; }),
        Catch::Contains("without root a container has no other user than root: user 65534"));
    CHECK_THROWS_WITH(
        m.start("pod", {"true"}, [](auto& s) { s.groups = {"12"}; }),
        Catch::Contains(
            "without root a container has no other group than root's: group 12 cannot be had: "));
    CHECK_THROWS_WITH(
        m.start("pod", {"true"}, [](auto& s) { s.tmpfs = {{.target = "/fast", .uid = 7}}; }),
        Catch::Contains(
            "the directory in memory /fast cannot belong to 7:0: there is no such user without root: "));
    CHECK_THROWS_WITH(
        m.start("pod", {"true"}, [](auto& s) { s.oom_score_adj = -1000; }),
        Catch::Contains(
            "oom_score_adj cannot be -1000: without root it cannot be less than this program's own, "));
    CHECK_THROWS_WITH(
        m.start("pod", {"true"}, [](auto& s) { s.ulimits = {{"nofile", 1, 1 << 30}}; }),
        Catch::Contains(
            "the limit nofile cannot be raised to 1073741824: without root it cannot be more than this program's own, "));
    CHECK_THROWS_WITH(runtime::linux_(m.images.files / "own"), Catch::Contains("needs root"));
}

TEST_CASE("who has subordinate ids has containers with other users", "[.][other users]") {
    if (::geteuid() == 0) return;
    machine m(true);
    if (!m.entered || !m.entered->no_other_users.empty()) {
        WARN("skipped: " << (m.entered ? m.entered->no_other_users
                                       : "a user namespace cannot be entered here"));
        return;
    }
    CHECK(::geteuid() == 0);
    oci::file_tree files = oci::base_files();
    files.file("bin/busybox", "/usr/bin/busybox", 0755);
    for (const char* applet : {"sh", "sleep", "stat", "chown", "cat", "id", "ping"})
        files.symlink(std::string("bin/") + applet, "busybox");
    files.text("etc/group", "root:x:0:\nkeepers:x:40:nobody\n")
        .add("srv/data", {.mode = 0600, .uid = 33, .gid = 34, .content = "of 33"});
    m.images.add("owned", oci::image_builder({.env = {"PATH=/bin"}}).layer(files).build());
    const auto info = m.r.info();
    CHECK_FALSE(has(info.lacks, "other users"));
    const auto specify = [&](std::vector<std::string> command) {
        return m.images.spec(std::move(command));
    };
    laws::memory_and_devices(runtime::any_runtime::of(m.r), specify);
    laws::limits_and_settings(runtime::any_runtime::of(m.r), specify, false);
    CHECK(has(info.lacks, "own users: they need root"));
    m.r.run_sandbox("u", {.hostname = "u"});
    const auto start = [&](const std::string& key, const std::string& user) {
        auto spec = m.images.spec({"sleep", "1000"}, "owned");
        spec.user = user;
        m.r.create_container("u", key, spec);
        m.r.start_container(key);
    };
    start("root", "");
    start("nobody", "nobody");
    start("33", "33:34");
    CHECK(
        m.run(
            "root",
            "stat -c %u:%g /srv/data; chown 7:8 /srv/data && stat -c %u:%g /srv/data; cat /srv/data") ==
        "33:34\n7:8\nof 33");
    CHECK(
        m.run("nobody", "id; cat /srv/data 2>&1 || true") ==
        "uid=65534(nobody) gid=65534 groups=40(keepers),65534\ncat: can't open '/srv/data': Permission denied\n");
    CHECK(m.run("33", "cat /srv/data /proc/sys/net/ipv4/ping_group_range") == "of 330\t65536\n");
    CHECK_THROWS_WITH(
        start("beyond", "70000"),
        Catch::Contains(
            "user 70000:0 or a group of it is beyond the 65537 users that there are without root"));
}

TEST_CASE("without subordinate ids, the user namespace that is entered has root only",
          "[.][root alone]") {
    if (::geteuid() == 0) return;
    machine m(true);
    if (!m.entered || beyond().empty()) {
        WARN("skipped: " << (m.entered ? "no users are prepared for this, as root does it"
                                       : "a user namespace cannot be entered here"));
        return;
    }
    CHECK(m.entered->no_other_users == "user sailor has no subordinate ids in /etc/subuid");
    CHECK(has(m.r.info().lacks,
              "other users than root: user sailor has no subordinate ids in /etc/subuid"));
}

TEST_CASE("where nobody may make a user namespace, that is said") {
    const scratch_directory elsewhere;
    core::pipe_ends said = core::make_pipe();
    const pid_t child = ::fork();
    if (child == 0) {
        std::string told;
        std::error_code ignored;
        const std::filesystem::directory_iterator threads("/proc/self/task", ignored);
        const bool alone = std::distance(begin(threads), end(threads)) == 1;
        try {
            runtime::detail::become_root_of_one_user();
            if (::chroot(elsewhere.path().c_str()) != 0) ::_exit(1);
            runtime::detail::become_root_of_one_user();  // the kernel forbids it there
        } catch (const status_error& e) {
            told = std::string(core::facts(e.why()).name) + ": " + e.message();
        }
        if (!alone)
            told =
                "skipped: the thread of a sanitizer, beside which nobody can make a user namespace";
        ::_exit(::write(said.write.get(), told.data(), told.size()) ==
                        static_cast<ssize_t>(told.size())
                    ? 0
                    : 1);
    }
    said.write.reset();
    const std::string told = laws::read_from(said.read);
    ::waitpid(child, nullptr, 0);
    if (told.starts_with("skipped")) {
        WARN(told);
        return;
    }
    CHECK(told ==
          "Forbidden: containers need root here: this machine lets no user make user namespaces "
          "(user.max_user_namespaces, kernel.unprivileged_userns_clone)");
}

TEST_CASE("somebody who is not root has containers") {
    support::run_without_root("[without root]", "");
    support::run_without_root("[root alone]", "");
}

TEST_CASE("somebody who is not root has containers with the users that are his to give") {
    support::run_without_root("[other users]", "sailor:100000:65536\n");
}

}  // namespace rootless_test
