// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include <slipway/engine/event_document.hpp>
#include <slipway/engine/filters.hpp>
#include <slipway/engine/past_events.hpp>

namespace slipway::engine {

/// What events can be asked for (`docker events --filter`). Some are of what nothing happens to
/// here.
inline constexpr filter_name event_filters[] = {
    {"config"}, {"container"}, {"daemon"}, {"event"},  {"image"},   {"label"}, {"network"},
    {"node"},   {"plugin"},    {"scope"},  {"secret"}, {"service"}, {"type"},  {"volume"}};

namespace detail {

/// `health_status` stands for whatever the checks have found.
inline bool is_called(const container_event& e, const std::string& word) {
    return word == action_in_words(e) ||
           (e.action == container_action::health_status && word == "health_status");
}
inline bool is_called(const network_event& e, const std::string& word) {
    return word == action_in_words(e);
}
/// What every event has: its type, its scope, what it is called.
template <class Event>
bool fits_common(const Event& e, const filters& wanted, std::string_view type) {
    return wanted.any("scope", [](const auto& v) { return v == "local"; }) &&
           wanted.any("type", [&](const auto& v) { return v == type; }) &&
           wanted.any("event", [&](const auto& v) { return is_called(e, v); });
}
inline std::string without_tag(const std::string& image) {
    const auto colon = image.rfind(':');
    return colon == image.npos || image.find('/', colon) != image.npos ? image
                                                                       : image.substr(0, colon);
}

}  // namespace detail

/// Filters of other things than containers fit none.
inline bool fits(const container_event& e, const filters& wanted) {
    for (const char* other :
         {"config", "daemon", "network", "node", "plugin", "secret", "service", "volume"})
        if (wanted.has(other)) return false;
    const container_record& c = e.which;
    return detail::fits_common(e, wanted, "container") &&
           wanted.any("container",
                      [&](const auto& v) { return c.id.starts_with(v) || c.name == v; }) &&
           wanted.any("image",
                      [&](const auto& v) {
                          return c.image_name == v || detail::without_tag(c.image_name) == v;
                      }) &&
           wanted.labels(c.labels);
}
/// A network has no image and no labels here, and of containers the one that has come or gone.
inline bool fits(const network_event& e, const filters& wanted) {
    for (const char* other :
         {"config", "daemon", "image", "label", "node", "plugin", "secret", "service", "volume"})
        if (wanted.has(other)) return false;
    return detail::fits_common(e, wanted, "network") && wanted.any("network", [&](const auto& v) {
        return e.name == v || (!e.id.empty() && e.id.starts_with(v));
    }) && wanted.any("container", [&](const auto& v) {
        return !e.container.empty() && e.container.starts_with(v);
    });
}
inline bool fits(const any_event& e, const filters& wanted) {
    return std::visit([&](const auto& one) { return fits(one, wanted); }, e);
}

}  // namespace slipway::engine
