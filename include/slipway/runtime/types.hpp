// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/clock.hpp>
#include <slipway/runtime/image.hpp>
#include <slipway/runtime/namespace_choice.hpp>

namespace slipway::runtime {

using wall_time = core::time_source::wall_time;

/// How what is sent to a port gets there.
enum class transport { tcp, udp };

/// A port of a pod that this machine answers for.
struct published_port {
    std::string host_address = "127.0.0.1";
    std::uint16_t host_port = 0;  ///< 0: a free one
    std::uint16_t port = 0;       ///< of the pod
    transport protocol = transport::tcp;

    friend bool operator==(const published_port&, const published_port&) = default;
};

/// A network of their own for some pods of this machine, with a bridge and addresses of its own:
/// they reach each other, this machine, and nobody in another network.
struct network_spec {
    /// which programs with pods in it share, and nobody else: who is there. Empty: the runtime's
    /// own network
    std::filesystem::path directory{};
    std::string name{};
    std::string bridge{};   ///< its link on this machine: `slipway-` and up to 7 characters
    std::string subnet{};   ///< `10.241.7.0/24`
    std::string gateway{};  ///< this machine's address in it
    bool internal = false;  ///< nobody in it reaches a gateway, or asks this machine's name servers
    /// by which the others in it find this pod; several pods may have one
    std::vector<std::string> names{};
    /// where addresses for pods are taken from, such as `10.241.7.128/25`; empty: all of the subnet
    std::string range{};
    std::string ip{};  ///< the address that this pod is to have in it; empty: one that is free
    std::string id{};  ///< what its maker calls it
    /// that the pod's link in it is to have, as `hardware_address_named` reads it, and no other
    /// pod's in it; empty: one that goes with its address
    std::string hardware_address{};

    friend bool operator==(const network_spec&, const network_spec&) = default;
};

/// What the containers of a pod share: address, host name, namespaces.
struct sandbox_spec {
    std::string hostname{};
    /// more lines of /etc/hosts: address, names; `host-gateway`: this machine's address
    std::vector<std::pair<std::string, std::string>> hosts{};
    std::vector<std::string> name_servers{};  ///< empty: those of this machine that it can reach
    std::vector<std::string> search_domains{};
    bool host_network = false;
    bool own_users = false;  ///< user ids of its own: root in there is nobody out here
    std::vector<published_port> ports{};
    bool no_way_out = false;  ///< reaches this machine and other pods, and no gateway
    bool no_network = false;  ///< reaches itself only
    network_spec network{};
    /// that it is in beside that one; the way out leads through the first that has one
    std::vector<network_spec> more_networks{};
    /// more options of /etc/resolv.conf, such as `ndots:2` (resolv.conf(5))
    std::vector<std::string> resolver_options{};
    /// settings of the kernel for its namespaces, such as `net.core.somaxconn`
    std::vector<std::pair<std::string, std::string>> sysctls{};
    /// whose System V IPC, message queues and shared memory its containers see
    namespace_choice ipc{};
    namespace_choice uts{};  ///< whose host name they have
    /// whose network they are in, where that is another container's; it has its ports, networks and
    /// settings then
    namespace_choice network_of{};
    bool image_hosts = false;  ///< /etc/hosts is that of the image; then there are no `hosts`
    /// of NIS and of the host name (setdomainname(2)); empty: as it is here
    std::string domain_name{};

    friend bool operator==(const sandbox_spec&, const sandbox_spec&) = default;
};

/// Where those of a pod in a network of one's own ask for names: in its loopback network.
inline constexpr char name_server_of_networks[] = "127.0.0.11";

/// Whether it is not in the network of this machine or of another container.
inline bool has_own_network(const sandbox_spec& s) {
    return !s.host_network && s.network_of.whose == namespace_choice::own;
}
/// All that a pod is to be in, in their order. One in the network of this machine, or of another
/// container, is in none of them.
inline std::vector<network_spec> networks_of(const sandbox_spec& s) {
    if (s.no_network || !has_own_network(s)) return {};
    std::vector<network_spec> made{s.network};
    made.insert(made.end(), s.more_networks.begin(), s.more_networks.end());
    return made;
}
inline void put_into(sandbox_spec& s, const std::vector<network_spec>& networks) {
    s.no_network = networks.empty();
    s.network = networks.empty() ? network_spec() : networks.front();
    s.more_networks.assign(networks.begin() + (networks.empty() ? 0 : 1), networks.end());
}

/// Whether the names of other pods are known in it: in a network of one's own, or of a container
/// that is in one.
inline bool asks_networks(const sandbox_spec& s) {
    const auto own = [](const network_spec& n) { return !n.directory.empty(); };
    const bool joined = s.network_of.whose != namespace_choice::own &&
                        s.name_servers == std::vector<std::string>{name_server_of_networks};
    return joined || own(s.network) ||
           std::any_of(s.more_networks.begin(), s.more_networks.end(), own);
}

/// Where a pod is in one of its networks.
struct network_place {
    std::filesystem::path network{};  ///< its directory
    std::string ip{};
    std::string link{};  ///< in the pod, such as `eth0`
    /// such as `02:70:0a:f1:07:02`; empty where it has no link of its own
    std::string hardware_address{};

