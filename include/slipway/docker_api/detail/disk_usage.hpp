// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
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
    std::map<std::string, int> standing;
    for (const engine::container& each : c.at.containers.list()) {
        ++standing[each.spec.image.id.str()];
        containers.push_back(summary_of(each, now, c.at.containers));
        add_sizes(containers.back(), each, c.at.images);
    }
    std::map<oci::digest, runtime::image> all;
    for (const runtime::image& each : c.at.images.list()) all.emplace(each.id, each);
    std::map<oci::digest, int> layers;  // how many images have each
    for (const auto& [id, image] : all)
        for (const oci::digest& layer :
             std::set<oci::digest>(image.config.diff_ids.begin(), image.config.diff_ids.end()))
            ++layers[layer];
    for (const auto& [id, image] : all) {
        std::uint64_t shared = 0;
        for (const oci::digest& layer : image.config.diff_ids)
            if (layers[layer] > 1) shared += c.at.images.layer_size(layer);
        json::value one = summary_of(c.at.images, image);
        one["Containers"] = standing[id.str()];
        one["SharedSize"] = shared;
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
