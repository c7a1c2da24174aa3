// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <slipway/docker_api/detail/call.hpp>
#include <slipway/docker_api/detail/fields.hpp>
#include <slipway/engine/container.hpp>
#include <slipway/runtime/sysctl.hpp>
#include <slipway/runtime/tmpfs_words.hpp>
#include <slipway/runtime/ulimit_words.hpp>

namespace slipway::docker_api::detail {

/// One of the type `tmpfs` of `HostConfig.Mounts`.
inline runtime::tmpfs tmpfs_of(const fields& mount) {
    const fields options = mount.object("TmpfsOptions");
    if (options.says("Options"))
        throw not_here(
            "HostConfig.Mounts.TmpfsOptions.Options cannot be had here; what HostConfig.Tmpfs says can");
    runtime::tmpfs made =
        in_words_of_a_client([&] { return runtime::tmpfs_named(mount.text("Target"), ""); });
    made.read_only = mount.flag("ReadOnly");
    if (const auto bytes = options.number("SizeBytes"); bytes > 0)
        made.bytes = static_cast<std::uint64_t>(bytes);
    if (const auto mode = options.number("Mode"); mode > 0)
        made.mode = static_cast<std::uint32_t>(mode & 07777);
    return made;
}
inline runtime::ulimit ulimit_of(const fields& one) {
    const auto number = [&](const char* name) {
        const std::int64_t n = one.number(name);
        if (n < -1)
            throw bad_parameter(one.named(name) + " is " + std::to_string(n) +
                                "; it is a number from 0 on, or -1 for no limit");
        return n == -1 ? runtime::ulimit::unlimited : static_cast<std::uint64_t>(n);
    };
    runtime::ulimit made{one.text("Name"), number("Soft"), number("Hard")};
    in_words_of_a_client([&] { return runtime::check_ulimit(made), true; });
    return made;
}
inline runtime::device device_of(const fields& one) {
    runtime::device made{one.text("PathOnHost"), one.text("PathInContainer")};
    const std::string permissions = one.text("CgroupPermissions");
    if (!made.source.is_absolute())
        throw bad_parameter("'" + made.source.string() +
                            "' is no device: it is an absolute path of this machine");
    if (made.target.empty()) made.target = made.source.string();
    if (!permissions.empty() && permissions != "rwm" && permissions != "rw")
        throw not_here("the device " + made.source.string() +
                       " cannot be had with the permissions '" + permissions +
                       "' here: a container may use a device, or not");
    return made;
}
/// Members of `HostConfig` of which there are several, each an object.
template <class T>
void add_each(std::vector<T>& to, const fields& host, const char* name, T (*read)(const fields&)) {
    const json::value& all = host.at(name);
    if (all.is_null()) return;
    if (!all.is_array()) throw bad_parameter(host.named(name) + " must be a list");
    for (const json::value& each : all) to.push_back(read(fields(each, host.named(name))));
}
/// What a container has beside its image, volumes and network.
inline void add_surroundings(engine::container_options& to, const fields& host) {
    for (const auto& [target, options] : host.map("Tmpfs"))
        to.tmpfs.push_back(in_words_of_a_client(
            [&, at = target, o = options] { return runtime::tmpfs_named(at, o); }));
    to.shm_bytes = static_cast<std::uint64_t>(std::max<std::int64_t>(host.number("ShmSize"), 0));
    add_each(to.ulimits, host, "Ulimits", ulimit_of);
    add_each(to.devices, host, "Devices", device_of);
    to.groups = host.texts("GroupAdd");
    const auto adjusted = host.number("OomScoreAdj");
    if (adjusted < -1000 || adjusted > 1000)
        throw bad_parameter("HostConfig.OomScoreAdj is " + std::to_string(adjusted) +
                            "; it is from -1000 to 1000");
    to.oom_score_adj = static_cast<int>(adjusted);
    for (const auto& [name, value] : host.map("Sysctls")) {
        in_words_of_a_client([&, n = name] { return runtime::sysctl_file(n); });
        to.sysctls.emplace_back(name, value);
    }
}
inline void add_name_resolution(engine::container_options& to, const fields& host) {
    for (const std::string& line : host.texts("ExtraHosts")) {
        const auto colon = line.find_first_of(":=");
        if (colon == line.npos || colon == 0)
            throw bad_parameter("'" + line + "' is no line for /etc/hosts: it is NAME:ADDRESS");
        to.hosts.emplace_back(line.substr(colon + 1), line.substr(0, colon));
    }
    to.name_servers = host.texts("Dns");
    to.search_domains = host.texts("DnsSearch");
    to.resolver_options = host.texts("DnsOptions");
}

}  // namespace slipway::docker_api::detail
