// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

namespace slipway::cli::detail {

/// A graph in columns: each edge leads from a column to the next one, over vertices that are no
/// nodes where it is long.
struct layers {
    static constexpr std::size_t tallest = 60;  ///< so many nodes stand in a column at most
    /// unless they would be more columns than this (and some)
    static constexpr std::size_t most_columns = 8;

    struct edge {
        std::size_t from, to;
    };

    std::size_t nodes = 0;               ///< the first vertices; the others are bends of edges
    std::vector<std::size_t> column_of;  ///< of each vertex
    std::vector<std::vector<std::size_t>> columns;  ///< vertices, from above
    std::vector<std::vector<std::size_t>> out,
        in;  ///< of each vertex: its neighbours in the next and the last column
    /// of each edge: the vertices that it passes, from left to right
    std::vector<std::vector<std::size_t>> ways;
    std::vector<bool> turned;  ///< of each edge: whether it leads to the left

    layers(std::size_t count, const std::vector<edge>& edges) : nodes(count), turned(edges.size()) {
        turn_cycles(edges);
        std::vector<edge> forward = edges;
        for (std::size_t i = 0; i < edges.size(); ++i)
            if (turned[i]) std::swap(forward[i].from, forward[i].to);
        choose_columns(forward);
        wrap();
        bend(forward);
        columns.assign(1 + *std::max_element(column_of.begin(), column_of.end()), {});
        for (std::size_t v = 0; v < column_of.size(); ++v) columns[column_of[v]].push_back(v);
    }

private:
    /// Turns those edges that lead back, in a walk into the depth that starts where nothing leads
    /// to.
    void turn_cycles(const std::vector<edge>& edges) {
        std::vector<std::vector<std::size_t>> leaving(nodes);
        std::vector<std::size_t> arriving(nodes);
        for (std::size_t i = 0; i < edges.size(); ++i) {
            leaving[edges[i].from].push_back(i);
            ++arriving[edges[i].to];
        }
        enum : char { fresh, open, done };
        std::vector<char> state(nodes, fresh);
        std::vector<std::pair<std::size_t, std::size_t>> stack;
        const auto walk = [&](std::size_t start) {
            if (state[start] != fresh) return;
            state[start] = open;
            stack.emplace_back(start, 0);
            while (!stack.empty()) {
                auto& [v, next] = stack.back();
                if (next == leaving[v].size()) {
                    state[v] = done;
                    stack.pop_back();
                    continue;
                }
                const std::size_t e = leaving[v][next++], to = edges[e].to;
                if (state[to] == open) turned[e] = true;
                if (state[to] != fresh) continue;
                state[to] = open;
                stack.emplace_back(to, 0);
            }
        };
        for (std::size_t v = 0; v < nodes; ++v)
            if (arriving[v] == 0) walk(v);
        for (std::size_t v = 0; v < nodes; ++v) walk(v);
    }

    /// As far left as the longest way to it allows; what nothing leads to stands close to what it
    /// leads to.
    void choose_columns(const std::vector<edge>& edges) {
        std::vector<std::vector<std::size_t>> leaving(nodes);
        std::vector<std::size_t> missing(nodes), ready;
        for (const edge& e : edges) {
            leaving[e.from].push_back(e.to);
            ++missing[e.to];
        }
        const std::vector<std::size_t> arriving = missing;
        column_of.assign(nodes, 0);
        for (std::size_t v = 0; v < nodes; ++v)
            if (missing[v] == 0) ready.push_back(v);
        for (std::size_t i = 0; i < ready.size(); ++i)
            for (std::size_t to : leaving[ready[i]]) {
                column_of[to] = std::max(column_of[to], column_of[ready[i]] + 1);
                if (--missing[to] == 0) ready.push_back(to);
            }
        for (std::size_t v = 0; v < nodes; ++v) {
            if (arriving[v] != 0 || leaving[v].empty()) continue;
            std::size_t nearest = column_of[leaving[v][0]];
            for (std::size_t to : leaving[v]) nearest = std::min(nearest, column_of[to]);
            column_of[v] = nearest - 1;
        }
    }

    /// Columns that are too tall become several.
    void wrap() {
        const std::size_t limit = std::max(tallest, nodes / most_columns + 1);
        std::map<std::size_t, std::vector<std::size_t>> tall;
        for (std::size_t v = 0; v < nodes; ++v) tall[column_of[v]].push_back(v);
        std::size_t column = 0;
        for (const auto& [old, all] : tall) {
            const std::size_t parts = (all.size() + limit - 1) / limit;
            for (std::size_t i = 0; i < all.size(); ++i)
                column_of[all[i]] = column + i * parts / all.size();
            column += parts;
        }
    }

    /// Leads long edges over bends. Those that have a busy end in common share them, so that the
    /// room they take is bounded.
    void bend(const std::vector<edge>& edges) {
        std::vector<std::size_t> leaving(nodes), arriving(nodes);
        for (const edge& e : edges) {
            ++leaving[e.from];
            ++arriving[e.to];
        }
        std::map<std::tuple<std::size_t, bool, std::size_t>, std::size_t> bends;
        std::set<std::pair<std::size_t, std::size_t>> steps;
        for (const edge& e : edges) {
            const bool by_target = arriving[e.to] >= leaving[e.from];
            std::vector<std::size_t> way{e.from};
            for (std::size_t c = column_of[e.from] + 1; c < column_of[e.to]; ++c) {
                const auto [there, is_new] =
                    bends.try_emplace({by_target ? e.to : e.from, by_target, c}, column_of.size());
                if (is_new) column_of.push_back(c);
                way.push_back(there->second);
            }
            way.push_back(e.to);
            for (std::size_t i = 0; i + 1 < way.size(); ++i) steps.emplace(way[i], way[i + 1]);
            ways.push_back(std::move(way));
        }
        out.resize(column_of.size());
        in.resize(column_of.size());
        for (const auto& [from, to] : steps) {
            out[from].push_back(to);
            in[to].push_back(from);
        }
    }
};

}  // namespace slipway::cli::detail
