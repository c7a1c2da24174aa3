// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/dsl/render.hpp>

namespace support {

/// What an object renders to.
inline std::string yaml_of(const slipway::dsl::object& o) {
    slipway::dsl::output out;
    slipway::dsl::render_yaml({.name = "shop", .resources = {o}}, out);
    return std::string(out.view());
}

}  // namespace support
