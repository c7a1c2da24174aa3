// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include <slipway/cli/detail/layers.hpp>

namespace slipway::cli::detail {

/// What a vertex needs above and below the line on which its edges come and go.
struct vertex_room {
    double above = 0, below = 0;
};

/// The y of each vertex: close to the mean of its neighbours, in the order of its column, and clear
/// of the next one.
class layer_heights {
public:
    layer_heights(const layers& l, const std::vector<vertex_room>& room)
        : l_(l), room_(room), y_(l.column_of.size()) {
        for (const auto& column : l_.columns) {
            double at = 0;
            for (std::size_t i = 0; i < column.size(); ++i)
                y_[column[i]] = at += i > 0 ? apart(column, i) : 0;
            for (std::size_t v : column) y_[v] -= at / 2;
        }
        for (int round = 0; round < rounds; ++round) {
            for (std::size_t c = 0; c < l_.columns.size(); ++c) place(c, true, round + 1 == rounds);
            for (std::size_t c = l_.columns.size(); c-- > 0;) place(c, round + 1 == rounds, true);
        }
        double top = 0;
        for (std::size_t v = 0; v < y_.size(); ++v)
            top = v == 0 ? y_[v] - room_[v].above : std::min(top, y_[v] - room_[v].above);
        for (double& y : y_) y -= top;
    }

    double operator[](std::size_t v) const { return y_[v]; }
    double bottom() const {
        double all = 0;
        for (std::size_t v = 0; v < y_.size(); ++v) all = std::max(all, y_[v] + room_[v].below);
        return all;
    }

private:
    static constexpr int rounds = 6;
    static constexpr double gap = 16, gap_of_bends = 6;

    bool is_bend(std::size_t v) const { return v >= l_.nodes; }
    double apart(const std::vector<std::size_t>& column, std::size_t i) const {
        const bool bends = is_bend(column[i]) || is_bend(column[i - 1]);
        return room_[column[i - 1]].below + (bends ? gap_of_bends : gap) + room_[column[i]].above;
    }

    /// The closest that a column comes to what its vertices wish for (least squares under an order:
    /// neighbours that would overlap become a block, which stands at the mean of their wishes).
    void place(std::size_t c, bool from_left, bool from_right) {
        struct block {
            double sum, weight;
            std::size_t count;
            double mean() const { return sum / weight; }
        };
        const std::vector<std::size_t>& column = l_.columns[c];
        std::vector<block> blocks;
        double offset = 0;
        std::vector<double> offsets;
        for (std::size_t i = 0; i < column.size(); ++i) {
            if (i > 0) offset += apart(column, i);
            offsets.push_back(offset);
            const std::size_t v = column[i];
            double sum = 0, count = 0;
            if (from_left)
                for (std::size_t n : l_.in[v]) sum += y_[n], ++count;
            if (from_right)
                for (std::size_t n : l_.out[v]) sum += y_[n], ++count;
            const double wish = (count > 0 ? sum / count : y_[v]) - offset;
            const double weight = count == 0 ? 0.2 : is_bend(v) ? 3 : 1;
            blocks.push_back({wish * weight, weight, 1});
            while (blocks.size() > 1 && blocks[blocks.size() - 2].mean() > blocks.back().mean()) {
                const block last = blocks.back();
                blocks.pop_back();
                blocks.back().sum += last.sum;
                blocks.back().weight += last.weight;
                blocks.back().count += last.count;
            }
        }
        std::size_t i = 0;
        for (const block& b : blocks)
            for (std::size_t k = 0; k < b.count; ++k, ++i) y_[column[i]] = b.mean() + offsets[i];
    }

    const layers& l_;
    const std::vector<vertex_room>& room_;
    std::vector<double> y_;
};

}  // namespace slipway::cli::detail
