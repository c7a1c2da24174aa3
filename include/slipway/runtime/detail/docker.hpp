// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/clock.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/runtime/detail/check_key.hpp>
#include <slipway/runtime/detail/docker_attachments.hpp>
#include <slipway/runtime/detail/docker_daemon.hpp>
#include <slipway/runtime/detail/docker_documents.hpp>
#include <slipway/runtime/detail/docker_events.hpp>
#include <slipway/runtime/detail/docker_exec.hpp>
#include <slipway/runtime/detail/docker_images.hpp>
#include <slipway/runtime/detail/docker_log.hpp>
#include <slipway/runtime/detail/docker_notes.hpp>
#include <slipway/runtime/detail/event_hub.hpp>
#include <slipway/runtime/detail/take_directory.hpp>
#include <slipway/runtime/docker.hpp>
#include <slipway/runtime/log_file.hpp>

namespace slipway::runtime {

struct docker::state {
    state(const std::filesystem::path& r, docker_options o)
        : options(std::move(o)),
          root(std::filesystem::weakly_canonical(std::filesystem::absolute(r))),
          daemon(options.socket),
          alone(detail::take_directory(root)),
          owner(oci::digest_of(root.string()).hex().substr(0, 16)),
          images(daemon),
          notes(hub),
          events(
              std::in_place, daemon, owner, [this] { look_again(); },
              [this](const json::value& d) { heard(d); }) {}

    std::string pod_name(const std::string& key) const {
        return "slipway-pod-" + owner + "-" + key;
    }
    std::string box_name(const std::string& key) const { return "slipway-" + owner + "-" + key; }
    [[noreturn]] static void no_container(const std::string& key) {
        throw status_error(core::reason::not_found, "there is no container \"" + key + "\"");
    }

    /// Its document; null where there is none of ours.
    json::value inspect(const std::string& name) const {
        const auto got = daemon.ask("GET", "/containers/" + name + "/json");
        if (got.status == 404) return nullptr;
        if (!detail::docker_daemon::good(got)) detail::docker_daemon::fail(got);
        json::value d = json::read(got.body);
        return detail::text_at(d, "Config", "Labels", detail::docker_label::owner) == owner
                   ? d
                   : json::value(nullptr);
    }
    json::value box(const std::string& key) const {
        detail::check_key(key);
        json::value d = inspect(box_name(key));
        if (d.is_null()) no_container(key);
        return d;
    }
    static std::string id_of(const json::value& d) { return detail::text_at(d, "Id"); }
    /// With what only we know: that it could not be started.
    container_status status_of(const json::value& d) {
        container_status made = detail::container_of(d);
        {
            const std::lock_guard lock(mutex);
            if (const auto at = failed.find(id_of(d));
                at != failed.end() && made.state != container_state::running)
                return at->second;
        }
        // Nobody is to know of an end before it is told.
        if (made.state == container_state::exited && made.message.empty())
            notes.ended(id_of(d), made.key, made.sandbox, made.exit_code);
        return made;
    }
    /// Documents of all that is ours: of pods, or of containers.
    std::vector<json::value> all(bool pods) const {
        std::vector<json::value> made;
        for (const json::value& row :
             daemon.get("/containers/json?all=1&" + detail::docker_filter(owner))) {
            if (detail::text_at(row, "Labels", detail::docker_label::sandbox).empty() != pods)
                continue;
            if (json::value d = inspect(detail::text_at(row, "Id")); !d.is_null())
                made.push_back(std::move(d));
        }
        return made;
    }

    /// Events come from now on: what has happened before is looked for.
    void look_again() {
        const bool first = !looked;
        for (const json::value& d : all(false)) {
            const container_status c = detail::container_of(d);
            if (first) notes.old(id_of(d), c.state);
            else if (c.state != container_state::created) notes.started(id_of(d), c.key, c.sandbox);
            if (!first && c.state == container_state::exited)
                notes.ended(id_of(d), c.key, c.sandbox, c.exit_code);
            if (first && c.state == container_state::running) follow(d, true);
        }
        looked = true;
    }
    void heard(const json::value& d) {
        const json::value actor = detail::member_at(d, "Actor");
        const std::string id = detail::text_at(actor, "ID"), action = detail::text_at(d, "Action"),
                          key = detail::text_at(actor, "Attributes", detail::docker_label::key),
                          sandbox =
                              detail::text_at(actor, "Attributes", detail::docker_label::sandbox);
        if (sandbox.empty()) return;
        if (action == "start") notes.started(id, key, sandbox);
        if (action == "die" || action == "died") {
            const std::string code = detail::text_at(actor, "Attributes", "exitCode");
            notes.ended(id, key, sandbox, static_cast<int>(std::strtol(code.c_str(), nullptr, 10)));
        }
        if (action == "destroy" || action == "remove") notes.gone(id);
    }

