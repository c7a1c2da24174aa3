// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/controllers/autoscaler_options.hpp>
#include <slipway/json/value.hpp>

namespace slipway::cli::detail {

/// A pool of nodes as `render_machine` describes it.
inline controllers::node_pool pool_of(const json::value& p) {
    controllers::node_pool made;
    made.name = p["name"];
    if (p.contains("labels"))
        for (const auto& [key, value] : p["labels"].items())
            made.labels[key] = value.get<std::string>();
    if (p.contains("taints"))
        for (const json::value& t : p["taints"]) {
            api::core_v1::Taint& taint = made.taints.append();
            taint.key = t["key"].get<std::string>();
            taint.value = t.value("value", "");
            taint.effect = t["effect"].get<std::string>();
        }
    for (const auto& [key, value] : p["capacity"].items())
        made.capacity[key] = value.get<std::string>();
    made.min = p["min"];
    made.max = p["max"];
    return made;
}

}  // namespace slipway::cli::detail
