// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <slipway/core/status.hpp>
#include <slipway/json/value.hpp>

namespace slipway::json {

/// Reads the documents of a YAML text; empty ones are left out. Plain scalars are null, true,
/// false, numbers or strings by YAML 1.2's core schema. Two things are as in YAML 1.1, which
/// kubectl reads: 0644 is octal, and `<<` merges maps. Throws `status_error` (bad_request) with
/// line and column for what is malformed, for anchors nested beyond reason and for keys that are no
/// scalars.
std::vector<value> read_yaml(std::string_view text);

/// Block style YAML, ending in a line feed. Strings are quoted where they would read as something
/// else.
std::string write_yaml(const value& v);

}  // namespace slipway::json

#ifndef SLIPWAY_COMPILED
#include <slipway/json/detail/read_yaml.hpp>
#include <slipway/json/detail/write_yaml.hpp>
#endif
