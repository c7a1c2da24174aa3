// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <slipway/core/change.hpp>

#ifdef SLIPWAY_COMPILED
extern template class nlohmann::basic_json<nlohmann::ordered_map>;
#endif

namespace slipway::json {

/// A JSON value whose objects keep the order of their members.
using value = nlohmann::ordered_json;

/// An object of the API as it is handed around: shared, never written to.
using document = std::shared_ptr<const value>;

struct list_result {
    std::vector<document> items;
    std::string resource_version;
    std::string continue_;          ///< where the next page starts; empty on the last
    long remaining_item_count = 0;  ///< on the pages after this one, where known
};

struct watch_event {
    core::change type = core::change::added;
    document object;
};

}  // namespace slipway::json
