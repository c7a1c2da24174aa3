// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace slipway::oci {

/// Text of a recipe: as it stands, unless it `expands` (`with_variables`).
struct recipe_text {
    std::string text{};
    bool expands = false;  ///< variables are replaced, and quotes go, as in a Dockerfile

    recipe_text() = default;
    recipe_text(std::string as_it_stands) : text(std::move(as_it_stands)) {}
    recipe_text(std::string_view as_it_stands) : text(as_it_stands) {}
    recipe_text(const char* as_it_stands) : text(as_it_stands) {}

    bool empty() const noexcept { return text.empty(); }
    friend bool operator==(const recipe_text&, const recipe_text&) = default;
};

/// Text in which the variables of ENV and ARG are replaced when the image is built:
/// `with_variables("/opt/tool/bin:$PATH")`.
inline recipe_text with_variables(std::string text) {
    recipe_text made(std::move(text));
    made.expands = true;
    return made;
}

}  // namespace slipway::oci
