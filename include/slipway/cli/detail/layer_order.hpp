// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include <slipway/cli/detail/layers.hpp>

namespace slipway::cli::detail {

/// Orders the columns so that few edges cross: each vertex at the mean place of its neighbours,
/// from the left and from the right in turn. The order with the fewest crossings of all that were
/// tried is kept.
class layer_order {
public:
    explicit layer_order(layers& l) : l_(l), place_(l.column_of.size()) {
        start();
        std::vector<std::vector<std::size_t>> best = l_.columns;
        std::size_t fewest = crossings();
        for (int round = 0; round < rounds && fewest > 0; ++round) {
            if (round % 2 == 0)
                for (std::size_t c = 1; c < l_.columns.size(); ++c) sort(c, l_.in);
            else
                for (std::size_t c = l_.columns.size() - 1; c-- > 0;) sort(c, l_.out);
            const std::size_t now = crossings();
            if (now >= fewest) continue;
            fewest = now;
            best = l_.columns;
        }
        l_.columns = std::move(best);
    }

private:
    static constexpr int rounds = 16;

    /// What hangs together stands together: in the order of a walk into the depth.
    void start() {
        std::vector<bool> seen(place_.size());
        std::vector<std::size_t> stack, order;
        for (std::size_t c = 0; c < l_.columns.size(); ++c)
            for (std::size_t v : l_.columns[c]) {
                stack.push_back(v);
                while (!stack.empty()) {
                    const std::size_t at = stack.back();
                    stack.pop_back();
                    if (seen[at]) continue;
                    seen[at] = true;
                    order.push_back(at);
                    stack.insert(stack.end(), l_.in[at].rbegin(), l_.in[at].rend());
                    stack.insert(stack.end(), l_.out[at].rbegin(), l_.out[at].rend());
                }
            }
        for (auto& column : l_.columns) column.clear();
        for (std::size_t v : order) l_.columns[l_.column_of[v]].push_back(v);
        for (std::size_t c = 0; c < l_.columns.size(); ++c) number(c);
    }
    void number(std::size_t c) {
        for (std::size_t i = 0; i < l_.columns[c].size(); ++i) place_[l_.columns[c][i]] = i;
    }
    void sort(std::size_t c, const std::vector<std::vector<std::size_t>>& neighbours) {
        std::vector<double> wish(place_.size());
        for (std::size_t v : l_.columns[c]) {
            double sum = 0;
            for (std::size_t n : neighbours[v]) sum += static_cast<double>(place_[n]);
            wish[v] = neighbours[v].empty() ? static_cast<double>(place_[v])
                                            : sum / static_cast<double>(neighbours[v].size());
        }
        std::stable_sort(l_.columns[c].begin(), l_.columns[c].end(),
                         [&](std::size_t a, std::size_t b) { return wish[a] < wish[b]; });
        number(c);
    }

    /// Counted with a tree of sums (W. Barth, M. Jünger, P. Mutzel: Simple and Efficient Bilayer
    /// Cross Counting).
    std::size_t crossings() {
        std::size_t all = 0;
        for (std::size_t c = 0; c < l_.columns.size(); ++c) number(c);
        for (std::size_t c = 0; c + 1 < l_.columns.size(); ++c) {
            const std::size_t width = l_.columns[c + 1].size();
            std::vector<std::size_t> tree(width + 1);
            std::size_t so_far = 0;
            for (std::size_t v : l_.columns[c]) {
                for (std::size_t to : l_.out[v]) {  // those that end above or beside do not cross
                    std::size_t not_below = 0;
                    for (std::size_t i = place_[to] + 1; i > 0; i -= i & (~i + 1))
                        not_below += tree[i];
                    all += so_far - not_below;
                }
                for (std::size_t to : l_.out[v])
                    for (std::size_t i = place_[to] + 1; i <= width; i += i & (~i + 1)) ++tree[i];
                so_far += l_.out[v].size();
            }
        }
        return all;
    }

    layers& l_;
    std::vector<std::size_t> place_;  ///< of each vertex in its column
};

}  // namespace slipway::cli::detail
