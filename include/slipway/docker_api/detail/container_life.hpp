// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <slipway/docker_api/detail/call.hpp>
#include <slipway/docker_api/detail/container_request.hpp>
#include <slipway/docker_api/detail/filters.hpp>
#include <slipway/docker_api/detail/image_transfers.hpp>
#include <slipway/docker_api/detail/volumes.hpp>
#include <slipway/engine/networks.hpp>
#include <slipway/engine/prune.hpp>
#include <slipway/engine/unmet_limits.hpp>
#include <slipway/runtime/stop_signal.hpp>

namespace slipway::docker_api::detail {

/// Throws `status_error` (bad_request): from a not_found, clients learn that the image is missing,
/// and pull it.
inline void check_network(const call& c, const std::string& name) {
    try {
        if (!name.empty() && !engine::is_predefined_network(name))
            engine::get_network(c.at.containers, name);
    } catch (const status_error& e) {
        throw e.is(core::reason::not_found) ? bad_parameter(e.message()) : e;
    }
}
/// POST /containers/create
inline void create_container(call& c) {
    const json::value request = c.document();
    engine::container_options options = container_options_of(request);
    options.name = c.parameter("name");
    const std::string image = fields(request).text("Image");
    if (image.empty()) throw bad_parameter("no image is named");
    const auto found = c.at.images.find(image);
    if (!found) throw status_error(core::reason::not_found, "No such image: " + image);
    if (const auto wanted = platform_of(c.parameter("platform"));
        wanted && !oci::runs_on(found->config.platform, *wanted))  // then clients pull that one
        throw status_error(core::reason::not_found,
                           "No such image: " + image + " for " + oci::to_string(*wanted) +
                               "; the one here is for " + oci::to_string(found->config.platform));
    check_network(c, options.network);
    for (const engine::network_endpoint& each : options.more_networks)
        check_network(c, each.network);
    const engine::container_record made = c.at.containers.create(*found, image, options);
    c.give({{"Id", made.id}, {"Warnings", engine::unmet_limits(c.at.containers, options.limits)}},
           201);
}

inline void attach_unless_ended(backend& at, const std::string& id, const attachment_ends& ends) {
    try {
        at.containers.runtime().attach(id, ends.names());
    } catch (const status_error& e) {
        if (!e.is(core::reason::conflict) && !e.is(core::reason::not_found))
            throw;  // otherwise nothing comes any more
    }
}
/// Its shim may do the same meanwhile.
inline void remove_if_it_is_to_go(backend& at, const std::string& id) {
    try {
        if (const auto left = at.containers.find(id);
            left && left->remove_when_ended && !engine::is_up(*left))
            at.containers.remove(*left);
    } catch (const status_error& e) {
        if (!e.is(core::reason::not_found)) throw;
    }
}
/// Clients wait until what is to go when it has ended has gone, also where it could not be started.
inline core::subscription start_or_remove(const call& c, const engine::container& which,
                                          const runtime::attachment& to) {
    try {
        return c.at.containers.start(which, to);
    } catch (const status_error&) {
        remove_if_it_is_to_go(c.at, which.id);
        throw;
    }
}
/// POST /containers/{id}/start
inline void start_container(call& c) {
    const engine::container which = c.container();
    if (engine::is_up(which)) return c.done(304);
    const auto waiting = c.at.attachments.take(which.id);
    const core::subscription stays = start_or_remove(
        c, which, waiting.empty() ? runtime::attachment{} : waiting.front().names());
    for (std::size_t i = 1; i < waiting.size(); ++i)
        attach_unless_ended(c.at, which.id, waiting[i]);
    c.done();
}

/// What `t` says; nothing: the container's own. Less than 0 is no limit, which is a long time here.
inline std::optional<std::chrono::milliseconds> grace_of(const call& c) {
    const auto seconds = c.number("t");
    if (!seconds) return std::nullopt;
    return std::chrono::seconds(*seconds < 0 || *seconds > 1'000'000 ? 1'000'000 : *seconds);
}
/// Throws `status_error` (bad_request).
inline int signal_of(const std::string& text) {
    if (const auto number = runtime::signal_named(text)) return *number;
    throw bad_parameter("Invalid signal: " + text.substr(0, 64));
}
/// A signal other than its own is sent first; what is left after the grace is ended anyway.
inline void send_first_signal(call& c, const engine::container& which) {
    if (const std::string signal = c.parameter("signal"); !signal.empty())
        c.at.containers.kill(which, signal_of(signal));
}
inline void stop_by(call& c, const engine::container& which) {
    send_first_signal(c, which);
    c.at.containers.stop(which, grace_of(c));
}

/// POST /containers/{id}/stop
inline void stop_container(call& c) {
    const engine::container which = c.container();
    if (!engine::is_up(which)) return c.done(304);
    stop_by(c, which);
    c.done();
}
/// POST /containers/{id}/restart
inline void restart_container(call& c) {
    const engine::container which = c.container();
    if (engine::is_up(which)) send_first_signal(c, which);
    c.at.containers.restart(which, grace_of(c));
    c.done();
}
/// POST /containers/{id}/kill
inline void kill_container(call& c) {
    const int number = signal_of(c.parameter("signal", "KILL"));
    const engine::container which = c.container();
    if (!engine::is_up(which))
        throw status_error(
            core::reason::conflict,
            "cannot kill container: " + which.name + ": container " + which.id + " is not running");
    c.at.containers.kill(which, number);
    c.done();
}
/// POST /containers/{id}/rename
inline void rename_container(call& c) {
    if (!c.has("name")) throw bad_parameter("no name is given");
    c.at.containers.rename(c.container(), c.parameter("name"));
    c.done();
}
/// DELETE /containers/{id}
inline void remove_container(call& c) {
    if (c.flag("link")) throw not_here("there are no links between containers here");
    const engine::container which = c.container();
    c.at.containers.remove(which, c.flag("force"));
    c.at.attachments.take(which.id);
    if (c.flag("v")) engine::remove_nameless_volumes(c.at.containers, which);
    c.done();
}
/// POST /containers/prune
inline void prune_containers(call& c) {
    const engine::pruned_containers gone =
        engine::prune_containers(c.at.containers, filters_of(c, engine::container_prune_filters));
    c.give({{"ContainersDeleted", gone.deleted}, {"SpaceReclaimed", gone.freed}});
}
/// POST /containers/{id}/pause
inline void pause_container(call& c) {
    c.at.containers.pause(c.container());
    c.done();
}
/// POST /containers/{id}/unpause
inline void unpause_container(call& c) {
    c.at.containers.unpause(c.container());
    c.done();
}
/// POST /containers/{id}/update: what is 0 or not given stays as it was.
inline void update_container(call& c) {
    const json::value request = c.document();
    const fields wanted(request);
    refuse_limits(wanted);
    runtime::upkeep how;
    const auto policy = wanted.object("RestartPolicy");
    const bool restarts = !policy.text("Name").empty();
    if (restarts) add_restart_policy(how, policy);
    const engine::container which = c.container();
    runtime::limits now = which.spec.limits;
    const runtime::limits asked = limits_of(wanted);
    if (wanted.number("Memory") != 0)
        now.memory_bytes = asked.memory_bytes, now.swap_bytes = asked.swap_bytes;
    if (wanted.number("MemoryReservation") != 0) now.memory_reservation = asked.memory_reservation;
    if (asked.cpu_millis != 0) now.cpu_millis = asked.cpu_millis;
    if (asked.cpu_shares != 0) now.cpu_shares = asked.cpu_shares;
    if (wanted.number("PidsLimit") != 0) now.processes = asked.processes;
    if (!asked.cpus.empty()) now.cpus = asked.cpus;
    if (!asked.memory_nodes.empty()) now.memory_nodes = asked.memory_nodes;
    if (now != which.spec.limits) c.at.containers.update(which, now);
    if (restarts) c.at.containers.set_restart_policy(which, how.restart, how.most_restarts);
    c.give({{"Warnings", engine::unmet_limits(c.at.containers, now)}});
}

}  // namespace slipway::docker_api::detail
