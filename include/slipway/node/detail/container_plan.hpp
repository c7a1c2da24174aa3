// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <slipway/api/core_v1.hpp>
#include <slipway/api/host_ports.hpp>
#include <slipway/core/quantity.hpp>
#include <slipway/node/environment.hpp>
#include <slipway/runtime/command_line.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::node::detail {

inline std::uint64_t amount_of(const core::map<core::text>& given, std::string_view name,
                               bool milli) {
    const core::text* text = given.find(name);
    const auto amount = text ? core::parse_quantity(text->view()) : std::nullopt;
    if (!amount || amount->milli <= 0) return 0;
    return static_cast<std::uint64_t>(milli ? amount->milli : amount->units());
}

inline runtime::limits limits_of(const api::Container& c) {
    return {.memory_bytes = amount_of(c.resources->limits, "memory", false),
            .cpu_millis = amount_of(c.resources->limits, "cpu", true),
            .cpu_shares = amount_of(c.resources->requests, "cpu", true),
            .processes = 4096};
}

/// `uid:gid` as the security contexts of container and pod say; empty: the image's.
inline std::string user_of(const api::Pod& pod, const api::Container& c,
                           const std::string& of_image) {
    const auto& own = *c.securityContext;
    const auto& shared = *pod.spec.securityContext;
    const auto uid = own.runAsUser.has_value() ? own.runAsUser : shared.runAsUser;
    const auto gid = own.runAsGroup.has_value() ? own.runAsGroup : shared.runAsGroup;
    const bool must_not_be_root = own.runAsNonRoot.has_value()
                                      ? own.runAsNonRoot.value_or(false)
                                      : shared.runAsNonRoot.value_or(false);
    std::string user =
        uid.has_value() ? std::to_string(uid.value_or(0)) : of_image.substr(0, of_image.find(':'));
    if (must_not_be_root && (user.empty() || user == "0" || user == "root"))
        throw status_error(core::reason::invalid,
                           "container has runAsNonRoot and image will run as root (container: " +
                               std::string(c.name.view()) + ")");
    if (!uid.has_value() && !gid.has_value()) return of_image;
    return gid.has_value() ? (user.empty() ? "0" : user) + ':' + std::to_string(gid.value_or(0))
                           : user;
}

/// The container's, or else the pod's; without either Unconfined, as Kubernetes has it. Throws
/// `status_error` (invalid) for a profile that is not there.
inline runtime::seccomp_profile seccomp_of(const api::Pod& pod, const api::Container& c) {
    const auto& own = c.securityContext->seccompProfile;
    const auto& asked = own.has_value() ? own : pod.spec.securityContext->seccompProfile;
    if (!asked.has_value() || asked->type == "Unconfined")
        return runtime::seccomp_profile::unconfined;
    if (asked->type == "RuntimeDefault") return runtime::seccomp_profile::runtime_default;
    throw status_error(core::reason::invalid, "container " + std::string(c.name.view()) +
                                                  " asks for a seccomp profile of type " +
                                                  std::string(asked->type.view()) +
                                                  "; there are RuntimeDefault and Unconfined");
}

/// Groups that the pod's containers are in beside those of their users.
inline std::vector<std::string> supplemental_groups(const api::Pod& pod) {
    std::vector<std::string> made;
    for (const auto& group : pod.spec.securityContext->supplementalGroups)
        made.push_back(std::to_string(group.value_or(0)));
    return made;
}

inline std::vector<std::string> expanded(const core::list<core::text>& texts,
                                         const environment& env) {
    std::vector<std::string> made;
    for (const core::text& t : texts) made.push_back(expand(t.view(), env));
    return made;
}
inline std::vector<std::string> texts_of(const core::list<core::text>& texts) {
    std::vector<std::string> made;
    for (const core::text& t : texts) made.emplace_back(t.view());
    return made;
}

