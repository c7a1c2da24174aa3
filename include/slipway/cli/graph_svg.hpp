// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/detail/draw_svg.hpp>
#include <slipway/cli/detail/graph_style.hpp>
#include <slipway/cli/graph_layout.hpp>
#include <slipway/cli/graph_model.hpp>

namespace slipway::cli {

/// The graph as a picture that stands for itself, light or dark as its reader likes.
inline std::string svg_of(const graph& g) {
    const std::string style = "<style>\n" + detail::style_rules("", false) +
                              "@media (prefers-color-scheme: dark) {\n" +
                              detail::style_rules("", true) + "}\n</style>\n";
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" +
           detail::svg_drawing(g, lay_out(g), style).draw();
}

}  // namespace slipway::cli
