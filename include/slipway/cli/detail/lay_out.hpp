// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <slipway/cli/detail/edge_labels.hpp>
#include <slipway/cli/detail/geometry.hpp>
#include <slipway/cli/detail/part_layout.hpp>
#include <slipway/cli/detail/text_width.hpp>
#include <slipway/cli/detail/placed_graph.hpp>

namespace slipway::cli::detail {

/// Places a graph: its parts, the parts in the areas of the namespaces, the areas on the page.
class page_layout {
public:
    explicit page_layout(const graph& g) : g_(g), part_of_(g.nodes.size()) {
        for (const graph_node& n : g_.nodes) made_.nodes.push_back(sized(n));
        made_.edges.resize(g_.edges.size());
        several_ = g_.namespaces().size() > 1;
        find_parts();
    }

    graph_layout lay_out() {
        struct area {
            std::string title;
            std::vector<std::size_t> nodes;
            point size;
        };
        std::vector<area> areas;
        std::map<std::string, std::vector<std::size_t>> nodes_of;
        for (std::size_t i = 0; i < g_.nodes.size(); ++i) nodes_of[area_of(i)].push_back(i);
        for (auto& [title, nodes] : nodes_of) areas.push_back({title, nodes, fill(nodes)});
        const double frame = several_ ? padding : 0,
                     head = several_ ? graph_layout::title_height : 0;
        std::stable_sort(areas.begin(), areas.end(),
                         [](const area& a, const area& b) { return a.size.y > b.size.y; });
        double surface = 0, widest = 0;
        for (const area& a : areas) {
            surface += (a.size.x + 3 * padding) * (a.size.y + 3 * padding);
            widest = std::max(widest, a.size.x + 2 * frame);
        }
        packing page(strip(surface, widest), 2 * padding);
        for (const area& a : areas) {
            point at = page.add(a.size.x + 2 * frame, a.size.y + 2 * frame + head);
            at.x += padding;
            at.y += padding;
            if (several_)
                made_.areas.push_back(
                    {{at.x, at.y, a.size.x + 2 * frame, a.size.y + 2 * frame + head}, a.title});
            move(a.nodes, at.x + frame, at.y + frame + head);
        }
        made_.width = page.width() + 2 * padding;
        made_.height = page.height() + 2 * padding;
        connect_areas();
        edge_labels(g_, made_).place();
        return std::move(made_);
    }

private:
    static constexpr double padding = 16, between_parts = 28;
    static constexpr double narrowest = 132, widest_text = 190, width_with_sentences = 230;

    static placed_node sized(const graph_node& n) {
        using l = graph_layout;
        placed_node made;
        made.name = shortened(n.name, l::name_size, widest_text, font_weight::bold);
        made.kind = shortened(n.kind, l::kind_size, widest_text);
        if (!n.defined()) made.kind = shortened(n.kind, l::kind_size, 80) + ", not defined here";
        const double text = std::max(width_of(made.name, l::name_size, font_weight::bold),
                                     width_of(made.kind, l::kind_size));
        made.at.width = std::max(narrowest, l::icon_width + text + 14);
        if (!n.findings.empty()) made.at.width = std::max(made.at.width, width_with_sentences);
        for (const std::string& f : n.findings)
            for (std::string& line : wrapped(f, l::sentence_size, made.at.width - 20, 6))
                made.sentences.push_back(std::move(line));
        made.at.width = std::ceil(made.at.width);
        made.at.height = l::node_height +
                         (made.sentences.empty()
                              ? 0
                              : l::line_height * static_cast<double>(made.sentences.size()) + 6);
        return made;
    }

    /// A Namespace stands with what is in it. In one area is all, where there is one namespace
    /// only.
    std::string area_of(std::size_t i) const {
        const graph_node& n = g_.nodes[i];
        if (!several_) return "";
        return n.kind == "Namespace" && n.group.empty() ? n.name : n.namespace_;
    }

    /// Nodes of one area that hang together.
    void find_parts() {
        std::iota(part_of_.begin(), part_of_.end(), std::size_t(0));
        const auto root = [&](std::size_t v) {
            while (part_of_[v] != v) v = part_of_[v] = part_of_[part_of_[v]];
            return v;
        };
        for (const graph_edge& e : g_.edges)
            if (area_of(e.from) == area_of(e.to))
                part_of_[std::max(root(e.from), root(e.to))] = std::min(root(e.from), root(e.to));
        for (std::size_t v = 0; v < part_of_.size(); ++v) part_of_[v] = root(v);
        for (std::size_t e = 0; e < g_.edges.size(); ++e)
            if (part_of_[g_.edges[e].from] == part_of_[g_.edges[e].to])
                edges_of_[part_of_[g_.edges[e].from]].push_back(e);
    }

    static double strip(double surface, double widest) {
        return std::max(widest, std::clamp(std::sqrt(surface * 1.8), 600.0, 1900.0));
    }