/// What the runtime is asked to run. Throws `status_error` where the pod cannot be run as it is.
inline runtime::container_spec container_plan(const api::Pod& pod, const api::Container& c,
                                              runtime::image image, const config_sources& sources,
                                              std::vector<runtime::mount> mounts) {
    environment env;
    for (auto& [name, value] : runtime::variables_of(image.config)) env.set(name, value);
    env.set("HOSTNAME", pod.spec.hostname.empty() ? std::string(pod.metadata.name.view())
                                                  : std::string(pod.spec.hostname.view()));
    const environment own = environment_of(pod, c, sources);
    for (const auto& [name, value] : own.variables()) env.set(name, value);

    runtime::container_spec made;
    made.name = c.name.view();
    made.user = user_of(pod, c, image.config.user);
    made.command =
        runtime::command_line(image.config, expanded(c.command, own), expanded(c.args, own));
    made.working_dir =
        c.workingDir.empty() ? image.config.working_dir : std::string(c.workingDir.view());
    made.image = std::move(image);
    made.env = env.variables();
    made.mounts = std::move(mounts);
    made.limits = limits_of(c);
    const auto& security = *c.securityContext;
    made.privileged = security.privileged.value_or(false);
    made.read_only_root = security.readOnlyRootFilesystem.value_or(false);
    made.may_gain_privileges = security.allowPrivilegeEscalation.value_or(true);
    made.seccomp = seccomp_of(pod, c);
    made.add_capabilities = texts_of(security.capabilities->add);
    made.drop_capabilities = texts_of(security.capabilities->drop);
    made.groups = supplemental_groups(pod);
    if (pod.spec.hostPID.value_or(false)) made.pid.whose = runtime::namespace_choice::machine;
    made.terminal = c.tty.value_or(false);
    return made;
}

/// The ports of this machine that the pod is to be reached at: on loopback, where it does not name
/// an address. Throws `status_error` (invalid) for what cannot be listened on here.
inline std::vector<runtime::published_port> published_ports(const api::Pod& pod) {
    std::vector<runtime::published_port> made;
    api::each_host_port(pod.spec, [&](const api::ContainerPort& p, long number) {
        const auto number_of = [&](long n) {
            if (n < 1 || n > 65535)
                throw status_error(core::reason::invalid,
                                   "hostPort: there is no port " + std::to_string(n));
            return static_cast<std::uint16_t>(n);
        };
        if (!p.protocol.empty() && p.protocol != "TCP" && p.protocol != "UDP")
            throw status_error(core::reason::invalid,
                               "hostPort " + std::to_string(number) + ": " +
                                   std::string(p.protocol.view()) +
                                   " is not served here, only TCP and UDP are");
        runtime::published_port& one = made.emplace_back();
        if (!p.hostIP.empty()) one.host_address = std::string(p.hostIP.view());
        one.host_port = number_of(number);
        one.port = number_of(p.containerPort.value_or(0));
        if (p.protocol == "UDP") one.protocol = runtime::transport::udp;
    });
    return made;
}

/// What the runtime is asked for as the pod's sandbox. Throws `status_error` (invalid) for what no
/// sandbox here has.
inline runtime::sandbox_spec sandbox_of(const api::Pod& pod) {
    if (pod.spec.shareProcessNamespace.value_or(false))
        throw status_error(
            core::reason::invalid,
            "shareProcessNamespace: containers of a pod have processes of their own here; leave it out, or take hostPID");
    runtime::sandbox_spec spec;
    spec.hostname =
        std::string(pod.spec.hostname.empty() ? pod.metadata.name.view() : pod.spec.hostname.view())
            .substr(0, 63);
    spec.host_network = pod.spec.hostNetwork.value_or(false);
    spec.own_users = !pod.spec.hostUsers.value_or(true);
    for (const auto& alias : pod.spec.hostAliases) {
        std::string names;
        for (const core::text& n : alias.hostnames) {
            if (!names.empty()) names += ' ';
            names += n.view();
        }
        spec.hosts.emplace_back(alias.ip.view(), names);
    }
    for (const core::text& server : pod.spec.dnsConfig->nameservers)
        spec.name_servers.emplace_back(server.view());
    for (const core::text& domain : pod.spec.dnsConfig->searches)
        spec.search_domains.emplace_back(domain.view());
    for (const auto& option : pod.spec.dnsConfig->options) {
        std::string& made = spec.resolver_options.emplace_back(option.name.view());
        if (!option.value.empty()) made += ':' + std::string(option.value.view());
    }
    for (const auto& setting : pod.spec.securityContext->sysctls)
        spec.sysctls.emplace_back(setting.name.view(), setting.value.view());
    if (pod.spec.hostIPC.value_or(false)) spec.ipc.whose = runtime::namespace_choice::machine;
    if (!spec.host_network) spec.ports = published_ports(pod);
    return spec;
}

/// The number behind a probe's or hook's port. Throws `status_error` (invalid) for a name that no
/// port has.
inline std::uint16_t port_number(const api::Container& c, const core::int_or_string& port) {
    if (port.is_number()) return static_cast<std::uint16_t>(port.number);
    for (const api::ContainerPort& p : c.ports)
        if (p.name == port.string.view())
            return static_cast<std::uint16_t>(p.containerPort.value_or(0));
    throw status_error(core::reason::invalid,
                       "couldn't find port: " + std::string(port.string.view()));
}

}  // namespace slipway::node::detail