    /// Begins to copy its log, if that has not begun.
    std::shared_ptr<detail::docker_log> follow(const json::value& d, bool found) {
        const container_status c = detail::container_of(d);
        const std::lock_guard lock(mutex);
        auto& made = logs[c.key];
        if (made) return made;
        const std::filesystem::path kept =
            detail::text_at(d, "Config", "Labels", detail::docker_label::log);
        container_spec how;
        how.log = kept;
        detail::take_log_limits(how, d);
        const auto to = detail::container_log::of(how, root / "logs" / (c.key + ".log"));
        const std::uint64_t known = found && !kept.empty() ? entries_since(kept, c.started) : 0;
        made = std::make_shared<detail::docker_log>(
            daemon,
            detail::docker_log::container{id_of(d), detail::flag_at(d, "Config", "Tty"), known}, to,
            [this, key = c.key, sandbox = c.sandbox] {
                hub.tell({event_kind::wrote, key, sandbox, 0});
            },
            [this](const json::value& end) { status_of(end); });
        return made;
    }
    /// How many entries of a kept log are of a container that was started then. Podman's times have
    /// no fractions of seconds.
    static std::uint64_t entries_since(const std::filesystem::path& file, wall_time started) {
        std::uint64_t made = 0, at = 0;
        for (log_page page; page = read_log_file(file, at, 1000), !page.entries.empty();
             at = page.next)
            for (const auto& e : page.entries)
                made += e.time >= std::chrono::floor<std::chrono::seconds>(started) && !e.partial;
        return made;
    }
    void forget(const std::string& key, const std::string& id) {
        std::shared_ptr<detail::docker_log> last;  // ends without the lock
        {
            const std::lock_guard lock(mutex);
            if (auto gone = logs.extract(key)) last = std::move(gone.mapped());
            failed.erase(id);
        }
        last.reset();
        notes.removed(id);
    }
    /// Removes it with all its processes.
    void remove(const std::string& id) const {
        const auto got = daemon.ask("DELETE", "/containers/" + id + "?force=1&v=1", nullptr,
                                    detail::docker_daemon::patient());
        if (got.status != 404 && !detail::docker_daemon::good(got))
            detail::docker_daemon::fail(got);
    }
    void collect_images_sometimes() {
        try {
            images.collect_sometimes(options.image_age);
        } catch (const std::exception&) {  // what stays goes the next time
        }
    }
    /// Asks for a container that stands on what `image()` names. Another program may have collected
    /// that a moment ago: then it is brought again.
    template <class Image, class Request>
    void make(const std::string& name, Image image, Request request) const {
        auto got = daemon.ask("POST", "/containers/create?name=" + name, request(image()));
        if (got.status == 404)
            got = daemon.ask("POST", "/containers/create?name=" + name, request(image()));
        if (!detail::docker_daemon::good(got) && got.status != 409)
            detail::docker_daemon::fail(got);  // another call may be making the same
    }
    /// Whether the daemon knows that request: Podman's does not say of what there is no container.
    bool can_update() const {
        const auto got =
            daemon.ask("POST", "/containers/slipway-of-nobody/update", json::value::object());
        return got.status != 404 || json::value::accept(got.body);
    }
    /// Returns when it has ended.
    void wait_for_end(const std::string& id, const std::stop_token& stop) {
        for (;;) {
            const json::value d = inspect(id);
            if (d.is_null() || stop.stop_requested() ||
                status_of(d).state == container_state::exited)
                return;
            notes.wait(std::chrono::milliseconds(500), stop);
        }
    }

    const docker_options options;
    const std::filesystem::path root;
    detail::docker_daemon daemon;
    const core::file_lock alone;
    const std::string owner;
    detail::docker_images images;
    detail::event_hub hub;
    detail::docker_notes notes;
    detail::docker_attachments attachments;
    bool looked = false;  ///< of the thread of the events
    std::mutex mutex;     ///< guards what follows
    /// by the daemon's ids: what could not be started
    std::map<std::string, container_status> failed;
    /// by keys; their threads use what stands before
    std::map<std::string, std::shared_ptr<detail::docker_log>> logs;
    std::optional<detail::docker_events> events;  ///< ends first
};

SLIPWAY_INLINE docker::docker(const std::filesystem::path& root, docker_options options)
    : state_(std::make_unique<state>(root, std::move(options))) {
    state_->events->settle();
    if (!state_->options.keep)
        for (const auto& s : sandboxes()) remove_sandbox(s.key);  // of a program that was killed
    state_->collect_images_sometimes();
}
SLIPWAY_INLINE docker::~docker() {
    if (state_->options.keep) return;
    try {
        for (const auto& s : sandboxes()) remove_sandbox(s.key);
        collect_images();
    } catch (const std::exception&) {  // the daemon is gone: the next one for the same directory
                                       // removes them
    }
}

SLIPWAY_INLINE std::size_t docker::collect_images() {
    return state_->images.collect(state_->options.image_age);
}

SLIPWAY_INLINE runtime_info docker::info() {
    const json::value d = state_->daemon.get("/info");
    runtime_info made{
        .name = "docker",
        .enforces = {"own root file system", "own address", "own processes", "capabilities",
                     "no new privileges", "system calls"},
        .lacks = {
            "users of their own for a pod", "a network without a way out",
            "files that stay when a container is removed",
            "whether a signal has ended a container, or an exit code above 128",
            "a reader that stands still holds nothing up: the daemon reads on for a while",
            "cluster addresses in pods: the services of a cluster are reached from this machine"}};
    const auto limit = [&](const char* name, const char* what) {
        (detail::flag_at(d, name) ? made.enforces : made.lacks).push_back(what);
    };
    limit("MemoryLimit", "memory limit");
    limit("CpuCfsQuota", "CPU limit");
    limit("PidsLimit", "pids limit");
    (state_->can_update() ? made.enforces : made.lacks).push_back("other limits for what runs");
    const json::value networks = state_->daemon.get("/networks/bridge");
    const json::value config = detail::member_at(networks, "IPAM", "Config");
    if (config.is_array() && !config.empty())
        made.node_address = detail::text_at(config[0], "Gateway");
    if (made.node_address.empty()) made.node_address = "127.0.0.1";
    made.service_network = "127.96.0.0/16";
    return made;
}

}  // namespace slipway::runtime

#include <slipway/runtime/detail/docker_containers.hpp>
#include <slipway/runtime/detail/docker_pods.hpp>
