// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include <slipway/engine/containers.hpp>
#include <slipway/engine/directory_bytes.hpp>
#include <slipway/engine/images.hpp>
#include <slipway/engine/volumes.hpp>

namespace slipway::engine {

/// What things of one kind take on the disk.
struct disk_use {
    std::size_t count = 0;
    std::size_t active = 0;  ///< images and volumes that containers stand on; containers that run
    std::uint64_t bytes = 0;
    /// bytes of those that are not active; of images, of layers that no active one shares
    std::uint64_t reclaimable = 0;
};
struct disk_usage {
    disk_use images{};
    disk_use containers{};
    disk_use volumes{};
};

namespace detail {

inline disk_use use_of_images(const images& all, const std::set<oci::digest>& standing) {
    disk_use made;
    std::set<oci::digest> seen, layers, needed;
    for (const runtime::image& each : all.list()) {
        if (!seen.insert(each.id).second) continue;
        const bool active = standing.count(each.id) != 0;
        ++made.count;
        made.active += active;
        for (const oci::digest& layer : each.config.diff_ids) {
            layers.insert(layer);
            if (active) needed.insert(layer);
        }
    }
    for (const oci::digest& layer : layers) {
        made.bytes += all.layer_size(layer);
        if (needed.count(layer) == 0) made.reclaimable += all.layer_size(layer);
    }
    return made;
}
inline void add_to(disk_use& to, bool active, std::uint64_t bytes) {
    ++to.count;
    to.active += active;
    to.bytes += bytes;
    if (!active) to.reclaimable += bytes;
}

}  // namespace detail

/// What an image takes, one of all its names.
struct image_use {
    runtime::image image{};
    std::uint64_t shared_bytes = 0;  ///< of layers that other images have too
    std::size_t containers = 0;      ///< that stand on it
};
/// Each image once, whatever names it has.
inline std::vector<image_use> use_of_each_image(const images& all, containers& of) {
    std::map<oci::digest, std::size_t> standing, having;  // containers; images that have a layer
    for (const container& each : of.list()) ++standing[each.spec.image.id];
    std::map<oci::digest, image_use> made;
    for (runtime::image& each : all.list()) {
        const auto layers = each.config.diff_ids;
        const oci::digest id = each.id;
        if (!made.emplace(id, image_use{std::move(each), 0, standing[id]}).second) continue;
        for (const oci::digest& layer : std::set<oci::digest>(layers.begin(), layers.end()))
            ++having[layer];
    }
    std::vector<image_use> listed;
    for (auto& [id, each] : made) {
        for (const oci::digest& layer : each.image.config.diff_ids)
            if (having[layer] > 1) each.shared_bytes += all.layer_size(layer);
        listed.push_back(std::move(each));
    }
    return listed;
}

/// What the images, containers and volumes of a machine take: of images, the unpacked layers; of
/// containers, what they wrote. Throws `status_error`.
inline disk_usage use_of_disk(const images& all, containers& of) {
    disk_usage made;
    made.images = detail::use_of_images(all, of.images());
    for (const container& each : of.list()) {
        detail::add_to(made.containers, is_up(each), directory_bytes(each.spec.writable));
    }
    for (const named_volume& each : volumes(of))
        detail::add_to(made.volumes, each.users != 0, directory_bytes(each.place));
    return made;
}

}  // namespace slipway::engine
