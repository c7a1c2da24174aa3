// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <csignal>
#include <filesystem>
#include <string>
#include <utility>

#include <slipway/core/compiled.hpp>
#include <slipway/runtime/cpu_list.hpp>
#include <slipway/runtime/detail/docker.hpp>
#include <slipway/runtime/detail/ordered_mounts.hpp>

namespace slipway::runtime {

SLIPWAY_INLINE container_status docker::create_container(const std::string& sandbox,
                                                         const std::string& key,
                                                         const container_spec& spec) {
    detail::check_key(key);
    state& s = *state_;
    if (spec.command.empty())
        throw status_error(core::reason::invalid, "container " + spec.name + " has no command");
    if (!spec.writable.empty())
        throw status_error(
            core::reason::invalid,
            "what a container of the docker runtime writes does not stay when it is removed");
    for (const mount& m : spec.mounts)  // Podman would make a directory
        if (!std::filesystem::exists(m.source))
            throw status_error(
                core::reason::invalid,
                "container " + spec.name + " mounts " + m.source.string() + ", which is not there");
    for (const device& d : spec.devices) detail::check_device(d);
    if (spec.umask != 0022)
        throw status_error(core::reason::invalid,
                           "a container of the docker runtime has the umask 0022");
    check_list(spec.limits.cpus, listed_cpus);
    check_list(spec.limits.memory_nodes, listed_nodes);
    const std::string among =
        spec.pid.whose == namespace_choice::container ? state::id_of(s.box(spec.pid.key)) : "";
    const json::value pod = s.inspect(s.pod_name(sandbox));
    if (pod.is_null())
        throw status_error(core::reason::not_found, "there is no sandbox \"" + sandbox + "\"");
    if (spec.no_shared_memory && !detail::pod_of(pod).own_ipc())
        throw status_error(
            core::reason::invalid,
            "a container of the docker runtime has the /dev/shm of those whose IPC its pod has");
    json::value d = s.inspect(s.box_name(key));
    if (d.is_null()) {
        s.make(
            s.box_name(key), [&] { return s.images.ensure(spec.image); },
            [&](const std::string& image) {
                return detail::container_request(s.owner, key, detail::pod_of(pod), spec, image,
                                                 s.daemon.is_podman(), among);
            });
        d = s.box(key);
    }
    const auto made = s.status_of(d);
    if (made.sandbox != sandbox)
        throw status_error(core::reason::conflict, "container \"" + key + "\" is in sandbox \"" +
                                                       made.sandbox + "\" already");
    return made;
}

SLIPWAY_INLINE void docker::start_container(const std::string& key) {
    state& s = *state_;
    const json::value d = s.box(key);
    container_status c = s.status_of(d);
    if (c.state == container_state::running) return;
    if (c.state == container_state::exited)
        throw status_error(core::reason::conflict, "container \"" + key + "\" has ended already");
    const auto got = s.daemon.ask("POST", "/containers/" + state::id_of(d) + "/start", nullptr,
                                  detail::docker_daemon::patient());
    if (!detail::docker_daemon::good(got)) {
        if (got.status == 404) state::no_container(key);
        const std::string said = detail::docker_daemon::words(got),
                          known = detail::cannot_run(said);
        c.state = container_state::exited;
        c.exit_code = 128;
        c.message = known.empty() ? said : known;
        c.finished = core::wall_now();
        {
            const std::lock_guard lock(s.mutex);
            s.failed[state::id_of(d)] = c;
        }
        throw status_error(core::reason::invalid, c.message);
    }
    s.notes.started(state::id_of(d), key, c.sandbox);
    s.follow(d, false);
}

SLIPWAY_INLINE void docker::signal(const std::string& key, int number) {
    state& s = *state_;
    const json::value d = s.box(key);
    const container_status c = s.status_of(d);
    if (c.state != container_state::running) return;
    if (c.paused && number == SIGKILL) unpause(key);
    const auto got = s.daemon.ask(
        "POST", "/containers/" + state::id_of(d) + "/kill?signal=" + std::to_string(number));
    if (detail::docker_daemon::good(got) || got.status == 404) return;
    if (const auto after = container(key); after && after->state == container_state::running)
        detail::docker_daemon::fail(got);
}

SLIPWAY_INLINE void docker::stop_container(const std::string& key,
                                           std::chrono::milliseconds grace) {
    detail::check_key(key);
    state& s = *state_;
    const json::value d = s.inspect(s.box_name(key));
    if (d.is_null() || s.status_of(d).state != container_state::running) return;
    if (s.status_of(d).paused) unpause(key);
    if (grace.count() > 0) {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(grace);
        const auto patience = seconds + std::chrono::minutes(1);
        const std::string target =
            "/containers/" + state::id_of(d) + "/stop?t=" + std::to_string(seconds.count());
        const auto got =
            s.daemon.ask("POST", target, nullptr, {.whole = patience, .idle = patience});
        if (!detail::docker_daemon::good(got) && got.status != 404)
            if (const auto after = container(key);
                after && after->state == container_state::running)
                detail::docker_daemon::fail(got);
    } else {
        signal(key, SIGKILL);
    }
    s.wait_for_end(state::id_of(d), {});
}

SLIPWAY_INLINE void docker::remove_container(const std::string& key) {
    stop_container(key, std::chrono::milliseconds(0));
    const json::value d = state_->inspect(state_->box_name(key));
    if (d.is_null()) return;
    state_->remove(state::id_of(d));
    state_->forget(key, state::id_of(d));
}

SLIPWAY_INLINE std::optional<container_status> docker::container(const std::string& key) {
    detail::check_key(key);
    const json::value d = state_->inspect(state_->box_name(key));
    return d.is_null() ? std::nullopt : std::optional(state_->status_of(d));
}
SLIPWAY_INLINE std::vector<container_status> docker::containers() {
    std::vector<container_status> made;
    for (const json::value& d : state_->all(false)) made.push_back(state_->status_of(d));
    return made;
}

namespace detail {

inline void check_runs(const std::string& key, const container_status& c,
                       const std::vector<std::string>& command) {
    if (command.empty())
        throw status_error(core::reason::invalid,
                           "there is no command to run in container \"" + key + "\"");
    if (c.state != container_state::running)
        throw status_error(core::reason::conflict, "container \"" + key + "\" is not running");
    if (c.paused) throw status_error(core::reason::conflict, "container \"" + key + "\" is paused");
}

}  // namespace detail

SLIPWAY_INLINE exec_result docker::exec(const std::string& key,
                                        const std::vector<std::string>& command,
                                        std::chrono::milliseconds limit) {
    const json::value d = state_->box(key);
    detail::check_runs(key, state_->status_of(d), command);
    return detail::docker_exec(state_->daemon, state::id_of(d), {.command = command}, false)
        .run(limit);
}
SLIPWAY_INLINE int docker::exec(const std::string& key, const exec_spec& spec,
                                const standard_streams& streams, std::stop_token stop) {
    const json::value d = state_->box(key);
    detail::check_runs(key, state_->status_of(d), spec.command);
    return detail::docker_exec(state_->daemon, state::id_of(d), spec,
                               spec.terminal || streams.in >= 0)
        .run(streams, stop);
}

SLIPWAY_INLINE void docker::attach(const std::string& key, const attachment& to) {
    const json::value d = state_->box(key);
    if (state_->status_of(d).state == container_state::exited)
        throw status_error(core::reason::conflict, "container \"" + key + "\" has ended already");
    state_->attachments.add(state_->daemon, d, to);
}
SLIPWAY_INLINE container_status docker::wait(const std::string& key, std::stop_token stop) {
    const json::value before = state_->box(key);
    state_->wait_for_end(state::id_of(before), stop);
    const json::value d = state_->inspect(state::id_of(before));
    return state_->status_of(d.is_null() ? before : d);
}
SLIPWAY_INLINE container_usage docker::usage(const std::string& key) {
    const json::value d = state_->box(key);
    if (state_->status_of(d).state != container_state::running) return {.time = core::wall_now()};
    const auto got =
        state_->daemon.ask("GET", "/containers/" + state::id_of(d) + "/stats?stream=0&one-shot=1");
    if (!detail::docker_daemon::good(got) &&
        state_->status_of(state_->box(key)).state != container_state::running)
        return {.time = core::wall_now()};
    if (!detail::docker_daemon::good(got)) detail::docker_daemon::fail(got);
    return detail::usage_of(json::read(got.body), core::wall_now());
}

SLIPWAY_INLINE void docker::pause(const std::string& key) {
    const json::value d = state_->box(key);
    const container_status c = state_->status_of(d);
    if (c.state != container_state::running)
        throw status_error(core::reason::conflict, "container \"" + key + "\" is not running");
    if (c.paused) return;
    const auto got = state_->daemon.ask("POST", "/containers/" + state::id_of(d) + "/pause");
    if (!detail::docker_daemon::good(got)) detail::docker_daemon::fail(got);
}
SLIPWAY_INLINE void docker::unpause(const std::string& key) {
    const json::value d = state_->box(key);
    if (const auto c = state_->status_of(d); c.state != container_state::running || !c.paused)
        return;
    const auto got = state_->daemon.ask("POST", "/containers/" + state::id_of(d) + "/unpause");
    if (!detail::docker_daemon::good(got)) detail::docker_daemon::fail(got);
}
SLIPWAY_INLINE void docker::update(const std::string& key, const limits& l) {
    const json::value d = state_->box(key);
    if (!state_->can_update()) {
        if (l == limits() && detail::limits_of(d) == limits()) return;
        throw status_error(
            core::reason::invalid,
            "the daemon of the docker runtime cannot change the limits of what runs");
    }
    check_list(l.cpus, listed_cpus);
    check_list(l.memory_nodes, listed_nodes);
    const auto here =
        static_cast<std::uint64_t>(detail::number_at(state_->daemon.get("/info"), "MemTotal"));
    const auto got = state_->daemon.ask("POST", "/containers/" + state::id_of(d) + "/update",
                                        detail::changed_limits(l, here, detail::limits_of(d)));
    if (!detail::docker_daemon::good(got)) detail::docker_daemon::fail(got);
}

SLIPWAY_INLINE log_page docker::read_log(const std::string& key, std::uint64_t from,
                                         std::size_t at_most) {
    const json::value d = state_->box(key);
    const container_status c = state_->status_of(d);
    if (c.state == container_state::created || c.started == wall_time()) return {.next = from};
    const auto log = state_->follow(d, true);
    if (c.state == container_state::exited) log->settle();
    return log->read(from, at_most);
}
SLIPWAY_INLINE core::subscription docker::subscribe(event_sink sink) {
    return state_->hub.subscribe(std::move(sink));
}

}  // namespace slipway::runtime
