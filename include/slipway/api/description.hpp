// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: sixteen hundred sentences, for those who show them.

#include <string_view>

#include <slipway/core/type_info.hpp>

namespace slipway::api {

/// What a field means, in one or two plain English clauses, with its unit and default; of the kind
/// itself where no field is named. Empty where nothing is said: all kinds that are no alpha or beta
/// are described, with the structs in them, but for ResourceSlices, which drivers write, and
/// volumes of single vendors.
std::string_view description_of(const core::type_info& type, std::string_view field = {});

}  // namespace slipway::api

#ifndef SLIPWAY_COMPILED
#include <slipway/api/detail/description.hpp>
#endif
