// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/clock.hpp>
#include <slipway/engine/container.hpp>
#include <slipway/engine/container_networks.hpp>
#include <slipway/engine/container_words.hpp>
#include <slipway/engine/docker_word.hpp>
#include <slipway/engine/namespace_words.hpp>
#include <slipway/json/value.hpp>
#include <slipway/runtime/network.hpp>
#include <slipway/runtime/port_words.hpp>
#include <slipway/runtime/tmpfs_words.hpp>

namespace slipway::engine {

/// What Docker calls an endpoint: it is told apart from those of other containers, and of other
/// networks.
inline std::string endpoint_id(const container& c, const joined_network& in) {
    return in.made ? in.id.substr(0, 32) + c.id.substr(0, 32) : c.id;
}

namespace detail {

inline std::string date_of(runtime::wall_time t) {
    return t == runtime::wall_time() ? "0001-01-01T00:00:00Z" : core::rfc3339_micro(t);
}

inline json::value health_document(const runtime::health_report& h) {
    json::value log = json::value::array();
    for (const runtime::probe_result& r : h.results)
        log.push_back({{"Start", date_of(r.start)},
                       {"End", date_of(r.end)},
                       {"ExitCode", r.exit_code},
                       {"Output", r.output}});
    return {
        {"Status", docker_word(h.status)}, {"FailingStreak", h.failing}, {"Log", std::move(log)}};
}
inline json::value state_document(const container& c) {
    const bool restarting =
        c.phase == container_phase::restarting;  // then it counts as running for Docker
    json::value made{
        {"Status", phase_in_words(c)},
        {"Running", restarting || c.phase == container_phase::running},
        {"Paused", c.status.paused},
        {"Restarting", restarting},
        {"OOMKilled", c.status.oom_killed},
        {"Dead", false},
        {"Pid", c.status.pid},
        {"ExitCode", c.status.exit_code},
        {"Error",
         c.lost ? "its processes ended with the process that kept them" : c.status.message},
        {"StartedAt", date_of(c.status.started)},
        {"FinishedAt", date_of(c.status.finished)},
    };
    if (c.health.status != runtime::container_health::none)
        made["Health"] = health_document(c.health);
    return made;
}
/// Those of a pod that is there, or those that were asked for.
inline json::value ports_document(const std::vector<runtime::published_port>& ports) {
    json::value made = json::value::object();
    for (const runtime::published_port& p : ports)
        made[runtime::port_in_words(p)].push_back(
            {{"HostIp", p.host_address},
             {"HostPort", p.host_port ? std::to_string(p.host_port) : ""}});
    return made;
}
inline json::value mounts_document(const container& c) {
    json::value made = json::value::array();
    for (const runtime::mount& m : c.spec.mounts)
        made.push_back({{"Type", "bind"},
                        {"Source", m.source.string()},
                        {"Destination", m.target},
                        {"Mode", m.read_only ? "ro" : ""},
                        {"RW", !m.read_only}});
    return made;
}
inline json::value texts(const std::vector<std::string>& all) {
    json::value made = json::value::array();
    for (const std::string& one : all) made.push_back(one);
    return made;
}
inline json::value config_document(const container& c) {
    json::value env = json::value::array();
    for (const auto& [name, value] : c.spec.env) env.push_back(name + '=' + value);
    json::value made{
        {"Hostname", c.pod.hostname},
        {"Domainname", c.pod.domain_name},
        {"User", c.spec.user},
        {"Tty", c.spec.terminal},
        {"OpenStdin", c.spec.has_input},
        {"Env", std::move(env)},
        {"Cmd", texts(c.spec.command)},
        {"Image", c.image_name},
        {"WorkingDir", c.spec.working_dir},
        {"Labels", c.labels},
        {"StopSignal", c.spec.image.config.stop_signal},
    };
    if (!c.upkeep.health.test.empty()) made["Healthcheck"] = oci::to_json(c.upkeep.health);
    if (!c.spec.time_zone.empty())
        made["Timezone"] = c.spec.time_zone;  // this, and what follows, as Podman has it
    if (c.upkeep.run_time.count() > 0)
        made["Timeout"] = std::chrono::ceil<std::chrono::seconds>(c.upkeep.run_time).count();
    return made;
}
inline json::value security_document(const runtime::container_spec& spec) {
    json::value made = json::value::array();
    if (!spec.may_gain_privileges) made.push_back("no-new-privileges");
    if (spec.seccomp == runtime::seccomp_profile::unconfined) made.push_back("seccomp=unconfined");
    return made;
}
inline json::value endpoint_document(const container& c, const joined_network& in) {
    const std::string ip = c.pod.host_network ? "" : in.place.ip;
    json::value made{{"NetworkID", in.id},
                     {"EndpointID", in.place.ip.empty() ? "" : endpoint_id(c, in)},
                     {"IPAddress", ip},
                     {"MacAddress", in.place.hardware_address.empty() ? in.spec.hardware_address
                                                                      : in.place.hardware_address}};
    if (!in.made) return made;
    const std::vector<std::string>& names = in.spec.names;
    if (!in.spec.ip.empty()) made["IPAMConfig"] = {{"IPv4Address", in.spec.ip}};
    made["Gateway"] = ip.empty() ? "" : in.spec.gateway;
    made["IPPrefixLen"] = ip.empty() ? 0 : runtime::ipv4_network::parse(in.spec.subnet).prefix;
    made["Aliases"] = texts({names.begin() + (names.empty() ? 0 : 1), names.end()});
    made["DNSNames"] = texts(names);
    return made;
}
inline json::value networks_document(const container& c) {
    json::value made = json::value::object();
    for (const joined_network& each : networks_of(c)) made[each.name] = endpoint_document(c, each);
    return made;
}
inline json::value tmpfs_document(const container& c) {
    json::value made = json::value::object();
    for (const runtime::tmpfs& t : c.spec.tmpfs) made[t.target] = runtime::options_in_words(t);
    return made;
}
inline json::value devices_document(const container& c) {
    json::value made = json::value::array();
    for (const runtime::device& d : c.spec.devices)
        made.push_back({{"PathOnHost", d.source.string()},
                        {"PathInContainer", d.target},
                        {"CgroupPermissions", "rwm"}});
    return made;
}
inline json::value ulimits_document(const container& c) {
    const auto number = [](std::uint64_t n) {
        return n == runtime::ulimit::unlimited ? json::value(-1) : json::value(n);
    };
    json::value made = json::value::array();
    for (const runtime::ulimit& u : c.spec.ulimits)
        made.push_back({{"Name", u.name}, {"Soft", number(u.soft)}, {"Hard", number(u.hard)}});
    return made;
}
inline json::value hosts_document(const container& c) {
    json::value made = json::value::array();
    for (const auto& [address, names] : c.pod.hosts) made.push_back(names + ':' + address);
    return made;
}
inline json::value sysctls_document(const container& c) {
    json::value made = json::value::object();
    for (const auto& [name, value] : c.pod.sysctls) made[name] = value;
    return made;
}
inline json::value host_document(const container& c) {
    return {
        {"NetworkMode", network_of(c)},
        {"PortBindings", ports_document(c.pod.ports)},
        {"RestartPolicy",
         {{"Name", docker_word(c.upkeep.restart)}, {"MaximumRetryCount", c.upkeep.most_restarts}}},
        {"AutoRemove", c.remove_when_ended},
        {"CapAdd", texts(c.spec.add_capabilities)},
        {"CapDrop", texts(c.spec.drop_capabilities)},
        {"Privileged", c.spec.privileged},
        {"SecurityOpt", security_document(c.spec)},
        {"ReadonlyRootfs", c.spec.read_only_root},
        {"Init", c.spec.init},
        {"Tmpfs", tmpfs_document(c)},
        {"ShmSize", c.spec.shm_bytes ? c.spec.shm_bytes : 64U << 20},
        {"Devices", devices_document(c)},
        {"Ulimits", ulimits_document(c)},
        {"GroupAdd", texts(c.spec.groups)},
        {"OomScoreAdj", c.spec.oom_score_adj},
        {"ExtraHosts", hosts_document(c)},
        {"Dns", texts(c.pod.name_servers)},
        {"DnsSearch", texts(c.pod.search_domains)},
        {"DnsOptions", texts(c.pod.resolver_options)},
        {"Sysctls", sysctls_document(c)},
        {"PidMode", mode_in_words(c.spec.pid)},
        {"IpcMode", ipc_mode_in_words(c)},
        {"UTSMode", mode_in_words(c.pod.uts)},
        {"UsernsMode", ""},
        {"CgroupnsMode", "private"},
        {"CpusetCpus", c.spec.limits.cpus},
        {"CpusetMems", c.spec.limits.memory_nodes},
        {"CpuShares", c.spec.limits.cpu_shares * 1024 / 1000},
        {"Memory", c.spec.limits.memory_bytes},
        {"MemorySwap",
         c.spec.limits.memory_bytes ? c.spec.limits.memory_bytes + c.spec.limits.swap_bytes : 0},
        {"MemoryReservation", c.spec.limits.memory_reservation},
        {"NanoCpus", c.spec.limits.cpu_millis * 1'000'000},
        {"PidsLimit", c.spec.limits.processes},
        {"LogConfig",
         {{"Type", c.spec.no_log ? "none" : "json-file"},
          {"Config", c.log_options}}}};  // clients that do not find it read no logs
}

}  // namespace detail

/// All that is known of a container, in the form of Docker's API (Engine API, ContainerInspect).
inline json::value inspect(const container& c) {
    json::value arguments = detail::texts(c.spec.command);
    arguments.erase(arguments.begin());
    return {{"Id", c.id},
            {"Created", core::rfc3339_micro(c.created)},
            {"Path", c.spec.command.front()},
            {"Args", std::move(arguments)},
            {"State", detail::state_document(c)},
            {"Image", c.spec.image.id.str()},
            {"Name", '/' + c.name},
            {"RestartCount", c.status.restarts},
            {"HostConfig", detail::host_document(c)},
            {"Mounts", detail::mounts_document(c)},
            {"Config", detail::config_document(c)},
            {"NetworkSettings",
             {{"IPAddress", c.ip},
              {"MacAddress", c.places.empty() ? c.pod.network.hardware_address
                                              : c.places.front().hardware_address},
              {"Ports", detail::ports_document(c.ports)},
              {"Networks", detail::networks_document(c)}}}};
}

}  // namespace slipway::engine
