// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <slipway/cli/detail/command.hpp>
#include <slipway/cli/detail/command_line.hpp>
#include <slipway/cli/detail/report.hpp>
#include <slipway/cli/graph_dot.hpp>
#include <slipway/cli/graph_html.hpp>
#include <slipway/cli/graph_mermaid.hpp>
#include <slipway/cli/graph_model.hpp>
#include <slipway/cli/graph_svg.hpp>
#include <slipway/cli/run.hpp>
#include <slipway/dsl/rendered.hpp>
#include <slipway/json/read.hpp>

namespace slipway::cli {

inline constexpr char graph_help[] =
    "usage: %s graph [-o dot|mermaid|svg|html] [--file FILE]\n\n"
    "Draws the objects, and what ties them together.\n\n"
    "  -o, --output FORMAT   dot (as it is without), mermaid, svg, or html: a page to look around in\n"
    "  --file FILE           where it goes, instead of the standard output; without -o its ending tells the format:\n"
    "                        .svg, .html, .mmd or .dot\n";

enum class graph_format { dot, mermaid, svg, html };

inline std::string drawn(const graph& g, graph_format format) {
    switch (format) {
        case graph_format::dot: return dot_of(g);
        case graph_format::mermaid: return mermaid_of(g);
        case graph_format::svg: return svg_of(g);
        case graph_format::html: return html_of(g);
    }
    return "";
}

namespace detail {

inline std::optional<graph_format> graph_format_named(std::string_view name) {
    if (name == "dot") return graph_format::dot;
    if (name == "mermaid") return graph_format::mermaid;
    if (name == "svg") return graph_format::svg;
    if (name == "html") return graph_format::html;
    return std::nullopt;
}
inline std::optional<graph_format> graph_format_of_file(std::string_view file) {
    if (file.ends_with(".dot") || file.ends_with(".gv")) return graph_format::dot;
    if (file.ends_with(".mmd") || file.ends_with(".mermaid")) return graph_format::mermaid;
    if (file.ends_with(".svg")) return graph_format::svg;
    if (file.ends_with(".html") || file.ends_with(".htm")) return graph_format::html;
    return std::nullopt;
}

/// What `graph` is told on the command line.
struct graph_arguments {
    std::optional<graph_format> format{};
    std::string file{};

    /// Where the line is wrong, that is said, and an exit code given.
    std::optional<int> read(int argc, char** argv) {
        for (int i = 2; i < argc; ++i) {
            const std::string_view word = argv[i];
            std::string_view value;
            bool missing = false;
            const bool output = takes_value("--output", "-o", argc, argv, i, value, missing);
            if (!output && !takes_value("--file", {}, argc, argv, i, value, missing))
                return complain(argv, "unknown option", word);
            if (missing || value.empty()) return complain(argv, "a value is missing after", word);
            if (!output) file = value;
            else if (!(format = graph_format_named(value)))
                return complain(argv, "the output is dot, mermaid, svg or html, not", value);
        }
        if (!format) format = graph_format_of_file(file);
        if (!format &&
            std::string_view(file).substr(file.rfind('/') + 1).find('.') != std::string_view::npos)
            return complain(
                argv, "the file ends in .svg, .html, .mmd or .dot, or -o tells the format, not",
                file);
        return std::nullopt;
    }
};

}  // namespace detail

namespace detail {

/// What is wrong with which object: a finding's place is the object, and behind a comma a part of
/// it.
inline std::vector<graph_finding> findings_of(const dsl::rendered& cluster) {
    std::vector<graph_finding> made;
    for (std::size_t i = 0; i < cluster.finding_count; ++i) {
        const dsl::finding& f = cluster.findings[i];
        const std::string_view where = f.where.view();
        std::string sentence;
        put_message(f, [&](std::string_view s) { sentence += s; });
        std::string_view object = where.substr(0, where.find(','));
        if (const auto to = object.find(" to "); to != object.npos) object = object.substr(0, to);
        made.push_back({std::string(object), sentence});
    }
    return made;
}

}  // namespace detail

/// The command `graph`: argv[2] and on are its options.
inline int graph_command(const dsl::rendered& cluster, int argc, char** argv) {
    detail::graph_arguments options;
    if (const auto wrong = options.read(argc, argv)) return *wrong;
    const graph_format format = options.format.value_or(graph_format::dot);
    return detail::guarded(argv[0], [&] {
        const json::value objects[] = {json::read(cluster.json)};
        const std::string name(cluster.name);
        const std::string text =
            drawn(graph_of(objects, {.name = name,
                                     .default_namespace = name,
                                     .findings = detail::findings_of(cluster)}),
                  format);
        return detail::write_out(text, options.file, argv[0]);
    });
}

}  // namespace slipway::cli
