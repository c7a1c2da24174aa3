// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/engine/container.hpp>
#include <slipway/engine/docker_word.hpp>
#include <slipway/engine/network.hpp>
#include <slipway/engine/network_event.hpp>
#include <slipway/json/value.hpp>

namespace slipway::engine {

inline std::string action_in_words(const container_event& e) {
    switch (e.action) {
        case container_action::create: return "create";
        case container_action::start: return "start";
        case container_action::die: return "die";
        case container_action::rename: return "rename";
        case container_action::health_status:
            return std::string("health_status: ") + docker_word(e.health);
        case container_action::destroy: break;
    }
    return "destroy";
}

inline const char* action_in_words(const network_event& e) {
    switch (e.action) {
        case network_action::create: return "create";
        case network_action::connect: return "connect";
        case network_action::disconnect: return "disconnect";
        case network_action::prune: return "prune";
        case network_action::destroy: break;
    }
    return "destroy";
}

/// What docker calls the attributes of an event.
inline json::value attributes_of(const container_event& e) {
    json::value made{{"image", e.which.image_name}, {"name", e.which.name}};
    if (e.action == container_action::die) made["exitCode"] = std::to_string(e.exit_code);
    for (const auto& [key, value] : e.which.labels) made[key] = value;
    return made;
}

inline json::value attributes_of(const network_event& e) {
    if (e.action == network_action::prune) return {{"reclaimed", "0"}};
    json::value made{{"name", e.name}, {"type", driver_of(e.name)}};
    if (!e.container.empty()) made["container"] = e.container;
    return made;
}

namespace detail {

template <class Event>
json::value event_document(const Event& e, const char* type, const std::string& id) {
    return {{"Type", type},
            {"Action", action_in_words(e)},
            {"Actor", {{"ID", id}, {"Attributes", attributes_of(e)}}},
            {"scope", "local"},
            {"time", e.time.time_since_epoch().count() / 1'000'000'000},
            {"timeNano", e.time.time_since_epoch().count()}};
}

}  // namespace detail

/// All of it, in the form of Docker's API (Engine API, "Monitor events").
inline json::value document(const container_event& e) {
    return detail::event_document(e, "container", e.which.id);
}
inline json::value document(const network_event& e) {
    return detail::event_document(e, "network", e.id);
}

}  // namespace slipway::engine
