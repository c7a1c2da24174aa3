// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <slipway/cli/detail/geometry.hpp>
#include <slipway/cli/graph_model.hpp>

/// Where everything of a graph goes on a page. What refers stands left of what it refers to. The
/// same graph always gives the same layout.
namespace slipway::cli {

struct placed_node {
    detail::box at{};
    std::string name{}, kind{};            ///< as they are shown: shortened where they are too long
    std::vector<std::string> sentences{};  ///< lines of its findings
};

/// A line from one node to the other, of smooth curves and straight pieces in turn.
struct placed_edge {
    std::vector<detail::curve> curves{};
    /// where its verb goes; nothing where there is no room for it
    std::optional<detail::box> label{};
};

/// The part of the page that one namespace has.
struct placed_area {
    detail::box at{};
    std::string title{};
};

struct graph_layout {
    static constexpr double node_height = 42, line_height = 14, title_height = 26,
                            label_height = 13;
    static constexpr double name_size = 12, kind_size = 10, sentence_size = 10.5, label_size = 10;
    static constexpr double icon_width = 44;

    double width = 0, height = 0;
    std::vector<placed_node> nodes{};  ///< as those of the graph
    std::vector<placed_edge> edges{};  ///< as those of the graph
    std::vector<placed_area> areas{};  ///< none where all stand in one namespace
};

graph_layout lay_out(const graph& g);

}  // namespace slipway::cli