    /// Lays out one area from 0, 0 on, and gives its size.
    point fill(const std::vector<std::size_t>& nodes) {
        std::map<std::size_t, std::vector<std::size_t>> parts;
        std::vector<std::size_t> alone;
        for (std::size_t v : nodes) parts[part_of_[v]].push_back(v);
        std::vector<std::pair<point, std::vector<std::size_t>>> placed;
        double surface = 0, widest = 0;
        for (auto& [part, members] : parts) {
            if (members.size() == 1) alone.push_back(members[0]);
            else placed.emplace_back(lay_out_part(members, edges_of_[part]), members);
        }
        for (const auto& [size, members] : placed) {
            surface += (size.x + between_parts) * (size.y + between_parts);
            widest = std::max(widest, size.x);
        }
        for (std::size_t v : alone)
            surface += (made_.nodes[v].at.width + padding) * (made_.nodes[v].at.height + padding);
        const double width = strip(surface, widest);
        std::stable_sort(placed.begin(), placed.end(),
                         [](const auto& a, const auto& b) { return a.first.y > b.first.y; });
        packing area(width, between_parts);
        for (const auto& [size, members] : placed) {
            const point at = area.add(size.x, size.y);
            move(members, at.x, at.y);
        }
        if (!alone.empty()) {
            const point size = tile(alone, placed.empty() ? width : std::max(area.width(), 600.0));
            const point at = area.add(size.x, size.y);
            move(alone, at.x, at.y);
        }
        return {area.width(), area.height()};
    }

    point lay_out_part(const std::vector<std::size_t>& members,
                       const std::vector<std::size_t>& edges) {
        std::map<std::size_t, std::size_t> index;
        std::vector<part_node> nodes;
        std::vector<part_edge> lines;
        for (std::size_t v : members) {
            index[v] = nodes.size();
            nodes.push_back(
                {made_.nodes[v].at.width, made_.nodes[v].at.height, graph_layout::node_height / 2});
        }
        for (std::size_t e : edges)
            lines.push_back(
                {index[g_.edges[e].from], index[g_.edges[e].to], label_width(g_.edges[e])});
        part_layout part(nodes, lines);
        for (std::size_t v : members) made_.nodes[v].at = part.places[index[v]];
        for (std::size_t i = 0; i < edges.size(); ++i)
            made_.edges[edges[i]].curves = std::move(part.lines[i]);
        return {part.width, part.height};
    }

    /// Nodes that nothing ties, in rows of equal columns.
    point tile(std::vector<std::size_t> nodes, double width) {
        std::stable_sort(nodes.begin(), nodes.end(), [&](std::size_t a, std::size_t b) {
            return std::tie(g_.nodes[a].kind, g_.nodes[a].name) <
                   std::tie(g_.nodes[b].kind, g_.nodes[b].name);
        });
        double widest = 0;
        for (std::size_t v : nodes) widest = std::max(widest, made_.nodes[v].at.width);
        const std::size_t columns = std::max(
            std::size_t(1), static_cast<std::size_t>((width + padding) / (widest + padding)));
        point at;
        double tallest = 0, right = 0;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            box& b = made_.nodes[nodes[i]].at;
            if (i > 0 && i % columns == 0) at = {0, at.y + std::exchange(tallest, 0) + padding};
            b = {at.x, at.y, widest, b.height};
            tallest = std::max(tallest, b.height);
            right = std::max(right, b.right());
            at.x += widest + padding;
        }
        return {right, at.y + tallest};
    }

    void move(const std::vector<std::size_t>& nodes, double dx, double dy) {
        std::set<std::size_t> parts;
        for (std::size_t v : nodes) {
            made_.nodes[v].at.x += dx;
            made_.nodes[v].at.y += dy;
            parts.insert(part_of_[v]);
        }
        for (std::size_t part : parts)
            if (const auto there = edges_of_.find(part); there != edges_of_.end())
                for (std::size_t e : there->second)
                    for (curve& c : made_.edges[e].curves) c.move(dx, dy);
    }

    /// Edges from one namespace to another one run beneath everything.
    void connect_areas() {
        for (std::size_t e = 0; e < g_.edges.size(); ++e) {
            if (!made_.edges[e].curves.empty()) continue;
            const box &from = made_.nodes[g_.edges[e].from].at,
                      &to = made_.nodes[g_.edges[e].to].at;
            const double y = from.y + graph_layout::node_height / 2,
                         to_y = to.y + graph_layout::node_height / 2;
            if (to.x > from.right())
                made_.edges[e].curves = {curve::level({from.right(), y}, {to.x, to_y}, 1, -1)};
            else if (to.right() < from.x)
                made_.edges[e].curves = {curve::level({from.x, y}, {to.right(), to_y}, -1, 1)};
            else made_.edges[e].curves = {curve::level({from.x, y}, {to.x, to_y}, -1, -1)};
        }
    }

    const graph& g_;
    graph_layout made_;
    bool several_ = false;
    std::vector<std::size_t> part_of_;  ///< of each node: the first one of its part
    std::map<std::size_t, std::vector<std::size_t>> edges_of_;  ///< by part
};

}  // namespace slipway::cli::detail

namespace slipway::cli {

inline graph_layout lay_out(const graph& g) { return detail::page_layout(g).lay_out(); }

}  // namespace slipway::cli
