// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/json/value.hpp>

namespace slipway::cli::detail {

/// A member that is text; empty where there is none.
inline std::string text_of(const json::value& v, const char* member) {
    if (!v.is_object()) return "";
    const auto found = v.find(member);
    return found != v.end() && found->is_string() ? found->get<std::string>() : "";
}

}  // namespace slipway::cli::detail
