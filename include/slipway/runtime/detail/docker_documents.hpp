// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/clock.hpp>
#include <slipway/json/read.hpp>
#include <slipway/json/value.hpp>
#include <slipway/runtime/cpu_list.hpp>
#include <slipway/runtime/detail/no_program.hpp>
#include <slipway/runtime/documents.hpp>
#include <slipway/runtime/sysctl.hpp>
#include <slipway/runtime/time_zone.hpp>
#include <slipway/runtime/tmpfs_words.hpp>
#include <slipway/runtime/types.hpp>
#include <slipway/runtime/ulimit_words.hpp>

namespace slipway::runtime::detail {

/// The labels by which sandboxes and containers are found again.
namespace docker_label {
inline constexpr const char* owner = "io.slipway.owner";
inline constexpr const char* key = "io.slipway.key";
/// of containers only: that they are in
inline constexpr const char* sandbox = "io.slipway.sandbox";
inline constexpr const char* name = "io.slipway.name";
inline constexpr const char* log = "io.slipway.log";
/// how much of it is kept, if that is said
inline constexpr const char* log_bytes = "io.slipway.log.bytes";
inline constexpr const char* spec = "io.slipway.spec";  ///< of sandboxes only
}  // namespace docker_label

/// A member of a member of a document that a daemon has sent; null where there is none.
template <class... Names>
json::value member_at(const json::value& v, const std::string& name, const Names&... more) {
    if (!v.is_object() || !v.contains(name)) return nullptr;
    if constexpr (sizeof...(more) == 0) return v[name];
    else return member_at(v[name], more...);
}
template <class... Names>
std::string text_at(const json::value& v, const Names&... names) {
    const json::value found = member_at(v, names...);
    return found.is_string() ? found.get<std::string>() : std::string();
}
template <class... Names>
std::int64_t number_at(const json::value& v, const Names&... names) {
    const json::value found = member_at(v, names...);
    return found.is_number() ? found.get<std::int64_t>() : 0;
}
template <class... Names>
bool flag_at(const json::value& v, const Names&... names) {
    const json::value found = member_at(v, names...);
    return found.is_boolean() && found.get<bool>();
}
/// Of RFC 3339; what a daemon has not noted is in the year 1.
inline wall_time time_of(const std::string& text) {
    if (text.empty() || text.starts_with("0001-")) return {};
    try {
        return core::parse_rfc3339(text);
    } catch (const std::invalid_argument&) {
        return {};
    }
}

/// An error of an OCI runtime program in the words of all runtimes, where it is that a program
/// cannot be run; else empty.
inline std::string cannot_run(std::string said) {
    if (std::string known = no_program_of_crun(said); !known.empty()) return known;
    const auto begin = said.find("exec: \"");
    if (begin == said.npos) return {};
    said.erase(0, begin);
    for (const char* end : {": OCI runtime", ": unknown", "\n", "\r"})
        if (const auto n = said.find(end); n != said.npos) said.resize(n);
    return said;
}

inline std::uint64_t cpu_shares_of(const limits& l) {
    return std::max<std::uint64_t>(2, l.cpu_shares * 1024 / 1000);
}
/// The resources of a request to create a container.
inline void put_limits(json::value& host, const limits& l) {
    if (l.memory_bytes)
        host["Memory"] = l.memory_bytes,
        host["MemorySwap"] = l.memory_bytes + l.swap_bytes;  // of both together
    if (l.memory_reservation) host["MemoryReservation"] = l.memory_reservation;
    if (l.cpu_millis) host["CpuPeriod"] = 100'000, host["CpuQuota"] = l.cpu_millis * 100;
    if (l.cpu_shares) host["CpuShares"] = cpu_shares_of(l);
    if (l.processes) host["PidsLimit"] = l.processes;
    if (!l.cpus.empty()) host["CpusetCpus"] = l.cpus;
    if (!l.memory_nodes.empty()) host["CpusetMems"] = l.memory_nodes;
}
/// Those of a request to change one: what is not said there stays as it was, so that no limit is a
/// large one, and all CPUs are those that there are, where it was on others.
inline json::value changed_limits(const limits& l, std::uint64_t memory_here,
                                  const limits& before) {
    json::value made = json::value::object();
    made["Memory"] = l.memory_bytes ? l.memory_bytes : memory_here;
    made["MemorySwap"] =
        l.memory_bytes
            ? l.memory_bytes + l.swap_bytes
            : std::uint64_t(1) << 62;  // Docker's daemon leaves it as it was where it is told -1
    if (l.memory_reservation) made["MemoryReservation"] = l.memory_reservation;
    made["CpuPeriod"] = 100'000;
    if (l.cpu_millis) made["CpuQuota"] = l.cpu_millis * 100;
    else made["CpuQuota"] = -1;
    made["CpuShares"] = l.cpu_shares ? cpu_shares_of(l) : 1024;
    if (l.processes) made["PidsLimit"] = l.processes;
    else made["PidsLimit"] = -1;
    const auto put_list = [&](const char* name, const std::string& wanted, const std::string& had,
                              const listed& of) {
        if (!wanted.empty() || !had.empty()) made[name] = wanted.empty() ? all_listed(of) : wanted;
    };
    put_list("CpusetCpus", l.cpus, before.cpus, listed_cpus);
    put_list("CpusetMems", l.memory_nodes, before.memory_nodes, listed_nodes);
    return made;
}

/// Those that a container has.
inline limits limits_of(const json::value& d) {
    const json::value host = member_at(d, "HostConfig");
    const auto positive = [&](const char* name) {
        return static_cast<std::uint64_t>(std::max<std::int64_t>(0, number_at(host, name)));
    };
    return {.memory_bytes = positive("Memory"),
            .cpu_millis = positive("CpuQuota") / 100,
            .cpus = text_at(host, "CpusetCpus"),
            .memory_nodes = text_at(host, "CpusetMems")};
}

inline json::value assignments_of(const std::vector<std::pair<std::string, std::string>>& env) {
    json::value made = json::value::array();
    for (const auto& [name, value] : env) made.push_back(name + "=" + value);
    return made;
}

inline std::string port_of(const published_port& p) {
    return std::to_string(p.port) + (p.protocol == transport::udp ? "/udp" : "/tcp");
}

/// How much of a container's log is to be kept, as its labels say.
inline void take_log_limits(container_spec& to, const json::value& d) {
    const std::string said = text_at(d, "Config", "Labels", docker_label::log_bytes);
    to.no_log = said == "0";
    to.log_bytes = std::strtoull(said.c_str(), nullptr, 10);
}

/// The body of a request to create a pod's first container, which holds its namespaces. `ipc`,
/// `network`: the containers of the pods whose IPC and network it has.
inline json::value sandbox_request(const std::string& owner, const std::string& key,
                                   const sandbox_spec& s, const std::string& image,
                                   const std::string& ipc = {}, const std::string& network = {}) {
    json::value made{{"Image", image},
                     {"Entrypoint", {"/pause"}},
                     {"Labels",
                      {{docker_label::owner, owner},
                       {docker_label::key, key},
                       {docker_label::spec, document(s).dump()}}}};
    json::value host{{"NetworkMode", s.host_network    ? "host"
                                     : s.no_network    ? "none"
                                     : network.empty() ? "bridge"
                                                       : "container:" + network},
                     {"IpcMode", s.ipc.whose == namespace_choice::own       ? "shareable"
                                 : s.ipc.whose == namespace_choice::machine ? "host"
                                                                            : "container:" + ipc}};
    const bool own_name = s.uts.whose == namespace_choice::own;
    if (!own_name) host["UTSMode"] = "host";
    if (!s.hostname.empty() && has_own_network(s) && own_name) made["Hostname"] = s.hostname;
    if (!network.empty()) {  // the daemon takes the rest from that one
        made["HostConfig"] = std::move(host);
        return made;
    }
    if (!s.domain_name.empty()) made["Domainname"] = s.domain_name;
    for (const auto& [address, names] : s.hosts) {
        std::istringstream each(names);
        for (std::string name; each >> name;) host["ExtraHosts"].push_back(name + ":" + address);
    }
    for (const auto& server : s.name_servers) host["Dns"].push_back(server);
    for (const auto& domain : s.search_domains) host["DnsSearch"].push_back(domain);
    for (const auto& option : s.resolver_options) host["DnsOptions"].push_back(option);
    for (const auto& [name, value] : s.sysctls) {
        sysctl_file(name);  // of the daemon's machine otherwise
        host["Sysctls"][name] = value;
    }
    for (const auto& p : s.ports) {
        const std::string port = port_of(p);
        made["ExposedPorts"][port] = json::value::object();
        host["PortBindings"][port].push_back(
            {{"HostIp", p.host_address},
             {"HostPort", p.host_port ? std::to_string(p.host_port) : std::string()}});
    }
    made["HostConfig"] = std::move(host);
    return made;
}

/// A pod as the daemon describes its first container.
inline sandbox_status sandbox_of(const json::value& d) {
    sandbox_status made;
    made.key = text_at(d, "Config", "Labels", docker_label::key);
    const auto asked =
        read<sandbox_spec>(json::read(text_at(d, "Config", "Labels", docker_label::spec)));
    made.hostname = asked.hostname;
    made.created = time_of(text_at(d, "Created"));
    made.ip = text_at(d, "NetworkSettings", "IPAddress");
    const json::value networks =
        member_at(d, "NetworkSettings", "Networks");  // newer daemons have it there only
    if (networks.is_object())
        for (const auto& each : networks)
            if (made.ip.empty()) made.ip = text_at(each, "IPAddress");
    if (made.ip.empty() && asked.host_network) made.ip = "127.0.0.1";
    for (published_port p : asked.ports) {
        const json::value bound = member_at(d, "NetworkSettings", "Ports", port_of(p));
        if (!bound.is_array()) continue;
        for (const auto& each : bound) {
            const std::string address = text_at(each, "HostIp"), port = text_at(each, "HostPort");
            if (!address.empty() && address != p.host_address) continue;
            if (p.host_port && port != std::to_string(p.host_port)) continue;
            p.host_port = static_cast<std::uint16_t>(std::strtoul(port.c_str(), nullptr, 10));
            break;
        }
        made.ports.push_back(p);
    }
    return made;
}

/// A pod, and the daemon's id of its first container.
struct docker_pod {
    sandbox_status status{};
    std::string id{};
    std::string ipc{};  ///< as containers in it are told whose IPC they have
    bool host_uts = false;

