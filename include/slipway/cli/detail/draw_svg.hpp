// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/cli/detail/clean_text.hpp>
#include <slipway/cli/detail/kind_look.hpp>
#include <slipway/cli/detail/text_width.hpp>
#include <slipway/cli/graph_layout.hpp>
#include <slipway/cli/graph_model.hpp>

namespace slipway::cli::detail {

/// Writes the `svg` element of a graph that has been laid out. What is drawn is named by classes;
/// `style` colours it.
class svg_drawing {
public:
    svg_drawing(const graph& g, graph_layout layout, std::string style)
        : g_(g), layout_(std::move(layout)), style_(std::move(style)) {}

    std::string draw() {
        const double notes =
            g_.findings.empty() ? 0 : static_cast<double>(g_.findings.size()) * note_height + 16;
        double width = layout_.width;
        for (const std::string& f : g_.findings)
            width = std::max(width, std::min(width_of(f, l::name_size) + 32, widest_note));
        const std::string w = coordinate(width), h = coordinate(layout_.height + notes);
        out_ =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + w + "\" height=\"" + h +
            "\" viewBox=\"0 0 " + w + ' ' + h +
            "\" font-family=\"Helvetica, Arial, 'Liberation Sans', sans-serif\" role=\"img\">\n<title>" +
            xml(g_.name) + "</title>\n" + style_;
        out_ += "<rect class=\"page\" width=\"" + w + "\" height=\"" + h + "\"/>\n";
        for (const placed_area& a : layout_.areas) area(a);
        for (std::size_t i = 0; i < g_.edges.size(); ++i) edge(i);
        for (std::size_t i = 0; i < g_.nodes.size(); ++i) node(i);
        double y = layout_.height + 8;
        for (const std::string& f : g_.findings)
            text("sentence", 16, y += note_height, l::name_size,
                 shortened(f, l::name_size, widest_note - 32));
        return std::move(out_) + "</svg>\n";
    }

private:
    using l = graph_layout;
    static constexpr double note_height = 18, widest_note = 1200;

    void text(std::string_view look, double x, double y, double size, const std::string& s,
              std::string_view more = "") {
        out_ += "<text class=\"" + std::string(look) + "\" x=\"" + coordinate(x) + "\" y=\"" +
                coordinate(y) + "\" font-size=\"" + coordinate(size) + '"' + std::string(more) +
                '>' + xml(s) + "</text>";
    }
    void rect(std::string_view look, const box& b, double round) {
        out_ += "<rect class=\"" + std::string(look) + "\" x=\"" + coordinate(b.x) + "\" y=\"" +
                coordinate(b.y) + "\" width=\"" + coordinate(b.width) + "\" height=\"" +
                coordinate(b.height) + "\" rx=\"" + coordinate(round) + "\"/>";
    }

    void area(const placed_area& a) {
        out_ += "<g class=\"area\">";
        rect("frame", a.at, 8);
        text("title", a.at.x + 12, a.at.y + 18, l::name_size,
             shortened(a.title.empty() ? "the whole cluster" : a.title, l::name_size,
                       a.at.width - 24, font_weight::bold));
        out_ += "</g>\n";
    }

    static std::string pair(const point& p) { return coordinate(p.x) + ' ' + coordinate(p.y); }
    void edge(std::size_t i) {
        const graph_edge& e = g_.edges[i];
        const placed_edge& at = layout_.edges[i];
        out_ += "<g class=\"edge " + std::string(look_of(g_, e).name) + "\" data-from=\"" +
                std::to_string(e.from) + "\" data-to=\"" + std::to_string(e.to) + "\"><title>" +
                xml(sentence_of(g_, e)) + "</title><path class=\"line\" d=\"";
        for (std::size_t c = 0; c < at.curves.size(); ++c) {
            const curve& piece = at.curves[c];
            out_ += (c == 0 ? "M" : "L") + pair(piece.from) + 'C' + pair(piece.leaving) + ' ' +
                    pair(piece.arriving) + ' ' + pair(piece.to);
        }
        const point tip = at.curves.back().to;
        const double back = at.curves.back().arriving.x < tip.x ? -7 : 7;
        out_ += "\"/><path class=\"head\" d=\"M" + pair(tip) + 'L' +
                pair({tip.x + back, tip.y - 3.5}) + 'L' + pair({tip.x + back, tip.y + 3.5}) +
                "Z\"/>";
        if (at.label)
            text("verb", at.label->middle().x, at.label->middle().y + 3.5, l::label_size, e.verb,
                 " text-anchor=\"middle\"");
        out_ += "</g>\n";
    }

    void node(std::size_t i) {
        const graph_node& n = g_.nodes[i];
        const placed_node& p = layout_.nodes[i];
        std::string look = "node " + std::string(look_of(n).name);
        if (!n.defined()) look += " absent";
        if (!n.findings.empty()) look += " wrong";
        std::string about = n.title() + (n.namespace_.empty() ? "" : " in " + n.namespace_) +
                            (n.defined() ? "" : ", not defined here");
        for (const std::string& f : n.findings) about += "\n" + f;
        out_ += "<g class=\"" + look + "\" data-node=\"" + std::to_string(i) + "\"><title>" +
                xml(about) + "</title>";
        rect("body", p.at, 6);
        rect("icon", {p.at.x + 6, p.at.y + 10, l::icon_width - 6, 22}, 4);
        const std::string abbreviated = abbreviation(n.kind);
        const double size =
            std::min(10.0, (l::icon_width - 10) / width_of(abbreviated, 1, font_weight::bold));
        text("short", p.at.x + 6 + (l::icon_width - 6) / 2, p.at.y + 24.5, size, abbreviated,
             " text-anchor=\"middle\"");
        text("name", p.at.x + l::icon_width + 6, p.at.y + 19, l::name_size, p.name);
        text("kind", p.at.x + l::icon_width + 6, p.at.y + 33, l::kind_size, p.kind);
        double y = p.at.y + l::node_height - 4;
        for (const std::string& line : p.sentences)
            text("sentence", p.at.x + 10, y += l::line_height, l::sentence_size, line);
        out_ += "</g>\n";
    }

    const graph& g_;
    graph_layout layout_;
    std::string style_, out_;
};

}  // namespace slipway::cli::detail
