// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

#include <slipway/core/compiled.hpp>
#include <slipway/core/file_lock.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/detail/container_files.hpp>
#include <slipway/engine/detail/container_plan.hpp>
#include <slipway/engine/detail/container_watch.hpp>
#include <slipway/engine/detail/made_up_name.hpp>
#include <slipway/engine/detail/network_files.hpp>
#include <slipway/engine/detail/others_of.hpp>
#include <slipway/engine/detail/volume_files.hpp>
#include <slipway/engine/run_root.hpp>
#include <slipway/runtime/log_file.hpp>

namespace slipway::engine {

struct containers::state {
    state(const std::filesystem::path& root, const std::string& kind, std::filesystem::path program)
        : files(root),
          networks(root),
          pods(place_of_pods(root), {.kind = !kind.empty()      ? kind
                                             : ::geteuid() == 0 ? "linux"
                                                                : "process",
                                     .program = std::move(program)}) {
        files.clear();
    }

    static std::filesystem::path place_of_pods(const std::filesystem::path& root) {
        keep_running_in(root, {});
        return std::filesystem::absolute(root) / "run";
    }
    /// Nobody else starts or removes it, as long as the result lives. Throws `status_error`
    /// (not_found) where it has been removed.
    core::file_lock alone(const container_record& r) const {
        if (auto made = files.lock(r.id, LOCK_EX); made && made->is(files.place(r.id)))
            return *std::move(made);
        throw status_error(core::reason::not_found, "there is no container " + r.name);
    }
    container now(container_record r) {
        container made{{std::move(r)}, container_phase::created, {}, {}, {}, {}, false};
        if (const auto pod = pods.sandbox(made.id)) {
            made.ip = pod->ip;
            made.places = pod->places;
            made.ports = pod->ports;
        }
        if (auto status = pods.container(made.id)) {
            made.status = *std::move(status);
            made.health = health_of(made.status);
        } else if (auto end = files.ended(made.id)) {
            made.status = std::move(end->status);
            made.health = std::move(end->health);
        } else if (auto started = pods.container(made.id)) {  // meanwhile
            made.status = *std::move(started);
        } else if (files.was_started(made.id)) {
            made.lost = true;
        }
        if (made.lost)
            made.status.state = runtime::container_state::exited, made.status.exit_code = 255;
        made.phase =
            made.status.restarting                                   ? container_phase::restarting
            : made.status.state == runtime::container_state::running ? container_phase::running
            : made.status.state == runtime::container_state::exited  ? container_phase::exited
                                                                     : container_phase::created;
        return made;
    }
    static void check_pausable(const container& c) {
        if (c.phase != container_phase::running)
            throw status_error(core::reason::conflict, "container " + c.name + " is not running");
        if (c.status.paused)
            throw status_error(core::reason::conflict,
                               "container " + c.name + " is paused already");
    }
    /// What its checks have found, also where its pod has ended meanwhile.
    runtime::health_report health_of(const runtime::container_status& c) {
        if (c.health == runtime::container_health::none) return {};
        try {
            return pods.health(c.key);
        } catch (const status_error& e) {
            if (!e.is(core::reason::not_found)) throw;
            const auto end = files.ended(c.key);
            return end ? end->health : runtime::health_report{c.health, 0, {}};
        }
    }
    /// In its lock: at once where it runs, and from its next start on. Unless it has to be
    /// `at_once`, a shim of former days need not know how.
    void put_into(container_record& r, const std::vector<runtime::network_spec>& to,
                  bool at_once = true) {
        const bool changes = to != runtime::networks_of(r.pod);
        detail::put_into(r, to);
        try {
            if (changes && is_up(now(r))) pods.set_networks(r.id, to);
        } catch (const status_error& e) {
            const bool may_wait =
                e.is(core::reason::not_found) || (!at_once && e.is(core::reason::bad_request));
            if (!may_wait) throw;  // otherwise it has ended meanwhile, and its pod with it
        }
        files.write(r);
    }
    /// Throws `status_error` (conflict) where it joins one that does not run, by a name that is
    /// known.
    void check_others(const container_record& r) {
        for (const runtime::namespace_choice& each :
             {r.spec.pid, r.pod.ipc, r.pod.uts, r.pod.network_of}) {
            if (each.whose != runtime::namespace_choice::container) continue;
            auto other = files.read(each.key);
            if (!other)
                throw status_error(core::reason::conflict,
                                   "container " + r.name + " was to join container " +
                                       each.key.substr(0, 12) + ", which is no more");
            const std::string name = other->name;
            if (now(*std::move(other)).phase != container_phase::running)
                throw status_error(core::reason::conflict,
                                   "container " + r.name + " joins container " + name +
                                       ", which does not run: start that first");
        }
    }
    void erase(const container_record& r) {
        pods.remove_sandbox(r.id);
        files.remove(r);
        if (r.remove_when_ended) volumes.remove_nameless(r);
    }
    /// What is to go when it has ended, and what was left half made.
    bool is_over(container& c) {
        const auto may_go = [&] {
            return c.phase == container_phase::exited && !pods.sandbox(c.id);
        };  // a pod knows itself when it may
        if (!c.remove_when_ended || !may_go()) return false;
        try {
            const auto lock = alone(c);
            c = now(std::move(c));  // somebody may have been about to start it
            if (!may_go()) return false;
            erase(c);
        } catch (const status_error& e) {
            if (!e.is(core::reason::not_found)) throw;  // another program has removed it meanwhile
        }
        return true;
    }
    std::vector<container_record> records() const {
        std::vector<container_record> made;
        for (const std::string& id : files.ids()) {
            if (auto r = files.read(id)) made.push_back(*std::move(r));
            else if (const auto alone = files.lock(id, LOCK_EX | LOCK_NB);
                     alone && alone->held() && !files.read(id))
                oci::remove_tree(files.place(id));
        }
        return made;
    }

