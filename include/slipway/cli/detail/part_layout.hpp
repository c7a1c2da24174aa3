// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>
#include <vector>

#include <slipway/cli/detail/geometry.hpp>
#include <slipway/cli/detail/layer_heights.hpp>
#include <slipway/cli/detail/layer_order.hpp>
#include <slipway/cli/detail/layers.hpp>

namespace slipway::cli::detail {

/// What is to be placed of a node or an edge.
struct part_node {
    double width = 0, height = 0;
    double line = 0;  ///< below its top: where its edges come and go
};
struct part_edge {
    std::size_t from = 0, to = 0;
    double label = 0;  ///< how wide its label is
};

/// Nodes that hang together, in columns, in which all are as wide as the widest. All lines between
/// two columns run in the free strip between them.
class part_layout {
public:
    std::vector<box> places;                ///< of each node
    std::vector<std::vector<curve>> lines;  ///< of each edge, from its start to its end
    double width = 0, height = 0;

    part_layout(const std::vector<part_node>& nodes, const std::vector<part_edge>& edges)
        : nodes_(nodes), edges_(edges), layers_(nodes.size(), plain(edges)) {
        layer_order{layers_};
        std::vector<vertex_room> room;
        for (std::size_t v = 0; v < layers_.column_of.size(); ++v)
            room.push_back(v < nodes.size()
                               ? vertex_room{nodes[v].line, nodes[v].height - nodes[v].line}
                               : vertex_room{4, 4});
        const layer_heights y(layers_, room);
        height = y.bottom();
        place_columns();
        for (std::size_t v = 0; v < nodes.size(); ++v) {
            const std::size_t c = layers_.column_of[v];
            places.push_back(
                {left_[c], y[v] - nodes[v].line, right_[c] - left_[c], nodes[v].height});
        }
        choose_ports(y);
        draw();
    }

private:
    static constexpr double narrowest_strip = 56, around_label = 40, widest_strip = 200;

    static std::vector<layers::edge> plain(const std::vector<part_edge>& edges) {
        std::vector<layers::edge> all;
        for (const part_edge& e : edges) all.push_back({e.from, e.to});
        return all;
    }

    void place_columns() {
        const std::size_t count = layers_.columns.size();
        std::vector<double> widest(count), strip(count, narrowest_strip);
        for (std::size_t v = 0; v < nodes_.size(); ++v)
            widest[layers_.column_of[v]] = std::max(widest[layers_.column_of[v]], nodes_[v].width);
        for (std::size_t e = 0; e < edges_.size(); ++e) {
            double& s = strip[layers_.column_of[layers_.ways[e].front()]];
            s = std::max(s, std::min(widest_strip, edges_[e].label + around_label));
        }
        for (std::size_t c = 0; c < count; ++c) {
            left_.push_back(width);
            right_.push_back(width + widest[c]);
            width = right_.back() + (c + 1 < count ? strip[c] : 0);
        }
    }

    /// Edges of one side of a node come in the order of their other ends, a little apart.
    void choose_ports(const layer_heights& y) {
        const auto spread = [&](std::size_t v, std::vector<std::size_t> others, bool leaving) {
            std::sort(others.begin(), others.end(), [&](std::size_t a, std::size_t b) {
                return y[a] != y[b] ? y[a] < y[b] : a < b;
            });
            const bool node = v < nodes_.size();
            const double room = node ? 2 * (nodes_[v].line - 8) : 0,
                         n = static_cast<double>(others.size());
            const double step = n > 1 ? std::min(9.0, room / (n - 1)) : 0;
            for (std::size_t i = 0; i < others.size(); ++i) {
                const double at = y[v] + (static_cast<double>(i) - (n - 1) / 2) * step;
                (leaving ? leaving_
                         : arriving_)[leaving ? std::pair(v, others[i]) : std::pair(others[i], v)] =
                    at;
            }
        };
        for (std::size_t v = 0; v < layers_.column_of.size(); ++v) {
            spread(v, layers_.out[v], true);
            spread(v, layers_.in[v], false);
        }
    }

    void draw() {
        for (std::size_t e = 0; e < edges_.size(); ++e) {
            std::vector<curve> line;
            const std::vector<std::size_t>& way = layers_.ways[e];
            for (std::size_t i = 0; i + 1 < way.size(); ++i) {
                const std::size_t from = way[i], to = way[i + 1];
                const double start = right_[layers_.column_of[from]],
                             end = left_[layers_.column_of[to]];
                line.push_back(curve::level({start, leaving_.at({from, to})},
                                            {end, arriving_.at({from, to})}));
            }
            if (layers_.turned[e]) {
                std::reverse(line.begin(), line.end());
                for (curve& c : line) c = c.reversed();
            }
            lines.push_back(std::move(line));
        }
    }

    const std::vector<part_node>& nodes_;
    const std::vector<part_edge>& edges_;
    layers layers_;
    std::vector<double> left_, right_;  ///< of each column
    std::map<std::pair<std::size_t, std::size_t>, double> leaving_,
        arriving_;  ///< y of each step's ends
};

}  // namespace slipway::cli::detail
