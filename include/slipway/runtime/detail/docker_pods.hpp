// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/core/compiled.hpp>
#include <slipway/runtime/detail/docker.hpp>

namespace slipway::runtime {

namespace detail {

inline void check_for_docker(const sandbox_spec& s) {
    const auto refuse = [](const char* what) {
        throw status_error(core::reason::invalid,
                           std::string("a pod of the docker runtime ") + what);
    };
    if (s.own_users) refuse("has no users of its own: its daemon says who root is");
    if (s.no_way_out && !s.no_network) refuse("has a way out of its network");
    if (s.uts.whose == namespace_choice::container)
        refuse("has a host name of its own, or this machine's");
    for (const network_spec& each : networks_of(s))
        if (!each.hardware_address.empty()) refuse("has a link whose address its daemon says");
    if (s.image_hosts) refuse("has an /etc/hosts that its daemon writes");
    if (!s.domain_name.empty() && (s.host_network || s.uts.whose != namespace_choice::own))
        refuse("that has no host name of its own has no domain name of its own either");
    if ((s.no_network || !has_own_network(s)) && !s.ports.empty())
        refuse("without an address of its own can publish no ports");
}

}  // namespace detail

SLIPWAY_INLINE sandbox_status docker::run_sandbox(const std::string& key,
                                                  const sandbox_spec& spec) {
    detail::check_key(key);
    detail::check_for_docker(spec);
    state& s = *state_;
    if (!spec.domain_name.empty() && s.daemon.is_podman())
        throw status_error(
            core::reason::invalid,
            "a pod of the docker runtime has no domain name where its daemon is Podman, which sets none");
    const std::string name = s.pod_name(key);
    json::value d = s.inspect(name);
    if (!d.is_null() &&
        detail::container_of(d).state == container_state::exited) {  // the machine was off
        remove_sandbox(key);
        d = nullptr;
    }
    if (d.is_null()) {
        const auto pod_of = [&](const namespace_choice& n) -> std::string {
            if (n.whose != namespace_choice::container) return {};
            const json::value box = s.inspect(s.box_name(n.key));
            const container_status other = box.is_null() ? container_status{} : s.status_of(box);
            if (other.state != container_state::running)
                throw status_error(
                    core::reason::conflict,
                    "container \"" + n.key + "\" does not run: only those that run can be joined");
            return state::id_of(s.inspect(s.pod_name(other.sandbox)));
        };
        const std::string ipc = pod_of(spec.ipc), network = pod_of(spec.network_of);
        s.make(
            name, [&] { return s.images.pause(); },
            [&](const std::string& image) {
                return detail::sandbox_request(s.owner, key, spec, image, ipc, network);
            });
    }
    const auto started = s.daemon.ask("POST", "/containers/" + name + "/start", nullptr,
                                      detail::docker_daemon::patient());
    if (!detail::docker_daemon::good(started)) {
        remove_sandbox(key);
        detail::docker_daemon::fail(started);
    }
    d = s.inspect(name);
    if (d.is_null())
        throw status_error(core::reason::conflict,
                           "sandbox \"" + key + "\" was removed while it was made");
    return detail::sandbox_of(d);
}

SLIPWAY_INLINE void docker::remove_sandbox(const std::string& key) {
    detail::check_key(key);
    for (const json::value& d : state_->all(false))
        if (detail::container_of(d).sandbox == key) remove_container(detail::container_of(d).key);
    if (const json::value d = state_->inspect(state_->pod_name(key)); !d.is_null())
        state_->remove(state::id_of(d));
    state_->collect_images_sometimes();
}

SLIPWAY_INLINE std::optional<sandbox_status> docker::sandbox(const std::string& key) {
    detail::check_key(key);
    const json::value d = state_->inspect(state_->pod_name(key));
    return d.is_null() ? std::nullopt : std::optional(detail::sandbox_of(d));
}
SLIPWAY_INLINE std::vector<sandbox_status> docker::sandboxes() {
    std::vector<sandbox_status> made;
    for (const json::value& d : state_->all(true)) made.push_back(detail::sandbox_of(d));
    return made;
}

}  // namespace slipway::runtime
