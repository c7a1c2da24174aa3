// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <slipway/cli/detail/kind_look.hpp>

namespace slipway::cli::detail {

/// The colours of a drawing as CSS, each rule behind `prefix`. Without variables, which many
/// viewers of pictures lack.
inline std::string style_rules(std::string_view prefix, bool dark) {
    struct rule {
        std::string_view selector, light, dark;
    };
    static constexpr rule rules[] = {
        {".page", "fill:#ffffff", "fill:#0d1117"},
        {".area rect", "fill:none;stroke:#d0d7de", "fill:none;stroke:#3d444d"},
        {".area text", "fill:#57606a;font-weight:bold", "fill:#9198a1;font-weight:bold"},
        {".node .body", "fill:#ffffff;stroke:#afb8c1", "fill:#151b23;stroke:#4b535d"},
        {".node .name", "fill:#1f2328;font-weight:bold", "fill:#f0f6fc;font-weight:bold"},
        {".node .kind", "fill:#656d76", "fill:#9198a1"},
        {".node .short", "fill:#ffffff;font-weight:bold", "fill:#ffffff;font-weight:bold"},
        {".node.absent .body", "fill:#f6f8fa;stroke-dasharray:5 3",
         "fill:#0d1117;stroke-dasharray:5 3"},
        {".node.wrong .body", "fill:#ffebe9;stroke:#cf222e;stroke-width:2",
         "fill:#2d1517;stroke:#f85149;stroke-width:2"},
        {".sentence", "fill:#cf222e", "fill:#ff8182"},
        {".edge path.line", "fill:none;stroke-width:1.3;stroke-opacity:.65",
         "fill:none;stroke-width:1.3;stroke-opacity:.75"},
        {".edge text", "fill:#424a53;stroke:#ffffff;stroke-width:3px;paint-order:stroke",
         "fill:#c9d1d9;stroke:#0d1117;stroke-width:3px;paint-order:stroke"},
    };
    std::string made;
    const auto add = [&](const std::string& selector, std::string_view declarations) {
        made += std::string(prefix) + selector + '{' + std::string(declarations) + "}\n";
    };
    for (const rule& r : rules) add(std::string(r.selector), dark ? r.dark : r.light);
    for (const look& l : looks) {
        const std::string name(l.name), colour(dark ? l.dark : l.light);
        add(".node." + name + " .icon", "fill:" + colour);
        add(".edge." + name + " .line", "stroke:" + colour);
        add(".edge." + name + " .head", "fill:" + colour);
    }
    return made;
}

}  // namespace slipway::cli::detail