    detail::container_files files;
    detail::volume_files volumes{files};
    detail::network_files networks;
    runtime::kept pods;
    core::random_source random;
};

SLIPWAY_INLINE containers::containers(const std::filesystem::path& root, const std::string& kind,
                                      std::filesystem::path program)
    : state_(std::make_unique<state>(root, kind, std::move(program))) {}
SLIPWAY_INLINE containers::~containers() = default;

SLIPWAY_INLINE container_record containers::create(const runtime::image& image,
                                                   const std::string& image_name,
                                                   const container_options& options) {
    container_options o = options;
    const std::string id = detail::made_up_id(state_->random);
    if (!o.name.empty()) detail::check_name(o.name, "container");
    const auto none_goes =
        state_->networks.lock(LOCK_SH);  // of the networks, until it is known who is in one
    core::file_lock held = state_->volumes.hold();
    const core::file_lock making = state_->files.make(id);
    std::vector<std::filesystem::path> fresh;
    bool named = false;
    try {
        named = !o.name.empty() && state_->files.take_name(o.name, id);
        if (!o.name.empty() && !named)
            throw status_error(core::reason::already_exists,
                               "there is a container " + o.name +
                                   " already: remove or rename it, or take another name");
        while (!named)
            named = state_->files.take_name(o.name = detail::made_up_name(state_->random), id);
        const auto other = [&](const std::string& of) {
            const auto known = find_id(of);
            if (auto r = known && *known != id ? state_->files.read(*known) : std::nullopt)
                return *std::move(r);
            throw status_error(core::reason::not_found, "there is no container " + of);
        };
        detail::name_others(o, other);
        detail::add_volumes_of_others(o, other);
        detail::add_image_volumes(o, image.config, state_->random);
        container_record made = detail::record_of(state_->files, id, image, image_name, o);
        detail::join_networks(made, state_->networks, o);
        detail::make_volumes(state_->volumes, state_->files, o, made, fresh);
        state_->files.write(made);
        return made;
    } catch (...) {
        if (named) state_->files.give_name_back(o.name, id);
        oci::remove_tree(state_->files.place(id));
        held = {};
        state_->volumes.remove(fresh);
        throw;
    }
}

SLIPWAY_INLINE core::subscription containers::start(const container_record& which,
                                                    const runtime::attachment& to) {
    const auto alone = state_->alone(which);
    container c = state_->now(
        state_->files.read(which.id).value_or(which));  // it may have been changed meanwhile
    if (is_up(c)) return {};
    state_->check_others(c);
    if (c.pod.no_network) c.pod.ports.clear();  // they lead nowhere as long as it is in no network
    // What has ended starts anew, on what it has written.
    if (c.phase == container_phase::exited) state_->pods.remove_sandbox(which.id);
    for (const runtime::mount& m : c.spec.mounts)
        if (state_->volumes.is_one(m.source)) state_->volumes.finish(m.source);
    core::subscription hold;
    try {
        state_->pods.run_sandbox(which.id, c.pod);
        state_->pods.create_container(which.id, which.id, c.spec, c.upkeep, to);
        if (which.remove_when_ended) hold = state_->pods.hold(which.id);
        state_->pods.start_container(which.id);
    } catch (const status_error&) {
        // One that could not be started tells why as long as its pod is there; one without a
        // container has nothing to tell.
        if (const auto status = state_->pods.container(which.id);
            !status || status->state != runtime::container_state::exited)
            state_->pods.remove_sandbox(which.id);
        throw;
    }
    state_->files.note_start(which.id);
    return hold;
}

SLIPWAY_INLINE runtime::container_status containers::wait(const container_record& which,
                                                          std::stop_token stop) {
    try {
        return state_->pods.wait(which.id, stop);
    } catch (const status_error& e) {
        if (!e.is(core::reason::not_found)) throw;  // otherwise its pod is not there
        if (!state_->files.read(which.id))
            throw status_error(core::reason::not_found, "there is no container " + which.name);
        container last = state_->now(which);
        if (last.phase == container_phase::created)
            throw status_error(core::reason::conflict,
                               "container " + which.name + " has not been started");
        return std::move(last.status);
    }
}

SLIPWAY_INLINE void containers::stop(const container_record& which,
                                     std::optional<std::chrono::milliseconds> grace) {
    state_->pods.stop_container(which.id, grace.value_or(which.stop_grace));
}
SLIPWAY_INLINE void containers::kill(const container_record& which, int signal) {
    const status_error ended(core::reason::conflict, "container " + which.name + " is not running");
    if (!is_up(state_->now(which))) throw ended;
    try {
        state_->pods.signal(which.id, signal);
    } catch (const status_error& e) {
        if (e.is(core::reason::not_found)) throw ended;  // meanwhile, with its pod
        throw;
    }
}
SLIPWAY_INLINE void containers::restart(const container_record& which,
                                        std::optional<std::chrono::milliseconds> grace) {
    core::subscription stays;
    if (is_up(state_->now(which))) {
        if (which.remove_when_ended) stays = state_->pods.hold(which.id);
        stop(which, grace);
    }
    start(which);
}
SLIPWAY_INLINE void containers::pause(const container_record& which) {
    state::check_pausable(state_->now(which));
    state_->pods.pause(which.id);
}
SLIPWAY_INLINE core::subscription containers::pause_meanwhile(const container_record& which) {
    state::check_pausable(state_->now(which));
    return state_->pods.pause_meanwhile(which.id);
}
SLIPWAY_INLINE void containers::unpause(const container_record& which) {
    if (!state_->now(which).status.paused)
        throw status_error(core::reason::conflict, "container " + which.name + " is not paused");
    state_->pods.unpause(which.id);
}
SLIPWAY_INLINE void containers::update(const container_record& which,
                                       const runtime::limits& limits) {
    const auto alone = state_->alone(which);
    container_record changed =
        state_->files.read(which.id).value_or(which);  // it may have another name by now
    runtime::check_list(limits.cpus, runtime::listed_cpus);
    runtime::check_list(limits.memory_nodes, runtime::listed_nodes);
    changed.spec.limits = limits;
    if (state_->now(changed).phase == container_phase::running)
        state_->pods.update(which.id, limits);
    state_->files.write(changed);
}
SLIPWAY_INLINE void containers::connect(const container_record& which, const network_endpoint& to) {
    const auto none_goes = state_->networks.lock(LOCK_SH);
    const auto alone = state_->alone(which);
    container_record changed = state_->files.read(which.id).value_or(which);
    if (!runtime::has_own_network(changed.pod))
        throw status_error(core::reason::invalid,
                           "container " + which.name + " is in the network of " +
                               (changed.pod.host_network ? "this machine" : "another container") +
                               ": it is in no other one");
    std::vector<runtime::network_spec> all = runtime::networks_of(changed.pod);
    detail::add_network(changed, all, detail::endpoint_of(changed, state_->networks, to));
    state_->put_into(changed, all);
}
SLIPWAY_INLINE void containers::disconnect(const container_record& which,
                                           const std::string& network) {
    const auto alone = state_->alone(which);
    container_record changed = state_->files.read(which.id).value_or(which);
    std::vector<runtime::network_spec> all = runtime::networks_of(changed.pod);
    const std::string name =
        is_predefined_network(network) ? "" : state_->networks.get(network).name;
    const bool common = network == "bridge" || network == "default";
    const auto gone = std::erase_if(all, [&](const runtime::network_spec& n) {
        return n.directory.empty() ? common : n.name == name;
    });
    if (gone == 0)
        throw status_error(core::reason::not_found,
                           "container " + which.name + " is not in the network " + network);
    state_->put_into(changed, all);
}
SLIPWAY_INLINE void containers::set_restart_policy(const container_record& which,
                                                   runtime::restart_policy policy,
                                                   std::uint32_t most_restarts) {
    const auto alone = state_->alone(which);
    container_record changed = state_->files.read(which.id).value_or(which);
    if (changed.remove_when_ended && policy != runtime::restart_policy::no)
        throw status_error(
            core::reason::invalid,
            "container " + changed.name +
                " is to be removed when it has ended: it cannot be started again then");
    changed.upkeep.restart = policy;
    changed.upkeep.most_restarts = most_restarts;
    try {
        if (is_up(state_->now(changed)))
            state_->pods.set_restart_policy(which.id, policy, most_restarts);
    } catch (const status_error& e) {
        if (!e.is(core::reason::not_found)) throw;  // it has ended meanwhile, and its pod with it
    }
    state_->files.write(changed);
}
SLIPWAY_INLINE void containers::remove(const container_record& which, bool force) {
    const auto alone = state_->alone(which);
    if (!force)
        if (const container c = state_->now(which); is_up(c))
            throw status_error(
                core::reason::conflict,
                "container " + which.name +
                    (c.phase == container_phase::running ? " is running"
                                                         : " is started again and again") +
                    ": stop it first, or remove it by force");
    state_->erase(which);
}
SLIPWAY_INLINE void containers::rename(const container_record& which, const std::string& name) {
    detail::check_name(name, "container");
    const auto alone = state_->alone(which);
    if (name == which.name) return;
    if (!state_->files.take_name(name, which.id))
        throw status_error(core::reason::already_exists,
                           "there is a container " + name + " already");
    container_record changed = state_->files.read(which.id).value_or(which);
    changed.name = name;
    std::vector<runtime::network_spec> all = runtime::networks_of(changed.pod);
    for (runtime::network_spec& each : all)
        std::replace(each.names.begin(), each.names.end(), which.name, name);
    try {
        if (!runtime::has_own_network(changed.pod)) state_->files.write(changed);
        else state_->put_into(changed, all, false);
    } catch (...) {
        state_->files.give_name_back(name, which.id);
        throw;
    }
    state_->files.give_name_back(which.name, which.id);
}

SLIPWAY_INLINE std::optional<std::string> containers::find_id(std::string_view name_or_id) const {
    const auto& files = state_->files;
    if (const auto id = name_or_id.find('/') == name_or_id.npos
                            ? files.id_of(std::string(name_or_id))
                            : std::nullopt;
        id && files.is_whole(*id))
        return id;
    if (name_or_id.empty() || name_or_id.find_first_not_of("0123456789abcdef") != name_or_id.npos)
        return std::nullopt;
    if (files.is_whole(std::string(name_or_id))) return std::string(name_or_id);
    std::optional<std::string> found;
    for (const std::string& id : files.ids()) {
        if (!id.starts_with(name_or_id) || !files.is_whole(id)) continue;
        if (found)
            throw status_error(core::reason::conflict, "the ids of several containers begin with " +
                                                           std::string(name_or_id));
        found = id;
    }
    return found;
}
SLIPWAY_INLINE std::optional<container> containers::find(std::string_view name_or_id) {
    const auto id = find_id(name_or_id);
    auto record = id ? state_->files.read(*id) : std::nullopt;
    if (!record) return std::nullopt;
    container made = state_->now(*std::move(record));
    return state_->is_over(made) ? std::nullopt : std::optional(std::move(made));
}
SLIPWAY_INLINE container containers::get(std::string_view name_or_id) {
    if (auto found = find(name_or_id)) return *std::move(found);
    throw status_error(core::reason::not_found, "there is no container " + std::string(name_or_id));
}
SLIPWAY_INLINE std::vector<container> containers::list() {
    std::vector<container> made;
    for (container_record& r : state_->records())
        if (container c = state_->now(std::move(r)); !state_->is_over(c))
            made.push_back(std::move(c));
    std::sort(made.begin(), made.end(), [](const container& a, const container& b) {
        return std::pair(a.created, a.id) > std::pair(b.created, b.id);
    });
    return made;
}
SLIPWAY_INLINE std::set<oci::digest> containers::images() const {
    std::set<oci::digest> made;
    for (const container_record& r : state_->records()) made.insert(r.spec.image.id);
    return made;
}

SLIPWAY_INLINE core::subscription containers::subscribe(
    std::function<void(const container_event&)> f, std::function<void(const network_event&)> g) {
    auto watch = std::make_shared<detail::container_watch>(
        state_->files, state_->networks, state_->pods, std::move(f), std::move(g));
    return core::subscription([watch]() mutable { watch.reset(); });
}

SLIPWAY_INLINE runtime::log_page containers::read_log(const container_record& which,
                                                      std::uint64_t from, std::size_t at_most) {
    try {
        return state_->pods.read_log(which.id, from, at_most);
    } catch (const status_error& e) {
        if (!e.is(core::reason::not_found)) throw;  // otherwise its pod is not there
        return runtime::read_log_file(which.spec.log, from, at_most);
    }
}
SLIPWAY_INLINE std::uint64_t containers::log_end(const container_record& which) const {
    return runtime::log_file_end(which.spec.log);
}
SLIPWAY_INLINE runtime::kept& containers::runtime() { return state_->pods; }
SLIPWAY_INLINE std::filesystem::path containers::root() const { return state_->files.root(); }
SLIPWAY_INLINE std::filesystem::path containers::volume(const std::string& name) const {
    return state_->files.volume(name);
}

}  // namespace slipway::engine
