// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/graph_layout.hpp>

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "graphs.hpp"

namespace graph_layout_test {

using namespace slipway;
using namespace support;

namespace {

/// What overlaps, of all that must not.
std::size_t overlaps(const cli::graph_layout& l) {
    std::vector<cli::detail::box> boxes;
    for (const cli::placed_node& n : l.nodes) boxes.push_back(n.at);
    for (const cli::placed_edge& e : l.edges)
        if (e.label) boxes.push_back(*e.label);
    std::size_t n = 0;
    for (std::size_t i = 0; i < boxes.size(); ++i)
        for (std::size_t k = 0; k < i; ++k) n += boxes[i].meets(boxes[k]);
    for (std::size_t i = 0; i < l.areas.size(); ++i)
        for (std::size_t k = 0; k < i; ++k) n += l.areas[i].at.meets(l.areas[k].at);
    return n;
}

bool inside(const cli::detail::box& b, const cli::detail::box& of) {
    return b.x >= of.x && b.y >= of.y && b.right() <= of.right() && b.bottom() <= of.bottom();
}

/// Whether the line of an edge runs through a node that it does not tie.
bool runs_through(const cli::graph_layout& l, const cli::graph& g, std::size_t e) {
    for (const cli::detail::curve& c : l.edges[e].curves)
        for (double t = 0; t <= 1; t += 0.05) {
            const cli::detail::point at = c.at(t);
            for (std::size_t n = 0; n < l.nodes.size(); ++n)
                if (n != g.edges[e].from && n != g.edges[e].to &&
                    inside({at.x, at.y, 0, 0}, l.nodes[n].at))
                    return true;
        }
    return false;
}

}  // namespace

TEST_CASE("no layout of random graphs has overlapping nodes, labels or namespaces") {
    for (unsigned seed = 1; seed <= 40; ++seed) {
        const std::size_t namespaces = 1 + seed % 4;
        const cli::graph g = random_graph(seed, 100, seed % 2 ? 90 : 200, namespaces);
        const cli::graph_layout l = cli::lay_out(g);
        CAPTURE(seed);
        CHECK(overlaps(l) == 0);
        CHECK(l.areas.size() == (namespaces == 1 ? 0 : namespaces));
        for (std::size_t i = 0; i < g.nodes.size(); ++i) {
            CHECK(inside(l.nodes[i].at, {0, 0, l.width, l.height}));
            for (const cli::placed_area& a : l.areas)
                CHECK(inside(l.nodes[i].at, a.at) == (a.title == g.nodes[i].namespace_));
        }
        for (std::size_t e = 0; e < g.edges.size(); ++e) {
            const cli::detail::box &from = l.nodes[g.edges[e].from].at,
                                   &to = l.nodes[g.edges[e].to].at;
            const cli::detail::point start = l.edges[e].curves.front().from,
                                     end = l.edges[e].curves.back().to;
            CHECK((start.x == Approx(from.x) || start.x == Approx(from.right())));
            CHECK((start.y > from.y && start.y < from.bottom()));
            CHECK((end.x == Approx(to.x) || end.x == Approx(to.right())));
            CHECK((end.y > to.y && end.y < to.bottom()));
            if (namespaces == 1) CHECK_FALSE(runs_through(l, g, e));
        }
    }
}

TEST_CASE("a hundred objects have all their verbs on a page of bounded width") {
    const cli::graph g = cli::graph_of(many_objects(25));
    const cli::graph_layout l = cli::lay_out(g);
    CHECK(g.nodes.size() == 101);
    CHECK(overlaps(l) == 0);
    CHECK(l.width < 2000);
    CHECK(l.height < 4000);
    std::size_t labels = 0;
    for (const cli::placed_edge& e : l.edges) labels += e.label.has_value();
    CHECK(labels == g.edges.size());
}

TEST_CASE("long edges with a busy end in common join, and say their verb once") {
    cli::graph g;
    const std::size_t pairs = 5;
    for (std::size_t i = 0; i < 2 * pairs + 1; ++i)
        g.nodes.push_back({"", "Pod", "n", "p" + std::to_string(i), json::value::object(), {}});
    for (std::size_t i = 0; i < pairs; ++i) {
        g.edges.push_back({2 * i, 2 * i + 1, "owns"});
        g.edges.push_back({2 * i + 1, 2 * pairs, "reads"});
        g.edges.push_back({2 * i, 2 * pairs, "pulls with"});
    }
    const cli::graph_layout l = cli::lay_out(g);
    CHECK(overlaps(l) == 0);
    std::size_t labels = 0;
    for (std::size_t e = 0; e < g.edges.size(); ++e) {
        if (g.edges[e].verb != "pulls with") continue;
        CHECK(l.edges[e].curves.back() == l.edges[2].curves.back());
        labels += l.edges[e].label.has_value();
    }
    CHECK(labels == 1);
}

TEST_CASE("a chain of any length, and nothing at all, are laid out") {
    cli::graph chain;
    for (std::size_t i = 0; i < 3000; ++i) {
        chain.nodes.push_back({"", "Pod", "n", "p" + std::to_string(i), json::value::object(), {}});
        if (i > 0) chain.edges.push_back({i - 1, i, "owns"});
    }
    chain.edges.push_back({2999, 0, "owns"});
    CHECK(cli::lay_out(chain).nodes[2999].at.x > cli::lay_out(chain).nodes[0].at.x);
    CHECK(cli::lay_out(cli::graph{}).nodes.empty());
}

}  // namespace graph_layout_test
