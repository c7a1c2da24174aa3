// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/split.hpp>
#include <slipway/docker_api/detail/call.hpp>
#include <slipway/docker_api/detail/container_surroundings.hpp>
#include <slipway/docker_api/detail/fields.hpp>
#include <slipway/engine/container.hpp>
#include <slipway/engine/docker_word.hpp>
#include <slipway/engine/log_words.hpp>
#include <slipway/engine/namespace_words.hpp>
#include <slipway/engine/network.hpp>
#include <slipway/engine/security_option.hpp>
#include <slipway/engine/volumes_source.hpp>
#include <slipway/oci/healthcheck.hpp>
#include <slipway/runtime/cpu_list.hpp>
#include <slipway/runtime/hardware_address.hpp>
#include <slipway/runtime/port_words.hpp>

namespace slipway::docker_api::detail {

/// Members of a request that say something, and that nothing here does: refused, so that nobody
/// relies on what is not there.
struct refused_member {
    const char* name;
    const char* harmless = "";  ///< a text that says nothing more than its absence
};
inline void refuse(const fields& of, std::initializer_list<refused_member> members) {
    for (const auto& [name, harmless] : members) {
        const json::value& v = of.at(name);
        if (of.says(name) && !(v.is_string() && v == harmless) && !(v.is_number() && v == -1))
            throw not_here(of.named(name) + " is " + v.dump().substr(0, 200) +
                           ", which containers here cannot have");
    }
}

inline void refuse_links(const fields& of) {
    if (of.says("Links"))
        throw not_here(
            of.named("Links") + " is " + of.at("Links").dump().substr(0, 200) +
            ": there are no links here; containers in one network that was made find each other by name, and by more names that they are given in it (aliases)");
}
/// Limits, of a container that is made or of one that is changed, which nobody here keeps.
inline void refuse_limits(const fields& of) {
    refuse(of, {{"BlkioWeight"},
                {"BlkioWeightDevice"},
                {"BlkioDeviceReadBps"},
                {"BlkioDeviceWriteBps"},
                {"BlkioDeviceReadIOps"},
                {"BlkioDeviceWriteIOps"},
                {"MemorySwappiness"},
                {"CpuRealtimePeriod"},
                {"CpuRealtimeRuntime"},
                {"OomKillDisable"}});
}
/// `HostConfig.RestartPolicy`.
inline void add_restart_policy(runtime::upkeep& to, const fields& policy) {
    const std::string name = policy.text("Name");
    if (const auto known = engine::restart_policy_named(name.empty() ? "no" : name))
        to.restart = *known;
    else
        throw bad_parameter(
            "'" + name + "' is no restart policy; no, on-failure, always and unless-stopped are");
    const auto most = policy.number("MaximumRetryCount");
    if (most < 0 || most > INT32_MAX)
        throw bad_parameter("the maximum retry count is " + std::to_string(most) +
                            "; it is from 0 to " + std::to_string(INT32_MAX));
    if (most > 0 && to.restart != runtime::restart_policy::on_failure)
        throw bad_parameter("a maximum retry count goes with the restart policy on-failure alone");
    to.most_restarts = static_cast<std::uint32_t>(most);
}
/// `Healthcheck`.
inline oci::healthcheck health_of(const json::value& v) {
    if (v.is_null()) return {};
    oci::healthcheck made;
    try {
        made = oci::healthcheck_from(v, "Healthcheck");
    } catch (const status_error& e) {
        throw bad_parameter(e.message());
    }
    const std::string how = made.test.empty() ? "" : made.test.front();
    const bool runs = how == "CMD" || how == "CMD-SHELL";
    if ((!runs && !how.empty() && how != "NONE") || (runs && made.test.size() < 2))
        throw bad_parameter("Healthcheck.Test begins with '" + how.substr(0, 64) +
                            "'; it is NONE, or CMD or CMD-SHELL and what is to be run");
    return made;
}

/// Members of `HostConfig` that go with a container's limits.
inline runtime::limits limits_of(const fields& host) {
    runtime::limits made;
    const auto positive = [&](const char* name) {
        return static_cast<std::uint64_t>(std::max<std::int64_t>(host.number(name), 0));
    };
    made.memory_bytes = positive("Memory");
    made.memory_reservation = positive("MemoryReservation");
    if (const auto both = positive("MemorySwap"); both > 0) {
        if (made.memory_bytes == 0 || both < made.memory_bytes)
            throw bad_parameter("MemorySwap is " + std::to_string(both) +
                                "; it is memory and swap together, and so not less than Memory");
        made.swap_bytes = both - made.memory_bytes;
    }
    made.cpu_millis = positive("NanoCpus") / 1'000'000;
    if (const auto quota = positive("CpuQuota"); quota > 0)
        made.cpu_millis = quota * 1000 / (positive("CpuPeriod") ? positive("CpuPeriod") : 100'000);
    made.cpu_shares = positive("CpuShares") * 1000 / 1024;
    made.processes = positive("PidsLimit");
    made.cpus = host.text("CpusetCpus");
    made.memory_nodes = host.text("CpusetMems");
    in_words_of_a_client([&] {
        return runtime::check_list(made.cpus, runtime::listed_cpus),
               runtime::check_list(made.memory_nodes, runtime::listed_nodes), true;
    });
    return made;
}

/// `SOURCE:TARGET[:OPTIONS]`.
inline engine::volume bind_of(const std::string& text) {
    const auto first = text.find(':');
    if (first == text.npos || first == 0)
        throw bad_parameter("'" + text + "' is no bind: it is SOURCE:TARGET[:OPTIONS]");
    engine::volume made{text.substr(0, first), text.substr(first + 1)};
    const auto second = made.target.find(':');
    if (second == made.target.npos) return made;
    const std::string options = made.target.substr(second + 1);
    made.target.resize(second);
    for (const std::string& one : core::split(options)) {
        if (one == "ro") made.read_only = true;
        else if (one == "nocopy") made.no_copy = true;
        else if (one != "rw" && one != "z" && one != "Z" && one != "rprivate" && one != "private" &&
                 one != "consistent" && one != "cached" && one != "delegated")
            throw not_here("'" + one + "' of the bind '" + text + "' cannot be done here");
    }
    return made;
}
inline void add_volumes(engine::container_options& to, const fields& config, const fields& host) {
    for (const std::string& one : host.texts("Binds")) to.volumes.push_back(bind_of(one));
    if (const json::value& all = host.at("Mounts"); all.is_array())
        for (const json::value& each : all) {
            const fields mount(each, "HostConfig.Mounts");
            const std::string type = mount.text("Type");
            if (type == "tmpfs") {
                to.tmpfs.push_back(tmpfs_of(mount));
                continue;
            }
            if (type != "bind" && type != "volume")
                throw not_here("a mount of the type '" + type +
                               "' cannot be had here; bind, volume and tmpfs can");
            const fields options = mount.object("VolumeOptions");
            if (options.says("DriverConfig")) throw not_here("volumes have no drivers here");
            engine::volume made{mount.text("Source"), mount.text("Target"), mount.flag("ReadOnly"),
                                options.flag("NoCopy")};
            if (type == "bind" && !made.source.starts_with('/'))
                throw bad_parameter("'" + made.source + "' is no absolute path of this machine");
            to.volumes.push_back(std::move(made));
        }
    if (const json::value& all = config.at("Volumes"); all.is_object())
        for (const auto& [target, nothing] : all.items()) {
            const auto is_there = [at = target](const auto& one) { return one.target == at; };
            const bool taken = std::any_of(to.volumes.begin(), to.volumes.end(), is_there) ||
                               std::any_of(to.tmpfs.begin(), to.tmpfs.end(), is_there);
            if (!taken)
                to.volumes.push_back(
                    {.source = {}, .target = target});  // what is bound there is what was asked for
        }
}

/// `80/tcp`.
inline runtime::published_port inner_port(const std::string& text) {
    if (text.ends_with("/sctp"))
        throw not_here("'" + text + "' cannot be published: only TCP and UDP ports can here");
    const auto made = runtime::port_named(text);
    if (!made) throw bad_parameter("'" + text + "' is no port");
    return *made;
}
inline void add_ports(engine::container_options& to, const fields& host) {
    const json::value& all = host.at("PortBindings");
    if (!all.is_object()) return;
    for (const auto& [inner, bindings] : all.items()) {
        if (!bindings.is_array()) continue;
        for (const json::value& each : bindings) {
            const fields binding(each, "HostConfig.PortBindings");
            runtime::published_port made = inner_port(inner);
            if (binding.says("HostIp")) made.host_address = binding.text("HostIp");
            if (const std::string port = binding.text("HostPort"); !port.empty()) {
                const auto number = number_in<std::uint16_t>(port);
                if (!number) throw bad_parameter("'" + port + "' is no port of this machine");
                made.host_port = *number;
            }
            to.ports.push_back(std::move(made));
        }
    }
}
inline void publish_exposed(engine::container_options& to, const fields& config) {
    if (const json::value& all = config.at("ExposedPorts"); all.is_object())
        for (const auto& [inner, nothing] : all.items()) to.ports.push_back(inner_port(inner));
}

/// `NAME=VALUE`; a name alone has nothing here that it could stand for.
inline std::vector<std::pair<std::string, std::string>> variables_of(
    const std::vector<std::string>& lines) {
    std::vector<std::pair<std::string, std::string>> made;
    for (const std::string& line : lines) {
        const auto equals = line.find('=');
        if (equals == 0) throw bad_parameter("'" + line + "' is no variable: it is NAME=VALUE");
        if (equals != line.npos) made.emplace_back(line.substr(0, equals), line.substr(equals + 1));
    }
    return made;
}

inline std::string checked_link_address(const std::string& text) {
    if (!text.empty()) in_words_of_a_client([&] { return runtime::hardware_address_named(text); });
    return text;
}
/// How a container is to be in a network, of `EndpointConfig`.
inline engine::network_endpoint endpoint_of(const std::string& network, const fields& endpoint) {
    refuse_links(endpoint);
    refuse(endpoint, {{"DriverOpts"}, {"GwPriority"}});
    const fields addresses = endpoint.object("IPAMConfig");
    if (addresses.says("IPv6Address") || addresses.says("LinkLocalIPs"))
        throw not_here("containers have IPv4 addresses of their networks here, and no others");
    return {network, endpoint.texts("Aliases"), addresses.text("IPv4Address"),
            checked_link_address(endpoint.text("MacAddress"))};
}
/// `HostConfig.NetworkMode`, and the networks of `NetworkingConfig`: the mode names the first of
/// them. The others come in the order of their names, as an object has no other.
inline void add_network(engine::container_options& to, const fields& host,
                        const fields& networking) {
    std::string mode = host.text("NetworkMode");
    if (in_words_of_a_client([&] { return engine::set_network_of(to, mode); })) return;
    const json::value& all = networking.at("EndpointsConfig");
    if (!all.is_null() && !all.is_object())
        throw bad_parameter("NetworkingConfig.EndpointsConfig must be an object");
    std::vector<engine::network_endpoint> endpoints;
    if (all.is_object())
        for (const auto& [name, config] : all.items())
            endpoints.push_back(endpoint_of(name == "default" ? "bridge" : name,
                                            fields(config, "NetworkingConfig.EndpointsConfig")));
    if (mode == "default" || mode.empty())
        mode = endpoints.empty() ? "bridge" : endpoints.front().network;
    for (engine::network_endpoint& each : endpoints) {
        if (each.network != mode) {
            to.more_networks.push_back(std::move(each));
        } else {
            to.network_aliases = std::move(each.aliases);
            to.ip = std::move(each.ip);
            to.hardware_address = std::move(each.hardware_address);
        }
    }
    to.host_network = mode == "host";
    to.no_network = mode == "none";
    if (to.host_network || to.no_network) to.ports.clear();
    if (!engine::is_predefined_network(mode)) to.network = mode;
}

inline void add_host_config(engine::container_options& to, const fields& config,
                            const fields& host) {
    refuse(host, {{"CgroupnsMode", "private"},
                  {"Cgroup"},
                  {"CgroupParent"},
                  {"DeviceRequests"},
                  {"DeviceCgroupRules"},
                  {"StorageOpt"},
                  {"Isolation", "default"},
                  {"VolumeDriver"},
                  {"Runtime", "runc"}});
    refuse_links(host);
    refuse_limits(host);
    add_restart_policy(to.upkeep, host.object("RestartPolicy"));
    const fields log = host.object("LogConfig");
    in_words_of_a_client([&] {
        engine::set_log(to, log.text("Type"), log.map("Config"));
        engine::set_pid_mode(to, host.text("PidMode"));
        engine::set_ipc_mode(to, host.text("IpcMode"));
        engine::set_uts_mode(to, host.text("UTSMode"));
        engine::check_users_mode(host.text("UsernsMode"));
        for (const std::string& one : host.texts("VolumesFrom"))
            to.volumes_from.push_back(engine::volumes_source_named(one));
        return true;
    });
    to.limits = limits_of(host);
    add_volumes(to, config, host);
    add_ports(to, host);
    if ((to.publish_exposed = host.flag("PublishAllPorts"))) publish_exposed(to, config);
    add_surroundings(to, host);
    add_name_resolution(to, host);
    to.add_capabilities = host.texts("CapAdd");
    to.drop_capabilities = host.texts("CapDrop");
    to.read_only = host.flag("ReadonlyRootfs");
    to.privileged = host.flag("Privileged");
    to.init = host.flag("Init");
    to.remove_when_ended = host.flag("AutoRemove");
    if (to.remove_when_ended && to.upkeep.restart != runtime::restart_policy::no)
        throw bad_parameter("what is to be removed when it has ended cannot be started again then");
    for (const std::string& one : host.texts("SecurityOpt")) engine::add_security_option(to, one);
}

/// What `POST /containers/create` asks for. Throws `status_error`: bad_request for what is
/// malformed; 501 for what cannot be had here.
inline engine::container_options container_options_of(const json::value& request) {
    const fields config(request);
    refuse(config, {{"NetworkDisabled"}});
    engine::container_options made;
    made.upkeep.health = health_of(config.at("Healthcheck"));
    made.command = config.texts("Cmd");
    if (config.has("Entrypoint")) {
        made.entrypoint = config.texts("Entrypoint");
        if (made.entrypoint->size() == 1 && made.entrypoint->front().empty())
            made.entrypoint->clear();
    }
    made.env = variables_of(config.texts("Env"));
    made.working_dir = config.text("WorkingDir");
    made.user = config.text("User");
    made.hostname = config.text("Hostname");
    made.domain_name = config.text("Domainname");
    made.labels = config.map("Labels");
    made.terminal = config.flag("Tty");
    made.input = config.flag("OpenStdin");
    made.stop_signal = config.text("StopSignal");
    if (config.has("StopTimeout"))
        made.stop_grace = std::chrono::seconds(
            std::clamp<std::int64_t>(config.number("StopTimeout"), 0, 1'000'000));
    add_host_config(made, config, config.object("HostConfig"));
    add_network(made, config.object("HostConfig"), config.object("NetworkingConfig"));
    if (made.hardware_address.empty())
        made.hardware_address =
            checked_link_address(config.text("MacAddress"));  // as it was said before version 1.44
    if (made.host_network) made.hostname.clear();
    return made;
}

}  // namespace slipway::docker_api::detail
