// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
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

namespace detail {

/// Ports as filters and images name them: `80`, `53/udp`, `8000-8010/tcp`.
struct port_range {
    std::uint16_t first, last;
    runtime::transport protocol;

    bool meets(const port_range& other) const {
        return protocol == other.protocol && first <= other.last && other.first <= last;
    }
};
inline std::optional<port_range> port_range_in(const std::string& text) {
    const auto slash = text.find('/');
    const std::string ports = text.substr(0, slash),
                      protocol = slash == text.npos ? "tcp" : text.substr(slash + 1);
    const auto dash = ports.find('-');
    const auto first = core::number_in<std::uint16_t>(ports.substr(0, dash)),
               last = dash == ports.npos ? first
                                         : core::number_in<std::uint16_t>(ports.substr(dash + 1));
    if (!first || !last || (protocol != "tcp" && protocol != "udp")) return std::nullopt;
    return port_range{*first, *last,
                      protocol == "udp" ? runtime::transport::udp : runtime::transport::tcp};
}
inline port_range wanted_ports(const std::string& filter) {
    if (const auto made = port_range_in(filter)) return *made;
    throw status_error(
        core::reason::bad_request,
        "'" + filter.substr(0, 64) + "' is no port, such as 80, 53/udp or 8000-8010/tcp");
}
inline void check_ports(const std::string&, const std::string& value) { wanted_ports(value); }

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

/// Whether one of these of the container's own ports is published; of this machine's ports docker
/// has no filter.
inline bool publishes(const container& c, const port_range& wanted) {
    return std::any_of(c.pod.ports.begin(), c.pod.ports.end(),
                       [&](const auto& p) { return wanted.meets({p.port, p.port, p.protocol}); });
}
/// Whether it is published, or the image says that it listens there.
inline bool exposes(const container& c, const port_range& wanted) {
    const auto& exposed = c.spec.image.config.exposed_ports;
    return publishes(c, wanted) ||
           std::any_of(exposed.begin(), exposed.end(), [&](const std::string& text) {
               const auto ports = port_range_in(text);
               return ports && wanted.meets(*ports);
           });
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

inline constexpr std::string_view phases[] = {"created", "restarting", "running", "removing",
                                              "paused",  "exited",     "dead"};
inline constexpr std::string_view healths[] = {"starting", "healthy", "unhealthy", "none"};

}  // namespace detail

/// What lists of containers can be asked for, and what removing those that have ended (`docker ps
/// --filter`, `docker container prune --filter`).
inline constexpr filter_name container_filters[] = {{"ancestor"},
                                                    {"before"},
                                                    {"exited"},
                                                    {"expose", detail::check_ports},
                                                    {"health", detail::check_word<detail::healths>},
                                                    {"id"},
                                                    {"is-task", detail::check_word<detail::truths>},
                                                    {"isolation"},
                                                    {"label"},
                                                    {"name"},
                                                    {"network"},
                                                    {"publish", detail::check_ports},
                                                    {"since"},
                                                    {"status", detail::check_word<detail::phases>},
                                                    {"volume"}};
inline constexpr filter_name container_prune_filters[] = {
    {"label"}, {"label!"}, {"until", detail::check_moment}};

/// Whether a container, one of `all`, is what is asked for. Throws `status_error` as
/// `containers::get` where `before` or `since` names none.
inline bool fits(const container& c, const filters& wanted, containers& all) {
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
           wanted.is("is-task", false) &&
           wanted.any(
               "publish",
               [&](const auto& v) { return detail::publishes(c, detail::wanted_ports(v)); }) &&
           wanted.any("expose",
                      [&](const auto& v) { return detail::exposes(c, detail::wanted_ports(v)); }) &&
           wanted.every("before", [&](const auto& v) { return c.created < all.get(v).created; }) &&
           wanted.every("since", [&](const auto& v) { return c.created > all.get(v).created; }) &&
           wanted.until(c.created);
}

/// Whether a list is of containers that do not run, too: it is asked for by how they are.
inline bool asks_for_ended(const filters& wanted) {
    return wanted.has("status") || wanted.has("exited");
}

}  // namespace slipway::engine