    friend bool operator==(const network_place&, const network_place&) = default;
};

struct sandbox_status {
    std::string key{};
    std::string ip{};  ///< in the first of its networks
    std::string hostname{};
    wall_time created{};
    std::vector<published_port> ports{};  ///< with the ports of this machine that were free
    /// in its networks, in their order; none in the network of this machine
    std::vector<network_place> places{};
};

/// A file or directory of this machine that a container sees.
struct mount {
    std::filesystem::path source{};
    std::string target{};  ///< absolute path in the container
    bool read_only = false;

    friend bool operator==(const mount&, const mount&) = default;
};

/// A directory of a container whose files are in memory, and go with it (tmpfs(5)).
struct tmpfs {
    std::string target{};     ///< absolute path in the container
    std::uint64_t bytes = 0;  ///< how much may be in it; 0: half of this machine's memory
    std::uint32_t mode = 01777, uid = 0, gid = 0;  ///< of the directory
    bool read_only = false;
    bool exec = false, suid = false,
         /// whether programs in it can be run, with the rights of their owner, and devices used
         /// (mount(8))
        dev = false;

    friend bool operator==(const tmpfs&, const tmpfs&) = default;
};

/// A device of this machine that a container may use.
struct device {
    std::filesystem::path source{};  ///< or a directory of them
    std::string target{};            ///< absolute path in the container

    friend bool operator==(const device&, const device&) = default;
};

/// A limit of each process of a container (getrlimit(2)).
struct ulimit {
    static constexpr std::uint64_t unlimited = ~std::uint64_t(0);

    std::string name{};  ///< as `ulimit_resource` knows it: `nofile`
    std::uint64_t soft = 0, hard = 0;

    friend bool operator==(const ulimit&, const ulimit&) = default;
};

/// What a container may use; 0 is no limit. What is not enforced here, `info()` says.
struct limits {
    std::uint64_t memory_bytes = 0;
    std::uint64_t cpu_millis = 0;  ///< thousandths of a CPU's time
    std::uint64_t cpu_shares = 0;  ///< thousandths of a CPU that it gets when others want them too
    std::uint64_t processes = 0;
    /// bytes that the kernel leaves it where memory is short
    std::uint64_t memory_reservation = 0;
    std::uint64_t swap_bytes = 0;  ///< of swap space beside `memory_bytes`; 0: none
    /// which CPUs, and memory of which nodes, as `check_list` has them; empty: all
    std::string cpus{}, memory_nodes{};

