// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/docker_api/detail/build.hpp>
#include <slipway/docker_api/detail/call.hpp>
#include <slipway/docker_api/detail/container_archive.hpp>
#include <slipway/docker_api/detail/container_files.hpp>
#include <slipway/docker_api/detail/container_life.hpp>
#include <slipway/docker_api/detail/container_log.hpp>
#include <slipway/docker_api/detail/container_stats.hpp>
#include <slipway/docker_api/detail/container_streams.hpp>
#include <slipway/docker_api/detail/container_views.hpp>
#include <slipway/docker_api/detail/disk_usage.hpp>
#include <slipway/docker_api/detail/exec.hpp>
#include <slipway/docker_api/detail/image_transfers.hpp>
#include <slipway/docker_api/detail/images.hpp>
#include <slipway/docker_api/detail/networks.hpp>
#include <slipway/docker_api/detail/registry_access.hpp>
#include <slipway/docker_api/detail/system.hpp>
#include <slipway/docker_api/detail/volumes.hpp>

namespace slipway::docker_api::detail {

/// What is asked for by a method and a path. In the path, `*` stands for one part, and `**` for one
/// or more: names of images have slashes.
struct route {
    std::string_view method, path;
    void (*answer)(call&);
};

inline constexpr route all_routes[] = {
    {"GET", "_ping", ping},
    {"HEAD", "_ping", ping},
    {"GET", "version", tell_version},
    {"GET", "info", tell_info},
    {"GET", "events", send_events},
    {"GET", "system/df", tell_disk_usage},
    {"POST", "auth", check_password},

    {"GET", "containers/json", list_containers},
    {"POST", "containers/create", create_container},
    {"POST", "containers/prune", prune_containers},
    {"GET", "containers/*/json", inspect_container},
    {"GET", "containers/*/top", list_processes},
    {"GET", "containers/*/stats", send_stats},
    {"GET", "containers/*/logs", send_logs},
    {"POST", "containers/*/start", start_container},
    {"POST", "containers/*/stop", stop_container},
    {"POST", "containers/*/restart", restart_container},
    {"POST", "containers/*/kill", kill_container},
    {"POST", "containers/*/rename", rename_container},
    {"POST", "containers/*/resize", resize_container},
    {"POST", "containers/*/attach", attach_to_container},
    {"POST", "containers/*/wait", wait_for_container},
    {"POST", "containers/*/pause", pause_container},
    {"POST", "containers/*/unpause", unpause_container},
    {"POST", "containers/*/update", update_container},
    {"POST", "containers/*/exec", create_exec},
    {"HEAD", "containers/*/archive", look_at_file},
    {"GET", "containers/*/archive", send_files},
    {"PUT", "containers/*/archive", take_files},
    {"GET", "containers/*/changes", list_changes},
    {"GET", "containers/*/export", export_container},
    {"DELETE", "containers/*", remove_container},
    {"POST", "exec/*/start", start_exec},
    {"POST", "exec/*/resize", resize_exec},
    {"GET", "exec/*/json", inspect_exec},

    {"GET", "images/json", list_images},
    {"GET", "images/get", save_many_images},
    {"GET", "images/search", refuse_search},
    {"GET", "images/**/json", inspect_image},
    {"GET", "images/**/history", send_history},
    {"GET", "images/**/get", save_one_image},
    {"POST", "images/create", create_image},
    {"POST", "images/load", load_images},
    {"POST", "images/prune", prune_images},
    {"POST", "images/**/push", push_image},
    {"POST", "images/**/tag", tag_image},
    {"DELETE", "images/**", remove_image},
    {"POST", "build", build_image},
    {"POST", "build/prune", prune_builds},
    {"POST", "commit", commit_container},

    {"GET", "volumes", list_volumes},
    {"POST", "volumes/create", create_volume},
    {"POST", "volumes/prune", prune_volumes},
    {"GET", "volumes/*", inspect_volume},
    {"DELETE", "volumes/*", remove_volume},
    {"GET", "networks", list_networks},
    {"POST", "networks/create", create_network},
    {"POST", "networks/prune", prune_networks},
    {"GET", "networks/*", inspect_network},
    {"DELETE", "networks/*", remove_network},
    {"POST", "networks/*/connect", connect_network},
    {"POST", "networks/*/disconnect", disconnect_network},
};

/// Whether the path is of that form; if so, what stands for its stars.
inline bool matches(std::string_view form, std::span<const std::string> path,
                    std::vector<std::string>& operands) {
    if (form.empty()) return path.empty();
    if (path.empty()) return false;
    const auto slash = form.find('/');
    const std::string_view part = form.substr(0, slash),
                           rest = slash == form.npos ? std::string_view() : form.substr(slash + 1);
    if (part != "**") {
        if (part != "*" && part != path[0]) return false;
        if (part == "*") operands.push_back(path[0]);
        return matches(rest, path.subspan(1), operands);
    }
    const auto before = operands;
    std::string joined;
    for (std::size_t n = 0; n < path.size(); ++n) {
        joined += (n ? "/" : "") + path[n];
        operands = before;
        operands.push_back(joined);
        if (matches(rest, path.subspan(n + 1), operands)) return true;
    }
    return false;
}

/// Takes `v1.43` off the path, if it is there. Throws `status_error` (bad_request) for a version
/// that is too old.
inline std::span<const std::string> without_version(const std::vector<std::string>& path) {
    std::span<const std::string> made(path);
    if (path.empty() || path[0].size() < 4 || path[0][0] != 'v') return made;
    const std::string_view said = std::string_view(path[0]).substr(1);
    const auto point = said.find('.');
    const auto major = number_in<int>(said.substr(0, point)),
               minor = point == said.npos ? std::nullopt : number_in<int>(said.substr(point + 1));
    if (!major || !minor) return made;
    if (*major < 1 || (*major == 1 && *minor < 24))
        throw bad_parameter("client version " + std::string(said) +
                            " is too old. Minimum supported API version is " + oldest_version);
    return made.subspan(1);
}

/// Finds the route and takes it. Throws `status_error`: not_found; bad_request.
inline void answer(backend& at, net::request&& head, const net::body_reader& body,
                   const net::exchange& out) {
    net::url target = net::url::parse(head.target);
    const std::vector<std::string> whole = target.segments;
    const std::span<const std::string> path = without_version(whole);
    bool other_method = false;
    for (const route& r : all_routes) {
        std::vector<std::string> operands;
        if (!matches(r.path, path, operands)) continue;
        other_method = other_method || r.method != head.method;
        if (r.method != head.method) continue;
        call c(at, std::move(head), body, out, std::move(target), std::move(operands));
        return r.answer(c);
    }
    if (other_method)
        throw status_error(core::reason::method_not_allowed,
                           head.method + " is not possible for " + target.path());
    throw status_error(core::reason::not_found,
                       "page not found: " + head.method + ' ' + target.path().substr(0, 256) +
                           " is not a part of Docker's API that is served here");
}

}  // namespace slipway::docker_api::detail
