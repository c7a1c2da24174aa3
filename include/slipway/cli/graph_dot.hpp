// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/cli/detail/kind_look.hpp>
#include <slipway/cli/graph_model.hpp>

namespace slipway::cli {

namespace detail {

/// A quoted string of the DOT language ("The DOT Language", Graphviz): backslashes start escapes in
/// labels.
inline std::string dot_text(std::string_view s) {
    std::string made = "\"";
    for (const char c : s) {
        if (c == '"' || c == '\\') made += '\\';
        made += c;
    }
    return made + '"';
}

inline std::string dot_node(const graph& g, std::size_t i) {
    const graph_node& n = g.nodes[i];
    std::string label = dot_text(n.kind + (n.defined() ? "" : ", not defined here"));
    label.pop_back();
    label += "\\n" + dot_text(n.name).substr(1);
    for (const std::string& f : n.findings) {
        label.pop_back();
        label += "\\n" + dot_text(f).substr(1);
    }
    std::string made = "n" + std::to_string(i) + " [label=" + label;
    if (!n.findings.empty())
        made +=
            ", color=\"#cf222e\", fontcolor=\"#cf222e\", fillcolor=\"#ffebe9\", style=\"rounded,filled\"";
    else made += ", color=\"" + std::string(look_of(n).light) + '"';
    if (!n.defined()) made += ", style=\"rounded,dashed\"";
    return made + "];\n";
}

}  // namespace detail

/// The graph in the DOT language, for Graphviz.
inline std::string dot_of(const graph& g) {
    std::string made =
        "digraph " + detail::dot_text(g.name) +
        " {\n  rankdir=LR;\n  node [shape=box, style=rounded, fontname=\"Helvetica\", fontsize=11];\n"
        "  edge [fontname=\"Helvetica\", fontsize=9, color=\"#8c959f\"];\n";
    std::map<std::string, std::vector<std::size_t>> areas;
    const bool several = g.namespaces().size() > 1;
    for (std::size_t i = 0; i < g.nodes.size(); ++i)
        areas[several ? g.nodes[i].namespace_ : ""].push_back(i);
    std::size_t number = 0;
    for (const auto& [title, nodes] : areas) {
        if (!title.empty())
            made += "  subgraph cluster_" + std::to_string(number++) +
                    " {\n    label=" + detail::dot_text(title) + ";\n    color=\"#d0d7de\";\n";
        for (std::size_t i : nodes)
            made += (title.empty() ? "  " : "    ") + detail::dot_node(g, i);
        if (!title.empty()) made += "  }\n";
    }
    for (const graph_edge& e : g.edges)
        made += "  n" + std::to_string(e.from) + " -> n" + std::to_string(e.to) +
                " [label=" + detail::dot_text(e.verb) + "];\n";
    for (std::size_t i = 0; i < g.findings.size(); ++i)
        made += "  f" + std::to_string(i) +
                " [shape=note, color=\"#cf222e\", fontcolor=\"#cf222e\", label=" +
                detail::dot_text(g.findings[i]) + "];\n";
    return made + "}\n";
}

}  // namespace slipway::cli