    friend bool operator==(const limits&, const limits&) = default;
};

/// Which system calls a container may do (seccomp(2)).
enum class seccomp_profile {
    runtime_default,  ///< those that containers need, and what goes with its capabilities
    unconfined,       ///< all
};

struct container_spec {
    std::string name{};
    runtime::image image{};
    std::vector<std::string> command{};                      ///< program and arguments, all of it
    std::vector<std::pair<std::string, std::string>> env{};  ///< all of it, the image's included
    std::string working_dir{};                               ///< empty: `/`
    std::string user{};  ///< `user`, `uid`, `user:group` or `uid:gid`; empty: root
    std::vector<mount> mounts{};
    runtime::limits limits{};
    std::vector<std::string> add_capabilities{};  ///< such as `NET_ADMIN`, or `ALL`
    std::vector<std::string> drop_capabilities{};
    bool read_only_root = false;
    bool privileged = false;           ///< all capabilities and system calls, and no `no_new_privs`
    bool may_gain_privileges = false;  ///< setuid programs work
    seccomp_profile seccomp = seccomp_profile::runtime_default;
    /// its standard input is what the first attachment gives it; otherwise it is empty
    bool has_input = false;
    /// its streams are a terminal of its own, whose other side attachments get
    bool terminal = false;
    /// where what it writes is kept when it is removed; empty: nowhere
    std::filesystem::path writable{};
    /// its first process is one of ours, which passes signals on to the command and reaps what is
    /// left to it
    bool init = false;
    std::vector<runtime::tmpfs> tmpfs{};
    std::uint64_t shm_bytes = 0;  ///< how much its /dev/shm takes; 0: 64 MiB
    std::vector<device> devices{};
    std::vector<ulimit> ulimits{};
    /// that its user is in beside those of its image: names or ids
    std::vector<std::string> groups{};
    /// how soon it is ended where memory is short, from -1000 to 1000 (proc(5))
    int oom_score_adj = 0;
    /// a file: its log is kept there when it is removed, and that of the next one goes on; empty:
    /// nowhere
    std::filesystem::path log{};
    std::uint64_t log_bytes = 0;    ///< how much of its log is kept at most; 0: 20 MiB
    bool no_log = false;            ///< nothing of what it writes is kept
    namespace_choice pid{};         ///< among whose processes its own are
    bool no_shared_memory = false;  ///< it has no /dev/shm
    /// what its files are not for, unless it says otherwise (umask(2))
    std::uint32_t umask = 0022;
    /// that of its /etc/localtime, as `time_zone_file` has it; empty: the image's
    std::string time_zone{};
};

/// Where the streams of a container go beside its log. The descriptors stay the caller's.
struct attachment {
    int out = -1, err = -1;  ///< -1: nowhere. What they do not take holds the container up
    /// a unix socket, on which the descriptor for the container's input is sent when there is one
    int input = -1;
};

/// The size of a terminal, in characters; 0: unknown.
struct window_size {
    std::uint16_t rows = 0, columns = 0;
};

/// A command beside a container's own.
struct exec_spec {
    std::vector<std::string> command{};
    std::vector<std::pair<std::string, std::string>> env{};  ///< more than the container's
    std::string working_dir{};                               ///< empty: the container's
    std::string user{};  ///< as in `container_spec`; empty: the container's
    bool terminal = false;
};

/// What a command gets as its streams; they stay the caller's.
struct standard_streams {
    int in = -1, out = -1, err = -1;
    /// for a command with a terminal, instead: a unix socket, on which the terminal's other side is
    /// sent
    int console = -1;
};

enum class container_state { created, running, exited };

/// What the checks of a container have found (Docker, HEALTHCHECK).
enum class container_health { none, starting, healthy, unhealthy };

struct container_status {
    std::string key{};
    std::string sandbox{};
    std::string name{};
    container_state state = container_state::created;
    long pid = 0;       ///< on this machine, while it runs
    int exit_code = 0;  ///< 128 + signal where a signal ended it
    int signal = 0;
    /// the memory limit was the end of its first process; of others, `container_usage` tells
    bool oom_killed = false;
    std::string message{};  ///< why it could not be started
    wall_time created{}, started{}, finished{};
    bool paused = false;         ///< it runs, and is held where it is
    std::uint32_t restarts = 0;  ///< how often its shim has started it again
    bool restarting = false;     ///< it has ended, and its shim is about to start it again
    container_health health = container_health::none;
};

enum class output { out, err };

/// A line that a container wrote, without its end; a piece of one where it was too long.
struct log_entry {
    wall_time time{};
    runtime::output stream = output::out;
    bool partial = false;
    std::string text{};
};

/// Some entries of a log, and where the next ones begin. The oldest of a long log are thrown away.
struct log_page {
    std::vector<log_entry> entries{};
    std::uint64_t next = 0;  ///< to be given to the next call
};

struct exec_result {
    int exit_code = 0;
    std::string out{}, err{};  ///< the first MiB of each
    bool timed_out = false;    ///< it was killed
};

/// What a container has used so far; 0 where it cannot be told here.
struct container_usage {
    wall_time time{};                ///< when that was
    std::chrono::nanoseconds cpu{};  ///< of all its processes
    std::uint64_t memory_bytes = 0;  ///< without what the kernel gives up when it is needed
    std::uint64_t processes = 0;
    std::uint64_t oom_kills = 0;  ///< processes that its memory limit has ended
};

enum class event_kind { started, exited, wrote, checked };

/// Something happened to a container. Nobody is told twice of the same output while he has not read
/// it, nor of a check that finds what the one before has found.
struct event {
    event_kind kind{};
    std::string container{};
    std::string sandbox{};
    int exit_code = 0;                                 ///< of one that has ended
    container_health health = container_health::none;  ///< of one that was checked
};
using event_sink = std::function<void(const event&)>;

/// What a runtime is and does here.
struct runtime_info {
    std::string name{};                      ///< `linux`, `runc`, `process`, `memory`, ...
    std::vector<std::string> enforces{};     ///< in words: `own address`, `memory limit`, ...
    std::vector<std::string> lacks{};        ///< what it cannot do here, and why
    std::string node_address = "127.0.0.1";  ///< where pods reach this machine
    /// Addresses on which a program of this machine may listen for pods.
    std::string service_network = "127.96.0.0/16";
    bool pretends = false;  ///< nothing runs: nobody listens at the address of a pod
};

}  // namespace slipway::runtime
