// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <slipway/core/status.hpp>
#include <slipway/json/value.hpp>
#include <slipway/runtime/types.hpp>
#include <slipway/runtime/upkeep.hpp>

namespace slipway::runtime {

namespace detail {

/// The members of what stands in documents, each with its name: `f(name, member)`.
template <class F>
void members(F& f, published_port& v) {
    f("hostAddress", v.host_address), f("hostPort", v.host_port), f("port", v.port),
        f("protocol", v.protocol);
}
template <class F>
void members(F& f, network_spec& v) {
    f("directory", v.directory), f("name", v.name), f("bridge", v.bridge), f("subnet", v.subnet),
        f("gateway", v.gateway);
    f("internal", v.internal), f("names", v.names), f("range", v.range), f("ip", v.ip),
        f("id", v.id), f("hardwareAddress", v.hardware_address);
}
template <class F>
void members(F& f, namespace_choice& v) {
    f("whose", v.whose), f("key", v.key), f("process", v.process), f("since", v.since);
}
template <class F>
void members(F& f, sandbox_spec& v) {
    f("hostname", v.hostname), f("hosts", v.hosts), f("nameServers", v.name_servers),
        f("searchDomains", v.search_domains);
    f("hostNetwork", v.host_network), f("ownUsers", v.own_users), f("ports", v.ports);
    f("noWayOut", v.no_way_out), f("noNetwork", v.no_network), f("network", v.network);
    f("moreNetworks", v.more_networks), f("resolverOptions", v.resolver_options),
        f("sysctls", v.sysctls);
    f("ipc", v.ipc), f("uts", v.uts), f("networkOf", v.network_of), f("imageHosts", v.image_hosts),
        f("domainName", v.domain_name);
}
template <class F>
void members(F& f, network_place& v) {
    f("network", v.network), f("ip", v.ip), f("link", v.link),
        f("hardwareAddress", v.hardware_address);
}
template <class F>
void members(F& f, sandbox_status& v) {
    f("key", v.key), f("ip", v.ip), f("hostname", v.hostname), f("created", v.created),
        f("ports", v.ports), f("places", v.places);
}
template <class F>
void members(F& f, mount& v) {
    f("source", v.source), f("target", v.target), f("readOnly", v.read_only);
}
template <class F>
void members(F& f, tmpfs& v) {
    f("target", v.target), f("bytes", v.bytes), f("mode", v.mode), f("uid", v.uid), f("gid", v.gid);
    f("readOnly", v.read_only), f("exec", v.exec), f("suid", v.suid), f("dev", v.dev);
}
template <class F>
void members(F& f, device& v) {
    f("source", v.source), f("target", v.target);
}
template <class F>
void members(F& f, ulimit& v) {
    f("name", v.name), f("soft", v.soft), f("hard", v.hard);
}
template <class F>
void members(F& f, limits& v) {
    f("memoryBytes", v.memory_bytes), f("cpuMillis", v.cpu_millis), f("cpuShares", v.cpu_shares),
        f("processes", v.processes);
    f("memoryReservation", v.memory_reservation), f("swapBytes", v.swap_bytes);
    f("cpus", v.cpus), f("memoryNodes", v.memory_nodes);
}
template <class F>
void members(F& f, image& v) {
    f("id", v.id), f("manifest", v.manifest), f("reference", v.reference), f("config", v.config),
        f("layers", v.layers), f("size", v.size);
}
template <class F>
void members(F& f, container_spec& v) {
    f("name", v.name), f("image", v.image), f("command", v.command), f("env", v.env),
        f("workingDir", v.working_dir), f("user", v.user);
    f("mounts", v.mounts), f("limits", v.limits), f("addCapabilities", v.add_capabilities),
        f("dropCapabilities", v.drop_capabilities);
    f("readOnlyRoot", v.read_only_root), f("privileged", v.privileged),
        f("mayGainPrivileges", v.may_gain_privileges);
    f("seccomp", v.seccomp), f("hasInput", v.has_input), f("terminal", v.terminal),
        f("writable", v.writable), f("init", v.init);
    f("tmpfs", v.tmpfs), f("shmBytes", v.shm_bytes), f("devices", v.devices),
        f("ulimits", v.ulimits), f("groups", v.groups);
    f("oomScoreAdj", v.oom_score_adj), f("log", v.log), f("logBytes", v.log_bytes),
        f("noLog", v.no_log);
    f("pid", v.pid), f("noSharedMemory", v.no_shared_memory), f("umask", v.umask);
    f("timeZone", v.time_zone);
}
template <class F>
void members(F& f, container_status& v) {
    f("key", v.key), f("sandbox", v.sandbox), f("name", v.name), f("state", v.state),
        f("pid", v.pid), f("exitCode", v.exit_code);
    f("signal", v.signal), f("oomKilled", v.oom_killed), f("message", v.message),
        f("created", v.created), f("started", v.started);
    f("finished", v.finished), f("paused", v.paused), f("restarts", v.restarts),
        f("restarting", v.restarting), f("health", v.health);
}
template <class F>
void members(F& f, exec_spec& v) {
    f("command", v.command), f("env", v.env), f("workingDir", v.working_dir), f("user", v.user),
        f("terminal", v.terminal);
}
template <class F>
void members(F& f, exec_result& v) {
    f("exitCode", v.exit_code), f("out", v.out), f("err", v.err), f("timedOut", v.timed_out);
}
template <class F>
void members(F& f, log_entry& v) {
    f("time", v.time), f("stream", v.stream), f("partial", v.partial), f("text", v.text);
}
template <class F>
void members(F& f, log_page& v) {
    f("entries", v.entries), f("next", v.next);
}
template <class F>
void members(F& f, container_usage& v) {
    f("time", v.time), f("cpu", v.cpu), f("memoryBytes", v.memory_bytes),
        f("processes", v.processes), f("oomKills", v.oom_kills);
}
template <class F>
void members(F& f, event& v) {
    f("kind", v.kind), f("container", v.container), f("sandbox", v.sandbox),
        f("exitCode", v.exit_code), f("health", v.health);
}
template <class F>
void members(F& f, upkeep& v) {
    f("restart", v.restart), f("mostRestarts", v.most_restarts), f("health", v.health),
        f("result", v.result), f("runTime", v.run_time);
}
template <class F>
void members(F& f, probe_result& v) {
    f("start", v.start), f("end", v.end), f("exitCode", v.exit_code), f("output", v.output);
}
template <class F>
void members(F& f, health_report& v) {
    f("status", v.status), f("failing", v.failing), f("results", v.results);
}
template <class F>
void members(F& f, ended_container& v) {
    f("status", v.status), f("health", v.health);
}
template <class F>
void members(F& f, runtime_info& v) {
    f("name", v.name), f("enforces", v.enforces), f("lacks", v.lacks),
        f("nodeAddress", v.node_address);
    f("serviceNetwork", v.service_network), f("pretends", v.pretends);
}

struct any_member {
    template <class T>
    void operator()(const char*, T&) const {}
};
template <class T>
concept has_members = requires(any_member f, T& v) { detail::members(f, v); };

/// Containers write what they want to: bytes stand as characters of the same number.
inline std::string widened(const std::string& bytes) {
    std::string made;
    for (const char c : bytes) {
        const auto n = static_cast<unsigned char>(c);
        if (n >= 0x80)
            made += static_cast<char>(0xc0 | n >> 6), made += static_cast<char>(0x80 | (n & 0x3f));
        else made += c;
    }
    return made;
}
inline std::string narrowed(const std::string& text) {
    std::string made;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto n = static_cast<unsigned char>(text[i]);
        if (n >= 0x80 && i + 1 < text.size())
            made +=
                static_cast<char>((n & 3) << 6 | (static_cast<unsigned char>(text[++i]) & 0x3f));
        else made += text[i];
    }
    return made;
}

template <has_members T>
json::value to_document(const T& v);
inline json::value to_document(const std::string& v) { return widened(v); }
inline json::value to_document(const std::filesystem::path& v) { return widened(v.string()); }
inline json::value to_document(const oci::digest& v) { return v.str(); }
inline json::value to_document(const oci::reference& v) {
    return v.path().empty() ? std::string() : v.str();
}
inline json::value to_document(const oci::image_config& v) { return oci::write(v); }
inline json::value to_document(const oci::healthcheck& v) { return oci::to_json(v); }
inline json::value to_document(const wall_time& v) { return v.time_since_epoch().count(); }
inline json::value to_document(const std::chrono::nanoseconds& v) { return v.count(); }
template <class T>
    requires std::is_arithmetic_v<T>
json::value to_document(T v) {
    return v;
}
template <class T>
    requires std::is_enum_v<T>
json::value to_document(T v) {
    return static_cast<int>(v);
}
inline json::value to_document(const std::pair<std::string, std::string>& v) {
    return json::value::array({widened(v.first), widened(v.second)});
}
template <class T>
json::value to_document(const std::vector<T>& v) {
    json::value made = json::value::array();
    for (const T& each : v) made.push_back(to_document(each));
    return made;
}
template <has_members T>
json::value to_document(const T& v) {
    json::value made = json::value::object();
    auto put = [&made](const char* name, const auto& member) { made[name] = to_document(member); };
    T copy = v;
    members(put, copy);
    return made;
}

template <has_members T>
void from_document(const json::value& d, T& v);
inline void from_document(const json::value& d, std::string& v) {
    v = narrowed(d.get_ref<const std::string&>());
}
inline void from_document(const json::value& d, std::filesystem::path& v) {
    v = narrowed(d.get_ref<const std::string&>());
}
inline void from_document(const json::value& d, oci::digest& v) {
    if (const auto& text = d.get_ref<const std::string&>(); !text.empty())
        v = oci::digest::parse(text);
}
inline void from_document(const json::value& d, oci::reference& v) {
    if (const auto& text = d.get_ref<const std::string&>(); !text.empty())
        v = oci::reference::parse(text);
}
inline void from_document(const json::value& d, oci::image_config& v) {
    v = oci::parse_image_config(d.get_ref<const std::string&>());
}
inline void from_document(const json::value& d, oci::healthcheck& v) {
    v = oci::healthcheck_from(d, "health");
}
inline void from_document(const json::value& d, wall_time& v) {
    v = wall_time(wall_time::duration(d.get<std::int64_t>()));
}
inline void from_document(const json::value& d, std::chrono::nanoseconds& v) {
    v = std::chrono::nanoseconds(d.get<std::int64_t>());
}
template <class T>
    requires std::is_arithmetic_v<T>
void from_document(const json::value& d, T& v) {
    v = d.get<T>();
}
template <class T>
    requires std::is_enum_v<T>
void from_document(const json::value& d, T& v) {
    v = static_cast<T>(d.get<int>());
}
inline void from_document(const json::value& d, std::pair<std::string, std::string>& v) {
    from_document(d.at(0), v.first);
    from_document(d.at(1), v.second);
}
template <class T>
void from_document(const json::value& d, std::vector<T>& v) {
    v.clear();
    for (const auto& each : d) from_document(each, v.emplace_back());
}
template <has_members T>
void from_document(const json::value& d, T& v) {
    auto take = [&d](const char* name, auto& member) {
        if (const auto at = d.find(name); at != d.end()) from_document(*at, member);
    };
    members(take, v);
}

}  // namespace detail

/// A document of one of the types of `runtime/types.hpp`, for files and between processes. `read`
/// is its inverse.
template <class T>
json::value document(const T& v) {
    return detail::to_document(v);
}

/// Reads what `document` has made; what is not there keeps its standard value. Throws
/// `status_error` (bad_request) where something else stands in it.
template <class T>
T read(const json::value& d) {
    try {
        T made{};
        detail::from_document(d, made);
        return made;
    } catch (const json::value::exception& e) {
        throw status_error(core::reason::bad_request,
                           std::string("a document of the runtime is malformed: ") + e.what());
    }
}

}  // namespace slipway::runtime
