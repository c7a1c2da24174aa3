// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <slipway/cli/detail/geometry.hpp>
#include <slipway/cli/detail/text_width.hpp>
#include <slipway/cli/detail/placed_graph.hpp>
#include <slipway/cli/graph_model.hpp>

namespace slipway::cli::detail {

inline double label_width(const graph_edge& e) {
    return width_of(e.verb, graph_layout::label_size) + 12;
}

/// Places the verbs, as close to the middle of a curve as there is room. Where several edges with
/// one verb have joined it stands there once for all of them; otherwise it goes to a curve that is
/// its edge's alone, if there is one.
class edge_labels {
public:
    edge_labels(const graph& g, graph_layout& layout) : g_(g), layout_(layout) {
        for (const placed_node& n : layout_.nodes)
            taken_.add({n.at.x - 3, n.at.y - 1, n.at.width + 6, n.at.height + 2});
        for (const placed_area& a : layout_.areas)
            taken_.add({a.at.x, a.at.y, a.at.width, graph_layout::title_height});
        for (std::size_t e = 0; e < layout_.edges.size(); ++e)
            for (const curve& c : layout_.edges[e].curves) {
                use& u = use_of(c);
                if (u.edges++ == 0) u.verb = g_.edges[e].verb;
                u.one_verb = u.one_verb && u.verb == g_.edges[e].verb;
                if (u.edges > 1) continue;  // they are the same curve
                for (int i = 0; i <= samples; ++i) {
                    const point at = c.at(static_cast<double>(i) / samples);
                    lines_[{cell(at.x), cell(at.y)}].emplace_back(at, &c);
                }
            }
    }

    void place() {
        for (std::size_t e = 0; e < layout_.edges.size(); ++e) {
            if (is_labelled(layout_.edges[e])) continue;
            for (const curve& c : choices(layout_.edges[e])) {
                layout_.edges[e].label = free_place(c, label_width(g_.edges[e]));
                if (!layout_.edges[e].label) continue;
                taken_.add(*layout_.edges[e].label);
                use_of(c).labelled = true;
                break;
            }
        }
    }

private:
    static constexpr int samples = 24;

    /// Of a curve, by edges that run together.
    struct use {
        std::size_t edges = 0;
        bool one_verb = true, labelled = false;
        std::string verb{};

        bool joined() const { return edges >= 3 && one_verb; }
    };
    use& use_of(const curve& c) { return uses_[{c.from.x, c.from.y, c.to.x, c.to.y}]; }

    bool is_labelled(const placed_edge& e) {
        return std::any_of(e.curves.begin(), e.curves.end(), [&](const curve& c) {
            return use_of(c).joined() && use_of(c).labelled;
        });
    }
    /// The curves of an edge, the best ones for its label first.
    std::vector<curve> choices(const placed_edge& e) {
        std::vector<curve> made = e.curves;
        std::stable_sort(made.begin(), made.end(), [&](const curve& a, const curve& b) {
            const use &u = use_of(a), &v = use_of(b);
            if (u.joined() != v.joined()) return u.joined();
            return u.joined() ? u.edges > v.edges : u.edges < v.edges;
        });
        return made;
    }
    /// On the line, where it hides no other one, if there is such a place; where there is no room,
    /// right above or below it.
    std::optional<box> free_place(const curve& c, double width) {
        std::optional<box> best;
        std::size_t fewest = 0;
        for (const double beside : {0.0, -graph_layout::label_height, graph_layout::label_height}) {
            for (int step = 0; step <= 18; ++step)
                for (const double t : {0.5 - step * 0.025, 0.5 + step * 0.025}) {
                    const point at = c.at(t);
                    const box b{at.x - width / 2, at.y + beside - graph_layout::label_height / 2,
                                width, graph_layout::label_height};
                    const bool on_page = b.x >= 0 && b.y >= 0 && b.right() <= layout_.width &&
                                         b.bottom() <= layout_.height;
                    if (!on_page || !taken_.is_free(b)) continue;
                    const std::size_t hidden = others_below(b, c);
                    if (hidden == 0) return b;
                    if (best && hidden >= fewest) continue;
                    best = b;
                    fewest = hidden;
                }
            if (best) return best;
        }
        return best;
    }
    /// How much of other curves than this one runs below a box.
    std::size_t others_below(const box& b, const curve& own) {
        std::size_t n = 0;
        for (long x = cell(b.x); x <= cell(b.right()); ++x)
            for (long y = cell(b.y); y <= cell(b.bottom()); ++y)
                if (const auto there = lines_.find({x, y}); there != lines_.end())
                    for (const auto& [at, of] : there->second)
                        n += b.meets({at.x, at.y, 0.1, 0.1}) && *of != own;
        return n;
    }
    static long cell(double at) { return std::lround(std::floor(at / 40)); }

    const graph& g_;
    graph_layout& layout_;
    taken_places taken_;
    /// points of all curves, by place
    std::map<std::pair<long, long>, std::vector<std::pair<point, const curve*>>> lines_;
    std::map<std::tuple<double, double, double, double>, use> uses_;
};

}  // namespace slipway::cli::detail
