// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/clock.hpp>
#include <slipway/docker_api/detail/call.hpp>
#include <slipway/docker_api/detail/container_views.hpp>
#include <slipway/docker_api/detail/filters.hpp>
#include <slipway/engine/filter_images.hpp>
#include <slipway/engine/image_history.hpp>
#include <slipway/engine/image_words.hpp>
#include <slipway/engine/inspect_image.hpp>
#include <slipway/engine/prune.hpp>

namespace slipway::docker_api::detail {

/// Of a date (RFC 3339), which may be missing.
inline std::int64_t seconds_of(const std::string& date) {
    try {
        return date.empty() ? 0 : seconds_of(core::parse_rfc3339(date));
    } catch (const std::invalid_argument&) {
        return 0;
    }
}
inline runtime::image image_of(const call& c) {
    if (auto found = c.at.images.find(c.operand())) return *std::move(found);
    throw status_error(core::reason::not_found, "No such image: " + c.operand());
}

/// One of GET /images/json (Engine API, ImageSummary).
inline json::value summary_of(const engine::images& all, const runtime::image& image) {
    const json::value whole = engine::inspect(all, image);
    return {{"Id", image.id.str()},
            {"ParentId", ""},
            {"RepoTags", whole.at("RepoTags")},
            {"RepoDigests", whole.at("RepoDigests")},
            {"Created", seconds_of(image.config.created)},
            {"Size", image.size},
            {"VirtualSize", image.size},
            {"SharedSize", -1},
            {"Labels", image.config.labels},
            {"Containers", -1}};
}
/// Those in the repositories of these tags.
inline json::value digests_of(const json::value& digests, const json::value& tags) {
    const auto repository = [](const json::value& name) {
        return oci::reference::parse(name.get<std::string>()).name();
    };
    json::value made = json::value::array();
    for (const json::value& each : digests)
        if (std::any_of(tags.begin(), tags.end(), [&](const json::value& tag) {
                return repository(tag) == repository(each);
            }))
            made.push_back(each);
    return made;
}
/// GET /images/json. With a filter, an image has the names alone that fit.
inline void list_images(call& c) {
    const engine::filters wanted = filters_of(c, engine::image_filters);
    std::map<oci::digest, std::pair<runtime::image, json::value>> chosen;
    for (const runtime::image& each : c.at.images.list()) {
        if (!engine::fits(each, wanted, c.at.images)) continue;
        const auto found = chosen.try_emplace(each.id, each, json::value::array()).first;
        if (!engine::images::untagged(each.reference))
            found->second.second.push_back(each.reference.familiar());
    }
    json::value made = json::value::array();
    for (const auto& [id, image] : chosen) {
        made.push_back(summary_of(c.at.images, image.first));
        made.back()["RepoTags"] = image.second;
        if (wanted.has("reference"))
            made.back()["RepoDigests"] = digests_of(made.back()["RepoDigests"], image.second);
    }
    std::stable_sort(made.begin(), made.end(), [](const json::value& a, const json::value& b) {
        return a.at("Created") > b.at("Created");
    });
    c.give(made);
}
/// GET /images/{name}/json
inline void inspect_image(call& c) {
    json::value made = engine::inspect(c.at.images, image_of(c));
    made["ContainerConfig"] =
        made["Config"];  // docker-compose 1 looks there, as Docker had it until version 25
    c.give(made);
}

/// GET /images/{name}/history
inline void send_history(call& c) {
    const runtime::image image = image_of(c);
    json::value made = json::value::array();
    for (const engine::image_step& step : engine::history(c.at.images, image))
        made.push_back({{"Id", made.empty() ? image.id.str() : "<missing>"},
                        {"Created", seconds_of(step.created)},
                        {"CreatedBy", step.created_by},
                        {"Tags", json::value()},
                        {"Size", step.size},
                        {"Comment", step.comment}});
    c.give(made);
}
/// POST /images/{name}/tag
inline void tag_image(call& c) {
    const std::string tag = c.parameter("tag");
    c.at.images.tag(image_of(c).reference.str(),
                    oci::reference::parse(c.parameter("repo") + (tag.empty() ? "" : ":" + tag)));
    c.done(201);
}

inline json::value removed(const engine::removal& gone) {
    json::value made = json::value::array();
    for (const oci::reference& name : gone.untagged)
        made.push_back(json::value::object({{"Untagged", name.familiar()}}));
    for (const oci::digest& id : gone.deleted)
        made.push_back(json::value::object({{"Deleted", id.str()}}));
    return made;
}
/// DELETE /images/{name}
inline void remove_image(call& c) {
    image_of(c);
    c.give(removed(c.at.images.remove(c.operand(), c.flag("force"))));
}
/// POST /images/prune
inline void prune_images(call& c) {
    const engine::removal gone =
        engine::prune_images(c.at.images, filters_of(c, engine::image_prune_filters));
    c.give({{"ImagesDeleted", removed(gone)}, {"SpaceReclaimed", gone.freed}});
}

}  // namespace slipway::docker_api::detail
