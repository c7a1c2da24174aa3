// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include <slipway/core/clock.hpp>
#include <slipway/docker_api/detail/call.hpp>
#include <slipway/docker_api/detail/container_views.hpp>
#include <slipway/docker_api/detail/images.hpp>
#include <slipway/docker_api/detail/volumes.hpp>
#include <slipway/engine/disk_usage.hpp>

namespace slipway::docker_api::detail {

/// GET /system/df
inline void tell_disk_usage(call& c) {
    const auto now = core::system_time().wall();
    json::value images = json::value::array(), containers = json::value::array(),
                volumes = json::value::array();
    for (const engine::container& each : c.at.containers.list()) {
        containers.push_back(summary_of(each, now, c.at.containers));
        add_sizes(containers.back(), each, c.at.images);
    }
    for (const engine::image_use& each : engine::use_of_each_image(c.at.images, c.at.containers)) {
        json::value one = summary_of(c.at.images, each.image);
        one["Containers"] = each.containers;
        one["SharedSize"] = each.shared_bytes;
        images.push_back(std::move(one));
    }
    for (const engine::named_volume& each : engine::volumes(c.at.containers)) {
        json::value one = volume_document(each);
        one["UsageData"] = {{"Size", engine::directory_bytes(each.place)},
                            {"RefCount", each.users}};
        volumes.push_back(std::move(one));
    }
    c.give({{"LayersSize", c.at.images.store().usage().bytes},
            {"Images", std::move(images)},
            {"Containers", std::move(containers)},
            {"Volumes", std::move(volumes)},
            {"BuildCache", json::value::array()}});
}

}  // namespace slipway::docker_api::detail
