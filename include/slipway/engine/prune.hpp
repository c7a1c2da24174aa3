// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <slipway/engine/containers.hpp>
#include <slipway/engine/directory_bytes.hpp>
#include <slipway/engine/filter_containers.hpp>
#include <slipway/engine/filter_images.hpp>
#include <slipway/engine/filter_networks.hpp>
#include <slipway/engine/filter_volumes.hpp>
#include <slipway/engine/filters.hpp>
#include <slipway/engine/images.hpp>
#include <slipway/engine/networks.hpp>
#include <slipway/engine/volumes.hpp>

namespace slipway::engine {

// Removing what nothing needs, of that what is asked for by `container_prune_filters` and so on.

/// What is gone, and the bytes of the disk that it had written.
struct pruned_containers {
    std::vector<std::string> deleted{};  ///< ids
    std::uint64_t freed = 0;
};
/// Those that do not run. `told` hears of each one that has gone, also where a later one cannot go.
inline pruned_containers prune_containers(containers& all, const filters& wanted,
                                          const std::function<void(const container&)>& told = {}) {
    pruned_containers gone;
    for (const container& each : all.list()) {
        if (is_up(each) || !fits(each, wanted, all)) continue;
        const std::uint64_t bytes = directory_bytes(each.spec.writable);
        all.remove(each);
        gone.freed += bytes;
        gone.deleted.push_back(each.id);
        if (told) told(each);
    }
    return gone;
}
/// Those without a tag, and by `dangling=false` all that no container stands on.
inline removal prune_images(images& all, const filters& wanted) {
    const bool named_too = wanted.asks_for("dangling", false);
    return all.prune(named_too, [&](const runtime::image& each) {
        return wanted.labels(each.config.labels) && wanted.until(made_at(each));
    });
}
/// Those that no container is in.
inline std::vector<named_network> prune_networks(containers& all, const filters& wanted) {
    return prune_networks(all, [&](const named_network& each) { return fits(each, wanted); });
}
/// Those that no container stands on and nobody has named, and by `all=true` those with names, too.
inline pruned_volumes prune_volumes(containers& all, const filters& wanted) {
    const bool named_too = wanted.asks_for("all", true);
    return prune_volumes(all, named_too,
                         [&](const named_volume& each) { return fits(each, wanted); });
}

}  // namespace slipway::engine
