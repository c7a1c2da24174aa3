// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include <slipway/core/clock.hpp>
#include <slipway/engine/filters.hpp>
#include <slipway/engine/image_words.hpp>
#include <slipway/engine/images.hpp>

namespace slipway::engine {

/// What lists of images can be asked for, and what removing those that nothing needs (`docker
/// images --filter`, `docker image prune --filter`).
inline constexpr filter_name image_filters[] = {
    {"before"}, {"dangling", detail::check_word<detail::truths>},
    {"label"},  {"reference"},
    {"since"},  {"until", detail::check_moment}};
inline constexpr filter_name image_prune_filters[] = {
    {"dangling", detail::check_word<detail::truths>},
    {"label"},
    {"label!"},
    {"until", detail::check_moment}};

/// When an image was made; 1970 where it does not say.
inline runtime::wall_time made_at(const runtime::image& image) {
    const std::string& date = image.config.created;
    try {
        return date.empty() ? runtime::wall_time() : core::parse_rfc3339(date);
    } catch (const std::invalid_argument&) {
        return {};
    }
}

/// Whether an image, one of `all`, is what is asked for. Throws `status_error`
/// (not_found) where `before` or `since` names none.
inline bool fits(const runtime::image& image, const filters& wanted, const images& all) {
    const auto other = [&](const std::string& name) {
        if (const auto found = all.find(name)) return made_at(*found);
        throw status_error(core::reason::not_found, "No such image: " + name);
    };
    return wanted.is("dangling", images::untagged(image.reference)) &&
           wanted.any("reference", [&](const auto& v) { return matches(image.reference, v); }) &&
           wanted.labels(image.config.labels) &&
           wanted.every("before", [&](const auto& v) { return made_at(image) < other(v); }) &&
           wanted.every("since", [&](const auto& v) { return made_at(image) > other(v); }) &&
           wanted.until(made_at(image));
}

}  // namespace slipway::engine
