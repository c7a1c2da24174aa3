// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

#include <slipway/core/clock.hpp>
#include <slipway/engine/container.hpp>
#include <slipway/engine/detail/container_files.hpp>
#include <slipway/engine/detail/made_up_name.hpp>
#include <slipway/engine/detail/network_files.hpp>
#include <slipway/engine/detail/volume_files.hpp>
#include <slipway/core/owned_fd.hpp>
#include <slipway/runtime/command_line.hpp>
#include <slipway/runtime/hardware_address.hpp>
#include <slipway/runtime/network.hpp>
#include <slipway/runtime/port_words.hpp>
#include <slipway/runtime/stop_signal.hpp>
#include <slipway/runtime/time_zone.hpp>

namespace slipway::engine::detail {

/// A variable that is set already is set anew.
inline void set_variable(std::vector<std::pair<std::string, std::string>>& env,
                         const std::pair<std::string, std::string>& one) {
    const auto known = std::find_if(env.begin(), env.end(),
                                    [&](const auto& each) { return each.first == one.first; });
    if (known == env.end()) env.push_back(one);
    else known->second = one.second;
}

inline std::vector<std::pair<std::string, std::string>> environment_of(
    const runtime::image& image, const container_options& o, const std::string& hostname) {
    std::vector<std::pair<std::string, std::string>> made{
        {"PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}};
    if (!o.host_network) made.emplace_back("HOSTNAME", hostname);
    if (o.terminal) made.emplace_back("TERM", "xterm");
    for (const auto& one : runtime::variables_of(image.config)) set_variable(made, one);
    const auto is_unset = [&](const auto& each) {
        return o.unset_all_env ||
               std::find(o.unset_env.begin(), o.unset_env.end(), each.first) != o.unset_env.end();
    };
    std::erase_if(made, is_unset);
    for (const auto& one : o.env) set_variable(made, one);
    return made;
}

inline bool is_named(const volume& v) { return !v.source.starts_with('/'); }
/// The volumes of an image that nothing else is mounted at get one that nobody has named (OCI image
/// spec, config, "Volumes"); those and others without a name get one.
inline void add_image_volumes(container_options& to, const oci::image_config& of,
                              core::random_source& random) {
    const auto at = [](const std::string& target) {
        return ("/" / std::filesystem::path(target) / "").lexically_normal();
    };
    for (const std::string& each : of.volumes) {
        const auto place = at(each);
        const auto is_there = [&](const auto& one) { return at(one.target) == place; };
        const bool taken = std::any_of(to.volumes.begin(), to.volumes.end(), is_there) ||
                           std::any_of(to.tmpfs.begin(), to.tmpfs.end(), is_there);
        if (!taken && place != "/")
            to.volumes.push_back({.source = {}, .target = place.parent_path().string()});
    }
    for (volume& v : to.volumes)
        if (v.source.empty()) v.source = made_up_id(random);
}
/// Makes those that are not there; `fresh` gets those that nobody has named. In
/// `volume_files::hold`.
inline void make_volumes(const volume_files& all, const container_files& files,
                         const container_options& o, const container_record& r,
                         std::vector<std::filesystem::path>& fresh) {
    const build_view image(r.spec.image.layers);
    for (const volume& v : o.volumes) {
        if (!is_named(v)) continue;
        const auto place = files.volume(v.source);
        if (std::filesystem::create_directory(place) && is_nameless_volume(v.source))
            fresh.push_back(place);
        if (!v.no_copy) all.fill(place, image, v.target, files.place(r.id));
    }
}

inline runtime::mount mount_of(const container_files& files, const volume& v) {
    if (!v.target.starts_with('/'))
        throw status_error(
            core::reason::invalid,
            "\"" + v.target +
                "\" is no place for a volume: it must be an absolute path in the container");
    if (is_named(v)) return {files.volume(v.source), v.target, v.read_only};
    if (v.no_copy)
        throw status_error(
            core::reason::invalid,
            v.source +
                " is a path of this machine: nothing is copied into it, and nocopy goes with volumes alone");
    std::error_code error;
    if (!std::filesystem::exists(v.source, error))
        throw status_error(core::reason::not_found,
                           "there is no " + v.source + " on this machine to mount at " + v.target);
    return {v.source, v.target, v.read_only};
}

inline runtime::container_spec spec_of(const container_files& files, const runtime::image& image,
                                       const container_options& o, const container_record& r) {
    runtime::container_spec made;
    made.name = r.name;
    made.image = image;
    oci::image_config run = image.config;
    if (o.entrypoint) {  // then the image's arguments do not fit either
        run.entrypoint = *o.entrypoint;
        run.cmd.clear();
    }
    made.command = runtime::command_line(run, {}, o.command);
    made.env = environment_of(image, o, r.pod.hostname);
    made.working_dir = o.working_dir.empty() ? image.config.working_dir : o.working_dir;
    made.user = o.user.empty() ? image.config.user : o.user;
    for (const volume& v : o.volumes) made.mounts.push_back(mount_of(files, v));
    made.tmpfs = o.tmpfs;
    made.shm_bytes = o.shm_bytes;
    made.devices = o.devices;
    made.ulimits = o.ulimits;
    made.groups = o.groups;
    made.oom_score_adj = o.oom_score_adj;
    made.umask = o.umask;
    if (!o.time_zone.empty())
        runtime::time_zone_file(o.time_zone);  // now, and not when it is started
    made.time_zone = o.time_zone;
    made.pid = o.pid;
    made.no_shared_memory = o.no_shared_memory;
    made.no_log = o.no_log;
    made.log_bytes = o.log_bytes;
    made.limits = o.limits;
    made.add_capabilities = o.add_capabilities;
    made.drop_capabilities = o.drop_capabilities;
    made.read_only_root = o.read_only;
    made.privileged = o.privileged;
    made.may_gain_privileges =
        !o.no_new_privileges;  // as with Docker: the setuid programs of images work unless told
    made.seccomp = o.seccomp;
    made.has_input = o.input && !o.terminal;
    made.terminal = o.terminal;
    made.writable = files.place(r.id) / "layer";
    made.init = o.init;
    made.log = files.place(r.id) / "log";
    if (!o.stop_signal.empty()) made.image.config.stop_signal = o.stop_signal;
    return made;
}

/// What is asked for, and otherwise what the image says.
inline runtime::upkeep upkeep_of(const runtime::image& image, const container_options& o) {
    runtime::upkeep made = o.upkeep;
    const oci::healthcheck of_image = image.config.health.value_or(oci::healthcheck());
    oci::healthcheck& h = made.health;
    if (h.test.empty()) h.test = of_image.test;
    for (auto member : {&oci::healthcheck::interval, &oci::healthcheck::timeout,
                        &oci::healthcheck::start_period, &oci::healthcheck::start_interval})
        if ((h.*member).count() == 0) h.*member = of_image.*member;
    if (h.retries == 0) h.retries = of_image.retries;
    if (h.test.empty() || h.test.front() == "NONE") h = {};
    return made;
}

/// Its name, its aliases, and the beginning of its id, which is its host name unless it has another
/// one.
inline std::vector<std::string> names_in_network(const container_record& r,
                                                 const std::vector<std::string>& aliases) {
    std::vector<std::string> made{r.name};
    const auto add = [&](const std::string& name) {
        if (std::find(made.begin(), made.end(), name) == made.end()) made.push_back(name);
    };
    for (const std::string& alias : aliases) {
        check_alias(alias);
        add(alias);
    }
    add(r.id.substr(0, 12));
    add(r.pod.hostname);
    return made;
}
/// Throws `status_error` (invalid) for what no container can have as its own in that network.
inline void check_address(const std::string& ip, const named_network& in) {
    const auto subnet = runtime::ipv4_network::parse(in.subnet);
    const std::uint32_t number = runtime::ipv4_number(ip);
    const auto refuse = [&](const std::string& why) {
        return status_error(core::reason::invalid, "a container cannot have the address " + ip +
                                                       " in the network " + in.name + ": " + why);
    };
    if (!subnet.contains(number)) throw refuse("its addresses are those of " + in.subnet);
    if (number == subnet.address || number == subnet.last()) throw refuse("it is for all of them");
    if (ip == in.gateway) throw refuse("this machine has it");
}
/// That which is asked for, as it is written here. Throws `status_error` (invalid).
inline std::string link_address(const network_endpoint& e) {
    return e.hardware_address.empty()
               ? ""
               : runtime::hardware_text(runtime::hardware_address_named(e.hardware_address));
}
/// How it is to be in that network. Throws `status_error`: not_found; invalid for names and
/// addresses that cannot be.
inline runtime::network_spec endpoint_of(const container_record& r, const network_files& networks,
                                         const network_endpoint& e) {
    if (e.network.empty() || e.network == "bridge" || e.network == "default") {
        if (!e.aliases.empty())
            throw status_error(core::reason::invalid,
                               "only a container in a network of one's own has other names in it");
        if (!e.ip.empty())
            throw status_error(
                core::reason::invalid,
                "only in a network of one's own a container has an address that is named: " + e.ip +
                    " cannot be had in the network bridge");
        return {.hardware_address = link_address(e)};
    }
    if (is_predefined_network(e.network))
        throw status_error(
            core::reason::invalid,
            "a container that is in other networks cannot be in the network " + e.network);
    const named_network in = networks.get(e.network);
    if (!e.ip.empty()) check_address(e.ip, in);
    runtime::network_spec made = networks.spec(in, names_in_network(r, e.aliases));
    made.ip = e.ip;
    made.hardware_address = link_address(e);
    return made;
}
/// The id of one that it was put into in former days stands in its record alone.
inline void put_into(container_record& r, std::vector<runtime::network_spec> networks) {
    for (runtime::network_spec& each : networks)
        if (each.id.empty() && !each.directory.empty()) each.id = r.network_id;
    runtime::put_into(r.pod, networks);
    r.network_id = r.pod.network.id;
}
inline void add_network(const container_record& r, std::vector<runtime::network_spec>& to,
                        runtime::network_spec one) {
    const auto same = [&](const runtime::network_spec& n) { return n.directory == one.directory; };
    if (std::any_of(to.begin(), to.end(), same))
        throw status_error(core::reason::already_exists,
                           "container " + r.name + " is in the network " +
                               (one.directory.empty() ? "bridge" : one.name) + " already");
    to.push_back(std::move(one));
}
/// Those that a new container is to be in. Throws `status_error`: not_found; already_exists for one
/// that is named twice; invalid.
inline void join_networks(container_record& r, const network_files& networks,
                          const container_options& o) {
    const bool named = !o.network.empty() || !o.more_networks.empty();
    const bool in_none = r.pod.no_network || !runtime::has_own_network(r.pod);
    if (in_none && !o.hardware_address.empty())
        throw status_error(
            core::reason::invalid,
            "a container in the network of this machine or of another container, or in none, has no link of its own: it cannot have the address " +
                o.hardware_address.substr(0, 64));
    if (in_none && named)
        throw status_error(
            core::reason::invalid,
            "a container in the network of this machine or of another container, or in none, is in no other one");
    std::vector<runtime::network_spec> all{
        endpoint_of(r, networks, {o.network, o.network_aliases, o.ip, o.hardware_address})};
    if (in_none) return;
    for (const network_endpoint& each : o.more_networks)
        add_network(r, all, endpoint_of(r, networks, each));
    put_into(r, all);
}

/// Those that are asked for, and with `publish_exposed` those that the image names beside them.
inline std::vector<runtime::published_port> ports_of(const runtime::image& image,
                                                     const container_options& o) {
    std::vector<runtime::published_port> made = o.ports;
    if (!o.publish_exposed || o.host_network || o.no_network ||
        o.network_of.whose != runtime::namespace_choice::own)
        return made;
    for (const std::string& text : image.config.exposed_ports) {
        const auto one = runtime::port_named(text);
        const auto same = [&](const runtime::published_port& p) {
            return p.port == one->port && p.protocol == one->protocol;
        };
        if (one && std::none_of(made.begin(), made.end(), same)) made.push_back(*one);
    }
    return made;
}

/// The name that a container has which has not one of its own.
inline std::string name_of_this_machine() {
    char name[256] = {};
    if (::gethostname(name, sizeof name - 1) != 0)
        core::fail_with_errno("this machine has no name");
    return name;
}
/// Throws `status_error` (invalid) for names that it cannot have, and that do not go together.
inline void check_names(const container_options& o) {
    const auto refuse = [](const std::string& why) {
        return status_error(core::reason::invalid, why);
    };
    if (o.image_hosts && !o.hosts.empty())
        throw refuse("the /etc/hosts of the image is left alone, and so has no line for " +
                     o.hosts.front().second);
    if (o.domain_name.empty()) return;
    const auto fits = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '.' || c == '_';
    };
    if (o.domain_name.size() > 64 || !std::all_of(o.domain_name.begin(), o.domain_name.end(), fits))
        throw refuse(
            '"' + o.domain_name.substr(0, 128) +
            "\" cannot be a domain name: it has up to 64 letters, digits, '-', '.' and '_'");
    if (o.host_network || o.uts.whose != runtime::namespace_choice::own)
        throw refuse(
            "a container that has no host name of its own has no domain name of its own either");
}
inline container_record record_of(const container_files& files, const std::string& id,
                                  const runtime::image& image, const std::string& image_name,
                                  const container_options& o) {
    container_record made;
    made.id = id;
    made.name = o.name;
    made.image_name = image_name;
    made.labels = image.config.labels;
    for (const auto& [key, value] : o.labels) made.labels[key] = value;
    made.remove_when_ended = o.remove_when_ended;
    made.shareable_ipc = o.shareable_ipc;
    made.log_options = o.log_options;
    made.stop_grace = o.stop_grace;
    made.created = core::wall_now();
    check_names(o);
    made.pod = {.hostname = o.hostname.empty() ? id.substr(0, 12) : o.hostname,
                .hosts = o.hosts,
                .name_servers = o.name_servers,
                .search_domains = o.search_domains,
                .host_network = o.host_network,
                .ports = ports_of(image, o),
                .no_network = o.no_network,
                .resolver_options = o.resolver_options,
                .sysctls = o.sysctls,
                .ipc = o.ipc,
                .uts = o.uts,
                .network_of = o.network_of,
                .image_hosts = o.image_hosts,
                .domain_name = o.domain_name};
    if (o.uts.whose == runtime::namespace_choice::machine)
        made.pod.hostname = name_of_this_machine();
    made.spec = spec_of(files, image, o, made);
    made.upkeep = upkeep_of(image, o);
    made.upkeep.result = files.result(id);
    return made;
}

}  // namespace slipway::engine::detail