    bool own_ipc() const { return ipc == "container:" + id; }
};
inline docker_pod pod_of(const json::value& d) {
    docker_pod made{sandbox_of(d), text_at(d, "Id"), text_at(d, "HostConfig", "IpcMode"),
                    text_at(d, "HostConfig", "UTSMode") == "host"};
    if (made.ipc != "host" && !made.ipc.starts_with("container:"))
        made.ipc = "container:" + made.id;
    return made;
}

/// The body of a request to create a container. `say_hostname`: it has to be told that of its pod;
/// `among`: the daemon's id of the container among whose processes its own are.
inline json::value container_request(const std::string& owner, const std::string& key,
                                     const docker_pod& pod, const container_spec& s,
                                     const std::string& image, bool say_hostname,
                                     const std::string& among = {}) {
    json::value made{{"Image", image},
                     {"Entrypoint", {s.command.front()}},
                     {"Cmd", std::vector<std::string>(s.command.begin() + 1, s.command.end())},
                     {"Env", assignments_of(s.env)},
                     {"WorkingDir", s.working_dir.empty() ? "/" : s.working_dir},
                     {"User", s.user},
                     {"Tty", s.terminal},
                     {"OpenStdin", s.has_input || s.terminal},
                     {"StdinOnce", s.has_input && !s.terminal},
                     {"Labels",
                      {{docker_label::owner, owner},
                       {docker_label::key, key},
                       {docker_label::sandbox, pod.status.key},
                       {docker_label::name, s.name},
                       {docker_label::log, s.log.string()}}}};
    if (s.no_log || s.log_bytes)
        made["Labels"][docker_label::log_bytes] = std::to_string(s.no_log ? 0 : s.log_bytes);
    if (say_hostname && !pod.status.hostname.empty() && !pod.host_uts)
        made["Hostname"] = pod.status.hostname;
    if (!s.image.config.stop_signal.empty()) made["StopSignal"] = s.image.config.stop_signal;
    const std::string joined = "container:" + pod.id;
    json::value host{{"NetworkMode", joined},
                     {"IpcMode", s.no_shared_memory ? "none" : pod.ipc},
                     {"Init", s.init},
                     {"Privileged", s.privileged},
                     {"ReadonlyRootfs", s.read_only_root}};
    if (pod.host_uts) host["UTSMode"] = "host";
    if (s.pid.whose != namespace_choice::own)
        host["PidMode"] = s.pid.whose == namespace_choice::machine ? "host" : "container:" + among;
    for (const auto& each : s.add_capabilities) host["CapAdd"].push_back(each);
    for (const auto& each : s.drop_capabilities) host["CapDrop"].push_back(each);
    if (!s.may_gain_privileges && !s.privileged) host["SecurityOpt"].push_back("no-new-privileges");
    if (s.seccomp == seccomp_profile::unconfined)
        host["SecurityOpt"].push_back("seccomp=unconfined");
    for (const auto& m : s.mounts)
        host["Mounts"].push_back({{"Type", "bind"},
                                  {"Source", std::filesystem::absolute(m.source).string()},
                                  {"Target", m.target},
                                  {"ReadOnly", m.read_only}});
    if (!s.time_zone.empty())
        host["Mounts"].push_back({{"Type", "bind"},
                                  {"Source", time_zone_file(s.time_zone).string()},
                                  {"Target", "/etc/localtime"},
                                  {"ReadOnly", true}});
    for (const tmpfs& t : s.tmpfs) host["Tmpfs"][t.target] = options_in_words(t);
    if (s.shm_bytes && !s.no_shared_memory)
        host["Tmpfs"]["/dev/shm"] =
            "noexec,nosuid,nodev,mode=1777,size=" +
            std::to_string(s.shm_bytes);  // the one of its own would be the pod's
    for (const device& d : s.devices)
        host["Devices"].push_back({{"PathOnHost", d.source.string()},
                                   {"PathInContainer", d.target},
                                   {"CgroupPermissions", "rwm"}});
    for (const ulimit& u : s.ulimits) {
        check_ulimit(u);
        const auto number = [](std::uint64_t n) {
            return n == ulimit::unlimited ? json::value(-1) : json::value(n);
        };
        host["Ulimits"].push_back(
            {{"Name", u.name}, {"Soft", number(u.soft)}, {"Hard", number(u.hard)}});
    }
    for (const std::string& group : s.groups) host["GroupAdd"].push_back(group);
    if (s.oom_score_adj) host["OomScoreAdj"] = s.oom_score_adj;
    put_limits(host, s.limits);
    made["HostConfig"] = std::move(host);
    return made;
}

/// A container as the daemon describes it.
inline container_status container_of(const json::value& d) {
    container_status made;
    made.key = text_at(d, "Config", "Labels", docker_label::key);
    made.sandbox = text_at(d, "Config", "Labels", docker_label::sandbox);
    made.name = text_at(d, "Config", "Labels", docker_label::name);
    made.created = time_of(text_at(d, "Created"));
    const json::value state = member_at(d, "State");
    const std::string status = text_at(state, "Status");
    const int code = static_cast<int>(number_at(state, "ExitCode"));
    if (status == "exited" || status == "stopped" || status == "dead" || status == "removing")
        made.state = container_state::exited;
    else if (flag_at(state, "Running") || status == "stopping")
        made.state = container_state::running;
    if (made.state == container_state::created &&
        code != 0) {  // Docker notes so that it could not be started
        const std::string said = text_at(state, "Error"), known = cannot_run(said);
        made.state = container_state::exited;
        made.exit_code = 128;
        made.message = known.empty() ? said : known;
        made.finished = made.created;
        return made;
    }
    made.started = time_of(text_at(state, "StartedAt"));
    made.paused = flag_at(state, "Paused");
    if (made.state == container_state::running)
        made.pid = static_cast<long>(number_at(state, "Pid"));
    if (made.state != container_state::exited) return made;
    made.exit_code = code;
    made.signal = code > 128 && code <= 128 + 64 ? code - 128 : 0;
    made.oom_killed = flag_at(state, "OOMKilled");
    made.finished = std::max(
        made.started, time_of(text_at(state, "FinishedAt")));  // Podman's may be a little before
    return made;
}

/// What the daemon has measured.
inline container_usage usage_of(const json::value& d, wall_time now) {
    container_usage made{.time = now};
    made.cpu = std::chrono::nanoseconds(number_at(d, "cpu_stats", "cpu_usage", "total_usage"));
    const json::value memory = member_at(d, "memory_stats", "stats");
    const std::int64_t cache =
        std::max(number_at(memory, "inactive_file"), number_at(memory, "total_inactive_file"));
    made.memory_bytes = static_cast<std::uint64_t>(
        std::max<std::int64_t>(0, number_at(d, "memory_stats", "usage") - cache));
    made.processes = static_cast<std::uint64_t>(
        std::max<std::int64_t>(0, number_at(d, "pids_stats", "current")));
    return made;
}

}  // namespace slipway::runtime::detail
