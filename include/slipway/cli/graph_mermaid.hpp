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

/// A quoted text of Mermaid ("Flowcharts, special characters"): what could mean something stands as
/// its number.
inline std::string mermaid_text(std::string_view s) {
    std::string made = "\"";
    for (const char c : s) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        if (plain || std::string_view(" .,-/'").find(c) != std::string_view::npos) made += c;
        else made += '#' + std::to_string(static_cast<int>(c)) + ';';
    }
    return made + '"';
}

inline std::string mermaid_node(const graph_node& n, std::size_t i) {
    std::string text = mermaid_text(n.kind + (n.defined() ? "" : ", not defined here"));
    text.pop_back();
    text += "<br/>" + mermaid_text(n.name).substr(1);
    for (const std::string& f : n.findings) {
        text.pop_back();
        text += "<br/>" + mermaid_text(f).substr(1);
    }
    const std::string_view look = !n.findings.empty() ? "wrong"
                                  : !n.defined()      ? "absent"
                                                      : look_of(n).name;
    return "n" + std::to_string(i) + '[' + text + "]:::" + std::string(look) + '\n';
}

}  // namespace detail

/// The graph as a Mermaid flowchart, as Markdown pages show it.
inline std::string mermaid_of(const graph& g) {
    std::string made = "flowchart LR\n";
    std::map<std::string, std::vector<std::size_t>> areas;
    const bool several = g.namespaces().size() > 1;
    for (std::size_t i = 0; i < g.nodes.size(); ++i)
        areas[several ? g.nodes[i].namespace_ : ""].push_back(i);
    std::size_t number = 0;
    for (const auto& [title, nodes] : areas) {
        if (!title.empty())
            made += "  subgraph s" + std::to_string(number++) + '[' + detail::mermaid_text(title) +
                    "]\n";
        for (std::size_t i : nodes)
            made += (title.empty() ? "  " : "    ") + detail::mermaid_node(g.nodes[i], i);
        if (!title.empty()) made += "  end\n";
    }
    for (const graph_edge& e : g.edges)
        made += "  n" + std::to_string(e.from) + " -->|" + detail::mermaid_text(e.verb) + "| n" +
                std::to_string(e.to) + '\n';
    for (std::size_t i = 0; i < g.findings.size(); ++i)
        made +=
            "  f" + std::to_string(i) + '[' + detail::mermaid_text(g.findings[i]) + "]:::wrong\n";
    for (const detail::look& l : detail::looks)
        made += "  classDef " + std::string(l.name) + " stroke:" + std::string(l.light) + '\n';
    return made +
           "  classDef absent stroke-dasharray:4\n  classDef wrong stroke:#cf222e,color:#cf222e\n";
}

}  // namespace slipway::cli
