// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <utility>
#include <vector>

namespace slipway::cli::detail {

struct point {
    double x = 0, y = 0;
    friend bool operator==(const point&, const point&) = default;
};

struct box {
    double x = 0, y = 0, width = 0, height = 0;

    double right() const { return x + width; }
    double bottom() const { return y + height; }
    point middle() const { return {x + width / 2, y + height / 2}; }
    bool meets(const box& o) const {
        return x < o.right() && o.x < right() && y < o.bottom() && o.y < bottom();
    }
};

/// A cubic Bézier curve.
struct curve {
    point from, leaving, arriving, to;

    /// Leaves and arrives level; `out` and `in` are 1 for the right side of a node and -1 for its
    /// left.
    static curve level(point from, point to, double out = 1, double in = -1) {
        const double reach = std::max(out == in ? 60.0 : 20.0, std::abs(to.x - from.x) / 2);
        return {from, {from.x + out * reach, from.y}, {to.x + in * reach, to.y}, to};
    }
    point at(double t) const {
        const double s = 1 - t, a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
        return {a * from.x + b * leaving.x + c * arriving.x + d * to.x,
                a * from.y + b * leaving.y + c * arriving.y + d * to.y};
    }
    void move(double dx, double dy) {
        for (point* p : {&from, &leaving, &arriving, &to}) {
            p->x += dx;
            p->y += dy;
        }
    }
    curve reversed() const { return {to, arriving, leaving, from}; }
    friend bool operator==(const curve&, const curve&) = default;
};

/// Boxes, to be asked which of them are in the way.
class taken_places {
public:
    void add(const box& b) {
        each_cell(b, [&](std::vector<box>& cell) { cell.push_back(b); });
    }
    bool is_free(const box& b) {
        bool free = true;
        each_cell(b, [&](std::vector<box>& cell) {
            for (const box& other : cell) free = free && !b.meets(other);
        });
        return free;
    }

private:
    template <class Visit>
    void each_cell(const box& b, Visit visit) {
        constexpr double size = 100;
        for (long x = std::lround(std::floor(b.x / size));
             x <= std::lround(std::floor(b.right() / size)); ++x)
            for (long y = std::lround(std::floor(b.y / size));
                 y <= std::lround(std::floor(b.bottom() / size)); ++y)
                visit(cells_[{x, y}]);
    }
    std::map<std::pair<long, long>, std::vector<box>> cells_;
};

/// Packs boxes into a strip of some width, each as high up as it goes.
class packing {
public:
    packing(double width, double gap) : gap_(gap), width_(width) { tops_.push_back({0, 0}); }

    /// The upper left corner of the next one.
    point add(double width, double height) {
        std::size_t best = 0;
        double best_top = -1;
        for (std::size_t i = 0; i < tops_.size(); ++i) {
            if (i > 0 && tops_[i].x + width > width_) break;
            const double top = top_of(tops_[i].x, width + gap_);
            if (best_top >= 0 && top >= best_top) continue;
            best = i;
            best_top = top;
        }
        const point at{tops_[best].x, best_top};
        raise(at.x, at.x + width + gap_, at.y + height + gap_);
        used_width_ = std::max(used_width_, at.x + width);
        used_height_ = std::max(used_height_, at.y + height);
        return at;
    }
    double width() const { return used_width_; }
    double height() const { return used_height_; }

private:
    /// How far down the strip is taken between `x` and `x + width`.
    double top_of(double x, double width) const {
        double top = 0;
        for (std::size_t i = 0; i < tops_.size() && tops_[i].x < x + width; ++i)
            if (i + 1 == tops_.size() || tops_[i + 1].x > x) top = std::max(top, tops_[i].y);
        return top;
    }
    void raise(double from, double to, double top) {
        double behind = 0;  // as far down as it is taken right of it
        std::vector<point> made;
        for (const point& p : tops_) {
            if (p.x <= to) behind = p.y;
            if (p.x < from) made.push_back(p);
        }
        made.push_back({from, top});
        made.push_back({to, behind});
        for (const point& p : tops_)
            if (p.x > to) made.push_back(p);
        tops_ = std::move(made);
    }

    double gap_, width_, used_width_ = 0, used_height_ = 0;
    std::vector<point> tops_;  ///< from each x on, to the next one's: how far down it is taken
};

}  // namespace slipway::cli::detail
