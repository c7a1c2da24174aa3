// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <slipway/cli/detail/draw_svg.hpp>
#include <slipway/cli/detail/graph_page.hpp>
#include <slipway/cli/detail/graph_style.hpp>
#include <slipway/cli/graph_layout.hpp>
#include <slipway/cli/graph_model.hpp>
#include <slipway/json/write.hpp>
#include <slipway/json/yaml.hpp>

namespace slipway::cli {

namespace detail {

/// An object as its reader sees it. The values of a Secret stay out of a page that may be passed
/// on.
inline std::string shown_yaml(const graph_node& n) {
    if (!n.defined()) return "# " + n.title() + " is referred to, and not defined here.\n";
    if (n.kind != "Secret") return clean_text(json::write_yaml(n.object), true);
    json::value masked = n.object;
    for (const char* part : {"data", "stringData"})
        if (masked.is_object() && masked.contains(part) && masked[part].is_object())
            for (auto& [key, value] : masked[part].items()) value = "(left out)";
    if (const json::value* metadata = member(masked, "metadata");
        metadata && member(*metadata, "annotations"))
        masked["metadata"].erase("annotations");  // kubectl apply keeps the whole Secret in one
    return clean_text(json::write_yaml(masked), true);
}

/// JSON for a script element: nothing in it ends the element or starts a comment (HTML,
/// "Restrictions for contents of script elements").
inline std::string script_json(const json::value& v) {
    std::string made;
    for (const char c : json::write(v)) {
        if (c == '<') made += "\\u003c";
        else made += c;
    }
    return made;
}

inline json::value page_data(const graph& g) {
    json::value nodes = json::value::array(), edges = json::value::array();
    for (const graph_node& n : g.nodes)
        nodes.push_back({{"kind", n.kind},
                         {"name", n.name},
                         {"namespace", n.namespace_},
                         {"findings", n.findings},
                         {"yaml", shown_yaml(n)}});
    for (const graph_edge& e : g.edges) edges.push_back({e.from, e.to, e.verb});
    return {{"nodes", std::move(nodes)}, {"edges", std::move(edges)}};
}

}  // namespace detail

/// A page of its own: the picture, to be moved, searched and asked. It fetches nothing.
inline std::string html_of(const graph& g) {
    std::string made =
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src "
        "'unsafe-inline'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
        detail::xml(g.name) + "</title>\n<style>\n";
    made += detail::page_style;
    made += detail::style_rules("", false) + detail::style_rules("html.dark ", true) +
            "</style>\n</head>\n<body>\n";
    made += "<header><h1>" + detail::xml(g.name) + "</h1>" + detail::page_tools +
            "</header>\n<main>\n<div id=\"view\">\n";
    made += detail::svg_drawing(g, lay_out(g), "").draw() + "</div>\n" + detail::page_panel +
            "</main>\n<script type=\"application/json\" id=\"data\">";
    made += detail::script_json(detail::page_data(g)) + "</script>\n<script>\n" +
            detail::page_script + "</script>\n</body>\n</html>\n";
    return made;
}

}  // namespace slipway::cli
