// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include <slipway/core/number_in.hpp>
#include <slipway/engine/container.hpp>
#include <slipway/engine/container_networks.hpp>
#include <slipway/engine/container_words.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/docker_word.hpp>
#include <slipway/engine/filters.hpp>

namespace slipway::engine {

/// What lists of containers can be asked for, and what removing those that have ended (`docker ps
/// --filter`, `docker container prune --filter`).
inline constexpr std::string_view container_filters[] = {
    "ancestor", "before", "exited",  "expose",  "health", "id",     "is-task", "isolation",
    "label",    "name",   "network", "publish", "since",  "status", "volume"};
inline constexpr std::string_view container_prune_filters[] = {"label", "label!", "until"};

namespace detail {

/// Whether a port is that of a filter: `80`, `80/udp`, `8000-8010/tcp`.
inline bool is_port(const std::string& wanted, std::uint16_t port, runtime::transport protocol) {
    const auto slash = wanted.find('/'), dash = wanted.find('-');
    if ((slash == wanted.npos ? "tcp" : wanted.substr(slash + 1)) !=
        (protocol == runtime::transport::udp ? "udp" : "tcp"))
        return false;
    const std::string ports = wanted.substr(0, slash);
    const auto first = core::number_in<std::uint16_t>(ports.substr(0, dash)),
               last = dash == wanted.npos ? first
                                          : core::number_in<std::uint16_t>(ports.substr(dash + 1));
    if (!first || !last)
        throw status_error(
            core::reason::bad_request,
            "'" + wanted.substr(0, 64) + "' is no port, such as 80, 53/udp or 8000-8010/tcp");
    return port >= *first && port <= *last;
}
/// Whether the name of a container has this in it; `^` and `$` stand for its ends, and a slash for
/// nothing.
inline bool is_named(const std::string& name, std::string_view wanted) {
    const bool begin = wanted.starts_with('^'), end = wanted.ends_with('$');
    if (begin) wanted.remove_prefix(1);
    const bool slash = wanted.starts_with('/');
    if (slash) wanted.remove_prefix(1);
    if (end && !wanted.empty()) wanted.remove_suffix(1);
    if (begin || slash) return end ? name == wanted : name.starts_with(wanted);
    return end ? name.ends_with(wanted) : name.find(wanted) != name.npos;
}

inline bool has_port(const container& c, const filters& wanted) {
    if (!wanted.has("publish") && !wanted.has("expose")) return true;
    const auto one_of = [&](const char* filter, auto port) {
        return wanted.has(filter) &&
               std::any_of(c.ports.begin(), c.ports.end(), [&](const auto& p) {
                   return wanted.any(
                       filter, [&](const auto& v) { return is_port(v, port(p), p.protocol); });
               });
    };
    return one_of("publish", [](const auto& p) { return p.host_port; }) ||
           one_of("expose", [](const auto& p) { return p.port; });
}
inline bool has_mount(const container& c, const std::string& what) {
    return std::any_of(c.spec.mounts.begin(), c.spec.mounts.end(), [&](const runtime::mount& m) {
        return m.target == what || m.source == what || m.source.filename() == what;
    });
}
inline bool is_of(const container& c, const std::string& image) {
    const runtime::image& of = c.spec.image;
    return c.image_name == image || of.id.str() == image || of.id.hex().starts_with(image) ||
           of.reference.familiar() == image || of.reference.familiar() == image + ":latest";
}

}  // namespace detail

/// Whether a container, one of `all`, is what is asked for. Throws `status_error`: bad_request for
/// values that mean nothing; not_found and conflict as `containers::get` where `before` or `since`
/// names none.
inline bool fits(const container& c, const filters& wanted, containers& all) {
    wanted.allow("status",
                 {"created", "restarting", "running", "removing", "paused", "exited", "dead"});
    wanted.allow("health", {"starting", "healthy", "unhealthy", "none"});
    const auto exited_with = [&](const std::string& code) {
        return c.phase == container_phase::exited && std::to_string(c.status.exit_code) == code;
    };
    return wanted.labels(c.labels) &&
           wanted.any("name", [&](const auto& v) { return detail::is_named(c.name, v); }) &&
           wanted.any("id", [&](const auto& v) { return c.id.starts_with(v); }) &&
           wanted.any("status", [&](const auto& v) { return phase_in_words(c) == v; }) &&
           wanted.any("health", [&](const auto& v) { return docker_word(c.health.status) == v; }) &&
           wanted.any("exited", exited_with) &&
           wanted.any("ancestor", [&](const auto& v) { return detail::is_of(c, v); }) &&
           wanted.any("network", [&](const auto& v) { return is_in(c, v); }) &&
           wanted.any("volume", [&](const auto& v) { return detail::has_mount(c, v); }) &&
           wanted.any("isolation", [](const auto& v) { return v == "default"; }) &&
           wanted.is("is-task", false) && detail::has_port(c, wanted) &&
           wanted.every("before", [&](const auto& v) { return c.created < all.get(v).created; }) &&
           wanted.every("since", [&](const auto& v) { return c.created > all.get(v).created; }) &&
           wanted.until(c.created);
}

/// Whether a list is of containers that do not run, too: it is asked for by how they are.
inline bool asks_for_ended(const filters& wanted) {
    return wanted.has("status") || wanted.has("exited");
}

}  // namespace slipway::engine
