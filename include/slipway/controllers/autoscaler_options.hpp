// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include <slipway/api/core_v1.hpp>

namespace slipway::controllers {

/// Nodes of one shape, of which more can be had.
struct node_pool {
    std::string name{};
    core::map<core::text> labels{};
    core::list<api::core_v1::Taint> taints{};
    core::map<core::text> capacity{};  ///< quantities of `cpu`, `memory`, `pods`
    int min = 0;
    int max = 0;
};

struct autoscaler_options {
    std::vector<node_pool> pools{};
    /// Brings up a node of the pool, which registers under this name with `pool_label`. Throws
    /// where it cannot.
    std::function<void(const node_pool&, const std::string& name)> add_node{};
    std::function<void(const std::string& name)> remove_node{};
    std::chrono::nanoseconds idle_for = std::chrono::minutes(10);  ///< an idle node goes after that
    /// a node that is not there then is not counted on
    std::chrono::nanoseconds start_limit = std::chrono::minutes(5);
};

/// The label by which a node says its pool.
inline constexpr char pool_label[] = "slipway.dev/pool";

}  // namespace slipway::controllers
